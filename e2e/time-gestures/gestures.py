#!/usr/bin/env python3
"""Makes gestures on the run that trains, one after the other, and tells how long they took.

gestures.py make SOCKET NAMESPACE COUNT             stops and resumes: a JSON line each, with what a watcher saw when
gestures.py tell GESTURES LOG TURNS RUN=METRICS...  a table of them, by what the worker itself wrote down as well; fails if more
                                                    than one step began after the worker had heard of a stop
"""
import datetime
import http.client
import json
import math
import queue
import socket
import sys
import threading
import time

PATIENCE = 120  # seconds


class ApiServer:
    """Behind the Unix socket of `kubectl proxy`."""

    def __init__(self, path, namespace):
        self.path = path
        self.runs = f"/apis/rondo.dev/v1alpha1/namespaces/{namespace}/runs"

    def call(self, method, url, body=None):
        connection = http.client.HTTPConnection("localhost")
        connection.sock = socket.socket(socket.AF_UNIX)
        connection.sock.connect(self.path)
        connection.request(method, url, body, {"Content-Type": "application/merge-patch+json"})
        answer = connection.getresponse()
        if answer.status >= 300:
            sys.exit(f"{method} {url}: {answer.read().decode()}")
        return answer

    def annotate(self, run, annotation):
        body = json.dumps({"metadata": {"annotations": {annotation: "true"}}})
        self.call("PATCH", f"{self.runs}/{run}", body).read()


class Watched:
    """Every version of every run, as they come."""

    def __init__(self, server):
        self.now = {}
        self.versions = queue.Queue()
        threading.Thread(target=self._watch, args=(server,), daemon=True).start()

    def _watch(self, server):
        listed = json.load(server.call("GET", server.runs))
        for run in listed["items"]:
            self.versions.put((time.time(), run))
        version = listed["metadata"]["resourceVersion"]
        for line in server.call("GET", f"{server.runs}?watch=1&resourceVersion={version}"):
            self.versions.put((time.time(), json.loads(line)["object"]))

    def next(self, timeout):
        """The time at which the next version came, and the run."""
        when, run = self.versions.get(timeout=timeout)
        self.now[run["metadata"]["name"]] = run
        return when, run

    def training(self):
        return next((name for name, run in self.now.items() if phase(run) == "Training"), None)

    def look(self, seconds):
        """Looks on for a while, and until a run trains; which one."""
        end = time.time() + seconds
        while time.time() < end or not self.training():
            try:
                self.next(0.1)
            except queue.Empty:
                pass
        return self.training()


def phase(run):
    return run.get("status", {}).get("worker", {}).get("phase")


def answers(run):
    return {entry["id"]: entry for entry in run.get("status", {}).get("control", [])}


def ids(run):
    return answers(run).keys() | {request["id"] for request in run["spec"].get("requests", [])}


def gesture(server, watched, name, word):
    """Makes it, and waits until it is answered."""
    annotation = f"rondo.dev/{word}"
    before = ids(watched.now[name])
    seen = {"run": name, "gesture": word, "made": time.time()}
    server.annotate(name, annotation)
    while "answered" not in seen:
        when, run = watched.next(PATIENCE)
        new = ids(run) - before
        if run["metadata"]["name"] != name or not new or annotation in run["metadata"].get("annotations", {}):
            continue
        seen.setdefault("recorded", when)
        if (phase(run) == "Stopped") == (word == "stop"):
            seen.setdefault("told", when)
        for entry in (answers(run).get(i) for i in new):
            if entry and entry["result"] == "Done":
                seen |= {"answered": when, "answer": entry}
    return seen


def make(path, namespace, count):
    server = ApiServer(path, namespace)
    watched = Watched(server)
    for pair in range(int(count) // 2):
        name = watched.look(1.5 + 0.37 * (pair % 7))  # somewhere in a turn
        for word in ("stop", "resume"):
            print(json.dumps(gesture(server, watched, name, word)), flush=True)


def instant(text):
    whole, _, fraction = text.rstrip("Z").partition(".")
    return datetime.datetime.fromisoformat(whole + "+00:00").timestamp() + float(f"0.{fraction or 0}")


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def row(what, values, unit):
    values = sorted(values)
    rank = lambda share: values[math.ceil(share * len(values)) - 1]
    cells = (f"{value:{unit}}" for value in (rank(0.5), rank(0.9), rank(0.99), values[-1]))
    print(f"| {what} | {len(values)} | " + " | ".join(cells) + " |")


def tell(gestures, log, turns, *metrics):
    made, ended = lines(gestures), lines(turns)
    steps = {}
    for name, path in (pair.split("=", 1) for pair in metrics):
        steps[name] = [(instant(r["time"]), r["step"]) for r in lines(path) if r["split"] == "train"]
    done = lambda run, when: max((step for at, step in steps[run] if at <= when), default=0)
    heard = {}
    with open(log, encoding="utf-8") as file:
        for line in file:
            if line.rstrip().endswith(": is to stop"):
                heard.setdefault(line.split()[-4].rstrip(":"), []).append(instant(line.split()[0]))

    stops = [g for g in made if g["gesture"] == "stop"]
    for stop in stops:
        run, acted = stop["run"], stop["answer"]["actedStep"]
        stop["heard"] = next(at for at in heard[run] if at >= stop["made"])
        turn = next((t for t in ended if t["run"] == run and instant(t["end"]) >= stop["heard"]), None)
        if turn and instant(turn["end"]) <= stop["told"]:
            stop["ended"] = instant(turn["end"])
            if turn["toStep"] != acted:
                sys.exit(f"{run}: the status says it acted at step {acted}, the turn ended at {turn['toStep']}")
        stop["steps since it was made"] = acted - done(run, stop["made"])
        stop["steps since it was heard"] = acted - done(run, stop["heard"])

    print("| until | gestures | p50 | p90 | p99 | most |\n|---|---|---|---|---|---|")
    for word in ("stop", "resume"):
        of = [g for g in made if g["gesture"] == word]
        for what, key in (
            ("recorded: its annotation has gone, its request is there", "recorded"),
            ("the worker has heard of it", "heard"),
            ("the turn has ended, its state saved", "ended"),
            ("the worker's status says so", "told"),
            ("answered in `status.control`", "answered"),
        ):
            if any(key in g for g in of):
                row(f"{word}, {what}", [g[key] - g["made"] for g in of if key in g], ".2f")
    for key in ("steps since it was made", "steps since it was heard"):
        row(f"stop, {key}", [stop[key] for stop in stops], "d")
    took = sorted(b[0] - a[0] for of in steps.values() for a, b in zip(of, of[1:]))
    print(f"a step took {took[len(took) // 2]:.2f} s (p50)")
    late = [s for s in stops if not 0 <= s["steps since it was heard"] <= 2]  # the one that was computed, and one more
    if late:
        sys.exit(f"not within a step: {late}")


{"make": make, "tell": tell}[sys.argv[1]](*sys.argv[2:])
