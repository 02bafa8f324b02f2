"""Writes the weights as the Rust reader takes them (`server/language/reader/weights.rs` reads them in this order).

Matrices: whole numbers of seven bits, a scale for each column; the embedding: eight bits at most, a scale for each row; the rest
32-bit. Queries are divided by the root of a head's width here.

The reader takes a byte for each number. What travels is packed number by number (`editors/web/pack.mjs`), and there the wider steps of
rare pieces save a bit or two of each number.
"""
import json, math, struct
import numpy as np
from . import judgement as J
from .model import LABELS, LINK, NAMES, WIDTH, depth

# A piece that was met so often at most has a wider step, so much of the embedding's root mean square. `MODEL_CARD.md` has what others cost.
RARE, STEP = 100, .1


def floats(x):
    x = np.ascontiguousarray(x, '<f4').ravel()
    return struct.pack('<I', x.size) + x.tobytes()


def seven_bits(m):
    """-> (whole numbers from -63 to 63, scale of each column)"""
    s = np.maximum(np.abs(m).max(0) / 63, 1e-12)
    return np.clip(np.rint(m / s), -63, 63).astype('i1'), s.astype('f4')


def eight_bits(m, met):
    """The embedding; `met`: how often each piece is -> (whole numbers from -127 to 127, scale of each row)"""
    step = np.where(met <= RARE, STEP * math.sqrt((m ** 2).mean()), 1e-12)
    s = np.maximum(np.abs(m).max(1) / 127, step)
    return np.rint(m / s[:, None]).astype('i1'), s.astype('f4')


def linear(m, bias, exact):
    """`exact`: in 32 bits; a matrix without scales is one."""
    if exact: return struct.pack('<I', m.shape[0]) + floats(np.empty(0)) + floats(bias) + floats(m)
    q, s = seven_bits(m)
    return struct.pack('<I', m.shape[0]) + floats(s) + floats(bias) + q.tobytes()


def vocabulary(tokenizer):
    """The pieces worth keeping, in order, and their numbers in the base model: those in Latin letters, and marks."""
    with open(tokenizer, encoding='utf-8') as f: known = json.load(f)['model']['vocab']
    keep = lambda t: not t.startswith('[unused') and all(c < '\u0250' or '\u2000' <= c <= '\u20ff' for c in t)
    kept = [t for t, _ in sorted(known.items(), key=lambda x: x[1]) if keep(t)]
    return kept, np.array([known[t] for t in kept])


