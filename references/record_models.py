"""Makes the models whose families or rope no recorded case has, and records their logits.

Run with the Python of `make test-peft`: .venv/peft/bin/python references/record_models.py
Weights are random, drawn with a fixed seed; logits are Transformers' own, float32, one thread.
"""

import json
from pathlib import Path

import torch
from transformers import AutoModelForCausalLM, LlamaConfig, MistralConfig

SHAPE = dict(
    vocab_size=512, hidden_size=32, intermediate_size=64, num_hidden_layers=2, num_attention_heads=4,
    num_key_value_heads=2, max_position_embeddings=512, initializer_range=0.2, bos_token_id=None, eos_token_id=511,
)
MODELS = {
    # A head wider than hidden_size / num_attention_heads, as Mistral Nemo has it.
    "tiny-mistral": MistralConfig(**SHAPE, head_dim=16, sliding_window=None),
    "tiny-llama-linear": LlamaConfig(
        **SHAPE, rope_parameters={"rope_type": "linear", "factor": 4.0, "rope_theta": 10000.0}
    ),
}
INPUT_IDS = [3 * i % 509 for i in range(100)]
POSITIONS = [0, 1, 50, 99]


def record(directory, config):
    torch.manual_seed(7)
    model = AutoModelForCausalLM.from_config(config, dtype=torch.float32).eval()
    model.save_pretrained(directory)
    with torch.no_grad():
        logits = model(input_ids=torch.tensor([INPUT_IDS])).logits[0, POSITIONS]
    golden = {
        "input_ids": INPUT_IDS,
        "positions": POSITIONS,
        "logits_first8": logits[:, :8].tolist(),
        "logsumexp": logits.logsumexp(-1).tolist(),
        "argmax": logits.argmax(-1).tolist(),
    }
    (directory / "logits_golden.json").write_text(json.dumps(golden) + "\n")


def main():
    torch.set_num_threads(1)
    for name, config in MODELS.items():
        record(Path(__file__).parent / "models" / name, config)


if __name__ == "__main__":
    main()
