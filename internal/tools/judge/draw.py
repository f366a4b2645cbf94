"""Draws training examples from the data that prepare.py writes."""

import json
import lzma
import os

import beside
from alter import HAN, changes, put
from forms import Plain, Program, asked
from model import lay_out
from scripts import SIMPLIFY
from texts import Texts

HERE = os.path.dirname(os.path.abspath(__file__))
LABELS = {"e": 0, "n": 1, "c": 2, "x": 3}
# How often a question or claim of each source is drawn, relative to weight 1.
WEIGHTS = {
    "answerable": 2.4, "near miss": 2.4, "cmrc": 0.25, "selqa": 0.5, "squad": 0.1, "qed": 0.5, "later answerable": 3, "later near miss": 2.5,
    "supported": 1.4, "supported far": 2.4, "unsupported": 1, "pair": 3.5, "rule": 0.4, "sentence": 0.5, "small talk": 30,
    "cmrc claim": 0.25, "taxinli_mnli": 0.25, "conjnli_train": 0.05, "cad_nli": 0.15, "breaking_nli": 0.05, "help_and": 0.05, "med": 0.05,
    "negation_nli": 0.15, "fever_symmetric": 0.6, "begin_wow_cmu": 0.2, "ntrex": 0.6, "tatoeba": 0.05,
}  # fmt: skip
PROGRAM = 0.65  # share in the form in which the program shows passages
ONE_TITLE = 0.6  # share of these whose passages get the same title, as if of one article
PREFIXES = ("根据文章，", "文章提到，", "據文章所述，", "文中指出，", "According to the article, ", "The article says that ", "It is stated that ")
ALTERED = {  # share that is altered by rule
    "answerable": 0.2, "later answerable": 0.2, "cmrc": 0.2, "selqa": 0.2, "supported": 0.4, "supported far": 0.25, "unsupported": 0.1,
}  # fmt: skip


LATER = ("later answerable", "later near miss", "pair")


def read(folder, name):
    with lzma.open(os.path.join(folder, name + ".jsonl.xz"), "rt", encoding="utf-8") as f:
        return [json.loads(line) for line in f]


class Example:
    """A question or claim with a passage: tokens and spans, a label of each sentence, a label of the passage, and the weight of the latter."""

    __slots__ = ("g", "input", "question", "weight", "y")

    def __init__(self, given, question, y, g, weight=1.0):
        self.input, self.question, self.y, self.g, self.weight = given, question, y, g, weight


