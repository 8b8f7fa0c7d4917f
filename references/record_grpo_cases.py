"""Records GRPO cases from TRL itself, in the layout that `make references REFERENCES=DIR CASES='grpo-*'` replays.

    .venv/peft/bin/python references/record_grpo_cases.py DIR [NAME...]

As record_cases.py; DIR/cases.json names `rewards` besides: vowels, match or len, as references/README.md defines them. A
subclass only observes: which completions a round has, what they were worth, and in which order they were trained on.
"""

import json

import torch
from record_cases import Log, arguments, main, policy, rows, TRAINERS
from transformers import AutoTokenizer, set_seed
from trl import GRPOConfig, GRPOTrainer

RESOLVED = ("steps_per_generation", "num_iterations", "generation_batch_size", "num_generations", "max_steps", "seed", "beta", "loss_type")


def text(completion):
    return completion if isinstance(completion, str) else completion[0]["content"]


def vowels(completions, **_):
    return [sum(c in "aeiouAEIOU" for c in text(one)) / max(1, len(text(one))) for one in completions]


def match(completions, answer, **_):
    def one(said, wanted):
        said, wanted = said.strip(), wanted.strip()
        if said == wanted:
            return 1.0
        common = next((i for i, (a, b) in enumerate(zip(said, wanted)) if a != b), min(len(said), len(wanted)))
        return 0.5 * common / max(1, len(wanted)) - 0.01 * abs(len(said) - len(wanted))

    return [one(text(completion), wanted) for completion, wanted in zip(completions, answer)]


def length(completion_ids, **_):
    return [-abs(len(ids) - 6) / 6 for ids in completion_ids]


length.__name__ = "len"
REWARDS = {"vowels": vowels, "match": match, "len": length}


class Observed(GRPOTrainer):
    def __init__(self, *arguments, **options):
        self.rounds, self.micro = [], []
        super().__init__(*arguments, **options)

    def _calculate_rewards(self, inputs, *arguments, **options):
        rewards = super()._calculate_rewards(inputs, *arguments, **options)
        self.rounds.append({"rows": [one["row_index"] for one in inputs], "rewards_per_func": rewards.tolist()})
        return rewards

    def _generate_and_score_completions(self, inputs):
        output = super()._generate_and_score_completions(inputs)
        self.rounds[-1]["advantages"] = output["advantages"].tolist()
        self.rounds[-1]["completion_len"] = output["completion_mask"].sum(1).tolist()
        output["gen_index"] = torch.arange(len(inputs))
        return output

    def _compute_loss(self, model, inputs):
        loss = super()._compute_loss(model, inputs)
        batch = {name: inputs[name].tolist() for name in ("completion_ids", "gen_index", "advantages")}
        batch["completion_len"] = inputs["completion_mask"].sum(1).tolist()
        self.micro.append({"loss": loss.item(), "batch": batch})
        return loss


def record(case, root):
    directory = root / "cases" / case["name"]
    directory.mkdir(parents=True, exist_ok=True)
    TRAINERS["grpo"] = (GRPOTrainer, GRPOConfig)
    model, log = policy(case, root), Log()
    if case.get("lora"):
        model.peft_config["default"].base_model_name_or_path = case["model"]
        model.save_pretrained(directory / "init_adapter")
    args = arguments(case, root, directory / "work")
    data = rows(root, case["dataset"])
    data = data.add_column("row_index", list(range(len(data))))
    set_seed(42)
    trainer = Observed(
        model, reward_funcs=[REWARDS[name] for name in case["rewards"]], args=args, train_dataset=data,
        processing_class=AutoTokenizer.from_pretrained(root / case["model"]), callbacks=[log],
    )
    trainer.train()
    if case.get("lora"):
        trainer.model.save_pretrained(directory / "final_adapter", selected_adapters=["default"])
    else:
        trainer.model.save_pretrained(directory / "final_model")
    resolved = {name: getattr(args, name) for name in RESOLVED}
    (directory / "case.json").write_text(json.dumps({**case, "pass_peft_model": bool(case.get("lora")), "resolved_args": resolved}, indent=1) + "\n")
    of_step = args.gradient_accumulation_steps
    steps = [{**step, "micro": trainer.micro[i * of_step : (i + 1) * of_step]} for i, step in enumerate(log.steps)]
    trajectory = {"case": case["name"], "trainer": "grpo", "steps": steps, "evals": log.evals, "generations": trainer.rounds}
    (directory / "trajectory.json").write_text(json.dumps(trajectory) + "\n")


if __name__ == "__main__":
    main(__doc__, ["grpo"], record)
