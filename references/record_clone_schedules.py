"""Records the learning rates of a warm clone, as Transformers' own schedules have them: a clone at step 6 of a parent of 16
steps goes on in the schedule (step 6 on) or begins it anew (step 0 on), with its own learning rate.

Run with the Python of `make test-peft`: .venv/peft/bin/python references/record_clone_schedules.py
"""

import json
from pathlib import Path

import torch
from transformers import get_scheduler

CLONED_AT = 6
STEPS = 16
LEARNING_RATE = 0.004
WARMUPS = {"in": 8, "after": 3}  # where in its warm-up the parent is at step 6


def rates(kind, warmup, first):
    optimizer = torch.optim.AdamW([torch.nn.Parameter(torch.zeros(1))], lr=LEARNING_RATE)
    scheduler = get_scheduler(kind, optimizer, num_warmup_steps=warmup, num_training_steps=STEPS)
    seen = []
    for _ in range(STEPS):
        seen.append(scheduler.get_last_lr()[0])
        optimizer.step()
        scheduler.step()
    return seen[first:]


recorded = [
    {
        "type": kind, "num_warmup_steps": warmup, "schedule": schedule,
        "learning_rates": rates(kind, warmup, CLONED_AT if schedule == "Continue" else 0),
    }
    for kind in ("linear", "cosine") for warmup in WARMUPS.values() for schedule in ("Restart", "Continue")
]
lines = ",\n".join(json.dumps(each) for each in recorded)
Path(__file__).with_name("clone_learning_rates.json").write_text(f"[\n{lines}\n]\n")
