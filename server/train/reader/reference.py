"""What the exported network says of 500 made-up sentences, for the test that Rust says the same.

The encoder is computed here in floating point on the numbers that export writes.
"""
import itertools
import numpy as np
from .export import seven_bits
from .model import NAMES, depth
from .words import Pieces, windows, words

SPEAKERS = ('Ana Lopez, the mayor of Tarn,', 'A spokeswoman for Norvik Shipping', 'Dr. Emre Aydın', 'The ministry', 'She', 'Critics',
            'Three former judges of the U.S. court', 'A person familiar with the talks', 'The report by Halden University', 'Prime Minister Ines Duarte')
FRAMES = ('{S} said {C}.', '“{Q},” {s} said. “{R}.”', '{C}, according to {s}.', '{S} told reporters in Lisbon that {C}.', 'Asked about it, {s} denied that {C}.')
CLAIMS = (('the bridge had been unsafe since 2019', 'We warned them for years', 'Nobody listened'),
          ('prices would rise by 12 per cent', 'It will cost every family more', 'That is the truth'),
          ('the fire was caused by a faulty cable', 'I saw the smoke from my kitchen', 'Then the roof fell in'),
          ('Norvik owed the port of Århus €4.5 million', 'They never paid', 'We have the bills'),
          ('the minister knew of the deal', 'He knew', 'He signed it himself'))
PLAIN = ('The council met on Monday and voted by show of hands', 'Norvik runs 14 ferries between Tarn and Århus', 'The trial opened in Lisbon last week',
         'The scheme is the most dangerous in the country', 'It is likely to collapse', 'Rain fell all night over the valley', 'The U.N. sent 300 trucks to the border',
         'Duarte wants to win back voters in the north', 'The budget has been falling for ten years', 'Police closed the road for two hours')


def sentences():
    said = [f.format(S=s, s=s[0].lower() + s[1:] if s.startswith(('A ', 'The ', 'She', 'Critics', 'Three')) else s, C=c[0], Q=c[1], R=c[2])
            for f, c, s in itertools.product(FRAMES, CLAIMS, SPEAKERS)]
    said = [s[0].upper() + s[1:] for s in said]
    plain = [f'{a}. {b}.' for a, b in itertools.product(PLAIN, PLAIN)]
    both = [f'{p}. {s}' for s, p in zip(said, itertools.cycle(PLAIN))]
    return said + plain + both[:500 - len(said) - len(plain)]


def whole(m):
    q, s = seven_bits(m); return q * s


def as_bytes(x, zero=128):
    s = np.maximum(np.abs(x).max(-1, keepdims=True) / np.float32(255 - zero), np.float32(1e-8))
    return np.clip(np.rint(x * (1 / s)), -zero, 255 - zero) * s


def norm(x, g, b):
    d = x - x.mean(-1, keepdims=True)
    return d / np.sqrt((d * d).mean(-1, keepdims=True) + 1e-12) * g + b


def rounded(P):
    """The layers' matrices as they are written, queries divided by the root of a head's width."""
    root = np.float32(32 ** -.5)
    layers = [{k: P[f'{i}.{k}'] for k in NAMES} for i in range(depth(P))]
    return [{**w, 'qw': whole(w['qw'] * root), 'qb': w['qb'] * root, **{k: whole(w[k]) for k in ('kw', 'vw', 'ow', 'iw', 'fw')}} for w in layers]


def logits(P, layers, ids, feats, first):
    """The labels' logits of one window's words, as the exported network computes them."""
    e = P['word'][np.array(ids)]; s = np.maximum(np.abs(e).max(1) / 127, 1e-12)[:, None]
    x = norm(np.rint(e / s) * s + P['position'][:len(ids)] + P['feature'][np.array(feats)], P['eg'], P['eb'])
    for w in layers:
        a = as_bytes(x); split = lambda y: y.reshape(len(ids), -1, 32).transpose(1, 0, 2)
        q, k, v = (split(a @ w[n + 'w'] + w[n + 'b']) for n in 'qkv')
        y = q @ k.transpose(0, 2, 1); y = np.exp(y - y.max(-1, keepdims=True)); y = y / y.sum(-1, keepdims=True)
        x = norm(x + as_bytes((y @ v).transpose(1, 0, 2).reshape(len(ids), -1)) @ w['ow'] + w['ob'], w['g1'], w['b1'])
        h = np.maximum(as_bytes(x) @ w['iw'] + w['ib'], 0)
        x = norm(x + as_bytes(h, 0) @ w['fw'] + w['fb'], w['g2'], w['b2'])
    return x[np.array(first)] @ P['head.word_w'] + P['head.word_b']


def write(P, tokenizer, path):
    """A line for each sentence: the sentence, its words' labels (source, cue, content, name: a digit each), and the logits of its third word."""
    pieces, layers, lines = Pieces(tokenizer), rounded(P), []
    for s in sentences():
        ((_, _, ids, feats, first),) = windows(s, words(s), pieces)
        l = logits(P, layers, ids, feats, first)
        labels = ' '.join(''.join(str(int(l[i, a:b].argmax())) for a, b in ((0, 3), (3, 6), (6, 9), (9, 18))) for i in range(len(l)))
        lines.append('\t'.join((s, labels, ' '.join(f'{x:.3f}' for x in l[2]))))
    with open(path, 'w', encoding='utf-8') as f: f.write('\n'.join(lines) + '\n')
