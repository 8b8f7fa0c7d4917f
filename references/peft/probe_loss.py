"""Loads what Rondo wrote with Transformers and PEFT, and prints each one's loss on a probe.

Reads a JSON array from standard input, one object an output:
  model    directory for AutoModelForCausalLM
  adapter  directory for PeftModel; absent if there is none
  text     encoded with the tokenizer kept beside the output
  ids      the probe; every token but the first is a target
Prints one JSON object a line: loss, and the text's token ids.
"""

import json
import sys

import torch
from peft import PeftModel
from transformers import AutoModelForCausalLM, AutoTokenizer
from transformers.utils import logging


def probe(output):
    model = AutoModelForCausalLM.from_pretrained(output["model"], dtype=torch.float32)
    if "adapter" in output:
        model = PeftModel.from_pretrained(model, output["adapter"])
    tokenizer = AutoTokenizer.from_pretrained(output.get("adapter", output["model"]))
    ids = torch.tensor([output["ids"]])
    with torch.no_grad():
        loss = model.eval()(input_ids=ids, labels=ids).loss.item()
    return {"loss": loss, "tokens": tokenizer(output["text"], add_special_tokens=False)["input_ids"]}


def main():
    torch.set_num_threads(1)
    logging.disable_progress_bar()
    for output in json.load(sys.stdin):
        print(json.dumps(probe(output)), flush=True)


if __name__ == "__main__":
    main()
