"""Writes the trained judge to one file for the program, reads it back, and writes the golden scores of the parity test.

usage: pack.py --weights rag/e5/weights.bin [--trained OUT] --file rag/judge/weights.bin [--pairs PAIRS --golden GOLDEN]

PAIRS has one JSON value per line: kind (question or claim), text, sentences. GOLDEN gets them with their tokens and scores. Without --trained
the file is not changed.

The file, all numbers little-endian, in order:
  magic      "footnote judge v1\\r\\n" and a zero byte
  sizes      8 × uint32: hidden, layers, heads, inner, positions, rows of the embedder's word embeddings,
             most tokens of the lead and the question or claim (with <s>: one more), most tokens of a sentence
  epsilon    float32, of the layer norms
  embedder   SHA-256 of the embedder's file, whose word embeddings and tokenizer belong to it
  positions  float32 [positions][hidden]
  norm       weight and bias, float32 [hidden] each
  layers     each: query, key and value; attention's output; norm; feed-forward in, out; norm. A matrix is tiles as
             rag/encoder/format has them (Q4_0 in groups of 8 rows), then its bias
  sentence   float32 [2][2·hidden], bias [2]
  whole      float32 [4][3·hidden], bias [4]
  checksum   SHA-256 of all of the above
"""

import argparse
import hashlib
import json
import os
import struct

import numpy as np
import torch

from embedder import BLOCK, BLOCK_BYTES, Embedder, parts, tile, untile
from model import ASKED, LONGEST, NAMES, SENTENCE, Judge, collate, lay_out, load, quantise, rounded

MAGIC = b"footnote judge v1\r\n\0"
EPSILON = 1e-12
MINE = {theirs: mine for mine, theirs in NAMES}


def encode(state, embedder, fingerprint):
    def floats(name):
        return state[name].detach().cpu().numpy().astype("<f4").tobytes()

    sizes = (embedder.hidden, embedder.layers, embedder.heads, embedder.inner, LONGEST, embedder.pieces + 3, ASKED, SENTENCE)
    out = [MAGIC, struct.pack("<8I", *sizes), struct.pack("<f", EPSILON), fingerprint]
    out += [state["positions"][:LONGEST].detach().cpu().numpy().astype("<f4").tobytes(), floats("norm.weight"), floats("norm.bias")]
    for n in range(embedder.layers):
        for name, _, tall in parts(embedder.hidden, embedder.inner):
            key = f"layers.{n}.{MINE[name]}"
            if tall:
                q, scale = quantise(state[key + ".weight"])
                out.append(tile(q.cpu().numpy(), scale.cpu().numpy()))
            else:
                out.append(floats(key + ".weight"))
            out.append(floats(key + ".bias"))
    out += [floats(f"{head}.{part}") for head in ("sentence", "whole") for part in ("weight", "bias")]
    body = b"".join(out)
    return body + hashlib.sha256(body).digest()


