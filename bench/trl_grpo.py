"""Trains one config with TRL's GRPOTrainer and PEFT; prints a line for each step: this process' CPU seconds, and tokens so far."""

import json
import re
import sys
import time

import torch
from datasets import load_dataset
from peft import LoraConfig
from transformers import AutoModelForCausalLM, AutoTokenizer, TrainerCallback
from trl import GRPOConfig, GRPOTrainer


class Report(TrainerCallback):
    def on_log(self, args, state, control, logs=None, **kwargs):
        if "reward" in logs:
            print("step " + json.dumps({"step": state.global_step, "cpu": time.process_time(), "tokens": logs["num_tokens"]}), flush=True)


def right(completions, answer, **kwargs):
    """1 if the last number is the answer."""
    numbers = [re.findall(r"-?\d+", completion[0]["content"]) for completion in completions]
    return [float(bool(found) and found[-1] == wanted) for found, wanted in zip(numbers, answer)]


def main():
    model, data, directory, arguments, peft = sys.argv[1:]
    torch.set_num_threads(1)
    GRPOTrainer(
        AutoModelForCausalLM.from_pretrained(model, dtype=torch.float32), reward_funcs=right,
        args=GRPOConfig(
            directory + "/trl", use_cpu=True, bf16=False, save_strategy="no", report_to="none", disable_tqdm=True,
            dataloader_pin_memory=False, **json.loads(arguments)),
        train_dataset=load_dataset("json", data_files=data, split="train"), processing_class=AutoTokenizer.from_pretrained(model),
        peft_config=LoraConfig(**json.loads(peft), task_type="CAUSAL_LM"), callbacks=[Report()],
    ).train()


if __name__ == "__main__":
    main()
