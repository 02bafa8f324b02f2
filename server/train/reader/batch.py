"""Windows to tensors, cut to the longest of the batch; masks say which labels exist."""
import random
import numpy as np, torch
from .model import LABELS

CUES, SPANS = 4, 4
PIECES = 2048       # in a batch, what fills it up included


def plan(windows, rng, budget=PIECES):
    """-> [indices of a batch], windows of like length together; shuffled where a random generator is given."""
    near = rng.random if rng else lambda: 0
    order = sorted(range(len(windows)), key=lambda i: len(windows[i]['ids']) + 8 * near())
    out, batch, longest = [], [], 0
    for i in order:
        longest = max(longest, len(windows[i]['ids']))
        if batch and longest * (len(batch) + 1) > budget: out.append(batch); batch, longest = [], len(windows[i]['ids'])
        batch.append(i)
    if batch: out.append(batch)
    if rng: rng.shuffle(out)
    return out


def some(items, n, rng):
    return items if len(items) <= n else (rng or random.Random(0)).sample(items, n)


def pack(windows, at, rng=None):
    """The labels of the data, and where a teacher read the windows (`soft`), its logits."""
    rows, length = len(at), max(len(windows[i]['ids']) for i in at)
    W = max(len(windows[i]['first']) for i in at)
    z = lambda *shape: np.zeros(shape, 'i8'); no = lambda *shape: -np.ones(shape, 'i8'); real = lambda *shape: np.zeros(shape, 'f4')
    b = {'ids': z(rows, length), 'feats': z(rows, length), 'length': z(rows), 'first': z(rows, W),
         'roles': no(rows, 3, W), 'names': no(rows, W), 'cues': real(rows, CUES, W), 'links': no(rows, CUES, W),
         'kind_spans': real(rows, SPANS, W), 'kinds': no(rows, SPANS)}
    taught = any('soft' in windows[i] for i in at)
    if taught: b |= {'soft': real(rows, W, LABELS), 'taught': real(rows, W), 'soft_links': real(rows, CUES, W, 3), 'taught_links': real(rows, CUES, W)}
    for r, i in enumerate(at):
        w = windows[i]; n = len(w['first'])
        b['ids'][r, :len(w['ids'])] = w['ids']; b['feats'][r, :len(w['ids'])] = w['feats']; b['length'][r] = len(w['ids'])
        b['first'][r, :n] = w['first']
        if 'roles' in w: b['roles'][r, :, :n] = w['roles']
        if 'names' in w: b['names'][r, :n] = w['names']
        # A teacher's parts are kept in the order of the cues.
        chosen = some(range(len(w.get('cues', []))), CUES, rng)
        for k, c in enumerate(chosen):
            cue, y = w['cues'][c]
            b['cues'][r, k, cue] = 1
            if y is not None: b['links'][r, k, :n] = y
            if 'soft' in w: b['soft_links'][r, k, :n] = w['soft_links'][c]; b['taught_links'][r, k, :n] = 1
        for k, (s, e, y) in enumerate(some(w.get('kinds', []), SPANS, rng)): b['kind_spans'][r, k, s:e] = 1; b['kinds'][r, k] = y
        if 'soft' in w: b['soft'][r, :n] = w['soft']; b['taught'][r, :n] = 1
    return {k: torch.from_numpy(v) for k, v in b.items()}