def decode(data, embedder, fingerprint):
    """Reads the state in a file, with its matrices dequantised."""
    body, at = data[:-32], len(MAGIC)
    if not data.startswith(MAGIC) or hashlib.sha256(body).digest() != data[-32:]:
        raise ValueError("this is no file of the judge's weights, or it is damaged")
    h, layers, heads, inner, positions, tokens, asked, longest = struct.unpack_from("<8I", body, at)
    if (h, layers, heads, inner, tokens) != (embedder.hidden, embedder.layers, embedder.heads, embedder.inner, embedder.pieces + 3):
        raise ValueError("these weights are of another size than the embedder's")
    if (positions, asked, longest) != (LONGEST, ASKED, SENTENCE) or body[at + 36 : at + 68] != fingerprint:
        raise ValueError("these weights belong to another embedder or layout")
    at += 68
    state = {}

    def take(n):
        nonlocal at
        at += n
        return body[at - n : at]

    def floats(*shape):
        return torch.from_numpy(np.frombuffer(take(4 * int(np.prod(shape))), "<f4").copy().reshape(shape))

    state["positions"] = torch.zeros(embedder.positions, h)
    state["positions"][:positions] = floats(positions, h)
    state["norm.weight"], state["norm.bias"] = floats(h), floats(h)
    for n in range(layers):
        for name, wide, tall in parts(h, inner):
            key = f"layers.{n}.{MINE[name]}"
            if tall:
                state[key + ".weight"] = torch.from_numpy(untile(take(wide // BLOCK * BLOCK_BYTES * tall), wide, tall).astype(np.float32))
            else:
                state[key + ".weight"] = floats(h)
            state[key + ".bias"] = floats(tall or h)
    state["sentence.weight"], state["sentence.bias"] = floats(2, 2 * h), floats(2)
    state["whole.weight"], state["whole.bias"] = floats(4, 3 * h), floats(4)
    if at != len(body):
        raise ValueError(f"{len(body) - at} bytes too many")
    return state


def fingerprint_of(path):
    with open(path, "rb") as f:
        return hashlib.sha256(f.read()).digest()


def read(path, embedder, weights):
    """Builds the judge in a file."""
    model = Judge(embedder)
    with open(path, "rb") as f:
        left = model.load_state_dict(decode(f.read(), embedder, fingerprint_of(weights)), strict=False)
    if left.missing_keys or left.unexpected_keys:
        raise ValueError(f"parts are missing or too many: {left}")
    return model.eval()


def rounded_judge(state, embedder):
    """Builds the judge of a state, with its matrices rounded as in the file."""
    model = Judge(embedder)
    model.load_state_dict(state, strict=False)
    with torch.no_grad():
        for w in model.matrices().values():
            w.copy_(rounded(w))
    return model.eval()


@torch.no_grad()
def scores(model, inputs):
    out = []
    for ids, spans in inputs:
        sentence, whole = model(*collate([(ids, spans)]))
        out.append((sentence[0], whole[0]))
    return out


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--weights", required=True)
    p.add_argument("--trained")
    p.add_argument("--file", required=True)
    p.add_argument("--pairs")
    p.add_argument("--golden")
    o = p.parse_args()
    torch.set_num_threads(1)
    embedder = Embedder(o.weights)
    state = load(o.trained) if o.trained else None
    if state:
        write(o.file, encode(state, embedder, fingerprint_of(o.weights)))
    if not o.pairs:
        return
    tokenize = embedder.tokenizer()
    lead = {"question": tokenize(["query:"])[0], "claim": tokenize(["claim:"])[0]}
    with open(o.pairs, encoding="utf-8") as f:
        pairs = [json.loads(line) for line in f]
    inputs = [lay_out(embedder, lead[r["kind"]], tokenize([r["text"]])[0], tokenize(r["sentences"])) for r in pairs]
    of_file = scores(read(o.file, embedder, o.weights), inputs)
    if state:
        of_state = scores(rounded_judge(state, embedder), inputs)
        apart = max(float((a - b).abs().max()) for x, y in zip(of_state, of_file) for a, b in zip(x, y))
        print(f"{len(pairs)} pairs: scores of the file and of the rounded weights differ by {apart:.1e} at most")
    with open(o.golden, "w", encoding="utf-8") as f:
        for r, (ids, spans), (sentence, whole) in zip(pairs, inputs, of_file):
            r = r | {"ids": ids, "spans": spans}
            r |= {"sentence": [[round(float(v), 5) for v in s] for s in sentence], "whole": [round(float(v), 5) for v in whole]}
            f.write(json.dumps(r, ensure_ascii=False, separators=(",", ":")) + "\n")


def write(path, data):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as f:
        f.write(data)
    print(f"{path}: {len(data)} bytes, SHA-256 {hashlib.sha256(data).hexdigest()}")


if __name__ == "__main__":
    main()
