"""Trains configs with TRL and PEFT one after the other, up to the last one's first evaluation after a chunk.

Prints a JSON line for each evaluation: run, step, and this process' CPU seconds.
"""

import argparse
import json
import os
import time

import torch
from datasets import load_dataset
from peft import LoraConfig
from transformers import AutoModelForCausalLM, AutoTokenizer, TrainerCallback
from trl import SFTConfig, SFTTrainer


class Report(TrainerCallback):
    """Tells of evaluations; ends the last run where it is comparable."""

    def __init__(self, run, is_last):
        self.run, self.is_last = run, is_last

    def on_evaluate(self, args, state, control, **kwargs):
        record = {"run": self.run, "step": state.global_step, "cpu": time.process_time()}
        print("evaluated " + json.dumps(record), flush=True)
        if self.is_last and state.global_step > 0:
            os._exit(0)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("experiment", help="the experiment as JSON")
    parser.add_argument("--eval-steps", type=int, required=True)
    options = parser.parse_args()
    torch.set_num_threads(1)
    folder = os.path.dirname(options.experiment)
    spec = json.load(open(options.experiment))["spec"]
    rates = spec["search"]["grid"][0]["values"]
    for run, rate in enumerate(rates):
        model = spec["model"]["uri"].removeprefix("file://")
        data = {
            split: load_dataset("json", data_files=os.path.join(folder, source["uri"]), split=f"train[:{source['limit']}]")
            for split, source in spec["dataset"].items()
        }
        arguments = SFTConfig(
            os.path.join(folder, "trl"), use_cpu=True, bf16=False, learning_rate=rate, seed=spec["seed"],
            eval_strategy="steps", eval_on_start=True, eval_steps=options.eval_steps,
            save_strategy="no", report_to="none", disable_tqdm=True, dataloader_pin_memory=False,
            **spec["base"]["trainingArgs"],
        )
        SFTTrainer(
            AutoModelForCausalLM.from_pretrained(model, dtype=torch.float32),
            args=arguments, train_dataset=data["train"], eval_dataset=data["eval"],
            processing_class=AutoTokenizer.from_pretrained(model),
            peft_config=LoraConfig(**spec["base"]["peft"], task_type="CAUSAL_LM"),
            callbacks=[Report(run, run == len(rates) - 1)],
        ).train()


if __name__ == "__main__":
    main()
