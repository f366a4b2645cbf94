"""Makes the training data from pairs.jsonl.xz and the texts beside the checkout: passages, questions with similar passages, claims.

usage: prepare.py --judge ../shared/judge --out DATA

DATA gets three files with one JSON value per line, compressed with xz:
  passages   s: sentences, t: title, h: heading, z: Chinese, n: names in it with their class,
             kept: 1 if it is only for measuring, 2 if only its examples of pairs.jsonl.xz are
  questions  a: text, p: number of its passage, y: numbers of the sentences that answer (none: a near miss),
             o: numbers of passages of the same text, nearest first, w: of others that share words with it; they do not answer, of: source
  claims     a: text, b: a false claim that differs from it in one detail,
             p: number of its passage or s: sentences of its own, y: numbers of the sentences that support it,
             near: of similar sentences, g: e (entailed), n (neutral), c (contradicted) or x (not entailed),
             kind and of: source
Of the passages written for this project every 25th is kept for measuring.

pairs.jsonl.xz has our own texts, one JSON value per line: id (of a passage of written.jsonl.gz) or title and sentences, heading,
answerable: [question, numbers of sentences from 1], near_miss: question, pairs: [true claim, false claim, numbers of sentences],
kept: whether they are only for measuring.
"""

import argparse
import collections
import gzip
import json
import lzma
import math
import os
import random
import re

import numpy as np

from scripts import SIMPLIFY

HERE = os.path.dirname(os.path.abspath(__file__))
RULES = 16000  # number of near-copies made by rule
HAN = re.compile(r"[\u4e00-\u9fff]")
CHINESE_END = re.compile(r"(?<=[。！？!?；])(?=[^」』”’）)])|(?<=[。！？][」』”’）)])")
ENGLISH_NAME = re.compile(r"(?<![A-Za-z])(?:[A-Z][a-z]+|[A-Z]{2,}|[A-Z][A-Za-z]*\d+)(?:[ -](?:[A-Z][a-z]+|[A-Z]{2,}))*(?![A-Za-z])")
COMMON = set(  # capitalised words that are not names
    re.findall(
        r"\w+",
        """
    The This That These Those There They Their Then When Where While What Which Who Why How And But For From With Without If In On At By Of To As Is Are
    Was Were It Its He She His Her We You Your Our All Some Many Most Each Every Other Another Both After Before During Since Until Also However Although
    Because So Such One Two Three First Second No Not Yes Use Using See Note Do Does Did Can May Will Would Should Could Must Have Has Had Be Been An Or
    Let Here Once Only Even More Make Get New My Now Please Any
    """,
    )
)
WINDOW = {True: 230, False: 700}  # letters in a window of a long text: Chinese, other


def read(folder, name):
    opened = (lzma if name.endswith(".xz") else gzip).open
    with opened(os.path.join(folder, name), "rt", encoding="utf-8") as f:
        return [json.loads(line) for line in f]


class Data:
    def __init__(self):
        self.passages, self.questions, self.claims = [], [], []

    def passage(self, sentences, title="", kept=0):
        self.passages.append({"s": sentences, "t": title, "z": int(bool(HAN.search("".join(sentences)))), "kept": kept})
        return len(self.passages) - 1

    def question(self, text, passage, answers, of, others=()):
        self.questions.append({"a": text, "p": passage, "y": sorted(answers), "o": list(others), "of": of})

    def claim(self, text, label, of, passage=None, sentences=None, y=(), near=(), kind=""):
        c = {"a": text, "g": label, "of": of, "y": sorted(y)}
        c |= {"p": passage} if passage is not None else {"s": sentences}
        c |= ({"near": sorted(near)} if near else {}) | ({"kind": kind} if kind else {})
        self.claims.append(c)


def written(data, folder):
    """Adds the passages whose questions and claims were written by hand."""
    same = collections.defaultdict(list)
    first, numbers = len(data.passages), {}
    for r in read(folder, "written.jsonl.gz"):
        p = data.passage(r["sentences"], r["title"], int(int(re.search(r"\d+", r["id"]).group()) % 25 == 7))
        numbers[r["id"]] = p
        same[r["source"], r["title"] or p].append(p)
        for text, y, *_ in r["answerable"]:
            data.question(text, p, [i - 1 for i in y], "answerable")
        for text, *_ in r["near_miss"]:
            data.question(text, p, [], "near miss")
        for text, y, *_ in r["supported"]:
            far = len(y) > 1 or bool(HAN.search(text)) != bool(data.passages[p]["z"])  # combines sentences, or is in another language
            data.claim(text, "e", "supported far" if far else "supported", p, y=[i - 1 for i in y])
        for text, kind, near, *_ in r["unsupported"]:
            data.claim(text, "x", "unsupported", p, near=[i - 1 for i in near], kind=kind)
    siblings = {p: [q for q in ps if q != p] for ps in same.values() if len(ps) < 30 for p in ps}
    return first, siblings, numbers


