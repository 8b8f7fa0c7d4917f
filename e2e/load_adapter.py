"""Loads an adapter in PEFT and generates with it: load_adapter.py MODEL ADAPTER."""

import sys

from peft import PeftModel
from transformers import AutoModelForCausalLM, AutoTokenizer

model_directory, adapter_directory = sys.argv[1:]
tokenizer = AutoTokenizer.from_pretrained(adapter_directory)
model = PeftModel.from_pretrained(AutoModelForCausalLM.from_pretrained(model_directory), adapter_directory)
tokens = tokenizer("My speaker is missing a cable.", return_tensors="pt")
tokens.pop("token_type_ids", None)
generated = model.generate(**tokens, max_new_tokens=8, do_sample=False)
print("loads in PEFT:", adapter_directory.rsplit("/", 1)[-1], "->", tokenizer.decode(generated[0])[:80].replace("\n", " "))
