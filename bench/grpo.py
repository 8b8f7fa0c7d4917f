"""CPU seconds of a GRPO step, generation included, Rondo against TRL's GRPOTrainer: same model, prompts, reward, one thread, float32.

Both train the example model on sums, with LoRA of rank 16. Runs of a few steps take turns; what comes before the second
step (start, data, the first step) is not counted. Completions are sampled by each side's own numbers, so their lengths
differ a little; tokens are told.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from manifest import ROOT, records, start
from processes import cpu_seconds

MODEL = ROOT / "examples" / "model"
DATA = ROOT / "examples" / "data" / "arithmetic-train.jsonl"
PEFT = {"r": 16, "lora_alpha": 32, "target_modules": "all-linear"}


def arguments(batch, steps, beta):
    return {
        "per_device_train_batch_size": batch, "num_generations": 8, "max_completion_length": 24, "max_steps": steps, "beta": beta,
        "learning_rate": 1e-5, "logging_steps": 1, "gradient_checkpointing": False,
    }


def rondo(directory, batch, steps, beta):
    """CPU seconds and tokens of each step after the first."""
    directory.mkdir(parents=True, exist_ok=True)
    experiment = {
        "apiVersion": "rondo.dev/v1alpha1", "kind": "Experiment", "metadata": {"name": "bench"},
        "spec": {
            "trainer": "GRPO", "seed": 42, "chunks": 1, "model": {"uri": f"file://{MODEL}"}, "dataset": {"train": {"uri": str(DATA)}},
            "base": {"rewards": [{"name": "right", "numericAnswer": {"column": "answer"}}], "peft": PEFT, "trainingArgs": arguments(batch, steps, beta)},
            "worker": {"gpus": 0, "slots": 1},
        },
    }
    (directory / "experiment.yaml").write_text(json.dumps(experiment, indent=2))
    process = start(directory)
    marks = {}
    while process.poll() is None:
        for lines in records(directory).values():
            if lines and lines[-1]["step"] not in marks:
                marks[lines[-1]["step"]] = cpu_seconds(process.pid), lines[-1]["num_tokens"]
        time.sleep(0.02)
    if steps - 1 not in marks or 1 not in marks:
        sys.exit((directory / "log").read_text())
    first, last = marks[1], marks[steps - 1]  # the last step is followed by saving and the end
    return (last[0] - first[0]) / (steps - 2), (last[1] - first[1]) / (steps - 2)


def trl(directory, batch, steps, beta):
    command = [sys.executable, Path(__file__).parent / "trl_grpo.py", MODEL, DATA, directory, json.dumps(arguments(batch, steps, beta)), json.dumps(PEFT)]
    result = subprocess.run(command, stdout=subprocess.PIPE, stderr=(directory / "trl.log").open("w"), text=True, env={**os.environ, "OMP_NUM_THREADS": "1"})
    marks = [json.loads(line.removeprefix("step ")) for line in result.stdout.splitlines() if line.startswith("step ")]
    if result.returncode != 0 or len(marks) < steps - 1:
        sys.exit((directory / "trl.log").read_text())
    first, last = marks[0], marks[steps - 2]
    return (last["cpu"] - first["cpu"]) / (steps - 2), (last["tokens"] - first["tokens"]) / (steps - 2)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=12)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    directory = options.work.resolve() / "grpo"
    print("| completions a step | beta | TRL, CPU s a step | Rondo | tokens a step, TRL / Rondo | times as fast: best / median |")
    print("|---|---|---|---|---|---|")
    for batch, beta in ((32, 0.0), (32, 0.04), (128, 0.0)):
        theirs, ours = [], []
        for _ in range(options.rounds):
            ours.append(rondo(directory, batch, options.steps, beta))
            theirs.append(trl(directory, batch, options.steps, beta))
        times = [[cpu for cpu, _ in side] for side in (theirs, ours)]
        tokens = [statistics.mean(count for _, count in side) for side in (theirs, ours)]
        ratios = f"{min(times[0]) / min(times[1]):.2f} / {statistics.median(times[0]) / statistics.median(times[1]):.2f}"
        print(f"| {batch} | {beta} | {min(times[0]):.2f} | {min(times[1]):.2f} | {tokens[0]:.0f} / {tokens[1]:.0f} | {ratios} |", flush=True)


if __name__ == "__main__":
    main()
