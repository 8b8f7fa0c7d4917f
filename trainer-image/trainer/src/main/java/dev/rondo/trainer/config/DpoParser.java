package dev.rondo.trainer.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.trainer.data.DpoArguments;
import dev.rondo.trainer.data.Truncation;
import dev.rondo.trainer.objective.dpo.DpoLoss;
import dev.rondo.trainer.objective.dpo.DpoLossType;
import dev.rondo.trainer.objective.dpo.FDivergence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Reads what of {@code trainingArgs} only TRL's DPOConfig has, and {@code referencePolicy}. */
final class DpoParser {
  private static final int DEFAULT_MAX_LENGTH = 1024;
  private static final double MAX = Double.MAX_VALUE;

  private final Fields args;

  private DpoParser(Fields args) {
    this.args = args;
  }

  static TrainerArguments.Dpo parse(Fields config, Fields args, Tuning tuning) {
    DpoParser parser = new DpoParser(args);
    boolean precomputes = args.flag("precompute_ref_log_probs", false);
    ReferencePolicy reference = ReferencePolicyParser.parse(config, tuning);
    Optional<ReferenceSync> sync = ReferenceSyncParser.parse(args, tuning, reference);
    if (sync.isPresent() && precomputes) {
      args.problem(
          "sync_ref_model",
          "cannot be given together with precompute_ref_log_probs: what the reference says changes with it");
    }
    return new TrainerArguments.Dpo(
        parser.rows(),
        parser.loss(),
        reference,
        sync,
        args.flag("disable_dropout", true),
        precomputes,
        args.optionalInteger("precompute_ref_batch_size", 1).stream()
            .mapToInt(Integer::intValue)
            .findFirst());
  }

  private DpoArguments rows() {
    OptionalInt maxLength =
        args.node("max_length").isNull()
            ? OptionalInt.empty()
            : OptionalInt.of(args.integer("max_length", DEFAULT_MAX_LENGTH, 1));
    return new DpoArguments(
        maxLength,
        args.choice(
            "truncation_mode", "keep_start", Truncation::named, List.of("keep_start", "keep_end")));
  }

  private DpoLoss loss() {
    double beta = args.real("beta", 0.1, 0, MAX);
    double smoothing = args.real("label_smoothing", 0, 0, 1);
    List<DpoLossType> types = types();
    FDivergence divergence =
        args.choice("f_divergence_type", "reverse_kl", FDivergence::named, FDivergence.names());
    OptionalDouble ldAlpha =
        args.has("ld_alpha")
            ? OptionalDouble.of(args.real("ld_alpha", 1, 0, 1))
            : OptionalDouble.empty();
    check(types, beta, smoothing, divergence);
    return new DpoLoss(
        weighted(types),
        args.flag("use_weighting", false),
        beta,
        smoothing,
        divergence,
        args.real("f_alpha_divergence_coef", 0.5, -MAX, MAX),
        ldAlpha,
        args.real("discopop_tau", 0.05, Double.MIN_VALUE, MAX));
  }

  private List<DpoLossType> types() {
    List<DpoLossType> types = new ArrayList<>();
    for (String name : args.texts("loss_type")) {
      DpoLossType.named(name)
          .ifPresentOrElse(
              types::add,
              () ->
                  args.problem(
                      "loss_type",
                      "must be one of %s, is \"%s\""
                          .formatted(String.join(", ", DpoLossType.names()), name)));
    }
    return types.isEmpty() ? List.of(DpoLossType.SIGMOID) : types;
  }

  private List<DpoLoss.Term> weighted(List<DpoLossType> types) {
    JsonNode weights = args.node("loss_weights");
    boolean stated = args.has("loss_weights");
    boolean fits = weights.isArray() && weights.size() == types.size();
    if (stated && !fits) {
      args.problem(
          "loss_weights",
          "must be a list of as many numbers as loss_type has losses, %d, is %s"
              .formatted(types.size(), weights));
    }
    List<DpoLoss.Term> terms = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      terms.add(new DpoLoss.Term(types.get(i), stated && fits ? weights.get(i).asDouble() : 1));
    }
    return List.copyOf(terms);
  }

  private void check(
      List<DpoLossType> types, double beta, double smoothing, FDivergence divergence) {
    if (types.contains(DpoLossType.EXO_PAIR) && !(smoothing > 0 && smoothing < 1)) {
      args.problem(
          "label_smoothing",
          "must be greater than 0 and less than 1 with loss_type exo_pair, is %s; its paper recommends 1e-3"
              .formatted(smoothing));
    }
    if (types.contains(DpoLossType.ROBUST) && smoothing >= 0.5) {
      args.problem(
          "label_smoothing", "must be less than 0.5 with loss_type robust, is " + smoothing);
    }
    boolean divides = types.contains(DpoLossType.IPO) || types.contains(DpoLossType.SPPO_HARD);
    if (divides && beta == 0) {
      args.problem("beta", "must be greater than 0 with loss_type ipo and sppo_hard, is 0");
    }
    boolean sorts = types.contains(DpoLossType.AOT) || types.contains(DpoLossType.AOT_UNPAIRED);
    if (sorts && args.flag("use_weighting", false)) {
      args.problem(
          "use_weighting",
          "is of pairs, and loss_type aot and aot_unpaired compare values of different pairs; leave one out");
    }
    for (DpoLossType type : types) {
      if (divergence != FDivergence.REVERSE_KL && !type.takesDivergence()) {
        args.problem(
            "f_divergence_type",
            "must be reverse_kl with loss_type %s, is %s"
                .formatted(type.fieldValue(), divergence.fieldValue()));
      }
    }
  }
}
