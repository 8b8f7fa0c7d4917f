"""Records what rouge_score and sacrebleu say of generated texts: ROUGE-L by pair, BLEU and chrF by set.

Run with a Python that has both: pip install rouge_score==0.1.2 sacrebleu==2.6.0
Scores are from 0 to 1, as Rondo logs them; sacrebleu's own are 100 times that.
"""

import json
import random
from pathlib import Path

from rouge_score import rouge_scorer
from sacrebleu.metrics import BLEU, CHRF

REFERENCES = Path(__file__).parent
GOLDEN = REFERENCES.parent / "rewards/src/test/resources/dev/rondo/rewards/text_metrics_golden.json"
PAIRS = [
    ("police kill the gunman", "Police killed the gunman."),
    ("", "something"),
    ("something", ""),
    ("It costs $1,234.56 -- or so.", "It costs $1,234.50, or so!"),
    ("Your order #A-17 ships today (by 5:30 p.m.).", "Your order #A-17 will ship today, by 5:30 p.m."),
    ("a &quot;quoted&quot; word & a line\nbreak", 'a "quoted" word & a line break'),
    ("Grüße aus Köln, naïve café", "Viele Grüße aus Köln und dem naïven Café"),
    ("日本語の文章です。", "日本語の文です。"),
    ("no break\u00a0space  and\ttabs", "no break space and tabs"),
    ("same same same same", "same same"),
    ("e-mail: a.b@c.de/x?y=1", "email a.b@c.de"),
    ("👍 done", "done 👍🏽"),
]


def sets():
    yield "all", PAIRS
    for i, pair in enumerate(PAIRS):
        yield f"alone-{i}", [pair]
    yield "equal", [(b, b) for _, b in PAIRS if b]
    rng = random.Random(7)
    words = "the parcel arrives on monday, please keep your receipt - it's 3.50 off! thank you".split()
    for k in range(6):
        texts = [" ".join(rng.choices(words, k=rng.randint(1, 14))) for _ in range(16)]
        yield f"random-{k}", list(zip(texts[:8], texts[8:]))


def main():
    rouge = rouge_scorer.RougeScorer(["rougeL"])
    cases = []
    for name, pairs in sets():
        given, references = [a for a, _ in pairs], [b for _, b in pairs]
        cases.append({
            "name": name, "given": given, "references": references,
            "rougeL": [rouge.score(b, a)["rougeL"].fmeasure for a, b in pairs],
            "bleu": BLEU().corpus_score(given, [references]).score / 100,
            "chrf": CHRF().corpus_score(given, [references]).score / 100,
        })
    GOLDEN.parent.mkdir(parents=True, exist_ok=True)
    GOLDEN.write_text(json.dumps(cases, indent=0, ensure_ascii=False) + "\n")
    print(len(cases), "cases")


if __name__ == "__main__":
    main()
