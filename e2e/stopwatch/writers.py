#!/usr/bin/env python3
"""Who wrote the versions of runs that a watch of a minute brought, and what was new in them, per run."""
import collections
import json
import sys


def changes(before, after):
    """What one write changed, by writer."""
    old, new = before.get("status", {}), after.get("status", {})
    if old.get("worker") != new.get("worker"):
        told, tells = old.get("worker", {}), new.get("worker", {})
        if told.get("phase") != tells.get("phase"):
            return f"worker: {told.get('phase')} to {tells.get('phase')}"
        return "worker: " + ("a checkpoint" if told.get("checkpoint") != tells.get("checkpoint") else "progress")
    if old.get("placement") != new.get("placement"):
        return "operator: placement"
    if old != new:
        of = lambda status: {c["type"]: (c["status"], c["reason"], c["message"]) for c in status.get("conditions", [])}
        types = [kind for kind in of(new) if of(old).get(kind) != of(new)[kind]]
        return "operator: " + (f"conditions {', '.join(types)}" if types else "the rest of the status")
    return "spec or metadata"


last, counts = {}, collections.Counter()
with open(sys.argv[1], encoding="utf-8") as versions:
    for run in (json.loads(line)["object"] for line in versions):
        name = run["metadata"]["name"]
        if name in last:
            counts[changes(last[name], run)] += 1
        last[name] = run
for what, count in counts.most_common():
    print(f"{count / len(last):6.1f} a minute and run: {what}")
