"""Records what Transformers generates, greedily, and what its processors and warpers make of logits.

Run with the Python of `make test-peft`: .venv/peft/bin/python references/record_generation.py
Float32, one thread; prompts of different lengths are left-padded in one batch, as TRL generates.
"""

import json
from pathlib import Path

import torch
from peft import PeftModel
from transformers import AutoModelForCausalLM
from transformers.generation.logits_process import (
    LogitsProcessorList, MinPLogitsWarper, RepetitionPenaltyLogitsProcessor, TemperatureLogitsWarper,
    TopKLogitsWarper, TopPLogitsWarper,
)

REFERENCES = Path(__file__).parent
# An adapter that changes the output, where a recorded case has one for the model.
ADAPTERS = {
    "tiny-llama": "grpo-b-grpo-beta", "tiny-llama3": None, "tiny-llama-linear": None, "tiny-mistral": None,
    "tiny-qwen2": "dpo-d-robust-ls", "tiny-qwen3": "sft-f-qwen3-eval-constwarmup",
}
LENGTHS = [5, 17, 1, 9, 17, 30]
NEW_TOKENS = 40


def generate(model, prompts, eos, penalty):
    width = max(map(len, prompts))
    ids = torch.tensor([[0] * (width - len(p)) + p for p in prompts])
    mask = torch.tensor([[0] * (width - len(p)) + [1] * len(p) for p in prompts])
    out = model.generate(
        input_ids=ids, attention_mask=mask, do_sample=False, max_new_tokens=NEW_TOKENS, eos_token_id=eos,
        pad_token_id=0, repetition_penalty=penalty, output_logits=True, return_dict_in_generate=True,
    )
    completions, margins = [], []
    for row in range(len(prompts)):
        tokens = out.sequences[row, width:].tolist()
        end = next((i + 1 for i, t in enumerate(tokens) if t in eos), len(tokens))
        completions.append(tokens[:end])
        best = [out.logits[i][row].topk(2).values for i in range(end)]
        margins.append(min((b[0] - b[1]).item() for b in best))
    return completions, margins


def record(name, case):
    model = AutoModelForCausalLM.from_pretrained(REFERENCES / "models" / name, dtype=torch.float32).eval()
    if case:
        model = PeftModel.from_pretrained(model, REFERENCES / "cases" / case / "init_adapter").eval()
    prompts = [[(11 * i + 7 * j + 3) % 500 for i in range(n)] for j, n in enumerate(LENGTHS)]
    free, _ = generate(model, prompts, [511], 1.0)
    # End tokens that some rows meet early and others never.
    eos = sorted({511, free[0][6], free[3][20 if len(free[3]) > 20 else -1]})
    runs = []
    for ends, penalty in [([511], 1.0), (eos, 1.0)]:
        completions, margins = generate(model, prompts, ends, penalty)
        runs.append({"eos": ends, "completions": completions, "least_margins": margins})
    golden = {"adapter": f"cases/{case}/init_adapter" if case else None, "prompts": prompts,
              "max_new_tokens": NEW_TOKENS, "greedy": runs}
    (REFERENCES / "models" / name / "generation_golden.json").write_text(json.dumps(golden) + "\n")
    print(name, [len(c) for c in runs[1]["completions"]], min(runs[0]["least_margins"]))


def warpers():
    torch.manual_seed(3)
    logits = torch.randn(3, 24) * 2.5
    seen = [[1, 5, 7, 7], [0, 2, 23, 2], [4, 9, 11, 20]]
    cases = []
    for t, k, p, m, r in [(1.0, 0, 1.0, 0, 1.0), (0.7, 0, 1.0, 0, 1.0), (1.3, 5, 1.0, 0, 1.0), (1.0, 0, 0.8, 0, 1.0),
                          (1.0, 0, 1.0, 0.1, 1.0), (1.0, 0, 1.0, 0, 1.4), (0.9, 8, 0.9, 0.05, 1.2)]:
        steps = LogitsProcessorList()
        if r != 1.0:
            steps.append(RepetitionPenaltyLogitsProcessor(r))
        if t != 1.0:
            steps.append(TemperatureLogitsWarper(t))
        if k:
            steps.append(TopKLogitsWarper(k))
        if p < 1.0:
            steps.append(TopPLogitsWarper(p))
        if m:
            steps.append(MinPLogitsWarper(m))
        warped = steps(torch.tensor(seen), logits.clone())
        cases.append({"temperature": t, "top_k": k, "top_p": p, "min_p": m, "repetition_penalty": r,
                      "probabilities": warped.softmax(-1).tolist()})
    golden = {"logits": logits.tolist(), "seen": seen, "cases": cases}
    (REFERENCES / "warped_logits.json").write_text(json.dumps(golden) + "\n")


def main():
    torch.set_num_threads(1)
    for name, case in ADAPTERS.items():
        record(name, case)
    warpers()


if __name__ == "__main__":
    main()
