"""The two forms in which passages are shown: as any text, and as the program shows them to the judge."""

import re

from scripts import SIMPLIFY, TRADITIONALISE

BREAKS = re.compile(r"[，,。.；;：:、!?！？()（）\n]+")
LENGTHS = (1, 2, 2, 3, 3, 3, 4, 4, 5, 6)  # number of sentences of the program's passages


def fold(text):
    """Folds a text as the program does before matching: simplified characters, lower case."""
    return text.translate(SIMPLIFY).lower()


def asked(question):
    """A question in the form in which the program passes it to the judge."""
    return fold(question).rstrip("?？。!！ ")


def turn(rng, text, simple):
    """Converts a text to a random script. simple: whether it is in simplified characters."""
    to = rng.random()
    if simple:
        return text.translate(TRADITIONALISE) if to < 0.5 else text
    return text.translate(TRADITIONALISE if to < 0.2 else SIMPLIFY) if to < 0.4 else text


def turn_all(rng, texts, simple):
    to = rng.random()
    if simple:
        return texts if to > 0.5 else [x.translate(TRADITIONALISE) for x in texts]
    return texts if to > 0.4 else [x.translate(TRADITIONALISE if to < 0.2 else SIMPLIFY) for x in texts]


class Plain:
    """Any text: half of the passages without some sentences, in a random script, sometimes after their title."""

    def keep(self, rng, question, n, core):
        """The indices of the sentences to keep, of n. Those in core are always kept."""
        if n == 1 or rng.random() < 0.5:
            return range(n)
        if core:
            others = 0.5 if question else 0.35
            return [i for i in range(n) if rng.random() < others or i in core]
        first = rng.randrange(n)
        return range(first, min(n, first + rng.randint(1, n)))

    def show(self, rng, question, text, sentences, passage, simple):
        """Returns the text, the lines before the sentences, and the sentences."""
        front = [passage["t"]] if passage and passage["t"] and rng.random() < 0.12 else []
        text = turn(rng, text, simple)
        lines = turn_all(rng, front + sentences, simple)
        return text, lines[: len(front)], lines[len(front) :]


class Program:
    """The program's form: title and heading, then as many sentences in a row as its passages have; questions and passages folded.

    title: the title of all passages, if they are to look like passages of one article.
    """

    def __init__(self, title=""):
        self.title = title

    def keep(self, rng, question, n, core):
        if n == 1 or rng.random() < 0.4:
            return range(n)
        first, last = (min(core), max(core)) if core else [rng.randrange(n)] * 2
        wanted = min(n, rng.choice(LENGTHS))
        while last - first + 1 < wanted:
            if last == n - 1 or first > 0 and rng.random() < 0.5:
                first -= 1
            else:
                last += 1
        return range(first, last + 1)

    def show(self, rng, question, text, sentences, passage, simple):
        front = self.front(rng, question, sentences, passage) if rng.random() < 0.95 else []
        if question:
            return asked(text), [fold(x) for x in front], [fold(x) for x in sentences]
        text = turn(rng, text, simple)
        lines = turn_all(rng, front + sentences, simple)
        return text, lines[: len(front)], lines[len(front) :]

    def front(self, rng, question, sentences, passage):
        """A title and a heading: those of the passage, or words from its text."""
        title = self.title or passage and passage["t"] or (phrase(rng, sentences) if rng.random() < 0.7 else "")
        heading, to = passage and passage.get("h", ""), rng.random()
        if not heading or to > 0.8:
            heading = "" if to < 0.12 else title if to < 0.35 else phrase(rng, sentences)
        if not question and title and heading and heading != title and rng.random() < 0.4:
            heading = f"{title} › {heading}"
        return [title, heading]


def phrase(rng, sentences):
    """A few words of a passage that can serve as a heading."""
    found = [x.strip()[:30] for x in BREAKS.split(rng.choice(sentences)) if 2 <= len(x.strip()) <= 40]
    return rng.choice(found) if found else ""
