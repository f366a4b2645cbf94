"""Trains the judge on the data that prepare.py makes, on a GPU where there is one.

usage: train.py --weights rag/e5/weights.bin --data DATA --out OUT (--minutes 8 | --steps 9000) [--start FOLDER]

The rate rises over the first steps, then falls in a straight line to nothing; over the last tenth the matrices are rounded to
4 bits in every step, as the program has them. OUT gets the newest weights once a minute (judge-*.npz, float16) and log.txt;
training goes on from them with --start OUT and another folder for --out.
"""

import argparse
import contextlib
import math
import os
import time

import numpy as np
import torch
import torch.nn.functional as F

from draw import LABELS, Batches, Examples
from embedder import Embedder
from model import Judge, collate, load, rounded, save

LOW = -1e4


def mean(values, weights):
    return (values * weights).sum() / weights.sum().clamp(min=1e-6)


def by_group(values, member):
    """log of the sum of exp of each group's values: values [B], member [G, B]."""
    return torch.logsumexp(torch.where(member, values[None], LOW), 1)


def losses(sentence, whole, spans, y, question, g, weight, group):
    """Of the sentences, one by one and against each other over all passages of a question; of whether the passage answers; of entailment."""
    logits = torch.where(question[:, None], sentence[..., 0], sentence[..., 1]).float()
    whole = whole.float()
    known = (y >= 0) & (spans[:, 1:, 1] > spans[:, 1:, 0])
    right = known & (y > 0)
    each = F.binary_cross_entropy_with_logits(logits, (y * 0.96 + 0.02).clamp(0.02, 0.98), reduction="none", pos_weight=logits.new_tensor(2.0))
    each = mean(each, known * weight.clamp(min=0.4)[:, None])

    member = group[None] == torch.arange(len(group), device=group.device)[:, None]
    scores = logits + 0.5 * torch.where(question, whole[:, 0], 0)[:, None]  # what the program orders the sentences of several passages by
    all_of = torch.logsumexp(scores.masked_fill(~known, LOW), 1)
    right_of = torch.logsumexp(scores.masked_fill(~right, LOW), 1)
    has = (member & right.any(1)[None]).any(1).float()
    listed = mean(by_group(all_of, member) - by_group(right_of, member), has)

    log = F.log_softmax(whole[:, 1:], -1)
    odds = log[:, 0] - torch.logsumexp(log[:, 1:], 1)  # of entailment
    score, good = torch.where(question, whole[:, 0], odds), torch.where(question, g == 1, g == LABELS["e"])
    several = ((member & good[None]).any(1) & (member & ~good[None]).any(1)).float()
    chosen = mean(by_group(score, member) - by_group(torch.where(good, score, LOW), member), several)

    answers = F.binary_cross_entropy_with_logits(whole[:, 0], (g * 0.96 + 0.02).clamp(0.02, 0.98), reduction="none")
    named = 0.95 * log.gather(1, g.long().clamp(0, 2)[:, None])[:, 0] + 0.05 * log.mean(1)
    entails = torch.where(g == LABELS["x"], -torch.log1p(-log[:, 0].exp().clamp(max=0.999)), -named)
    share = question.float().mean()
    return {
        "each": each,
        "listed": 0.5 * listed,
        "chosen": 0.5 * chosen,
        "answers": mean(answers, question * weight) * share,
        "entails": mean(entails, (~question).float()) * (1 - share) * 1.5,
    }


def apart(sentence, whole, spans, question):
    """How far two passes over the same inputs, with different parts dropped, are from each other."""
    (s1, s2), (w1, w2) = sentence.float().chunk(2), whole.float().chunk(2)
    spans, question = spans.chunk(2)[0], question.chunk(2)[0]
    known = (spans[:, 1:, 1] > spans[:, 1:, 0]).float()
    s1, s2 = (torch.where(question[:, None], s[..., 0], s[..., 1]) for s in (s1, s2))
    of_sentences = mean((s1.sigmoid() - s2.sigmoid()) * (s1 - s2), known)
    answers = (w1[:, 0].sigmoid() - w2[:, 0].sigmoid()) * (w1[:, 0] - w2[:, 0])
    l1, l2 = F.log_softmax(w1[:, 1:], -1), F.log_softmax(w2[:, 1:], -1)
    entails = ((l1.exp() - l2.exp()) * (l1 - l2)).sum(1)
    return of_sentences + torch.where(question, answers, entails).mean()


def auroc(good, bad):
    both = np.concatenate([good, bad])
    rank = np.empty(len(both))
    rank[both.argsort(kind="stable")] = np.arange(1, len(both) + 1)
    return (rank[: len(good)].sum() - len(good) * (len(good) + 1) / 2) / (len(good) * len(bad)) if len(good) and len(bad) else math.nan