def export(P, tokenizer, folder, met, exact=False):
    part = lambda m, bias: linear(m, bias, exact)
    pieces, numbers = vocabulary(tokenizer)
    P = {**P, 'word': P['word'][numbers]}
    H = {k.removeprefix('head.'): v for k, v in P.items()}
    layers = [{k: P[f'{i}.{k}'] for k in NAMES} for i in range(depth(P))]
    root = math.sqrt(32)
    word, scale = eight_bits(P['word'], met[numbers])
    out = [b'CDR2', struct.pack('<II', len(layers), len(word)), floats(scale), word.tobytes(),
           floats(P['position']), floats(P['feature']), floats(P['eg']), floats(P['eb'])]
    for w in layers:
        out += [part(np.hstack([w['qw'] / root, w['kw'], w['vw']]), np.hstack([w['qb'] / root, w['kb'], w['vb']])), part(w['ow'], w['ob']),
                floats(w['g1']), floats(w['b1']), part(w['iw'], w['ib']), part(w['fw'], w['fb']), floats(w['g2']), floats(w['b2'])]
    out += [floats(np.hstack([H['word_w'], H['link_word'], H['mul_word']])), floats(np.hstack([H['link_cue'], H['mul_cue']])),
            floats(H['word_b']), floats(H['link_b']), floats(H['distance']), floats(H['link_out']), floats(H['link_out_b'])]
    D = {k.removeprefix('judge.'): v for k, v in P.items()}
    root = math.sqrt(J.VECTOR // J.HEADS)
    out += [floats(D['pool']), part(D['vector_w'], D['vector_b']), floats(D['feature']), floats(D['ng']), floats(D['nb'])]
    for i in range(J.BLOCKS):
        w = {k: D[f'{i}.{k}'] for k in ('aw', 'ab', 'far', 'mw', 'mb', 'g1', 'b1', 'iw', 'ib', 'fw', 'fb', 'g2', 'b2')}
        share = np.repeat(np.array([1 / root, 1, 1], 'f4'), J.VECTOR)
        out += [part(w['aw'] * share, w['ab'] * share), floats(w['far']), part(w['mw'], w['mb']), floats(w['g1']), floats(w['b1']),
                part(w['iw'], w['ib']), part(w['fw'], w['fb']), floats(w['g2']), floats(w['b2'])]
    out += [floats(D['out_w']), floats(D['out_b']), floats(D['genre_w']), floats(D['genre_b'])]
    with open(f'{folder}/reader.bin', 'wb') as f: f.write(b''.join(out))
    with open(f'{folder}/vocabulary.txt', 'w', encoding='utf-8') as f: f.write(''.join(t + '\n' for t in pieces))


def read_back(file, numbers):
    """The network in a written file, for the framework: {name: array}; `numbers`: of its pieces in the base model's embedding."""
    with open(file, 'rb') as f: data = f.read()
    at = 4
    def take(n): nonlocal at; at += n; return data[at - n:at]
    def number(): return struct.unpack('<I', take(4))[0]
    def floats(*shape): return np.frombuffer(take(4 * number()), '<f4').reshape(shape or -1)
    def linear():
        rows, s, bias = number(), floats(), floats()
        m = np.frombuffer(take(rows * len(bias)), 'i1').reshape(rows, -1) * s if len(s) else floats(rows, len(bias))
        return m, bias
    layers, pieces = number(), number()
    scale = floats()
    word = np.zeros((numbers.max() + 1, WIDTH), 'f4')
    word[numbers] = np.frombuffer(take(pieces * WIDTH), 'i1').reshape(pieces, WIDTH) * scale[:, None]
    P = {'word': word, 'position': floats(-1, WIDTH), 'feature': floats(-1, WIDTH), 'eg': floats(), 'eb': floats()}
    root = np.float32(math.sqrt(32))
    for i in range(layers):
        (m, b), (ow, ob), g1, b1, (iw, ib), (fw, fb), g2, b2 = linear(), linear(), floats(), floats(), linear(), linear(), floats(), floats()
        (qw, kw, vw), (qb, kb, vb) = np.split(m, 3, 1), np.split(b, 3)
        w = {'qw': qw * root, 'kw': kw, 'vw': vw, 'qb': qb * root, 'kb': kb, 'vb': vb, 'ow': ow, 'ob': ob, 'g1': g1, 'b1': b1,
             'iw': iw, 'ib': ib, 'fw': fw, 'fb': fb, 'g2': g2, 'b2': b2}
        P |= {f'{i}.{k}': v for k, v in w.items()}
    n = LABELS
    word_w, link_word, mul_word = np.split(floats(WIDTH, -1), (n, n + LINK), 1)
    link_cue, mul_cue = np.split(floats(WIDTH, -1), 2, 1)
    H = {'word_w': word_w, 'link_word': link_word, 'mul_word': mul_word, 'link_cue': link_cue, 'mul_cue': mul_cue, 'word_b': floats(), 'link_b': floats(),
         'distance': floats(-1, LINK), 'link_out': floats(LINK, -1), 'link_out_b': floats()}
    D = {'pool': floats(WIDTH, -1)}
    D['vector_w'], D['vector_b'] = linear()
    D |= {'feature': floats(-1, J.VECTOR), 'ng': floats(), 'nb': floats()}
    share = np.repeat(np.array([math.sqrt(J.VECTOR // J.HEADS), 1, 1], 'f4'), J.VECTOR)
    for i in range(J.BLOCKS):
        (aw, ab), far, (mw, mb), g1, b1, (iw, ib), (fw, fb), g2, b2 = linear(), floats(J.HEADS, -1), linear(), floats(), floats(), linear(), linear(), floats(), floats()
        w = {'aw': aw * share, 'ab': ab * share, 'far': far, 'mw': mw, 'mb': mb, 'g1': g1, 'b1': b1, 'iw': iw, 'ib': ib, 'fw': fw, 'fb': fb, 'g2': g2, 'b2': b2}
        D |= {f'{i}.{k}': v for k, v in w.items()}
    D |= {'out_w': floats(J.VECTOR, -1), 'out_b': floats(), 'genre_w': floats(J.VECTOR, -1), 'genre_b': floats()}
    assert at == len(data)
    return P | {f'head.{k}': v for k, v in H.items()} | {f'judge.{k}': v for k, v in D.items()}
