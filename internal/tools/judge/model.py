"""The judge: the embedder's layers as a cross-encoder of a question or claim and the sentences of a passage."""

import glob
import os

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

LONGEST = 320  # maximum tokens of an input
ASKED = 70  # maximum tokens of its lead and question or claim
SENTENCE = 140  # maximum tokens of a sentence
BLOCK = 32  # number of quantised weights that share a scale


def lay_out(embedder, lead, asked, sentences):
    """Returns the tokens <s> lead asked </s></s> sentences </s>, and the spans of asked and of each sentence (empty if it did not fit)."""
    ids = [embedder.start, *lead, *asked][: 1 + ASKED]
    spans = [(1, len(ids))]
    ids += [embedder.end, embedder.end]
    for s in sentences:
        s = s[: max(0, min(SENTENCE, LONGEST - 1 - len(ids)))]
        spans.append((len(ids), len(ids) + len(s)))
        ids += s
    ids.append(embedder.end)
    return ids, spans


def collate(inputs, wide=0):
    """Returns ids [B, T] int32, padded with -1, and spans [B, 1+S, 2], (0, 0) if there is no sentence."""
    wide, many = max(wide, *(len(i) for i, _ in inputs)), max(len(s) for _, s in inputs)
    ids = np.full((len(inputs), wide), -1, np.int32)
    spans = np.zeros((len(inputs), many, 2), np.int32)
    for b, (i, s) in enumerate(inputs):
        ids[b, : len(i)] = i
        spans[b, : len(s)] = s
    return torch.from_numpy(ids), torch.from_numpy(spans)


class Layer(nn.Module):
    def __init__(self, hidden, heads, inner, drop):
        super().__init__()
        self.heads, self.rate = heads, drop
        self.qkv, self.attention = nn.Linear(hidden, 3 * hidden), nn.Linear(hidden, hidden)
        self.norm1, self.norm2 = nn.LayerNorm(hidden, eps=1e-12), nn.LayerNorm(hidden, eps=1e-12)
        self.inner, self.outer = nn.Linear(hidden, inner), nn.Linear(inner, hidden)
        self.drop = nn.Dropout(drop)

    def forward(self, x, real):
        b, t, h = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, self.heads, h // self.heads).permute(2, 0, 3, 1, 4)
        a = F.scaled_dot_product_attention(q, k, v, attn_mask=real, dropout_p=self.rate if self.training else 0.0)
        x = self.norm1(x + self.drop(self.attention(a.transpose(1, 2).reshape(b, t, h))))
        return self.norm2(x + self.drop(self.outer(F.gelu(self.inner(x)))))


class Judge(nn.Module):
    """forward(ids, spans) returns logits [B, S, 2] of each sentence (it answers; the claim needs it) and [B, 4] of the
    passage (it answers; the claim is entailed, neutral, contradicted). The word embeddings are the embedder's and stay fixed."""

    def __init__(self, embedder, drop=0.1):
        super().__init__()
        h, p = embedder.hidden, embedder.params

        def tensor(name):
            return torch.from_numpy(np.ascontiguousarray(p[name]))

        self.register_buffer("word", tensor("word"), persistent=False)
        self.positions = nn.Parameter(tensor("positions"))
        self.norm, self.drop = nn.LayerNorm(h, eps=1e-12), nn.Dropout(drop)
        self.layers = nn.ModuleList(Layer(h, embedder.heads, embedder.inner, drop) for _ in range(embedder.layers))
        self.sentence, self.whole = nn.Linear(2 * h, 2), nn.Linear(3 * h, 4)
        with torch.no_grad():
            self.norm.weight.copy_(tensor("norm.weight"))
            self.norm.bias.copy_(tensor("norm.bias"))
            for n, layer in enumerate(self.layers):
                for mine, theirs in NAMES:
                    getattr(layer, mine).weight.copy_(tensor(f"{n}.{theirs}.weight"))
                    getattr(layer, mine).bias.copy_(tensor(f"{n}.{theirs}.bias"))

    def trunk(self, ids):
        real = (ids >= 0)[:, None, None, :]
        x = self.drop(self.norm(self.word[ids.clamp(min=0)] + self.positions[: ids.shape[1]]))
        for layer in self.layers:
            x = layer(x, real)
        return x

    def forward(self, ids, spans):
        x = self.trunk(ids).float()
        place = torch.arange(ids.shape[1], device=ids.device)
        inside = ((place >= spans[..., :1]) & (place < spans[..., 1:])).float()  # B, 1+S, T
        length = inside.sum(-1, keepdim=True)
        means = inside @ x / length.clamp(min=1)
        asked, sentences = means[:, :1], means[:, 1:]
        there = (length[:, 1:] > 0).float()
        passage = (sentences * there).sum(1) / there.sum(1).clamp(min=1)
        return self.sentence(torch.cat([sentences, sentences * asked], -1)), self.whole(torch.cat([x[:, 0], asked[:, 0], passage], -1))

    def matrices(self):
        """The names of the weights that are quantised."""
        return {f"layers.{n}.{m}.weight": getattr(layer, m).weight for n, layer in enumerate(self.layers) for m in ("qkv", "attention", "inner", "outer")}


NAMES = (("qkv", "qkv"), ("attention", "attention"), ("norm1", "norm1"), ("inner", "in"), ("outer", "out"), ("norm2", "norm2"))


def quantise(w):
    """Blocks of 32 inputs in 4 bits: numbers 0 to 15 (as float32, of the shape of w) and scales [..., in / 32] of float16; w is about scale·(number - 8)."""
    blocks = w.detach().float().unflatten(-1, (-1, BLOCK))
    peak = blocks.gather(-1, blocks.abs().argmax(-1, keepdim=True))
    scale = (peak / -8).half()
    inverse = torch.where(scale == 0, 0.0, 1 / scale.float())
    q = torch.round(blocks * inverse + 8).clamp(0, 15)
    return q.flatten(-2), scale[..., 0]


def dequantise(q, scale):
    return ((q.unflatten(-1, (-1, BLOCK)) - 8) * scale.float()[..., None]).flatten(-2)


def rounded(w):
    return dequantise(*quantise(w))


def save(state, folder, part=14 << 20):
    """Writes a state as float16, in files of at most part bytes: judge-0.npz, judge-1.npz, …"""
    files, size = [{}], 0
    for name, value in state.items():
        value = value.detach().cpu().to(torch.float16).numpy()
        if size + value.nbytes > part:
            files.append({})
            size = 0
        files[-1][name] = value
        size += value.nbytes
    for n, arrays in enumerate(files):
        np.savez(os.path.join(folder, f"judge-{n}.npz"), **arrays)


def load(folder):
    found = sorted(glob.glob(os.path.join(folder, "judge-*.npz")))
    return {k: torch.from_numpy(v).float() for f in found for k, v in np.load(f).items()}
