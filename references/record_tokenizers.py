"""Makes small tokenizers whose declared class matters, and records what Transformers' AutoTokenizer makes of them.

    .venv/peft/bin/python references/record_tokenizers.py

Transformers 5 runs some tokenizer.json as they are, and rebuilds others from their vocabulary and merges.
"""

import json
from pathlib import Path

from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers
from transformers import AutoTokenizer

ROOT = Path(__file__).parent
TEXTS = [
    "Hello there, order #2048 isn't here.", "  two  spaces ", "naïve café 🙂 日本語", "e\u0301 is not é", "tab\tand\n\nlines ",
    "<|user|>\nHi</s>\n<|assistant|>\nYes</s> and more", "", " ", "12345 6789", "don't DON'T we'll",
]


def sentencepiece(corpus):
    """BPE in the manner of Llama 2: spaces marked by a normalizer, bytes for unknown characters."""
    tokenizer = Tokenizer(models.BPE(byte_fallback=True, unk_token="<unk>", fuse_unk=True))
    tokenizer.normalizer = normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")])
    tokenizer.train_from_iterator(corpus, trainers.BpeTrainer(vocab_size=300, special_tokens=["<unk>", "<s>", "</s>"]))
    definition = json.loads(tokenizer.to_str())
    vocabulary = definition["model"]["vocab"]
    for byte in range(256):
        vocabulary[f"<0x{byte:02X}>"] = len(vocabulary)
    special = {"type_id": 0}
    definition["post_processor"] = {
        "type": "TemplateProcessing",
        "single": [{"SpecialToken": {"id": "<s>", **special}}, {"Sequence": {"id": "A", **special}}],
        "pair": [{"SpecialToken": {"id": "<s>", **special}}, {"Sequence": {"id": "A", **special}}, {"Sequence": {"id": "B", **special}}],
        "special_tokens": {"<s>": {"id": "<s>", "ids": [1], "tokens": ["<s>"]}},
    }
    return definition


def byte_level(corpus):
    """Byte-level BPE that takes digits one by one, as neither GPT-2's nor Qwen's own rules do."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Split(Regex(r"\d\d?"), "isolated"), pre_tokenizers.ByteLevel(add_prefix_space=False)]
    )
    tokenizer.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(vocab_size=420, special_tokens=["<unk>", "<s>", "</s>"], initial_alphabet=alphabet)
    tokenizer.train_from_iterator(corpus, trainer)
    return json.loads(tokenizer.to_str())


def main():
    rows = (ROOT / "data" / "sft-text.jsonl").read_text().splitlines()
    corpus = [json.loads(row)["text"] for row in rows] + ["12345 98765 2048 1024 12 12 1234"] * 20
    made = {"sentencepiece": sentencepiece(corpus), "byte-level": byte_level(corpus)}
    named = {"bos_token": "<s>", "eos_token": "</s>", "unk_token": "<unk>"}
    cases = [
        ("sentencepiece", "llama", {"tokenizer_class": "LlamaTokenizer"}),
        ("sentencepiece", "llama", {"tokenizer_class": "LlamaTokenizerFast", "legacy": True, "add_bos_token": False}),
        ("sentencepiece", "llama", {"tokenizer_class": "LlamaTokenizer", "add_prefix_space": False, "add_eos_token": True}),
        ("sentencepiece", "llama", {"tokenizer_class": "PreTrainedTokenizerFast"}),
        ("sentencepiece", "llama", {}),
        ("sentencepiece", "mistral", {"tokenizer_class": "LlamaTokenizer"}),
        ("byte-level", "llama", {"tokenizer_class": "LlamaTokenizer"}),
        ("byte-level", "llama", {"tokenizer_class": "GPT2Tokenizer"}),
        ("byte-level", "llama", {"tokenizer_class": "GPT2TokenizerFast", "add_prefix_space": True}),
        ("byte-level", "llama", {"tokenizer_class": "TokenizersBackend"}),
        ("byte-level", "qwen2", {"tokenizer_class": "TokenizersBackend"}),
        ("byte-level", "qwen2", {"tokenizer_class": "Qwen2Tokenizer"}),
        ("byte-level", "qwen3", {"tokenizer_class": "TokenizersBackend"}),
        ("byte-level", "qwen3", {"tokenizer_class": "Qwen2TokenizerFast"}),
        ("byte-level", "qwen3", {"tokenizer_class": "LlamaTokenizer"}),
        ("byte-level", "qwen3", {}),
    ]
    work = ROOT / "runner" / "target" / "tokenizer"
    work.mkdir(parents=True, exist_ok=True)
    recorded = []
    for file, model_type, config in cases:
        (work / "tokenizer.json").write_text(json.dumps(made[file]))
        (work / "tokenizer_config.json").write_text(json.dumps({**named, **config}))
        (work / "config.json").write_text(json.dumps({"model_type": model_type}))
        tokenizer = AutoTokenizer.from_pretrained(work)
        texts = [
            {"text": text, "ids": ids, "plain_ids": tokenizer(text, add_special_tokens=False)["input_ids"], "decoded": tokenizer.decode(ids)}
            for text in TEXTS for ids in [tokenizer(text)["input_ids"]]
        ]
        recorded.append({"file": file, "model_type": model_type, "config": {**named, **config}, "texts": texts})
    (ROOT / "tokenizer_classes.json").write_text(json.dumps({"files": made, "cases": recorded}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
