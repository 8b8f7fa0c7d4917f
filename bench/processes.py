"""What a tree of processes uses, read from /proc."""

import os
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


def tree(pid):
    """The process and its descendants."""
    pids, at = [pid], 0
    while at < len(pids):
        for tasks in Path(f"/proc/{pids[at]}/task").glob("*/children"):
            pids += map(int, _read(tasks).split())
        at += 1
    return pids


def cpu_seconds(pid):
    """User and system CPU time of the tree, ended children of its processes with it."""
    total = 0
    for each in tree(pid):
        stat = _read(Path(f"/proc/{each}/stat")).rpartition(")")[2].split()
        total += sum(map(int, stat[11:15]))
    return total / TICK


def memory_bytes(pid):
    """Proportional set size of the tree: pages that processes share are counted once."""
    total = 0
    for each in tree(pid):
        for line in _read(Path(f"/proc/{each}/smaps_rollup")).splitlines():
            if line.startswith("Pss:"):
                total += 1024 * int(line.split()[1])
    return total


def _read(path):
    try:
        return path.read_text()
    except OSError:  # It has ended meanwhile.
        return ""
