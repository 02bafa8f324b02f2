"""Windows to arrays: fixed lengths, so that JAX compiles few shapes; masks say which labels exist."""
import random
import numpy as np

LENGTHS = (32, 64, 96, 128)
CUES, SPANS = 4, 4


def plan(windows, rng, budget=2048):
    """-> [(length, rows, indices)], shuffled where a random generator is given."""
    bins = {}
    for i, w in enumerate(windows): bins.setdefault(next(x for x in LENGTHS if len(w['ids']) <= x), []).append(i)
    out = []
    for length, at in bins.items():
        if rng: rng.shuffle(at)
        rows = budget // length
        out += [(length, rows, at[k:k + rows]) for k in range(0, len(at), rows)]
    if rng: rng.shuffle(out)
    return out


def pack(windows, length, rows, at, rng=None):
    z = lambda *shape: np.zeros(shape, 'i4'); no = lambda *shape: -np.ones(shape, 'i4')
    b = {'ids': z(rows, length), 'feats': z(rows, length), 'length': np.ones(rows, 'i4'), 'first': z(rows, length), 'words': z(rows),
         'roles': no(rows, 3, length), 'names': no(rows, length), 'cues': np.zeros((rows, CUES, length), 'f4'), 'links': no(rows, CUES, length),
         'claim_spans': np.zeros((rows, SPANS, length), 'f4'), 'claims': no(rows, SPANS), 'kind_spans': np.zeros((rows, SPANS, length), 'f4'), 'kinds': no(rows, SPANS)}

    def some(items, n):
        return items if len(items) <= n else (rng or random.Random(0)).sample(items, n)
    for r, i in enumerate(at):
        w = windows[i]; n = len(w['first'])
        b['ids'][r, :len(w['ids'])] = w['ids']; b['feats'][r, :len(w['ids'])] = w['feats']; b['length'][r] = len(w['ids'])
        b['first'][r, :n] = w['first']; b['words'][r] = n
        if 'roles' in w: b['roles'][r, :, :n] = w['roles']
        if 'names' in w: b['names'][r, :n] = w['names']
        for k, (cue, y) in enumerate(some(w.get('cues', []), CUES)): b['cues'][r, k, cue] = 1; b['links'][r, k, :n] = y
        for k, (s, e, y) in enumerate(some(w.get('claims', []), SPANS)): b['claim_spans'][r, k, s:e] = 1; b['claims'][r, k] = y
        for k, (s, e, y) in enumerate(some(w.get('kinds', []), SPANS)): b['kind_spans'][r, k, s:e] = 1; b['kinds'][r, k] = y
    return b
