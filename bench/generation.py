"""Tokens a second of a GRPO round's generation, Rondo against Transformers' generate with PEFT, and against what bounds both.

Rows in groups of eight of one prompt, left-padded, sampled at temperature 1, to the same number of tokens; one thread,
float32, an adapter of rank 16. The bound is the products alone: the base's weight matrices with as many rows, once a
token, in PyTorch eager, without adapter, attention, norms or sampling. Sides alternate in one run.
"""

import argparse
import statistics
import time

import torch
from peft import LoraConfig, get_peft_model
from shapes import EXAMPLE_MODEL, describe, model_directory
from steps import RondoSteps, alternate
from transformers import AutoModelForCausalLM

GROUP = 8
PAD = 2045


class RondoDecoding(RondoSteps):
    main = "dev.rondo.bench.Decoding"

    def prepare(self, targets, rows, prompt, tokens):
        self._tell(f"case {targets} {rows} {prompt} {tokens}")
        self._answer()


class Generate:
    """Transformers' generate as TRL calls it: every row with its own prompt, an adapter attached."""

    def __init__(self, directory, targets, rows, prompt, tokens):
        targets = targets if targets == "all-linear" else targets.split(",")
        base = AutoModelForCausalLM.from_pretrained(directory, dtype=torch.float32)
        self.model = get_peft_model(base, LoraConfig(r=16, lora_alpha=32, target_modules=targets, task_type="CAUSAL_LM")).eval()
        lengths = torch.tensor([prompt - row // GROUP % GROUP for row in range(rows)])
        self.mask = (torch.arange(prompt)[None] >= prompt - lengths[:, None]).long()
        self.ids = torch.randint(0, 2000, (rows, prompt)) * self.mask + PAD * (1 - self.mask)
        self.options = dict(do_sample=True, temperature=1.0, top_k=0, top_p=1.0, max_new_tokens=tokens, min_new_tokens=tokens, pad_token_id=PAD)

    def step(self):
        wall, cpu = time.perf_counter(), time.thread_time()
        with torch.no_grad():
            self.model.generate(input_ids=self.ids, attention_mask=self.mask, **self.options)
        return 1e3 * (time.perf_counter() - wall), 1e3 * (time.thread_time() - cpu)


class Products:
    """What a token costs at least: every weight matrix with one row for each completion."""

    def __init__(self, directory, rows, tokens):
        model = AutoModelForCausalLM.from_pretrained(directory, dtype=torch.float32)
        self.weights = [m.weight.detach() for m in model.modules() if isinstance(m, torch.nn.Linear)]
        self.inputs = {w.shape[1]: torch.randn(rows, w.shape[1]) for w in self.weights}
        self.tokens = tokens

    def step(self):
        wall, cpu = time.perf_counter(), time.thread_time()
        with torch.no_grad():
            for _ in range(self.tokens):
                for weight in self.weights:
                    torch.nn.functional.linear(self.inputs[weight.shape[1]], weight)
        return 1e3 * (time.perf_counter() - wall), 1e3 * (time.thread_time() - cpu)


def repeated(side):
    return lambda count: [side.step() for _ in range(count)]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--java", required=True, help="java with its class path, as one string")
    parser.add_argument("--work", required=True, help="where models are made")
    parser.add_argument("--shapes", default="example,A,B")
    parser.add_argument("--rows", default="8,32,128")
    parser.add_argument("--prompt", type=int, default=24)
    parser.add_argument("--tokens", type=int, default=32)
    parser.add_argument("--targets", default="all-linear")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2, help="of each side, for each row")
    options = parser.parse_args()
    torch.set_num_threads(1)
    print("| shape | rows | bound, tokens/s | generate + PEFT | Rondo | of the bound: best / median | times generate: best / median |")
    print("|---|---|---|---|---|---|---|")
    for shape in options.shapes.split(","):
        directory = EXAMPLE_MODEL if shape == "example" else model_directory(shape, options.work)
        rondo = RondoDecoding(options.java.split(), directory, "float32")
        for rows in map(int, options.rows.split(",")):
            rondo.prepare(options.targets, rows, options.prompt, options.tokens)
            theirs = Generate(directory, options.targets, rows, options.prompt, options.tokens)
            bound = Products(directory, rows, options.tokens)
            times = alternate([repeated(bound), repeated(theirs), rondo.steps], options.rounds, options.seconds)
            print(row(f"{shape} | {rows}", rows * options.tokens, *([cpu for _, cpu in side] for side in times)), flush=True)
        rondo.close()
    print()
    print("By CPU time of the thread. Shapes: example (examples/model); " + "; ".join(describe(s) for s in options.shapes.split(",") if s != "example") + ".")


def row(label, tokens, bound, theirs, ours):
    speeds = [f"{1e3 * tokens / min(side):,.0f}" for side in (bound, theirs, ours)]
    ratios = [f"{min(side) / min(ours):.2f} / {statistics.median(side) / statistics.median(ours):.2f}" for side in (bound, theirs)]
    return f"| {label} | {' | '.join(speeds)} | {' | '.join(ratios)} |"


if __name__ == "__main__":
    main()
