"""How soon N configs can be compared, Rondo against TRL + PEFT one after the other; and what swapping costs.

Both read the same files, train in float32 without gradient checkpointing, log every step, evaluate the same rows at
step 0 and after every chunk, and use one thread. Time counts from the start of the command, everything included.
"""

import argparse
import json
import signal
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

import torch
from eager import EagerSteps
from manifest import ROOT, records, start, turns, write_data, write_experiment
from processes import cpu_seconds
from steps import RondoSteps, alternate

RUNS = CHUNKS = 8
BATCH = 8
MODEL = ROOT / "examples" / "model"


def prepare(directory, steps_a_chunk):
    directory.mkdir(parents=True, exist_ok=True)
    write_data(directory)
    rows = BATCH * steps_a_chunk
    write_experiment(
        directory, model=MODEL, chunks=CHUNKS, train_rows=rows * CHUNKS, eval_rows=max(1, rows // 8),
        peft={"r": 16, "lora_alpha": 32, "target_modules": "all-linear"},
        arguments={
            "per_device_train_batch_size": BATCH, "per_device_eval_batch_size": BATCH, "num_train_epochs": 1,
            "logging_steps": 1, "gradient_checkpointing": False,
        },
        learning_rates=[1e-5 * 2**i for i in range(RUNS)],
    )


def rondo(directory, chunks):
    """Wall and CPU seconds until every run is evaluated after chunk 1; goes on until `chunks` are done."""
    began = time.time()
    process = start(directory)
    comparable = None
    while process.poll() is None:
        evaluated = {run: [r for r in lines if r["split"] == "eval" and r["step"] > 0] for run, lines in records(directory).items()}
        done = [len(evals) for evals in evaluated.values()]
        if len(done) == RUNS and min(done) >= 1 and comparable is None:
            times = [datetime.fromisoformat(evals[0]["time"]).timestamp() for evals in evaluated.values()]
            comparable = max(times) - began, cpu_seconds(process.pid)
        if len(done) == RUNS and min(done) >= chunks:
            process.send_signal(signal.SIGINT)
            process.wait()
        time.sleep(0.05)
    if comparable is None:
        sys.exit((directory / "log").read_text())
    return comparable


def trl(directory, steps_a_chunk):
    """Wall and CPU seconds until the last of the runs is evaluated after its first chunk."""
    began = time.time()
    command = [sys.executable, Path(__file__).parent / "trl_runs.py", directory / "experiment.yaml", "--eval-steps", str(steps_a_chunk)]
    result = subprocess.run(command, stdout=subprocess.PIPE, stderr=(directory / "trl.log").open("w"), text=True)
    wall = time.time() - began
    evaluated = [json.loads(line.removeprefix("evaluated ")) for line in result.stdout.splitlines() if line.startswith("evaluated ")]
    if result.returncode != 0 or not evaluated or evaluated[-1]["run"] != RUNS - 1:
        sys.exit((directory / "trl.log").read_text())
    return wall, evaluated[-1]["cpu"]


def step_ratio(java, seconds):
    """How many times as fast a step of this batch is, by CPU, alternating."""
    steps = RondoSteps(java, MODEL, "float32")
    steps.prepare("all-linear", 1, BATCH * 64)
    eager = EagerSteps(MODEL, "float32", "all-linear", BATCH * 64)
    theirs, ours = alternate([lambda count: [eager.step() for _ in range(count)], steps.steps], 5, seconds)
    steps.close()
    return min(cpu for _, cpu in theirs) / min(cpu for _, cpu in ours)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--java", required=True, help="java with its class path, as one string")
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=16, help="training steps of a chunk")
    parser.add_argument("--chunks", type=int, default=3, help="Rondo goes on until every run has done these")
    options = parser.parse_args()
    torch.set_num_threads(1)
    directory = options.work / "experiment"
    prepare(directory, options.steps)
    ours = rondo(directory, options.chunks)
    theirs = trl(directory, options.steps)
    ratio = step_ratio(options.java.split(), 3)
    print(f"| until {RUNS} configs are evaluated after chunk 1 of {CHUNKS} | baseline, TRL + PEFT in turn, float32 | Rondo, float32 | times as soon |")
    print("|---|---|---|---|")
    for clock, their, our in zip(("wall", "CPU"), theirs, ours):
        print(f"| {clock} | {their:.1f} s | {our:.1f} s | {their / our:.2f} |")
    print()
    print(f"A step of this batch is {ratio:.2f} times as fast as PyTorch eager + PEFT (float32, by CPU); 0.9 x {CHUNKS} x that is {0.9 * CHUNKS * ratio:.2f}.")
    print()
    print(swap_share(directory))


def swap_share(directory):
    taken = turns(directory)
    swap = sum(turn["swapSeconds"] for turn in taken)
    busy = sum((datetime.fromisoformat(t["end"]) - datetime.fromisoformat(t["start"])).total_seconds() for t in taken)
    return f"Swapping runs took {swap:.3f} s of the {busy:.1f} s of {len(taken)} turns: {100 * swap / busy:.2f} %."


if __name__ == "__main__":
    main()
