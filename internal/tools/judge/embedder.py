"""Reads the embedder's weights (rag/e5/weights.bin; rag/encoder/format describes the layout) and builds its tokenizer."""

import struct

import numpy as np

BLOCK, BLOCK_BYTES, GROUP = 32, 18, 8


class Embedder:
    """Sizes, tokenizer parts and dequantised parameters (float32) of the embedder.

    params: word [pieces+3, hidden] (the rows of <s>, </s> and <unk> last), positions [positions, hidden],
    norm.weight and norm.bias, and for each layer l: l.qkv, l.attention, l.in, l.out (.weight [out, in], .bias)
    and l.norm1, l.norm2 (.weight, .bias).
    """

    def __init__(self, path):
        self.data = np.fromfile(path, np.uint8)
        self.at = 16
        if self.data[:16].tobytes() != b"footnote e5 v1\r\n":
            raise ValueError(f"{path} holds no weights of the embedder")
        sizes = struct.unpack("<8I", self.take(32))
        self.hidden, self.layers, self.heads, self.inner, self.positions, self.pieces, text, normal = sizes
        self.epsilon, self.unknown_score = struct.unpack("<2f", self.take(8))
        ends = np.frombuffer(self.take(4 * self.pieces), "<u4")
        self.scores = np.frombuffer(self.take(4 * self.pieces), "<f4")
        text = self.take(text)
        starts = np.concatenate([[0], ends[:-1]])
        self.vocabulary = [text[s:e].decode("utf-8") for s, e in zip(starts, ends)]
        self.normal = self._normal(self.take(normal))
        self.start, self.end, self.unknown = self.pieces, self.pieces + 1, self.pieces + 2
        h, p = self.hidden, {}
        p["word"] = rows(self.take((self.pieces + 3) * h // BLOCK * BLOCK_BYTES), h)
        p["positions"] = self._floats(self.positions * h).reshape(-1, h)
        p["norm.weight"], p["norm.bias"] = self._floats(h), self._floats(h)
        for n in range(self.layers):
            for name, wide, tall in parts(h, self.inner):
                if tall:
                    p[f"{n}.{name}.weight"] = untile(self.take(tiles_bytes(wide, tall)), wide, tall)
                    p[f"{n}.{name}.bias"] = self._floats(tall)
                else:
                    p[f"{n}.{name}.weight"], p[f"{n}.{name}.bias"] = self._floats(h), self._floats(h)
        self.params = p

    def take(self, n):
        taken = self.data[self.at : self.at + n]
        self.at += n
        return taken.tobytes()

    def _floats(self, n):
        return np.frombuffer(self.take(4 * n), "<f4").copy()

    @staticmethod
    def _normal(data):
        words = np.frombuffer(data, "<u4")
        normal, at = {}, 1
        for _ in range(words[0]):
            n = words[at + 1]
            normal[int(words[at])] = "".join(chr(c) for c in words[at + 2 : at + 2 + n])
            at += 2 + n
        return normal

    def tokenizer(self):
        """Returns a function from a list of texts to a list of lists of tokens, without <s> and </s>."""
        from tokenizers import Tokenizer, models, pre_tokenizers

        pieces = list(zip(self.vocabulary, self.scores.astype(float)))
        # No text contains these, because its spaces are replaced by a special character.
        pieces += [(" s", 0.0), (" /s", 0.0), (" unk", float(self.scores.min()))]
        t = Tokenizer(models.Unigram(pieces, unk_id=self.unknown, byte_fallback=False))
        t.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")

        def clean(text):
            return " ".join(text.translate(self.normal).split())

        return lambda texts: [e.ids for e in t.encode_batch_fast([clean(s) for s in texts])]


def parts(hidden, inner):
    """The parts of a layer in file order: name, inputs, outputs (0 for a layer norm)."""
    return (
        ("qkv", hidden, 3 * hidden),
        ("attention", hidden, hidden),
        ("norm1", hidden, 0),
        ("in", hidden, inner),
        ("out", inner, hidden),
        ("norm2", hidden, 0),
    )


def rows(data, wide):
    """Dequantises rows to float32."""
    blocks = np.frombuffer(data, np.uint8).reshape(-1, BLOCK_BYTES)
    scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
    nibbles = np.concatenate([blocks[:, 2:] & 15, blocks[:, 2:] >> 4], 1).astype(np.float32) - 8
    return (nibbles * scale).reshape(-1, wide)


def tiles_bytes(wide, tall):
    return wide // BLOCK * BLOCK_BYTES * tall


def untile(data, wide, tall):
    """Dequantises the tiles of a matrix to float32 [tall, wide]."""
    tiles = np.frombuffer(data, np.uint8).reshape(tall // GROUP, wide // BLOCK, GROUP * BLOCK_BYTES)
    scale = tiles[..., : 2 * GROUP].copy().view("<f2").astype(np.float32)  # group, block, row
    body = tiles[..., 2 * GROUP :].reshape(tall // GROUP, wide // BLOCK, 4, GROUP, 4)  # p, row, j
    q = np.stack([body & 15, body >> 4], 4).astype(np.float32) - 8  # columns 8p+j and 8p+4+j
    q = q.transpose(0, 3, 1, 2, 4, 5).reshape(tall // GROUP, GROUP, wide // BLOCK, BLOCK)
    return (q * scale.transpose(0, 2, 1)[..., None]).reshape(tall, wide)


def tile(q, scale):
    """Packs a quantised matrix into tiles: q [tall, wide] of 0..15, scale [tall, wide / 32] of float16."""
    tall, wide = q.shape
    q = q.astype(np.uint8).reshape(tall // GROUP, GROUP, wide // BLOCK, 4, 2, 4)
    body = (q[..., 0, :] | q[..., 1, :] << 4).transpose(0, 2, 3, 1, 4)  # group, block, p, row, j
    body = body.reshape(tall // GROUP, wide // BLOCK, GROUP * BLOCK // 2)
    scales = scale.astype("<f2").reshape(tall // GROUP, GROUP, wide // BLOCK).transpose(0, 2, 1)
    scales = np.ascontiguousarray(scales).view(np.uint8).reshape(tall // GROUP, wide // BLOCK, 2 * GROUP)
    return np.concatenate([scales, body], 2).tobytes()
