"""Measures a judge during training, on the passages kept aside, in the program's form."""

import math

import numpy as np
import torch

from draw import LATER
from forms import asked, fold
from model import collate

HEADINGS = 2  # lines before the sentences


def auroc(good, bad):
    both = np.concatenate([good, bad])
    rank = np.empty(len(both))
    rank[both.argsort(kind="stable")] = np.arange(1, len(both) + 1)
    return (rank[: len(good)].sum() - len(good) * (len(good) + 1) / 2) / (len(good) * len(bad)) if len(good) and len(bad) else math.nan


class Measure:
    """Measures: does the passage answer, is the best sentence of a passage and of five right, is the claim supported, is the true one of two claims recognised.

    Examples of pairs.jsonl.xz about the passages kept aside are measured separately ("later", "pairs").
    """

    def __init__(self, examples, device, budget=32768):
        questions, claims = examples.kept
        self.rows, inputs, self.device = [], [], device
        for n, q in enumerate(questions):
            right, later = examples.passages[q["p"]], q["of"] in LATER
            for rank, p in enumerate([q["p"]] + (q["o"][:4] if q["y"] and not later else [])):
                self.rows.append(("later" if later else "question", n, rank, q["y"] if rank == 0 else []))
                lines = [right["t"], right.get("h", ""), *examples.passages[p]["s"]]
                inputs.append(examples.lay_out(True, asked(q["a"]), [fold(x) for x in lines]))
        for c in claims:
            p, pair = examples.passages[c["p"]], "b" in c
            for text, true in ((c["a"], True), (c["b"], False)) if pair else ((c["a"], c["g"] == "e"),):
                self.rows.append(("pair" if pair else "claim", true))
                inputs.append(examples.lay_out(False, text, [p["t"], p.get("h", ""), *p["s"]]))
        order = sorted(range(len(inputs)), key=lambda i: len(inputs[i][0]))
        self.batches, at = [], 0
        while at < len(order):
            part = [order[at]]
            while at + len(part) < len(order) and len(inputs[order[at + len(part)]][0]) * (len(part) + 1) <= budget:
                part.append(order[at + len(part)])
            self.batches.append((part, *collate([inputs[i] for i in part], -(-len(inputs[part[-1]][0]) // 16) * 16)))
            at += len(part)

    @torch.no_grad()
    def scores(self, model):
        """The logits of the sentences of each row, and those of the passage."""
        model.eval()
        sentences, wholes = [None] * len(self.rows), np.zeros((len(self.rows), 4), np.float32)
        for part, ids, spans in self.batches:
            with torch.autocast(self.device, torch.bfloat16), torch.compiler.set_stance("force_eager"):
                sentence, whole = model(ids.to(self.device), spans.to(self.device))
            read = (spans[:, 1:, 1] > spans[:, 1:, 0]).numpy()
            answers = np.where(read, sentence[..., 0].float().cpu().numpy(), -np.inf)[:, HEADINGS:]
            wholes[part] = whole.float().cpu().numpy()
            for k, i in enumerate(part):
                sentences[i] = answers[k]
        model.train()
        return sentences, wholes

    def __call__(self, model):
        sentences, wholes = self.scores(model)
        odds = wholes[:, 1] - np.logaddexp(wholes[:, 2], wholes[:, 3])
        answers, best, passages, said = {}, {"question": [], "later": []}, {}, {}
        for i, (what, *row) in enumerate(self.rows):
            if what in ("claim", "pair"):
                said.setdefault((what, row[0]), []).append(odds[i])
                continue
            n, rank, y = row
            right = int(sentences[i].argmax()) in y
            if rank == 0:
                answers.setdefault((what, bool(y)), []).append(wholes[i, 0])
                if y:
                    best[what].append(right)
            if what == "question" and (y or rank):
                passages.setdefault(n, []).append((sentences[i].max() + 0.5 * wholes[i, 0], right))
        true, false = np.array(said["claim", True]), np.array(said["claim", False])
        result = {
            "near misses": auroc(answers["question", True], answers["question", False]),
            "sentence": np.mean(best["question"]),
            "of five": np.mean([max(v)[1] for v in passages.values()]),
            "entailed": auroc(true, false),
            "caught at 12 %": np.mean(false < np.quantile(true, 0.12)),
            "later near misses": auroc(answers["later", True], answers["later", False]),
            "later sentence": np.mean(best["later"]),
            "later claims": auroc(said["pair", True], said["pair", False]),
            "pairs": np.mean(np.array(said["pair", True]) > np.array(said["pair", False])),
        }
        return {k: round(float(v), 3) for k, v in result.items()}