def pairs(data, numbers):
    """Adds what was written later: questions, near misses, and claims that differ in one detail."""
    for r in read(HERE, "pairs.jsonl.xz"):
        p = numbers[r["id"]] if "id" in r else data.passage(r["sentences"], r["title"])
        passage = data.passages[p]
        passage["h"] = r["heading"]
        passage["kept"] = passage["kept"] or 2 * r.get("kept", 0)
        for text, y in r["answerable"]:
            data.question(text, p, [i - 1 for i in y], "later answerable")
        for text in r["near_miss"]:
            data.question(text, p, [], "later near miss")
        for true, false, y in r["pairs"]:
            data.claim(true, "e", "pair", p, y=[i - 1 for i in y])
            data.claims[-1]["b"] = false


def windows(sentences, chinese):
    """Splits sentences into groups of about the size of the program's passages."""
    runs, run, size = [], [], 0
    for i, s in enumerate(sentences):
        if run and (size + len(s) > WINDOW[chinese] or len(run) == 8):
            runs.append(run)
            run, size = [], 0
        run.append(i)
        size += len(s)
    return runs + [run] if run else runs


def long_text(data, sentences, asked, title, of, chinese):
    """Adds a text in several windows: for each question the right one, and the others as passages that do not answer."""
    runs = windows(sentences, chinese)
    numbers = [data.passage([sentences[i] for i in run], title) for run in runs]
    for text, y, answer in asked:
        right = next((n for n, run in enumerate(runs) if y[0] in run), None)
        if right is None:
            continue
        far = sorted((n for n in range(len(runs)) if n != right), key=lambda n: abs(n - right))
        far = [n for n in far if not set(y) & set(runs[n]) and not (len(answer) > 1 and answer in "".join(sentences[i] for i in runs[n]))]
        data.question(text, numbers[right], [runs[right].index(i) for i in y if i in runs[right]], of, [numbers[n] for n in far])


def cmrc(data, folder):
    for r in read(folder, "cmrc2018_train.jsonl.gz") + read(folder, "cmrc2018_dev.jsonl.gz"):
        sentences = [s.strip() for s in CHINESE_END.split(re.sub(r"\s*\n\s*", "", r["context"])) if s and s.strip()]
        ends, at = [], 0
        for s in sentences:
            found = r["context"].find(s, at)
            at = (found if found >= 0 else at) + len(s)
            ends.append(at)
        asked = []
        for q in r["qas"]:
            y = next((i for i, e in enumerate(ends) if q["start"] < e), None)
            if y is not None:
                asked.append((q["q"], [y], q["a"][0]))
        long_text(data, sentences, asked, r["title"], "cmrc", True)


def selqa(data, folder):
    sections, articles = {}, collections.defaultdict(list)
    for r in read(folder, "selqa_sentences.jsonl.gz"):
        sections.setdefault((r["article"], tuple(r["sents"])), []).append((r["q"], r["pos"], ""))
    for (article, sentences), asked in sections.items():
        before, first = len(data.questions), len(data.passages)
        long_text(data, list(sentences), [a for a in asked if a[1]], article, "selqa", False)
        articles[article].append((before, len(data.questions), first, len(data.passages)))
    for parts in articles.values():
        for k, (a, b, _, _) in enumerate(parts):
            others = [p for j, (_, _, c, d) in enumerate(parts) if j != k for p in range(c, d)]
            for q in data.questions[a:b]:
                q["o"] = q["o"] + others[:8]


def detach(text):
    text = re.sub(r"\s+([,.;:?!%)\]])", r"\1", text.replace("``", '"').replace("''", '"'))
    return text.replace("( ", "(").replace(" 's", "'s")


