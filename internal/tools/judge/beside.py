"""Finds, for each question, what retrieval ranks near the right passage: by words (from prepare.py) and by the embedder's vectors."""

import torch

from model import Judge


@torch.no_grad()
def vectors(encoder, embedder, texts, lead, device):
    """Embeds texts with the embedder."""
    ids = [([embedder.start] + i)[:300] + [embedder.end] for i in embedder.tokenizer()([lead + t for t in texts])]
    out = torch.zeros(len(ids), embedder.hidden, device=device)
    order = sorted(range(len(ids)), key=lambda n: len(ids[n]))
    size = 256 if device == "cuda" else 32
    for at in range(0, len(order), size):
        part = order[at : at + size]
        wide = max(len(ids[n]) for n in part)
        b = torch.tensor([ids[n] + [-1] * (wide - len(ids[n])) for n in part], device=device)
        with torch.autocast(device, torch.bfloat16):
            x = encoder.trunk(b).float()
        real = (b >= 0).float()[..., None]
        out[part] = torch.nn.functional.normalize((x * real).sum(1) / real.sum(1), dim=1)
    return out


def find(passages, questions, embedder, device, most=10):
    """Adds, for each question with a list w, the passages that words and vectors rank highest together to its list o, best first."""
    questions = [q for q in questions if "w" in q]
    encoder = Judge(embedder).to(device).eval()
    written = 1 + max(n for q in questions for n in (q["p"], *q["w"]))  # passages with written questions come first
    of = vectors(encoder, embedder, [("" if p["z"] else " ").join(p["s"]) for p in passages[:written]], "passage: ", device)
    asked = vectors(encoder, embedder, [q["a"] for q in questions], "query: ", device)
    for at in range(0, len(questions), 1024):
        likeness = asked[at : at + 1024] @ of.T
        for q, near in zip(questions[at : at + 1024], likeness.topk(24).indices.tolist()):
            rank = {}
            for list_ in (q["w"], near):
                for k, n in enumerate(list_):
                    rank[n] = rank.get(n, 0) + 1 / (10 + k)
            of_kept = passages[q["p"]]["kept"]
            best = [n for n in sorted(rank, key=rank.get, reverse=True) if n != q["p"] and n not in q["o"] and (of_kept or not passages[n]["kept"])]
            q["o"] = q["o"] + best[:most]
