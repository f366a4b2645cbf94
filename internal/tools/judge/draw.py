"""Draws the trainer's examples from the data that prepare.py makes."""

import json
import lzma
import os
import pickle
import random

import numpy as np
import torch

import beside
from alter import HAN, changes, put
from model import collate, lay_out
from scripts import SIMPLIFY, TRADITIONALISE

HERE = os.path.dirname(os.path.abspath(__file__))
LABELS = {"e": 0, "n": 1, "c": 2, "x": 3}
# How often a question or claim of a source is drawn, against one of weight 1.
WEIGHTS = {
    "answerable": 2.2, "near miss": 2.6, "cmrc": 0.6, "selqa": 0.7, "squad": 0.35, "qed": 0.8,
    "supported": 2.6, "unsupported": 2.2, "rule": 0.4, "sentence": 0.8, "small talk": 40,
    "cmrc claim": 0.5, "taxinli_mnli": 0.6, "conjnli_train": 0.15, "cad_nli": 0.4, "breaking_nli": 0.15, "help_and": 0.15, "med": 0.15,
    "negation_nli": 0.3, "fever_symmetric": 1, "begin_wow_cmu": 0.5, "ntrex": 0.4, "tatoeba": 0.15,
}  # fmt: skip
PREFIXES = ("根据文章，", "文章提到，", "據文章所述，", "文中指出，", "According to the article, ", "The article says that ", "It is stated that ")
ALTERED = {"answerable": 0.25, "cmrc": 0.2, "selqa": 0.2, "supported": 0.35, "unsupported": 0.15}  # share that is changed by rule


def read(folder, name):
    with lzma.open(os.path.join(folder, name + ".jsonl.xz"), "rt", encoding="utf-8") as f:
        return [json.loads(line) for line in f]


class Example:
    """A question or claim with a passage: tokens, spans, labels of the sentences, of the whole, and the weight of the latter."""

    __slots__ = ("g", "input", "question", "weight", "y")

    def __init__(self, given, question, y, g, weight=1.0):
        self.input, self.question, self.y, self.g, self.weight = given, question, y, g, weight


class Texts:
    """The tokens of texts: those given at first in both Chinese scripts, others when they are asked for."""

    def __init__(self, embedder, texts, cache=None):
        self.tokenize = embedder.tokenizer()
        if cache and os.path.exists(cache):
            with open(cache, "rb") as f:
                self.place, self.flat = pickle.load(f)
            return
        texts = set(texts)
        texts |= {t.translate(s) for t in texts for s in (SIMPLIFY, TRADITIONALISE)}
        texts, self.place, flat, at = sorted(texts), {}, [], 0
        for n in range(0, len(texts), 20000):
            for text, ids in zip(texts[n : n + 20000], self.tokenize(texts[n : n + 20000])):
                self.place[text] = at, at + len(ids)
                flat.append(np.array(ids, np.int32))
                at += len(ids)
        self.flat = np.concatenate(flat)
        if cache:
            with open(cache, "wb") as f:
                pickle.dump((self.place, self.flat), f, protocol=5)

    def __getitem__(self, text):
        place = self.place.get(text)
        return self.flat[place[0] : place[1]].tolist() if place else self.tokenize([text])[0]