class Measure:
    """On the passages kept aside: does the passage answer, is the best sentence of a passage and of five right, is the claim borne out."""

    def __init__(self, examples, device, budget=32768):
        questions, claims = examples.kept
        self.rows, inputs, self.device = [], [], device
        for n, q in enumerate(questions):
            for rank, p in enumerate([q["p"]] + (q["o"][:4] if q["y"] else [])):
                self.rows.append(("q", n, rank, q["y"] if rank == 0 else []))
                inputs.append(examples.lay_out(True, q["a"], examples.passages[p]["s"]))
        for c in claims:
            self.rows.append(("c", c["g"] == "e", c.get("kind", ""), c["y"]))
            inputs.append(examples.lay_out(False, c["a"], examples.passages[c["p"]]["s"]))
        order = sorted(range(len(inputs)), key=lambda i: len(inputs[i][0]))
        self.batches, at = [], 0
        while at < len(order):
            part = [order[at]]
            while at + len(part) < len(order) and len(inputs[order[at + len(part)]][0]) * (len(part) + 1) <= budget:
                part.append(order[at + len(part)])
            self.batches.append((part, *collate([inputs[i] for i in part], -(-len(inputs[part[-1]][0]) // 16) * 16)))
            at += len(part)

    @torch.no_grad()
    def __call__(self, model):
        model.eval()
        sentences, wholes = [None] * len(self.rows), np.zeros((len(self.rows), 4), np.float32)
        for part, ids, spans in self.batches:
            with torch.autocast(self.device, torch.bfloat16), torch.compiler.set_stance("force_eager"):
                sentence, whole = model(ids.to(self.device), spans.to(self.device))
            sentence, wholes[part] = sentence.float().cpu().numpy(), whole.float().cpu().numpy()
            for k, i in enumerate(part):
                sentences[i] = sentence[k, : int((spans[k, 1:, 1] > spans[k, 1:, 0]).sum())]
        model.train()
        answers, nears, best, passages = [], [], [], {}
        odds = wholes[:, 1] - np.logaddexp(wholes[:, 2], wholes[:, 3])
        for i, (k, n, rank, y) in enumerate(self.rows):
            if k == "q" and rank == 0:
                (answers if y else nears).append(wholes[i, 0])
                if y:
                    best.append(int(sentences[i][:, 0].argmax()) in y)
            if k == "q" and (y or rank):
                passages.setdefault(n, []).append((sentences[i][:, 0].max() + 0.5 * wholes[i, 0], int(sentences[i][:, 0].argmax()) in y))
        true = np.array([odds[i] for i, r in enumerate(self.rows) if r[0] == "c" and r[1]])
        false = np.array([odds[i] for i, r in enumerate(self.rows) if r[0] == "c" and not r[1]])
        result = {
            "near misses": auroc(np.array(answers), np.array(nears)),
            "sentence": np.mean(best),
            "of five": np.mean([max(v)[1] for v in passages.values()]),
            "entailed": auroc(true, false),
            "caught at 12 %": np.mean(false < np.quantile(true, 0.12)),
        }
        return {k: round(float(v), 3) for k, v in result.items()}


class FourBits:
    """Lends a model its matrices rounded to 4 bits, for a step; what is learnt goes to the exact ones."""

    def __init__(self, model):
        self.model, self.exact = model, None

    def __enter__(self):
        with torch.no_grad():
            weights = list(self.model.matrices().values())
            self.exact = [w.detach().clone() for w in weights]
            for w in weights:
                w.copy_(rounded(w))

    def __exit__(self, *_):
        with torch.no_grad():
            for w, exact in zip(self.model.matrices().values(), self.exact):
                w.copy_(exact)


class Log:
    """Prints, and keeps what it prints in a file."""

    def __init__(self, path):
        self.path = path

    def __call__(self, *what):
        print(*what, flush=True)
        with open(self.path, "a", encoding="utf-8") as f:
            print(*what, file=f)


def options():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--weights", required=True)
    p.add_argument("--data", required=True)
    p.add_argument("--out", required=True)
    p.add_argument("--start", help="folder of weights to begin from, instead of the embedder's")
    p.add_argument("--minutes", type=float, default=0, help="of training, without the start")
    p.add_argument("--steps", type=int, default=0)
    p.add_argument("--tokens-a-step", type=int, help="before the second pass")
    p.add_argument("--rate", type=float, default=1.5e-4)
    p.add_argument("--decay", type=float, default=0.02)
    p.add_argument("--warmup", type=int, help="steps")
    p.add_argument("--apart", type=float, default=0.5, help="weight of the distance of two passes; 0: one pass only")
    p.add_argument("--workers", type=int)
    p.add_argument("--seed", type=int, default=0)
    p.add_argument("--compile", action="store_true")
    p.add_argument("--cache", help="file for the tokens of all texts, for another start on the same machine")
    o = p.parse_args()
    if not o.minutes and not o.steps:
        p.error("--minutes or --steps is missing")
    return o


def optimizer_of(model, rate, decay):
    """Weight decay for matrices only."""
    matrices, others = ([x for x in model.parameters() if (x.dim() > 1) == many] for many in (True, False))
    groups = [{"params": matrices, "weight_decay": decay}, {"params": others, "weight_decay": 0}]
    return torch.optim.AdamW(groups, lr=rate, betas=(0.9, 0.98), fused=True)


class Average:
    """A moving average of a model's parameters."""

    def __init__(self, model):
        self.model = model
        self.state = {k: v.detach().clone() for k, v in model.named_parameters()}

    @torch.no_grad()
    def add(self, step):
        keep = min(0.99, step / (step + 80))
        torch._foreach_lerp_(list(self.state.values()), [v.detach() for v in self.model.parameters()], 1 - keep)


def finish(model, average, measure, four_bits, out, log):
    """Saves the last weights or their average, whichever measures better in 4 bits."""
    states = {"last": {k: v.detach().clone() for k, v in model.named_parameters()}, "averaged": average.state}
    results = {}
    for name, state in states.items():
        model.load_state_dict(state, strict=False)
        exact = measure(model)
        with four_bits:
            results[name] = measure(model)
        log(name, exact, "in 4 bits", results[name])
    best = max(results, key=lambda name: sum(results[name].values()))
    log("kept:", best)
    save(states[best], out)


def main():
    o = options()
    began = time.time()
    os.makedirs(o.out, exist_ok=True)
    log = Log(os.path.join(o.out, "log.txt"))
    device = "cuda" if torch.cuda.is_available() else "cpu"
    fast = device == "cuda"
    budget = o.tokens_a_step or (24576 if fast else 1536)
    warmup = o.warmup or (400 if fast else 20)
    workers = o.workers if o.workers is not None else (15 if fast else 0)
    torch.manual_seed(o.seed)
    torch.set_float32_matmul_precision("high")
    embedder = Embedder(o.weights)
    examples = Examples(o.data, embedder, o.cache, device)
    log(f"{time.time() - began:.0f} s: {len(examples.texts.place)} texts, drawn from {examples.counts()}")
    model = Judge(embedder).to(device)
    if o.start:
        model.load_state_dict(load(o.start), strict=False)
    measure, average, four_bits = Measure(examples, device), Average(model), FourBits(model)
    if o.compile:
        for layer in model.layers:
            layer.compile(dynamic=True)
    optimizer = optimizer_of(model, o.rate, o.decay)
    ahead = 6 if workers else None
    batches = iter(torch.utils.data.DataLoader(Batches(examples, budget, o.seed), batch_size=None, num_workers=workers, prefetch_factor=ahead, pin_memory=fast))
    log(f"{time.time() - began:.0f} s: ready on {torch.cuda.get_device_name() if fast else 'cpu'}, torch {torch.__version__}", measure(model))

    start, step, seen, shown, next_measure, rounding = time.time(), 0, 0, {}, 60.0, False
    while True:
        gone = time.time() - start
        done = step / o.steps if o.steps else gone / (60 * o.minutes)
        if done >= 1:
            break
        batch = next(batches)
        if o.apart:  # twice the same; the groups have numbers of their own
            batch = [torch.cat([t, t + len(t) if n == 6 else t]) for n, t in enumerate(batch)]
        ids, spans, y, question, g, weight, group = (t.to(device, non_blocking=True) for t in batch)
        for part in optimizer.param_groups:
            part["lr"] = o.rate * min(1, (step + 1) / warmup) * max(0.005, 1 - done)
        if done >= 0.9 and not rounding:
            log(f"{gone:.0f} s, step {step}: before rounding", measure(model))
            with four_bits:
                log("the same, rounded", measure(model))
            rounding = True
        with four_bits if rounding else contextlib.nullcontext():
            with torch.autocast(device, torch.bfloat16):
                sentence, whole = model(ids, spans)
            parts = losses(sentence, whole, spans, y, question, g, weight, group)
            if o.apart:
                parts["apart"] = o.apart * apart(sentence, whole, spans, question)
            sum(parts.values()).backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        step, seen = step + 1, seen + ids.numel()
        if step % 8 == 0:
            average.add(step)
        if step % 200 == 0 or step < 4:
            shown = {k: round(0.8 * shown.get(k, v.item()) + 0.2 * v.item(), 3) for k, v in parts.items()}
            if not all(math.isfinite(v) for v in shown.values()):
                raise SystemExit(f"the loss is not finite: {shown}")
            log(f"step {step} {seen / 1e6:.1f}M tokens {seen / (time.time() - start):.0f}/s", shown)
        if gone > next_measure:
            log(f"{gone:.0f} s, step {step}", measure(model))
            save(dict(model.named_parameters()), o.out)
            next_measure += 60
    log(f"{step} steps, {seen / 1e6:.1f} million tokens in {time.time() - start:.0f} s")
    finish(model, average, measure, four_bits, o.out, log)


if __name__ == "__main__":
    main()
