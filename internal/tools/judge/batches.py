"""Groups examples into batches."""

import random

import numpy as np
import torch

from model import collate


class Batches(torch.utils.data.IterableDataset):
    """Yields batches without end: about budget tokens each, inputs of similar length. Examples of a group stay in one batch."""

    def __init__(self, examples, budget, seed=0, step=16):
        self.examples, self.budget, self.seed, self.step = examples, budget, seed, step

    def __iter__(self):
        worker = torch.utils.data.get_worker_info()
        rng = random.Random(self.seed * 1000 + (worker.id if worker else 0))
        while True:
            drawn = [self.examples.draw(rng) for _ in range(max(64, self.budget // 24))]
            drawn.sort(key=lambda group: max(len(e.input[0]) for e in group))
            batches, batch, rows = [], [], 0
            for group in drawn:
                wide = -(-max(len(e.input[0]) for e in group) // self.step) * self.step
                if batch and wide * (rows + len(group)) > self.budget:
                    batches.append(batch)
                    batch, rows = [], 0
                batch.append(group)
                rows += len(group)
            rng.shuffle(batches)  # the last, incomplete batch is dropped
            for b in batches:
                yield self.tensors(b)

    def tensors(self, groups):
        flat = [e for g in groups for e in g]
        longest = max(len(e.input[0]) for e in flat)
        ids, spans = collate([e.input for e in flat], -(-longest // self.step) * self.step)
        y = np.full((len(flat), spans.shape[1] - 1), -1, np.float32)
        for i, e in enumerate(flat):
            y[i, : len(e.y)] = e.y
        group = torch.tensor([n for n, g in enumerate(groups) for _ in g])
        question = torch.tensor([e.question for e in flat])
        return ids, spans, torch.from_numpy(y), question, torch.tensor([float(e.g) for e in flat]), torch.tensor([e.weight for e in flat]), group
