"""Records what TRL's own GRPOTrainer._compute_loss makes of given log-probabilities, for every loss_type and what goes with it.

    VENV/bin/python references/record_grpo_losses.py > references/grpo_losses.json

The trainer is real but for its model: log-probabilities and entropies are given, off-policy, with rows of different
lengths, one of them masked as mask_truncated_completions does. Recorded: loss, its gradient by log-probability, metrics.
"""

import itertools
import json
import types
from collections import defaultdict

import torch
from trl import GRPOConfig
from trl.trainer.grpo_trainer import GRPOTrainer

torch.manual_seed(7)
LENGTHS = [5, 7, 1, 4, 6, 3]
WIDTH = max(LENGTHS)
MASKED_ROW = 4
LONGEST = 9  # max_completion_length
ADVANTAGES = [1.25, -0.75, 0.5, -1.5, 0.9, 0.0]
ROUND_TOKENS = 41  # num_items_in_batch: this micro-batch is a part of its round

lengths = torch.tensor(LENGTHS)
FULL = (torch.arange(WIDTH)[None] < lengths[:, None]).int()
LOGP = -torch.rand(len(LENGTHS), WIDTH) * 3 - 0.05
OLD = LOGP + 0.35 * torch.randn(len(LENGTHS), WIDTH)
REFERENCE = LOGP + 0.25 * torch.randn(len(LENGTHS), WIDTH)
ENTROPY = torch.rand(len(LENGTHS), WIDTH) * 3


def compute(settings, masked, on_policy, accumulation):
    args = GRPOConfig(
        output_dir="unused", use_cpu=True, bf16=False, report_to="none", gradient_accumulation_steps=2, num_generations=2,
        per_device_train_batch_size=6, max_completion_length=LONGEST, **settings)
    trainer = GRPOTrainer.__new__(GRPOTrainer)
    same = lambda value, *_, **__: value  # noqa: E731
    trainer.__dict__.update(
        args=args, model=types.SimpleNamespace(training=True), _metrics={"train": defaultdict(list)}, use_vllm=False,
        aux_loss_enabled=False, _entropy_bonus_enabled=False, current_gradient_accumulation_steps=accumulation,
        max_completion_length=LONGEST, beta=args.beta, loss_type=args.loss_type, epsilon_low=args.epsilon,
        epsilon_high=args.epsilon if args.epsilon_high is None else args.epsilon_high,
        importance_sampling_level=args.importance_sampling_level, top_entropy_quantile=args.top_entropy_quantile,
        off_policy_mask_threshold=args.off_policy_mask_threshold, vllm_importance_sampling_correction=False,
        accelerator=types.SimpleNamespace(
            device="cpu", num_processes=1, gather=same, reduce=same, pad_across_processes=same, sync_gradients=True))
    logp = LOGP.clone().requires_grad_()
    trainer._get_per_token_logps_and_entropies = lambda *_, **__: (logp, ENTROPY.clone(), None)
    mask = FULL.clone()
    if masked:
        mask[MASKED_ROW] = 0
    inputs = {
        "prompt_ids": torch.zeros(len(LENGTHS), 2, dtype=torch.long), "prompt_mask": torch.ones(len(LENGTHS), 2),
        "completion_ids": torch.zeros(len(LENGTHS), WIDTH, dtype=torch.long), "completion_mask": mask,
        "advantages": torch.tensor(ADVANTAGES), "num_items_in_batch": torch.tensor(ROUND_TOKENS)}
    if not on_policy:
        inputs["old_per_token_logps"] = OLD
    if args.beta != 0:
        inputs["ref_per_token_logps"] = REFERENCE
    loss = trainer._compute_loss(None, inputs)
    loss.backward()
    kept = mask.bool()
    return {
        "settings": settings, "masked": masked, "on_policy": on_policy, "accumulation": accumulation,
        "steps_per_generation": args.steps_per_generation, "loss": loss.item(), "gradient": logp.grad[kept].tolist(),
        "metrics": {name: values[0] for name, values in trainer._metrics["train"].items()}}


def cases():
    for loss_type, level in itertools.product(
            ["grpo", "bnpo", "dr_grpo", "dapo", "luspo", "cispo", "sapo", "vespo"], ["token", "sequence"]):
        plain = {"loss_type": loss_type, "importance_sampling_level": level, "epsilon": 0.1, "epsilon_high": 0.15}
        if loss_type == "cispo":
            plain["epsilon_high"] = 1.1
        if loss_type == "vespo" and level == "sequence":
            continue  # it has a sequence weight of its own
        yield plain, False, False, 2
        yield plain, True, True, 1
        yield {**plain, "beta": 0.04}, True, False, 2
        yield {**plain, "beta": 0.04, "use_bias_correction_kl": False}, False, False, 1
        yield {**plain, "top_entropy_quantile": 0.4}, False, False, 2
        yield {**plain, "off_policy_mask_threshold": 0.05}, False, False, 2
    for loss_type in ["grpo", "dapo"]:
        yield {"loss_type": loss_type, "delta": 1.2, "epsilon": 0.1, "epsilon_high": 0.3}, False, False, 2
    yield {"loss_type": "sapo", "sapo_temperature_pos": 2.0, "sapo_temperature_neg": 0.7}, False, False, 2
    yield {"loss_type": "vespo", "vespo_k_pos": 1.5, "vespo_lambda_pos": 1.0, "vespo_k_neg": 2.5, "vespo_lambda_neg": 0.5}, False, False, 2
    yield {"loss_type": "dapo", "steps_per_generation": 4}, False, False, 2


def kept(tensor):
    return [tensor[row, :length].tolist() for row, length in enumerate(LENGTHS)]


if __name__ == "__main__":
    import trl

    recorded = {
        "trl": trl.__version__, "torch": torch.__version__, "max_completion_length": LONGEST, "masked_row": MASKED_ROW,
        "num_items_in_batch": ROUND_TOKENS, "advantages": ADVANTAGES, "logp": kept(LOGP), "old": kept(OLD),
        "reference": kept(REFERENCE), "entropy": kept(ENTROPY)}
    lines = [json.dumps(compute(*case)) for case in cases()]
    print(json.dumps(recorded)[:-1] + ', "cases": [\n' + ",\n".join(lines) + "\n]}")
