"""Tokenizes the texts of the data."""

import os
import pickle

import numpy as np

from forms import fold
from scripts import SIMPLIFY, TRADITIONALISE


class Texts:
    """Tokens of texts: of those given to the constructor in both Chinese scripts, of others on demand."""

    def __init__(self, embedder, texts, cache=None):
        self.tokenize = embedder.tokenizer()
        if cache and os.path.exists(cache):
            with open(cache, "rb") as f:
                self.place, self.flat = pickle.load(f)
            return
        texts = set(texts)
        texts |= {t.translate(s) for t in texts for s in (SIMPLIFY, TRADITIONALISE)} | {fold(t) for t in texts}
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
        if not text:
            return []
        place = self.place.get(text)
        return self.flat[place[0] : place[1]].tolist() if place else self.tokenize([text])[0]
