"""Time and memory to prepare a large JSONL file in a trainer whose Java heap is small, and to find it prepared.

Rows are those of the example data, numbered so that they differ. Each preparation is `./rondo preview --no-measure`:
the first one reads and tokenises the file, the second finds the rows, the third (another config) as well.
"""

import argparse
import json
import os
import shutil
import subprocess
import threading
import time
from pathlib import Path

from processes import tree

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"
MIB = 2**20


def write_rows(file, mib):
    """So many MiB of rows; how many there are."""
    source = [json.loads(line) for line in (EXAMPLES / "data" / "support-train.jsonl").read_text().splitlines()]
    count = size = 0
    with file.open("w") as out:
        while size < mib * MIB:
            row = source[count % len(source)]
            size += out.write(json.dumps({"prompt": f"{count}. {row['instruction']}", "completion": " " + row["response"]}) + "\n")
            count += 1
    return count


def write_experiment(directory, rank):
    experiment = {
        "apiVersion": "rondo.dev/v1alpha1",
        "kind": "Experiment",
        "metadata": {"name": "preparation"},
        "spec": {
            "trainer": "SFT",
            "model": {"uri": f"file://{EXAMPLES.resolve()}/model"},
            "dataset": {"train": {"uri": "rows.jsonl"}},
            "base": {"peft": {"r": rank}, "trainingArgs": {"max_steps": 1}},
        },
    }
    (directory / "experiment.yaml").write_text(json.dumps(experiment))


def prepare(directory, heap):
    """Seconds, and the peak of the trainer's resident memory that is no file."""
    command = [ROOT / "rondo", "preview", directory / "experiment.yaml", "--store", directory / "store", "--no-measure", "--rows", "0"]
    environment = os.environ | {"JAVA_TOOL_OPTIONS": f"-Xmx{heap}"}
    begun = time.monotonic()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    output = []
    reader = threading.Thread(target=lambda: output.append(process.stdout.read()))
    reader.start()
    peak = 0
    while process.poll() is None:
        peak = max(peak, max((anonymous_bytes(pid) for pid in tree(process.pid)[1:]), default=0))
        time.sleep(0.1)
    reader.join()
    if process.returncode != 0:
        raise SystemExit("".join(output))
    return time.monotonic() - begun, peak


def anonymous_bytes(pid):
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:  # It has ended meanwhile.
        return 0
    return next((1024 * int(line.split()[1]) for line in status.splitlines() if line.startswith("RssAnon:")), 0)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--mib", type=int, default=400)
    parser.add_argument("--heap", default="64m")
    options = parser.parse_args()
    directory = options.work / "preparation"
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir(parents=True)
    rows = write_rows(directory / "rows.jsonl", options.mib)
    print(f"{options.mib} MiB of JSONL, {rows} rows; the trainer's heap is {options.heap}.", flush=True)
    time.sleep(4)  # A file that has just changed is read again.
    print("| preparation | seconds | trainer's memory that is no file, MiB |")
    print("|---|---|---|")
    for name, rank in (("first", 4), ("again", 4), ("another config", 8)):
        write_experiment(directory, rank)
        seconds, peak = prepare(directory, options.heap)
        print(f"| {name} | {seconds:.1f} | {peak / MIB:.0f} |", flush=True)


if __name__ == "__main__":
    main()
