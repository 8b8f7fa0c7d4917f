"""Milliseconds of a DPO step, Rondo against TRL's DPOTrainer with PEFT, alternating in one run.

A step asks the reference (the base, its adapter off), then forward, sigmoid loss, backward, clipping and AdamW. Both
sides have the same model files, pairs of the same lengths without padding, rank 16, float32, one thread. TRL's is
DPOTrainer.training_step with the optimizer and the clipping that Trainer has around it.
"""

import argparse
import time

import torch
from datasets import Dataset
from peft import LoraConfig
from shapes import describe, model_directory
from steps import TARGETS, RondoSteps, alternate, row
from transformers import AutoModelForCausalLM, AutoTokenizer
from transformers.utils import logging
from trl import DPOConfig, DPOTrainer

PAIRS = 4
TOKENS = (32, 128)
logging.disable_progress_bar()


class TrlSteps:
    """Pairs of sequences of `tokens` each, the last quarter of each a completion, as BenchedPairs has them."""

    def __init__(self, directory, targets, tokens, work):
        pair = {"prompt": "a", "chosen": " b", "rejected": " c"}
        self.trainer = DPOTrainer(
            model=AutoModelForCausalLM.from_pretrained(directory, dtype=torch.float32),
            args=DPOConfig(
                output_dir=f"{work}/trl", per_device_train_batch_size=PAIRS, bf16=False, gradient_checkpointing=False,
                report_to="none", use_cpu=True, disable_tqdm=True, learning_rate=1e-6,
            ),
            train_dataset=Dataset.from_list([pair] * PAIRS),
            processing_class=AutoTokenizer.from_pretrained(directory),
            peft_config=LoraConfig(
                r=16, lora_alpha=32, task_type="CAUSAL_LM",
                target_modules=targets if targets == "all-linear" else targets.split(","),
            ),
        )
        self.trainer.create_optimizer()
        self.trainer.current_gradient_accumulation_steps = 1  # what Trainer.train sets before a step
        self.trained = [p for p in self.trainer.model.parameters() if p.requires_grad]
        ids = torch.randint(0, 2000, (2 * PAIRS, tokens))
        completion = torch.zeros_like(ids)
        completion[:, tokens - tokens // 4 :] = 1
        self.batch = {"input_ids": ids, "attention_mask": torch.ones_like(ids), "completion_mask": completion}

    def steps(self, count):
        return [self._step() for _ in range(count)]

    def _step(self):
        wall, cpu = time.perf_counter(), time.thread_time()
        self.trainer.training_step(self.trainer.model, dict(self.batch))
        torch.nn.utils.clip_grad_norm_(self.trained, 1.0)
        self.trainer.optimizer.step()
        self.trainer.model.zero_grad()
        return 1e3 * (time.perf_counter() - wall), 1e3 * (time.thread_time() - cpu)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--java", required=True, help="java with its class path, as one string")
    parser.add_argument("--work", required=True, help="where models are made")
    parser.add_argument("--shapes", default="A,B")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=3, help="of each side, for each row")
    options = parser.parse_args()
    torch.set_num_threads(1)
    shapes = options.shapes.split(",")
    print(f"| shape | targets | tokens a sequence, {PAIRS} pairs | TRL ms (CPU) | Rondo ms (CPU) | times as fast, wall: min / median | CPU: min / median |")
    print("|---|---|---|---|---|---|---|")
    for shape in shapes:
        directory = model_directory(shape, options.work)
        rondo = RondoSteps(options.java.split(), directory, "float32")
        for targets in TARGETS:
            for tokens in TOKENS:
                rondo.prepare(targets, PAIRS, tokens, "pairs")
                trl = TrlSteps(directory, targets, tokens, options.work)
                theirs, ours = alternate([trl.steps, rondo.steps], options.rounds, options.seconds)
                print(row(f"{shape} | {targets} | {tokens}", theirs, ours), flush=True)
        rondo.close()
    print()
    print("Shapes: " + "; ".join(describe(shape) for shape in shapes) + ".")


if __name__ == "__main__":
    main()
