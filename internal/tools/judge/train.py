"""Trains the judge on the data that prepare.py writes, on a GPU if there is one.

usage: train.py --weights rag/e5/weights.bin --data DATA --out OUT (--minutes 8 | --steps 9000) [--start rag/judge/weights.bin]

The learning rate rises over the first steps, then falls linearly to zero. In the last part the matrices are rounded to 4 bits in
every step, as in the program. OUT gets the newest weights once a minute (judge-*.npz, float16) and log.txt. To continue from
these weights, use --start OUT and another folder for --out.
"""

import argparse
import contextlib
import math
import os
import time

import torch
import torch.nn.functional as F

from batches import Batches
from draw import LABELS, Examples
from embedder import Embedder
from measure import Measure
from model import Judge, load, rounded, save
from pack import decode, fingerprint_of

LOW = -1e4


def mean(values, weights):
    return (values * weights).sum() / weights.sum().clamp(min=1e-6)


def by_group(values, member):
    """The logarithm of the sum of exponentials of each group: values [B], member [G, B]."""
    return torch.logsumexp(torch.where(member, values[None], LOW), 1)


def losses(sentence, whole, spans, y, question, g, weight, group):
    """Losses: of the sentences, alone and against each other over all passages of a question; of whether the passage answers; of entailment.

    Within a group, sentences that answer are also compared with those that do not ("chosen"), and a true claim with false ones ("truer").
    """
    logits = torch.where(question[:, None], sentence[..., 0], sentence[..., 1]).float()
    whole = whole.float()
    known = (y >= 0) & (spans[:, 1:, 1] > spans[:, 1:, 0])
    right = known & (y > 0)
    each = F.binary_cross_entropy_with_logits(logits, (y * 0.96 + 0.02).clamp(0.02, 0.98), reduction="none", pos_weight=logits.new_tensor(2.0))
    each = mean(each, known * weight.clamp(min=0.4)[:, None])

    member = group[None] == torch.arange(len(group), device=group.device)[:, None]
    scores = logits + 0.5 * torch.where(question, whole[:, 0], 0)[:, None]  # by which the program ranks the sentences of several passages
    all_of = torch.logsumexp(scores.masked_fill(~known, LOW), 1)
    right_of = torch.logsumexp(scores.masked_fill(~right, LOW), 1)
    has = (member & right.any(1)[None]).any(1).float()
    listed = mean(by_group(all_of, member) - by_group(right_of, member), has)

    log = F.log_softmax(whole[:, 1:], -1)
    odds = log[:, 0] - torch.logsumexp(log[:, 1:], 1)  # of entailment
    score, good = torch.where(question, whole[:, 0], odds), torch.where(question, g == 1, g == LABELS["e"])
    several = (member & good[None]).any(1) & (member & ~good[None]).any(1)
    chosen = by_group(score, member) - by_group(torch.where(good, score, LOW), member)
    of_claims = (member & ~question[None]).any(1)

    answers = F.binary_cross_entropy_with_logits(whole[:, 0], (g * 0.96 + 0.02).clamp(0.02, 0.98), reduction="none")
    named = 0.95 * log.gather(1, g.long().clamp(0, 2)[:, None])[:, 0] + 0.05 * log.mean(1)
    entails = torch.where(g == LABELS["x"], -torch.log1p(-log[:, 0].exp().clamp(max=0.999)), -named)
    share = question.float().mean()
    return {
        "each": each,
        "listed": 0.5 * listed,
        "chosen": 0.5 * mean(chosen, (several & ~of_claims).float()),
        "truer": 0.6 * mean(chosen, (several & of_claims).float()),
        "answers": mean(answers, question * weight) * share,
        "entails": mean(entails, (~question).float()) * (1 - share) * 1.5,
    }


def apart(sentence, whole, spans, question):
    """The divergence of two passes over the same inputs with different dropout."""
    (s1, s2), (w1, w2) = sentence.float().chunk(2), whole.float().chunk(2)
    spans, question = spans.chunk(2)[0], question.chunk(2)[0]
    known = (spans[:, 1:, 1] > spans[:, 1:, 0]).float()
    s1, s2 = (torch.where(question[:, None], s[..., 0], s[..., 1]) for s in (s1, s2))
    of_sentences = mean((s1.sigmoid() - s2.sigmoid()) * (s1 - s2), known)
    answers = (w1[:, 0].sigmoid() - w2[:, 0].sigmoid()) * (w1[:, 0] - w2[:, 0])
    l1, l2 = F.log_softmax(w1[:, 1:], -1), F.log_softmax(w2[:, 1:], -1)
    entails = ((l1.exp() - l2.exp()) * (l1 - l2)).sum(1)
    return of_sentences + torch.where(question, answers, entails).mean()


class FourBits:
    """Rounds a model's matrices to 4 bits during a step. The gradients are applied to the exact ones."""

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
    """Prints to standard output and to a file."""

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
    p.add_argument("--start", help="folder or file of weights to begin from, instead of the embedder's")
    p.add_argument("--minutes", type=float, default=0, help="until the last step, from the start of the program")
    p.add_argument("--steps", type=int, default=0)
    p.add_argument("--tokens-a-step", type=int, help="before the second pass")
    p.add_argument("--rate", type=float, default=1.5e-4)
    p.add_argument("--decay", type=float, default=0.02)
    p.add_argument("--warmup", type=int, help="steps")
    p.add_argument("--exact", type=float, default=0.6, help="share of the training before the matrices are rounded")
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


def state_of(path, embedder, weights):
    """Reads the state in a folder or in a weights file of the program."""
    if os.path.isdir(path):
        return load(path)
    with open(path, "rb") as f:
        return decode(f.read(), embedder, fingerprint_of(weights))


class Average:
    """Keeps a moving average of a model's parameters."""

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
        model.load_state_dict(state_of(o.start, embedder, o.weights), strict=False)
    measure, average, four_bits = Measure(examples, device), Average(model), FourBits(model)
    if o.compile:
        for layer in model.layers:
            layer.compile(dynamic=True)
    optimizer = optimizer_of(model, o.rate, o.decay)
    ahead = 6 if workers else None
    batches = iter(torch.utils.data.DataLoader(Batches(examples, budget, o.seed), batch_size=None, num_workers=workers, prefetch_factor=ahead, pin_memory=fast))
    log(f"{time.time() - began:.0f} s: ready on {torch.cuda.get_device_name() if fast else 'cpu'}, torch {torch.__version__}", measure(model))

    start, step, seen, shown, next_measure, rounding = time.time(), 0, 0, {}, 60.0, False
    seconds = 60 * o.minutes - (start - began)
    while True:
        gone = time.time() - start
        done = step / o.steps if o.steps else gone / seconds
        if done >= 1:
            break
        batch = next(batches)
        if o.apart:  # the same examples twice, with separate group numbers
            batch = [torch.cat([t, t + len(t) if n == 6 else t]) for n, t in enumerate(batch)]
        ids, spans, y, question, g, weight, group = (t.to(device, non_blocking=True) for t in batch)
        for part in optimizer.param_groups:
            part["lr"] = o.rate * min(1, (step + 1) / warmup) * max(0.005, 1 - done)
        if done >= o.exact and not rounding:
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
            with four_bits if rounding else contextlib.nullcontext():
                log(f"{gone:.0f} s, step {step}", measure(model))
            save(dict(model.named_parameters()), o.out)
            next_measure += 60
    log(f"{step} steps, {seen / 1e6:.1f} million tokens in {time.time() - start:.0f} s")
    finish(model, average, measure, four_bits, o.out, log)


if __name__ == "__main__":
    main()
