"""A training step in PyTorch eager with PEFT: what a step of Rondo's is measured against."""

import time

import torch
from peft import LoraConfig, get_peft_model
from transformers import AutoModelForCausalLM
from transformers.utils import logging

ROW_TOKENS = 64
logging.disable_progress_bar()


class EagerSteps:
    """Rank 16 on one model: rows of up to 64 tokens, the last quarter of each trained, as BenchedCase has them."""

    def __init__(self, directory, precision, targets, tokens):
        base = AutoModelForCausalLM.from_pretrained(directory, dtype=getattr(torch, precision))
        targets = targets if targets == "all-linear" else targets.split(",")
        # As TRL has it with a bfloat16 base: adapters in float32, products autocast.
        self.autocast = precision == "bfloat16"
        self.model = get_peft_model(base, LoraConfig(r=16, lora_alpha=32, target_modules=targets, task_type="CAUSAL_LM"))
        self.model.train()
        self.trained = [p for p in self.model.parameters() if p.requires_grad]
        self.optimizer = torch.optim.AdamW(self.trained, lr=1e-5, weight_decay=0.01, fused=True)
        length = min(tokens, ROW_TOKENS)
        self.ids = torch.randint(0, 2000, (tokens // length, length))
        self.labels = self.ids.clone()
        self.labels[:, : length - length // 4] = -100

    def step(self):
        """Takes a step; returns its wall and thread CPU time in milliseconds."""
        wall, cpu = time.perf_counter(), time.thread_time()
        self.optimizer.zero_grad()
        with torch.autocast("cpu", torch.bfloat16, enabled=self.autocast):
            loss = self.model(input_ids=self.ids, labels=self.labels, use_cache=False).loss
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.trained, 1.0)
        self.optimizer.step()
        return 1e3 * (time.perf_counter() - wall), 1e3 * (time.thread_time() - cpu)
