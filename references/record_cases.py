"""Records SFT and DPO cases from TRL itself, in the layout that `make references REFERENCES=DIR` compares with.

    .venv/peft/bin/python references/record_cases.py DIR [NAME...]

DIR has the models and data sets that DIR/cases.json names:

    [{"name": "sft-x", "trainer": "sft", "model": "models/m", "dataset": "data/d.jsonl", "eval_dataset": null,
      "args": {"max_steps": 4}, "lora": {"r": 4, "target_modules": "all-linear"}, "random_lora_b": [1, 0.02]}]

`args` are TRL's, `lora` is PEFT's LoraConfig or null (full fine-tuning), `random_lora_b` draws B with a seed and a scale, so
that the adapter matters from the first step. Each case is recorded on one thread of a CPU.
"""

import argparse
import json
from pathlib import Path

import torch
from datasets import load_dataset
from peft import LoraConfig, get_peft_model
from transformers import AutoModelForCausalLM, AutoTokenizer, TrainerCallback, set_seed
from trl import DPOConfig, DPOTrainer, SFTConfig, SFTTrainer

TRAINERS = {"sft": (SFTTrainer, SFTConfig), "dpo": (DPOTrainer, DPOConfig)}


class Log(TrainerCallback):
    """Keeps what the trainer logs: a record a step, and one an evaluation."""

    def __init__(self):
        self.steps, self.evals = [], []

    def on_log(self, args, state, control, logs=None, **kwargs):
        # How long it took is no reference.
        kept = {name: value for name, value in logs.items() if not name.endswith(("_runtime", "_per_second", "step_time"))}
        record = {**kept, "step": state.global_step}
        if "loss" in logs:
            self.steps.append({"step": state.global_step, "logged": record})
        elif "eval_loss" in logs:
            self.evals.append(record)


def arguments(case, root, work):
    _, config = TRAINERS[case["trainer"]]
    given = {
        "bf16": False, "gradient_checkpointing": False, "logging_steps": 1, "report_to": "none", "use_cpu": True,
        "save_strategy": "no", "disable_tqdm": True, "dataloader_pin_memory": False, **case["args"],
    }
    if "chat_template_path" in given:
        given["chat_template_path"] = str(root / given["chat_template_path"])
    return config(str(work), **given)


def policy(case, root):
    dtype = case["args"].get("model_init_kwargs", {}).get("dtype", "float32")
    set_seed(42)
    model = AutoModelForCausalLM.from_pretrained(root / case["model"], dtype=dtype)
    if case.get("lora"):
        model = get_peft_model(model, LoraConfig(**case["lora"], task_type="CAUSAL_LM"), autocast_adapter_dtype=True)
        if case.get("random_lora_b"):
            seed, scale = case["random_lora_b"]
            generator = torch.Generator().manual_seed(seed)
            for name, weight in model.named_parameters():
                if "lora_B" in name:
                    weight.data.copy_(torch.randn(weight.shape, generator=generator) * scale)
    return model


def rows(root, path, limit=None):
    loaded = load_dataset("json", data_files=str(root / path), split="train") if path else None
    return loaded.select(range(limit)) if limit else loaded


def record(case, root):
    directory = root / "cases" / case["name"]
    directory.mkdir(parents=True, exist_ok=True)
    trainer_class, _ = TRAINERS[case["trainer"]]
    model, log = policy(case, root), Log()
    parts = ("init_adapter", "final_adapter") if case.get("lora") else (None, "final_model")
    if parts[0]:
        model.save_pretrained(directory / parts[0])
    args = arguments(case, root, directory / "work")
    args.model_init_kwargs = None
    trainer = trainer_class(
        model, args=args, train_dataset=rows(root, case["dataset"], case.get("train_rows")),
        eval_dataset=rows(root, case.get("eval_dataset")),
        processing_class=AutoTokenizer.from_pretrained(root / case["model"]), callbacks=[log],
    )
    trainer.train()
    trainer.model.save_pretrained(directory / parts[1])
    # TRL's reference for preferences is the adapter as it was given.
    case = {**case, "pass_peft_model": True} if case["trainer"] == "dpo" and case.get("lora") else case
    (directory / "case.json").write_text(json.dumps(case, indent=1) + "\n")
    trajectory = {"case": case["name"], "trainer": case["trainer"], "steps": log.steps, "evals": log.evals}
    (directory / "trajectory.json").write_text(json.dumps(trajectory) + "\n")


def main(description, trainers, record):
    """Records those of DIR/cases.json that these trainers train."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("root", type=Path)
    parser.add_argument("names", nargs="*", help="of cases; all if none is given")
    options = parser.parse_args()
    torch.set_num_threads(1)
    for case in json.loads((options.root / "cases.json").read_text()):
        if case["trainer"] in trainers and (not options.names or case["name"] in options.names):
            print(case["name"], flush=True)
            record(case, options.root.resolve())


if __name__ == "__main__":
    main(__doc__, TRAINERS, record)
