"""The models that are measured: random weights in Llama shapes, with the example model's tokenizer."""

import shutil
from pathlib import Path

import torch
from transformers import LlamaConfig, LlamaForCausalLM

EXAMPLE_MODEL = Path(__file__).parent.parent / "examples" / "model"
# Heads of 32 dimensions, grouped by two. The special tokens are the example tokenizer's.
COMMON = dict(max_position_embeddings=1024, tie_word_embeddings=False, bos_token_id=None, eos_token_id=2047, pad_token_id=2045)
SHAPES = {
    "A": dict(hidden_size=256, intermediate_size=704, num_hidden_layers=4, num_attention_heads=8, num_key_value_heads=4, vocab_size=2048),
    "B": dict(hidden_size=576, intermediate_size=1584, num_hidden_layers=6, num_attention_heads=18, num_key_value_heads=9, vocab_size=16000),
}


def describe(shape):
    s = SHAPES[shape]
    return f"{shape} (hidden {s['hidden_size']}, {s['num_hidden_layers']} layers, vocabulary {s['vocab_size']})"


def model_directory(shape, work):
    """The shape's model directory under `work`, made when it is not there."""
    directory = Path(work) / f"model-{shape}"
    if not (directory / "model.safetensors").exists():
        torch.manual_seed(7)
        LlamaForCausalLM(LlamaConfig(**SHAPES[shape], **COMMON)).save_pretrained(directory)
        for name in ("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json"):
            shutil.copy(EXAMPLE_MODEL / name, directory)
    return directory