class Examples:
    def __init__(self, folder, embedder, cache=None, device="cpu"):
        self.embedder = embedder
        self.passages, questions, claims = (read(folder, n) for n in ("passages", "questions", "claims"))
        beside.find(self.passages, questions, embedder, device)
        with open(os.path.join(HERE, "small_talk.txt"), encoding="utf-8") as f:
            self.small_talk = f.read().split("\n")[:-1]
        kept = {n for n, p in enumerate(self.passages) if p["kept"]}
        self.kept = [q for q in questions if q["p"] in kept], [c for c in claims if c.get("p") in kept]
        self.free = [n for n in range(len(self.passages)) if n not in kept]
        self.by_source = {"small talk": self.small_talk, "sentence": self.free}
        for q in questions:
            if q["p"] not in kept:
                self.by_source.setdefault(q["of"], []).append(q)
        for c in claims:
            if c.get("p") not in kept:
                self.by_source.setdefault(c["of"], []).append(c)
        self.sources = sorted(self.by_source)
        self.weights = [len(self.by_source[s]) * WEIGHTS[s] for s in self.sources]
        self.names = {}
        for n in self.free:
            for name, kind in self.passages[n]["n"]:
                self.names.setdefault(kind, set()).add(name)
        self.names = {k: sorted(v) for k, v in self.names.items()}
        texts = [t for p in self.passages for t in (*p["s"], p["t"])] + [q["a"] for q in questions] + self.small_talk
        texts += [t for c in claims for t in (self.bare(c["a"]), c["a"], *c.get("s", ()))]
        self.texts = Texts(embedder, texts, cache)
        self.lead = {True: self.texts.tokenize(["query:"])[0], False: self.texts.tokenize(["claim:"])[0]}

    def counts(self):
        return {s: len(self.by_source[s]) for s in self.sources}

    def lay_out(self, question, text, sentences):
        return lay_out(self.embedder, self.lead[question], self.texts[text], [self.texts[s] for s in sentences])

    @staticmethod
    def bare(claim):
        for p in PREFIXES:
            if claim.startswith(p):
                return claim[len(p) :]
        return claim

    def draw(self, rng):
        """Examples that belong together: of one question or claim with several passages, or a single one."""
        source = rng.choices(self.sources, self.weights)[0]
        row = rng.choice(self.by_source[source])
        if source == "small talk":
            passage = self.passages[rng.choice(self.free)]
            return [self.example(rng, True, row, passage["s"], [], 0, title=passage["t"])]
        if source == "sentence":
            return self.sentence(rng, self.passages[row])
        altered = rng.random() < ALTERED.get(source, 0)
        if "o" in row:
            return altered and self.altered(rng, row, True) or self.question(rng, row)
        if source == "rule" and row["g"] == "x" and rng.random() < 0.6:
            return self.mirrored(rng, row)
        return altered and self.altered(rng, row, False) or self.claim(rng, row)

    def question(self, rng, q):
        p = self.passages[q["p"]]
        s, y, title = p["s"], q["y"], p["t"]
        if not y:
            group = [self.example(rng, True, q["a"], s, [], 0, title=title)]
            return group + [self.beside(rng, q)] if q["o"] and rng.random() < 0.25 else group
        group = [self.example(rng, True, q["a"], s, y, 1, title=title)]
        others = self.some(rng, q["o"], rng.choice([1, 2, 2, 3, 4]))
        rest = [x for i, x in enumerate(s) if i not in y]
        if rest and rng.random() < 0.3:
            group.append(self.example(rng, True, q["a"], rest, [], 0, 0.7, title=title))
        group += [self.beside(rng, q, n) for n in others]
        if rng.random() < 0.1:
            group.append(self.beside(rng, q, rng.choice(self.free)))
        return group

    def some(self, rng, near, k):
        """k of the passages nearby, the nearest more often."""
        near, some = list(near), []
        while near and len(some) < k:
            some.append(near.pop(rng.choices(range(len(near)), [1 / (2 + i) for i in range(len(near))])[0]))
        return some

    def beside(self, rng, q, n=None):
        p = self.passages[self.some(rng, q["o"], 1)[0] if n is None else n]
        return self.example(rng, True, q["a"], p["s"], [], 0, 0.4, title=p["t"])

    def claim(self, rng, c):
        if "p" not in c:
            return [self.example(rng, False, c["a"], c["s"], c["y"], LABELS[c["g"]], near=c.get("near", ()))]
        p = self.passages[c["p"]]
        rest = [x for i, x in enumerate(p["s"]) if i not in c["y"]]
        if c["y"] and rest and rng.random() < 0.13:  # without the sentences that bear it out
            return [self.example(rng, False, c["a"], rest, [], LABELS["x"], title=p["t"])]
        return [self.example(rng, False, c["a"], p["s"], c["y"], LABELS[c["g"]], near=c.get("near", ()), title=p["t"])]

    def altered(self, rng, row, question):
        """A question or claim and its passage, one of them or both changed in one thing."""
        p = self.passages[row["p"]]
        text, s = row["a"].translate(SIMPLIFY), [x.translate(SIMPLIFY) for x in p["s"]]
        core = [s[i] for i in (row["y"] or row.get("near") or range(len(s)))]
        chinese = bool(HAN.search(text))
        found = changes(text, core if not question else s, p["n"], chinese, lambda kind: rng.choice(self.names[kind]), rng)
        if not found:
            return None
        change = found[1]
        other_text, other_s = put(text, change), [put(x, change) for x in s]
        if other_text == text or other_s == s:
            return None
        if rng.random() < 0.5:
            text, s, other_text, other_s = other_text, other_s, text, s
        near = row["y"] or row.get("near", ())
        if not question and row["g"] != "e":
            return [self.example(rng, False, text, s, [], LABELS[row["g"]], near=near, simple=True)]
        if question and not row["y"]:
            return [self.example(rng, True, text, s, [], 0, near=near, simple=True)]
        state = rng.getstate()  # both are cut alike
        right = self.example(rng, question, text, s, row["y"], 1 if question else LABELS["e"], simple=True)
        rng.setstate(state)
        wrong = self.example(rng, question, text, other_s, [], 0 if question else LABELS["x"], near=row["y"], simple=True)
        return [right, wrong]

    def sentence(self, rng, p):
        """A sentence of a passage as a claim, changed on one side."""
        i = rng.randrange(len(p["s"]))
        if not 12 <= len(p["s"][i]) <= 260:
            i = max(range(len(p["s"])), key=lambda k: -abs(len(p["s"][k]) - 40))
        row = {"a": p["s"][i], "y": [i], "g": "e"}
        s = [x.translate(SIMPLIFY) for x in p["s"]]
        text = s[i]
        parts = [x for x in text.split("，") if x]
        if len(parts) > 2 and rng.random() < 0.5:  # one clause less
            k = rng.randrange(1, len(parts))
            text = "，".join(parts[:k] + parts[k + 1 :]).rstrip("，；;。") + "。"
        found = changes(text, [s[i]], p["n"], bool(HAN.search(text)), lambda kind: rng.choice(self.names[kind]), rng)
        if not found:
            return [self.example(rng, False, row["a"], p["s"], [i], LABELS["e"], title=p["t"])]
        other = [put(x, found[1]) if k == i else x for k, x in enumerate(s)]
        if rng.random() < 0.5:
            text, s, other = put(text, found[1]), other, s
        state = rng.getstate()
        right = self.example(rng, False, text, s, [i], LABELS["e"], simple=True)
        rng.setstate(state)
        return [right, self.example(rng, False, text, other, [], LABELS["x"], near=[i], simple=True)]

    def mirrored(self, rng, c):
        """A claim changed by rule from a sentence: as a claim about the sentence, or the sentence as a claim about it."""
        j, changed = c["near"][0], self.bare(c["a"])
        other = c["s"][:j] + [changed] + c["s"][j + 1 :]
        text, right, wrong = (c["s"][j], c["s"], other) if rng.random() < 0.5 else (changed, other, c["s"])
        state = rng.getstate()
        first = self.example(rng, False, text, right, [j], LABELS["e"])
        rng.setstate(state)
        return [first, self.example(rng, False, text, wrong, [], LABELS["x"], near=[j])]

    def example(self, rng, question, text, s, y, g, weight=1.0, near=(), title="", simple=False):
        """An example with some of the sentences left out, in whatever script."""
        n, core = len(s), list(y or near)
        labels = [1.0 if i in y else 0.0 for i in range(n)]
        if n > 1 and rng.random() < 0.5:
            if core:
                others = 0.5 if question else 0.35
                keep = [i for i in range(n) if rng.random() < others or i in core]
            else:
                first = rng.randrange(n)
                keep = range(first, min(n, first + rng.randint(1, n)))
            s, labels = [s[i] for i in keep], [labels[i] for i in keep]
        if title and rng.random() < 0.12:
            s, labels = [title, *s], [0.0, *labels]
        text = self.script(rng, text, simple)
        to = rng.random()
        s = s if to > 0.4 and not simple or simple and to > 0.5 else [x.translate(TRADITIONALISE if simple or to < 0.2 else SIMPLIFY) for x in s]
        return Example(self.lay_out(question, text, s), question, labels, g, weight)

    @staticmethod
    def script(rng, text, simple):
        to = rng.random()
        if simple:
            return text.translate(TRADITIONALISE) if to < 0.5 else text
        return text.translate(TRADITIONALISE if to < 0.2 else SIMPLIFY) if to < 0.4 else text


