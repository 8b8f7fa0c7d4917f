"""Records DPO cases whose reference is another model, in the layout of README.md.

Run with the Python of `make test-peft`: .venv/peft/bin/python references/record_dpo.py
The trainer is TRL's own; the subclass only observes. Batches and logged numbers are recorded, row indices are not.
"""

import json
import shutil
from pathlib import Path

import torch
from datasets import load_dataset
from peft import LoraConfig
from safetensors.torch import save_file
from transformers import AutoModelForCausalLM, AutoTokenizer
from trl import DPOConfig, DPOTrainer

REFERENCES = Path(__file__).resolve().parent
MODEL, OTHER = "models/tiny-llama", "models/tiny-qwen3"
SHARED = {
    "per_device_train_batch_size": 4, "max_steps": 6, "learning_rate": 0.001, "eval_strategy": "steps", "eval_steps": 3,
    "per_device_eval_batch_size": 8,
}
CASES = {
    "dpo-i-other-model": {},
    "dpo-j-other-model-precompute": {
        "precompute_ref_log_probs": True, "precompute_ref_batch_size": 5, "loss_type": ["ipo"], "beta": 0.3,
        "gradient_accumulation_steps": 2,
    },
}
RESOLVED = [
    "per_device_train_batch_size", "num_train_epochs", "max_steps", "learning_rate", "lr_scheduler_type", "warmup_steps",
    "optim", "weight_decay", "adam_beta1", "adam_beta2", "adam_epsilon", "gradient_accumulation_steps", "max_grad_norm",
    "eval_strategy", "eval_steps", "per_device_eval_batch_size", "seed", "data_seed", "dataloader_drop_last",
    "gradient_checkpointing", "disable_dropout", "max_length", "truncation_mode", "precompute_ref_log_probs",
    "precompute_ref_batch_size", "loss_type", "loss_weights", "f_divergence_type", "label_smoothing", "beta",
]
LORA = {"r": 8, "lora_alpha": 16, "lora_dropout": 0.0, "target_modules": ["q_proj", "v_proj"]}
RANDOM_B = [9, 0.05]


class Recorder(DPOTrainer):
    micro, records, evals = [], [], []

    def _compute_loss(self, model, inputs, return_outputs):
        result = super()._compute_loss(model, inputs, return_outputs)
        if self.model.training:
            batch = {key: value.tolist() for key, value in inputs.items() if key != "attention_mask"}
            batch["attention_len"] = inputs["attention_mask"].sum(1).tolist()
            loss = result[0] if return_outputs else result
            self.micro.append({"compute_loss": loss.item(), "batch": batch})
        return result

    def log(self, logs, start_time=None):
        super().log(logs, start_time)
        if "loss" in logs:
            self.records.append({"step": self.state.global_step, "logged": dict(self.state.log_history[-1]),
                                 "micro": list(self.micro)})
            self.micro.clear()
        elif "eval_loss" in logs:
            self.evals.append(dict(self.state.log_history[-1]))


def adapter(trainer, folder):
    trainer.model.save_pretrained(folder)
    (folder / "README.md").unlink(missing_ok=True)
    config = json.loads((folder / "adapter_config.json").read_text())
    config["target_modules"] = sorted(config["target_modules"])
    config["base_model_name_or_path"] = MODEL
    (folder / "adapter_config.json").write_text(json.dumps(config, indent=2) + "\n")


def record(name, own):
    folder = REFERENCES / "cases" / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    args = SHARED | own
    data = {split: load_dataset("json", data_files=str(REFERENCES / f"data/{file}"), split="train")
            for split, file in [("train", "dpo.jsonl"), ("eval", "dpo-eval.jsonl")]}
    Recorder.micro, Recorder.records, Recorder.evals = [], [], []
    trainer = Recorder(
        model=AutoModelForCausalLM.from_pretrained(REFERENCES / MODEL, dtype=torch.float32),
        ref_model=AutoModelForCausalLM.from_pretrained(REFERENCES / OTHER, dtype=torch.float32),
        args=DPOConfig(
            output_dir="/tmp/record_dpo", bf16=False, fp16=False, gradient_checkpointing=False, logging_steps=1,
            report_to="none", use_cpu=True, save_strategy="no", disable_tqdm=True, **args,
        ),
        train_dataset=data["train"], eval_dataset=data["eval"],
        processing_class=AutoTokenizer.from_pretrained(REFERENCES / MODEL),
        peft_config=LoraConfig(task_type="CAUSAL_LM", **LORA),
    )
    generator = torch.Generator().manual_seed(RANDOM_B[0])
    for key, tensor in trainer.model.named_parameters():
        if "lora_B" in key:
            tensor.data.copy_(torch.randn(tensor.shape, generator=generator) * RANDOM_B[1])
    adapter(trainer, folder / "init_adapter")
    trainer.train()
    adapter(trainer, folder / "final_adapter")
    resolved = {key: getattr(trainer.args, key) for key in RESOLVED}
    resolved = {key: getattr(value, "value", value) for key, value in resolved.items()}
    case = {"name": name, "trainer": "dpo", "model": MODEL, "reference_model": OTHER, "dataset": "data/dpo.jsonl",
            "args": args, "lora": LORA, "random_lora_b": RANDOM_B, "eval_dataset": "data/dpo-eval.jsonl",
            "resolved_args": resolved}
    (folder / "case.json").write_text(json.dumps(case, indent=1) + "\n")
    trajectory = {"case": name, "trainer": "dpo", "max_steps": args["max_steps"], "steps": Recorder.records,
                  "evals": Recorder.evals}
    (folder / "trajectory.json").write_text(json.dumps(trajectory, separators=(",", ":")) + "\n")
    print(name, [step["logged"]["loss"] for step in Recorder.records])


def main():
    torch.set_num_threads(1)
    for name, own in CASES.items():
        record(name, own)


if __name__ == "__main__":
    main()