class Examples:
    def __init__(self, folder, embedder, cache=None, device="cpu"):
        self.embedder = embedder
        self.passages, questions, claims = (read(folder, n) for n in ("passages", "questions", "claims"))
        beside.find(self.passages, questions, embedder, device)
        with open(os.path.join(HERE, "small_talk.txt"), encoding="utf-8") as f:
            self.small_talk = f.read().split("\n")[:-1]
        kept = {n for n, p in enumerate(self.passages) if p["kept"]}
        self.kept = [[r for r in rows if r.get("p") in kept and (r["of"] in LATER or self.passages[r["p"]]["kept"] == 1)] for rows in (questions, claims)]
        self.free = [n for n in range(len(self.passages)) if n not in kept]
        self.by_source = {"small talk": self.small_talk, "sentence": self.free}
        self.others = {}  # near misses and claims of a passage, by its number
        for r in questions + claims:
            if r.get("p") not in kept:
                self.by_source.setdefault(r["of"], []).append(r)
                if "g" in r and "p" in r or "g" not in r and not r["y"]:
                    self.others.setdefault((r["p"], r.get("g")), []).append(r)
        self.sources = sorted(self.by_source)
        self.weights = [len(self.by_source[s]) * WEIGHTS[s] for s in self.sources]
        self.names = {}
        for n in self.free:
            for name, kind in self.passages[n]["n"]:
                self.names.setdefault(kind, set()).add(name)
        self.names = {k: sorted(v) for k, v in self.names.items()}
        self.form = Plain()
        texts = [t for p in self.passages for t in (*p["s"], p["t"])] + [q["a"] for q in questions] + self.small_talk
        texts += [asked(q["a"]) for q in questions]
        texts += [t for c in claims for t in (self.bare(c["a"]), c["a"], c.get("b", ""), *c.get("s", ()))]
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
        """Draws a group: one question or claim with several passages, several with one passage, or a single example."""
        source = rng.choices(self.sources, self.weights)[0]
        row = rng.choice(self.by_source[source])
        self.form = Program() if rng.random() < PROGRAM else Plain()
        if source == "small talk":
            passage = self.passages[rng.choice(self.free)]
            return [self.example(rng, True, row, passage["s"], [], 0, passage=passage)]
        if source == "sentence":
            return self.sentence(rng, self.passages[row])
        altered = rng.random() < ALTERED.get(source, 0)
        if "o" in row:
            if isinstance(self.form, Program) and rng.random() < ONE_TITLE:
                self.form.title = self.passages[row["p"]]["t"]
            return altered and self.altered(rng, row, True) or self.question(rng, row)
        if source == "rule" and row["g"] == "x" and rng.random() < 0.6:
            return self.mirrored(rng, row)
        return altered and self.altered(rng, row, False) or (self.pair if "b" in row else self.claim)(rng, row)

    def question(self, rng, q):
        p = self.passages[q["p"]]
        s, y = p["s"], q["y"]
        if not y:
            group = [self.example(rng, True, q["a"], s, [], 0, passage=p)]
            return group + [self.beside(rng, q)] if q["o"] and rng.random() < 0.3 else group
        group = [self.example(rng, True, q["a"], s, y, 1, passage=p)]
        misses = self.others.get((q["p"], None))
        if misses and rng.random() < 0.4:  # questions that the same passage does not answer
            group.append(self.example(rng, True, rng.choice(misses)["a"], s, [], 0, passage=p))
        others = self.some(rng, q["o"], rng.choice([1, 2, 2, 3, 4]))
        rest = [x for i, x in enumerate(s) if i not in y]
        if rest and rng.random() < 0.3:
            group.append(self.example(rng, True, q["a"], rest, [], 0, 0.7, passage=p))
        group += [self.beside(rng, q, n) for n in others]
        if rng.random() < 0.1:
            group.append(self.beside(rng, q, rng.choice(self.free)))
        return group

    def some(self, rng, near, k):
        """Draws k of the nearby passages, nearer ones more often."""
        near, some = list(near), []
        while near and len(some) < k:
            some.append(near.pop(rng.choices(range(len(near)), [1 / (2 + i) for i in range(len(near))])[0]))
        return some

    def beside(self, rng, q, n=None):
        p = self.passages[self.some(rng, q["o"], 1)[0] if n is None else n]
        return self.example(rng, True, q["a"], p["s"], [], 0, 0.4, passage=p)

    def claim(self, rng, c):
        if "p" not in c:
            return [self.example(rng, False, c["a"], c["s"], c["y"], LABELS[c["g"]], keep=c.get("near", ()))]
        p = self.passages[c["p"]]
        rest = [x for i, x in enumerate(p["s"]) if i not in c["y"]]
        if c["y"] and rest and rng.random() < 0.13:  # without the sentences that support it
            return [self.example(rng, False, c["a"], rest, [], LABELS["x"], passage=p)]
        group = [c]
        against = self.others.get((c["p"], "x" if c["g"] == "e" else "e"))
        if against and rng.random() < 0.6:  # and a similar one of the same passage
            group.append(max(rng.sample(against, min(4, len(against))), key=lambda r: alike(c, r)))
        keep = [i for r in group for i in (*r["y"], *r.get("near", ()))]
        state = rng.getstate()  # the same sentences are left out of all
        examples = []
        for r in group:
            rng.setstate(state)
            examples.append(self.example(rng, False, r["a"], p["s"], r["y"], LABELS[r["g"]], keep=keep, passage=p))
        return examples

    def pair(self, rng, c):
        """A true claim and a false one that differs in one detail; often also the true one with a passage that does not support it."""
        p = self.passages[c["p"]]
        true, false, s, simple, other = c["a"], c["b"], p["s"], rng.random() < 0.5, None
        if simple:
            true, false, s = true.translate(SIMPLIFY), false.translate(SIMPLIFY), [x.translate(SIMPLIFY) for x in s]
            found = changes(true, [s[i] for i in c["y"]], p["n"], bool(HAN.search(true)), lambda kind: rng.choice(self.names[kind]), rng)
            if found and rng.random() < 0.6:
                other = [put(x, found[1]) for x in s]
            elif found and found[0] in ("name", "inside", "swap") and not any(new in false and new not in true for new in found[1].values()):
                true, false, s = put(true, found[1]), put(false, found[1]), [put(x, found[1]) for x in s]
                p = None
        state = rng.getstate()  # the same sentences are left out and the same script is used in all
        right = self.example(rng, False, true, s, c["y"], LABELS["e"], simple=simple, passage=p)
        rng.setstate(state)
        group = [right, self.example(rng, False, false, s, [], LABELS["x"], keep=c["y"], simple=simple, passage=p)]
        if other and other != s:
            rng.setstate(state)
            group.append(self.example(rng, False, true, other, [], LABELS["x"], keep=c["y"], simple=simple, passage=p))
        rest = [x for i, x in enumerate(s) if i not in c["y"]]
        if not other and rest and rng.random() < 0.25:
            group.append(self.example(rng, False, true, rest, [], LABELS["x"], simple=simple, passage=p))
        return group

    def altered(self, rng, row, question):
        """A question or claim and its passage, with one alteration in either or in both."""
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
            return [self.example(rng, False, text, s, [], LABELS[row["g"]], keep=near, simple=True)]
        if question and not row["y"]:
            return [self.example(rng, True, text, s, [], 0, keep=near, simple=True)]
        state = rng.getstate()  # the same sentences are left out of both
        right = self.example(rng, question, text, s, row["y"], 1 if question else LABELS["e"], simple=True)
        if rng.random() < 0.4:  # with the same passage; otherwise with the other
            text, other_s = other_text, s
        rng.setstate(state)
        wrong = self.example(rng, question, text, other_s, [], 0 if question else LABELS["x"], keep=row["y"], simple=True)
        return [right, wrong]

    def sentence(self, rng, p):
        """A sentence of a passage as a claim, altered in the claim or in the passage."""
        i = rng.randrange(len(p["s"]))
        if not 12 <= len(p["s"][i]) <= 260:
            i = max(range(len(p["s"])), key=lambda k: -abs(len(p["s"][k]) - 40))
        row = {"a": p["s"][i], "y": [i], "g": "e"}
        s = [x.translate(SIMPLIFY) for x in p["s"]]
        text = s[i]
        parts = [x for x in text.split("，") if x]
        if len(parts) > 2 and rng.random() < 0.5:  # without one clause
            k = rng.randrange(1, len(parts))
            text = "，".join(parts[:k] + parts[k + 1 :]).rstrip("，；;。") + "。"
        found = changes(text, [s[i]], p["n"], bool(HAN.search(text)), lambda kind: rng.choice(self.names[kind]), rng)
        if not found:
            return [self.example(rng, False, row["a"], p["s"], [i], LABELS["e"], passage=p)]
        other = [put(x, found[1]) if k == i else x for k, x in enumerate(s)]
        if rng.random() < 0.5:
            text, s, other = put(text, found[1]), other, s
        state = rng.getstate()
        right = self.example(rng, False, text, s, [i], LABELS["e"], simple=True)
        rng.setstate(state)
        return [right, self.example(rng, False, text, other, [], LABELS["x"], keep=[i], simple=True)]

    def mirrored(self, rng, c):
        """A sentence and its altered copy: the copy as a claim about the sentence, or the other way round."""
        j, changed = c["near"][0], self.bare(c["a"])
        other = c["s"][:j] + [changed] + c["s"][j + 1 :]
        text, right, wrong = (c["s"][j], c["s"], other) if rng.random() < 0.5 else (changed, other, c["s"])
        state = rng.getstate()
        first = self.example(rng, False, text, right, [j], LABELS["e"])
        rng.setstate(state)
        return [first, self.example(rng, False, text, wrong, [], LABELS["x"], keep=[j])]

    def example(self, rng, question, text, sentences, y, g, weight=1.0, keep=(), passage=None, simple=False):
        """Builds an example without some of the sentences. Those in y and keep always stay."""
        stay = self.form.keep(rng, question, len(sentences), [*y, *keep])
        text, front, shown = self.form.show(rng, question, text, [sentences[i] for i in stay], passage, simple)
        labels = [-1.0] * len(front) + [1.0 if i in y else 0.0 for i in stay]
        return Example(self.lay_out(question, text, front + shown), question, labels, g, weight)


def alike(a, b):
    """The similarity of two claims, by shared pairs of letters."""
    one, two = ({r["a"][i : i + 2] for i in range(len(r["a"]) - 1)} for r in (a, b))
    return len(one & two) / max(1, len(one | two))