class Batches(torch.utils.data.IterableDataset):
    """Endless batches of about budget tokens, of inputs of like length; what belongs together stays together."""

    def __init__(self, examples, budget, seed=0, step=16):
        self.examples, self.budget, self.seed, self.step = examples, budget, seed, step

    def __iter__(self):
        worker = torch.utils.data.get_worker_info()
        rng = random.Random(self.seed * 1000 + (worker.id if worker else 0))
        while True:
            drawn = [self.examples.draw(rng) for _ in range(max(64, self.budget // 24))]
            drawn.sort(key=lambda group: max(len(e.input[0]) for e in group))
            batches, batch, rows = [], [], 0
            for group in drawn:
                wide = -(-max(len(e.input[0]) for e in group) // self.step) * self.step
                if batch and wide * (rows + len(group)) > self.budget:
                    batches.append(batch)
                    batch, rows = [], 0
                batch.append(group)
                rows += len(group)
            rng.shuffle(batches)  # the last, unfinished one is left out
            for b in batches:
                yield self.tensors(b)

    def tensors(self, groups):
        flat = [e for g in groups for e in g]
        longest = max(len(e.input[0]) for e in flat)
        ids, spans = collate([e.input for e in flat], -(-longest // self.step) * self.step)
        y = np.full((len(flat), spans.shape[1] - 1), -1, np.float32)
        for i, e in enumerate(flat):
            y[i, : len(e.y)] = e.y
        group = torch.tensor([n for n, g in enumerate(groups) for _ in g])
        question = torch.tensor([e.question for e in flat])
        return ids, spans, torch.from_numpy(y), question, torch.tensor([float(e.g) for e in flat]), torch.tensor([e.weight for e in flat]), group