def squad(data, folder):
    """Adds sentences in the order of their articles, in groups of about five. Neighbouring groups do not answer."""
    rows = read(folder, "squad1_train_sentences.jsonl.gz")
    sentences = list(dict.fromkeys(r["s"] for r in rows))
    place, runs = {}, []
    for run in windows(sentences, False):
        for k in range(0, len(run), 5):
            runs.append(run[k : k + 5])
    numbers = [data.passage([detach(sentences[i]) for i in run]) for run in runs]
    for n, run in enumerate(runs):
        for k, i in enumerate(run):
            place[sentences[i]] = n, k
    for r in rows:
        n, k = place[r["s"]]
        others = [numbers[m] for d in (1, 2, 3) for m in (n - d, n + d) if 0 <= m < len(runs)]
        data.question(detach(r["q"]), numbers[n], [k], "squad", others)


def qed(data, folder):
    for r in read(folder, "qed_dev.jsonl.gz"):
        y = r["pos"] if isinstance(r["pos"], list) else [r["pos"]]
        y = [i for i in y if isinstance(i, int) and 0 <= i < len(r["sents"])]
        if y:
            long_text(data, r["sents"], [(r["q"], y, "")], r["title"], "qed", False)


def open_claims(data, folder, rng):
    for r in read(folder, "zh_claims_derived.jsonl.gz"):
        around = [x for x in (r.get("before"), r["p"], r.get("after")) if x]
        k = around.index(r["p"])
        if r.get("h"):
            data.claim(r["h"], "e", "cmrc claim", sentences=around, y=[k])
        for wrong in (r.get("wrong") or [])[:1]:
            data.claim(wrong, "x", "cmrc claim", sentences=around, near=[k], kind="answer")
        if r.get("wrong_number"):
            data.claim(r["wrong_number"], "c", "cmrc claim", sentences=around, near=[k], kind="number")
    most = {
        "taxinli_mnli": 10071,
        "conjnli_train": 6000,
        "cad_nli": 11330,
        "breaking_nli": 3500,
        "help_and": 2500,
        "med": 3000,
        "negation_nli": 4500,
        "fever_symmetric": 1420,
        "begin_wow_cmu": 4453,
    }
    for name, cap in most.items():
        rows = read(folder, name + ".jsonl.gz")
        rng.shuffle(rows)
        for r in rows[:cap]:
            label = {"g": "x"}.get(r["y"], r["y"])
            if label in "encx" and r["p"] and r["h"] and len(r["p"]) <= 600:
                data.claim(r["h"], label, name, sentences=[r["p"]], y=[0] if label == "e" else [])
    news = read(folder, "ntrex_en_zh.jsonl.gz")
    tongues = ("en", "zh-Hans", "zh-Hant")
    for i, r in enumerate(news):
        for a, b in (("en", rng.choice(tongues[1:])), (rng.choice(tongues[1:]), "en")):
            near = [news[j][b] for j in (i - 1, i + 1) if 0 <= j < len(news)]
            place = rng.randrange(3)
            data.claim(r[a], "e", "ntrex", sentences=near[:place] + [r[b]] + near[place:], y=[min(place, len(near))])
            data.claim(r[a], "n", "ntrex", sentences=near)
            number = re.search(r"\d+", r[a])
            if number and number.group() in r[b]:
                other = str(int(number.group()) + rng.choice([1, 2, 3, 10, -1] if int(number.group()) > 1 else [1, 2, 3]))
                data.claim(r[a][: number.start()] + other + r[a][number.end() :], "c", "ntrex", sentences=[r[b]], near=[0], kind="number")
    pairs = [r for r in read(folder, "tatoeba_en_zh.jsonl.gz") if len(r["zh"]) >= 9]
    search = Words([r["zh"] for r in pairs])
    english = [set(re.findall(r"[a-z0-9']+", r["en"].lower())) for r in pairs]
    for i, r in enumerate(pairs):
        sides = [("zh", "en"), ("en", "zh")][i % 2]
        data.claim(r[sides[0]], "e", "tatoeba", sentences=[r[sides[1]]], y=[0])
        for j in search.nearest(r["zh"], 12):
            alike = len(english[i] & english[j]) / len(english[i] | english[j])
            if j != i and 0.3 < alike < 0.7:
                data.claim(r[sides[0]], "x", "tatoeba", sentences=[pairs[j][sides[1]]], near=[0])
                break


def rules(data, folder, rng):
    """Adds copies of sentences, unchanged or altered by rule."""
    for r in rng.sample(read(os.path.join(folder, "recipe", "rows"), "rules.jsonl.xz"), RULES):
        y = [i for i, v in enumerate(r["y"]) if v]
        near = [] if y else [nearest(r["a"], r["s"])]
        data.claim(r["a"], r["g"], "rule", sentences=r["s"], y=y, near=near, kind=r.get("kind", ""))


