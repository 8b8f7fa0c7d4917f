"""Peak memory of ./rondo run with 1, 8 and 32 runs on one resident base model.

Memory is the proportional set size of all its processes, which counts shared pages once, sampled while it runs, and
the states of runs in shared memory with it.
"""

import argparse
import sys
import time
from pathlib import Path

from manifest import start, write_data, write_experiment
from processes import memory_bytes
from shapes import describe, model_directory

SHARED_MEMORY = Path("/dev/shm")
RANK = 16
MIB = 2**20


def peak(directory):
    """Peak bytes of the processes, and of the states in shared memory."""
    before = states()
    process = start(directory)
    processes = shared = 0
    while process.poll() is None:
        processes = max(processes, memory_bytes(process.pid))
        shared = max(shared, size(states() - before))
        time.sleep(0.1)
    if process.returncode != 0:
        sys.exit((directory / "log").read_text())
    return processes, shared


def states():
    return set(SHARED_MEMORY.glob("rondo-*"))


def size(directories):
    total = 0
    for file in (f for directory in directories for f in directory.rglob("*")):
        try:
            total += 512 * file.stat().st_blocks
        except OSError:  # It is gone meanwhile.
            pass
    return total


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--shape", default="B")
    parser.add_argument("--runs", default="1,8,32")
    options = parser.parse_args()
    directory = options.work / "memory"
    directory.mkdir(parents=True, exist_ok=True)
    write_data(directory)
    counts = [int(count) for count in options.runs.split(",")]
    rows = []
    for count in counts:
        write_experiment(
            directory, model=model_directory(options.shape, options.work), chunks=2, train_rows=8, eval_rows=2,
            peft={"r": RANK, "lora_alpha": 32, "target_modules": "all-linear"},
            arguments={"per_device_train_batch_size": 2, "max_steps": 2, "max_length": 64, "logging_steps": 1},
            learning_rates=[1e-5 * (1 + i) for i in range(count)],
        )
        rows.append((count, *peak(directory)))
    print("| runs | processes, MiB | states in shared memory, MiB | both | for each run more, MiB |")
    print("|---|---|---|---|---|")
    first_runs, *first = rows[0]
    for count, processes, shared in rows:
        more = (processes + shared - sum(first)) / (count - first_runs) / MIB if count > first_runs else None
        print(f"| {count} | {processes / MIB:.0f} | {shared / MIB:.0f} | {(processes + shared) / MIB:.0f} | {'' if more is None else f'{more:.1f}'} |")
    print()
    state = next((directory / "store").glob("*/runs/*/checkpoints/*/state.*")).stat().st_size
    print(f"A run's state, in two generations, is {2 * state / MIB:.1f} MiB.")
    print(f"Base: {describe(options.shape)}, float32; LoRA of rank {RANK} on all-linear.", flush=True)


if __name__ == "__main__":
    main()
