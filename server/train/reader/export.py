"""Writes the weights as the Rust reader takes them (`server/language/reader/weights.rs` reads them in this order).

Matrices: whole numbers of seven bits, a scale for each column; the embedding: eight bits, a scale for each row; the rest
32-bit. Queries are divided by the root of a head's width here.
"""
import json, math, struct
import numpy as np
from .model import NAMES, depth


def floats(x):
    x = np.ascontiguousarray(x, '<f4').ravel()
    return struct.pack('<I', x.size) + x.tobytes()


def seven_bits(m):
    """-> (whole numbers from -63 to 63, scale of each column)"""
    s = np.maximum(np.abs(m).max(0) / 63, 1e-12)
    return np.clip(np.rint(m / s), -63, 63).astype('i1'), s.astype('f4')


def linear(m, bias):
    q, s = seven_bits(m)
    return struct.pack('<I', m.shape[0]) + floats(s) + floats(bias) + q.tobytes()


def vocabulary(tokenizer):
    """The pieces worth keeping, in order, and their numbers in the base model: those in Latin letters, and marks."""
    with open(tokenizer, encoding='utf-8') as f: known = json.load(f)['model']['vocab']
    keep = lambda t: not t.startswith('[unused') and all(c < '\u0250' or '\u2000' <= c <= '\u20ff' for c in t)
    kept = [t for t, _ in sorted(known.items(), key=lambda x: x[1]) if keep(t)]
    return kept, np.array([known[t] for t in kept])


def export(P, tokenizer, folder):
    pieces, numbers = vocabulary(tokenizer)
    P = {**P, 'word': P['word'][numbers]}
    H = {k.removeprefix('head.'): v for k, v in P.items()}
    layers = [{k: P[f'{i}.{k}'] for k in NAMES} for i in range(depth(P))]
    root = math.sqrt(32)
    scale = np.maximum(np.abs(P['word']).max(1) / 127, 1e-12)
    out = [b'CDR1', struct.pack('<II', len(layers), len(P['word'])), floats(scale), np.rint(P['word'] / scale[:, None]).astype('i1').tobytes(),
           floats(P['position']), floats(P['feature']), floats(P['eg']), floats(P['eb'])]
    for w in layers:
        out += [linear(np.hstack([w['qw'] / root, w['kw'], w['vw']]), np.hstack([w['qb'] / root, w['kb'], w['vb']])), linear(w['ow'], w['ob']),
                floats(w['g1']), floats(w['b1']), linear(w['iw'], w['ib']), linear(w['fw'], w['fb']), floats(w['g2']), floats(w['b2'])]
    out += [floats(np.hstack([H['word_w'], H['link_word'], H['mul_word']])), floats(np.hstack([H['link_cue'], H['mul_cue']])),
            floats(H['word_b']), floats(H['link_b']), floats(H['distance']), floats(H['link_out']), floats(H['link_out_b'])]
    with open(f'{folder}/reader.bin', 'wb') as f: f.write(b''.join(out))
    with open(f'{folder}/vocabulary.txt', 'w', encoding='utf-8') as f: f.write(''.join(t + '\n' for t in pieces))
