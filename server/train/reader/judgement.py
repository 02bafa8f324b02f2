"""The judgement: from the words' vectors to what a copy editor would say of each sentence in its place.

A sentence's words are pooled to one vector, which depends on its own passage alone and is kept with it. A small network over
the vectors of the sentences around, `REACH` to each side and `BLOCKS` times, decides; headings and block quotes are among them.
The draft's genre is told from the mean of all vectors, and chooses between two readings of the need: a reporter's and an opinion's.

`../../language/reader/judgement.rs` does the same.
"""
import math
import numpy as np, torch
import torch.nn.functional as F
from .words import windows, words

POOLS, VECTOR, HEADS, REACH, BLOCKS, HIDDEN = 3, 192, 4, 5, 2, 256
PLACES = (0, 1, 2, 3, 5, 9)           # the first body sentence of each bucket of positions
GENRES = 12
KINDS = ('paragraph', 'item', 'heading', 'quote', 'other')
FEATURES = len(KINDS) + 4 + len(PLACES)
# The columns: must and could for a reporter, the same for an opinion, ten reasons, seven faults.
NEED, OPINION, REASON, FAULTS, OUT = 0, 2, 4, 14, 21


def initial(width, seed=0):
    r = np.random.default_rng(seed)
    w = lambda *shape: r.normal(size=shape) * .03
    z, one = np.zeros, np.ones
    P = {'pool': w(width, POOLS), 'vector_w': w(POOLS * width, VECTOR), 'vector_b': z(VECTOR), 'feature': w(FEATURES, VECTOR), 'ng': one(VECTOR), 'nb': z(VECTOR),
         'out_w': w(VECTOR, OUT), 'out_b': np.array([-3., -2., -4., -3.] + [0.] * 10 + [-4.] * 7), 'genre_w': w(VECTOR, GENRES), 'genre_b': z(GENRES)}
    for i in range(BLOCKS):
        P |= {f'{i}.aw': w(VECTOR, 3 * VECTOR), f'{i}.ab': z(3 * VECTOR), f'{i}.far': z((HEADS, 2 * REACH + 1)), f'{i}.mw': w(VECTOR, VECTOR), f'{i}.mb': z(VECTOR),
              f'{i}.g1': one(VECTOR), f'{i}.b1': z(VECTOR), f'{i}.iw': w(VECTOR, HIDDEN), f'{i}.ib': z(HIDDEN), f'{i}.fw': w(HIDDEN, VECTOR), f'{i}.fb': z(VECTOR),
              f'{i}.g2': one(VECTOR), f'{i}.b2': z(VECTOR)}
    return {'judge.' + k: np.ascontiguousarray(v, 'f4') for k, v in P.items()}


def norm(x, g, b): return F.layer_norm(x, (VECTOR,), g, b, 1e-12)


def vectors(P, h, row, spans, feats):
    """Words' vectors [B, W, width]; for each sentence its row and its words (0/1, [N, W]) and features [N, FEATURES] -> [N, VECTOR]"""
    h = h.float()[row]
    a = torch.softmax(torch.where(spans[..., None] > 0, h @ P['judge.pool'], -1e9), 1)
    pooled = torch.einsum('nwp,nwd->npd', a, h).flatten(1)
    return norm(pooled @ P['judge.vector_w'] + P['judge.vector_b'] + feats @ P['judge.feature'], P['judge.ng'], P['judge.nb'])


def judge(P, x, there, rate=0.):
    """Sentences' vectors [D, N, VECTOR], `there` [D, N] -> (logits [D, N, OUT], the genre's [D, genres])"""
    D, N, _ = x.shape
    mean = (x * there[..., None]).sum(1) / there.sum(1, keepdim=True).clamp(min=1)
    genre = mean @ P['judge.genre_w'] + P['judge.genre_b']
    far = torch.arange(N)[None] - torch.arange(N)[:, None]
    near = (far.abs() <= REACH)[None, None] & there[:, None, None]
    far = far.clamp(-REACH, REACH) + REACH
    x = F.dropout(x, rate)
    for i in range(BLOCKS):
        p = lambda k: P[f'judge.{i}.{k}']
        q, k, v = (x @ p('aw') + p('ab')).reshape(D, N, 3, HEADS, -1).permute(2, 0, 3, 1, 4)
        s = q @ k.transpose(-1, -2) / math.sqrt(VECTOR // HEADS) + p('far')[:, far]
        a = torch.softmax(torch.where(near, s, -1e9), -1)
        o = (a @ v).transpose(1, 2).reshape(D, N, VECTOR)
        x = norm(x + F.dropout(o @ p('mw') + p('mb'), rate), p('g1'), p('b1'))
        x = norm(x + F.dropout(F.relu(x @ p('iw') + p('ib')) @ p('fw') + p('fb'), rate), p('g2'), p('b2'))
    return x @ P['judge.out_w'] + P['judge.out_b'], genre


def needs(logits, opinion):
    """must and could, mixed by how likely the draft is an opinion [D]"""
    o = opinion[:, None, None]
    return (1 - o) * logits[..., NEED:NEED + 2] + o * logits[..., OPINION:OPINION + 2]


def laid_out(passages, pieces):
    """One draft's passages as `passages.rs` cuts them -> (windows, sentences: [(window, first word, end word, features, source or None)]).

    A source stands beside sentences of the body only: those that are judged."""
    out, sentences, place = [], [], 0
    for p in passages:
        spans = words(p['text'])
        if not spans: continue
        body = p['kind'] in ('paragraph', 'item')
        ends = [e for _, e, _ in spans]
        first = [next((i for i, e in enumerate(ends) if e > s), len(ends)) for s, _ in p['sentences']]
        first[:1] = [0]
        last = first[1:] + [len(spans)]
        cuts = windows(p['text'], spans, pieces, first)
        base = len(out)
        for _, _, ids, feats, firsts in cuts: out.append({'ids': ids, 'feats': feats, 'first': firsts})
        for n, ((s, e), source, i, j) in enumerate(zip(p['sentences'], p['source'], first, last)):
            k = next((k for k, (a, b, *_) in enumerate(cuts) if a <= i < b), None)
            if k is None or i >= j: continue
            a, b = cuts[k][:2]
            f = np.zeros(FEATURES, 'f4')
            f[KINDS.index(p['kind'])] = 1
            at = len(KINDS)
            f[at] = n == 0; f[at + 1] = n == len(p['sentences']) - 1
            f[at + 2] = any(x < e and s < y or s <= x == y <= e for x, y in p['links']); f[at + 3] = bool(p['links'])
            if body: f[at + 4 + sum(place >= q for q in PLACES) - 1] = 1
            place += body
            sentences.append((base + k, i - a, min(j, b) - a, f, tuple(source) if body else None))
    return out, sentences
