package dev.rondo.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * The leaf's own part of a run.
 *
 * @param peft PEFT's LoraConfig fields; absent: full fine-tuning
 * @param trainingArgs TRL's config fields
 * @param referencePolicy of DPO and GRPO: Base, Initial, or an object that names a model
 * @param rewards what completions of a GRPO run are worth
 * @param generation where they come from
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunConfig(
    ObjectNode peft,
    ObjectNode trainingArgs,
    JsonNode referencePolicy,
    List<Reward> rewards,
    Generation generation) {}
