"""Experiments of plain prompts and completions, and running them with ./rondo."""

import json
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).parent.parent
DATA = ROOT / "examples" / "data"


def write_data(directory):
    """The example data in TRL's own columns, so that both read the same files without a template."""
    for split in ("train", "eval"):
        rows = [json.loads(line) for line in (DATA / f"support-{split}.jsonl").read_text().splitlines()]
        columns = [{"prompt": r["instruction"], "completion": " " + r["response"]} for r in rows]
        (directory / f"{split}.jsonl").write_text("".join(json.dumps(c) + "\n" for c in columns))


def write_experiment(directory, *, model, chunks, train_rows, eval_rows, peft, arguments, learning_rates):
    """JSON is YAML; one run for each learning rate."""
    experiment = {
        "apiVersion": "rondo.dev/v1alpha1",
        "kind": "Experiment",
        "metadata": {"name": "bench"},
        "spec": {
            "trainer": "SFT",
            "seed": 42,
            "chunks": chunks,
            "model": {"uri": f"file://{Path(model).resolve()}"},
            "dataset": {
                "train": {"uri": "train.jsonl", "limit": train_rows},
                "eval": {"uri": "eval.jsonl", "limit": eval_rows},
            },
            "base": {"peft": peft, "trainingArgs": arguments},
            "search": {"grid": [{"path": "trainingArgs.learning_rate", "values": learning_rates}]},
            "worker": {"gpus": 0, "slots": 1},
        },
    }
    (directory / "experiment.yaml").write_text(json.dumps(experiment, indent=2))


def start(directory):
    """`./rondo run` of the directory's experiment, one slot and one thread, into a new store."""
    shutil.rmtree(directory / "store", ignore_errors=True)
    command = [ROOT / "rondo", "run", directory / "experiment.yaml", "--store", directory / "store", "--threads", "1", "--plain"]
    return subprocess.Popen(command, stdout=(directory / "log").open("w"), stderr=subprocess.STDOUT)


def records(directory, run="*"):
    """Lines of the runs' metrics, by run."""
    files = sorted((directory / "store").glob(f"*/runs/{run}/metrics.jsonl"))
    return {file.parent.name: lines(file) for file in files}


def turns(directory):
    return lines(next((directory / "store").glob("*/turns.jsonl")))


def lines(file):
    """Whole lines of a file that may be growing."""
    return [json.loads(line) for line in file.read_text().split("\n")[:-1]]
