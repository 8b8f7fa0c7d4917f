"""Milliseconds of a training step, Rondo against PyTorch eager with PEFT, alternating in one run.

Both have the same model files, rows, precision, and one thread. Each round takes a few steps of the one, then of the
other. On a busy machine only the ratios mean something, and of those the ones of CPU time.
"""

import argparse
import statistics
import subprocess
import sys

import torch
from eager import EagerSteps
from shapes import describe, model_directory

TOKENS = (16, 64, 256)
TARGETS = ("q_proj,v_proj", "all-linear")


class RondoSteps:
    """The Java process that holds the base model and takes steps when told to."""

    main = "dev.rondo.bench.TrainingSteps"

    def __init__(self, java, directory, precision):
        command = [*java, self.main, str(directory), precision]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def prepare(self, targets, members, tokens, kind="case"):
        self._tell(f"{kind} {targets} {members} {tokens}")
        self._answer()

    def steps(self, count):
        self._tell(f"steps {count}")
        return [tuple(map(float, self._answer().split())) for _ in range(count)]

    def close(self):
        self.process.stdin.close()
        self.process.wait()

    def _tell(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def _answer(self):
        line = self.process.stdout.readline()
        if not line:
            sys.exit("the Java process ended; its message is above")
        return line


def alternate(sides, rounds, seconds):
    """(wall, CPU) times of each side's steps; a round takes each side for its share of `seconds`."""
    counts = []
    for steps in sides:
        steps(2)
        counts.append(max(1, int(seconds / rounds / (min(wall for wall, _ in steps(2)) / 1e3))))
    times = [[] for _ in sides]
    for _ in range(rounds):
        for taken, steps, count in zip(times, sides, counts):
            taken += steps(min(count, 50))
    return times


def row(label, baseline, rondo):
    """Times are (wall, CPU) of single steps."""
    cells = []
    for clock in (0, 1):
        theirs, ours = [t[clock] for t in baseline], [t[clock] for t in rondo]
        cells.append(f"{min(theirs) / min(ours):.2f} / {statistics.median(theirs) / statistics.median(ours):.2f}")
    fastest = [min(t[1] for t in side) for side in (baseline, rondo)]
    return f"| {label} | {fastest[0]:.1f} | {fastest[1]:.1f} | {cells[0]} | {cells[1]} |"


def single(java, work, shapes, rounds, seconds):
    print("| shape | targets | tokens | Rondo | baseline, PyTorch eager + PEFT | baseline ms (CPU) | Rondo ms (CPU) | times as fast, wall: min / median | CPU: min / median |")
    print("|---|---|---|---|---|---|---|---|---|")
    for shape in shapes:
        directory = model_directory(shape, work)
        rondo = {precision: RondoSteps(java, directory, precision) for precision in ("float32", "bfloat16")}
        for targets in TARGETS:
            for tokens in TOKENS:
                eager = {precision: EagerSteps(directory, precision, targets, tokens) for precision in rondo}
                sides = []
                for precision, steps in rondo.items():
                    steps.prepare(targets, 1, tokens)
                    sides += [eager_steps(eager[precision]), steps.steps]
                eager32, rondo32, eager16, rondo16 = alternate(sides, rounds, seconds)
                label = f"{shape} | {targets} | {tokens}"
                print(row(f"{label} | float32 | float32", eager32, rondo32))
                print(row(f"{label} | bfloat16 | float32", eager32, rondo16))
                print(row(f"{label} | bfloat16 | bfloat16", eager16, rondo16), flush=True)
        for steps in rondo.values():
            steps.close()
    print()
    print("Shapes: " + "; ".join(describe(shape) for shape in shapes) + ".")


def packed(java, work, shapes, rounds, seconds, members):
    print(f"| shape | targets | tokens a run | precision of both | {members} eager steps, ms (CPU) | Rondo's packed step, ms (CPU) | times as fast, wall: min / median | CPU: min / median | packing alone, CPU |")
    print("|---|---|---|---|---|---|---|---|---|")
    for shape in shapes:
        directory = model_directory(shape, work)
        for precision in ("float32", "bfloat16"):
            rondo = RondoSteps(java, directory, precision)
            alone = RondoSteps(java, directory, precision)
            for tokens in TOKENS:
                targets = TARGETS[0]
                eager = EagerSteps(directory, precision, targets, tokens)
                rondo.prepare(targets, members, tokens)
                alone.prepare(targets, 1, tokens)
                theirs, ours, single = alternate([eager_steps(eager), rondo.steps, alone.steps], rounds, seconds)
                theirs = [(members * wall, members * cpu) for wall, cpu in theirs]
                gain = members * min(cpu for _, cpu in single) / min(cpu for _, cpu in ours)
                print(row(f"{shape} | {targets} | {tokens} | {precision}", theirs, ours) + f" {gain:.2f} |", flush=True)
            rondo.close()
            alone.close()


def eager_steps(eager):
    return lambda count: [eager.step() for _ in range(count)]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--java", required=True, help="java with its class path, as one string")
    parser.add_argument("--work", required=True, help="where models are made")
    parser.add_argument("--shapes", default="A,B")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2, help="of each side, for each row")
    parser.add_argument("--members", type=int, default=1, help="runs packed into one step; above 1: against as many eager steps")
    options = parser.parse_args()
    torch.set_num_threads(1)
    arguments = (options.java.split(), options.work, options.shapes.split(","), options.rounds, options.seconds)
    if options.members > 1:
        packed(*arguments, options.members)
    else:
        single(*arguments)


if __name__ == "__main__":
    main()