def pieces(text):
    return {text[i : i + 2] for i in range(len(text) - 1)}


def nearest(text, sentences):
    mine = pieces(text)
    return max(range(len(sentences)), key=lambda i: len(mine & pieces(sentences[i])))


class Words:
    """BM25 over pairs of Chinese characters and English words."""

    def __init__(self, texts):
        postings, self.lengths = collections.defaultdict(list), np.zeros(len(texts), np.float32)
        for n, text in enumerate(texts):
            terms = collections.Counter(self.terms(text))
            self.lengths[n] = sum(terms.values())
            for t, count in terms.items():
                postings[t].append((n, count))
        mean = self.lengths.mean()
        self.postings = {}
        for t, list_ in postings.items():
            n, count = np.array([p[0] for p in list_]), np.array([p[1] for p in list_], np.float32)
            idf = math.log(1 + (len(texts) - len(list_) + 0.5) / (len(list_) + 0.5))
            self.postings[t] = n, idf * count * 2.2 / (count + 1.2 * (0.25 + 0.75 * self.lengths[n] / mean))

    @staticmethod
    def terms(text):
        text = text.translate(SIMPLIFY).lower()
        found = [w[:6] for w in re.findall(r"[a-z0-9]+", text)]
        for run in re.findall(r"[\u4e00-\u9fff]+", text):
            found += [run[i : i + 2] for i in range(len(run) - 1)] or [run]
        return found

    def scores(self, text):
        s = np.zeros(len(self.lengths), np.float32)
        for t in dict.fromkeys(self.terms(text)):
            if t in self.postings:
                n, v = self.postings[t]
                s[n] += v
        return s

    def nearest(self, text, k):
        s = self.scores(text)
        best = np.argpartition(-s, min(k, len(s) - 1))[:k]
        return [int(n) for n in best[np.argsort(-s[best])] if s[n] > 0]


def beside(data, first, siblings):
    """Finds passages that do not answer each question on a written passage: of the same article, or with the same words."""
    words = Words(["".join(p["s"]) for p in data.passages])
    for q in data.questions:
        kept = data.passages[q["p"]]["kept"]
        q["o"] = [p for p in siblings.get(q["p"], []) if kept or not data.passages[p]["kept"]][:4]
        near = [n + first for n in words.nearest(q["a"], 20)]
        q["w"] = [n for n in near if n != q["p"] and n not in q["o"] and (kept or not data.passages[n]["kept"])]


def names(data):
    """Finds the names in each passage, with their class."""
    import jieba
    import jieba.posseg

    jieba.setLogLevel(60)
    for p in data.passages:
        found = {}
        for s in p["s"]:
            for m in ENGLISH_NAME.finditer(s):
                if m.group() not in COMMON and len(m.group()) > 1 and (m.start() > 0 or len(m.group().split()) > 1):
                    found[m.group()] = "en"
            if p["z"]:
                for w in jieba.posseg.cut(s.translate(SIMPLIFY)):
                    if w.flag in ("nr", "ns", "nt", "nz", "nrt") and len(w.word) > 1 and HAN.match(w.word):
                        found[w.word] = {"nrt": "nr"}.get(w.flag, w.flag)
        p["n"] = sorted(found.items())


def write(rows, path):
    with lzma.open(path, "wt", encoding="utf-8", preset=9) as f:
        for r in rows:
            f.write(json.dumps(r, ensure_ascii=False, separators=(",", ":")) + "\n")
    print(f"{path}: {len(rows)} rows, {os.path.getsize(path) / 1e6:.1f} MB", flush=True)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--judge", required=True)
    p.add_argument("--out", required=True)
    o = p.parse_args()
    os.makedirs(o.out, exist_ok=True)
    rng, data, folder = random.Random(1), Data(), os.path.join(o.judge, "open")
    first, siblings, numbers = written(data, o.judge)
    pairs(data, numbers)
    beside(data, first, siblings)
    cmrc(data, folder)
    selqa(data, folder)
    squad(data, folder)
    qed(data, folder)
    open_claims(data, folder, rng)
    rules(data, o.judge, rng)
    names(data)
    for name in ("passages", "questions", "claims"):
        write(getattr(data, name), os.path.join(o.out, name + ".jsonl.xz"))
    print(collections.Counter((q["of"], bool(q["y"])) for q in data.questions))
    print(collections.Counter((c["of"], c["g"]) for c in data.claims))


if __name__ == "__main__":
    main()
