"""The encoder and its heads, as plain functions over a tree of arrays.

Words enter with their shape and quotation state; heads read each word's first piece. Exits after several layers have heads
of their own, so that one run trains every depth and a shallow reader learns beside the deep one.
"""
import math
import jax, jax.numpy as jnp, numpy as np
from safetensors.numpy import load_file
from .words import FEATURES

WIDTH, HEADS, LINK = 384, 12, 128
# The columns of the word head: source, cue, content (outside, begins, goes on), names, claim (weight, value), kinds.
COLUMNS = {'roles': (0, 9), 'names': (9, 18), 'claim': (18, 20), 'kinds': (20, 26)}
DISTANCES = 32
NAMES = {'qw': 'attention.self.query.weight', 'qb': 'attention.self.query.bias', 'kw': 'attention.self.key.weight', 'kb': 'attention.self.key.bias',
         'vw': 'attention.self.value.weight', 'vb': 'attention.self.value.bias', 'ow': 'attention.output.dense.weight', 'ob': 'attention.output.dense.bias',
         'g1': 'attention.output.LayerNorm.weight', 'b1': 'attention.output.LayerNorm.bias', 'iw': 'intermediate.dense.weight', 'ib': 'intermediate.dense.bias',
         'fw': 'output.dense.weight', 'fb': 'output.dense.bias', 'g2': 'output.LayerNorm.weight', 'b2': 'output.LayerNorm.bias'}


def heads(seed):
    r = np.random.default_rng(seed)
    def w(*shape): return (r.normal(size=shape) * .02).astype('f4')
    def z(*shape): return np.zeros(shape, 'f4')
    return {'word_w': w(WIDTH, 26), 'word_b': z(26), 'link_word': w(WIDTH, LINK), 'link_cue': w(WIDTH, LINK), 'link_b': z(LINK),
            'mul_word': w(WIDTH, LINK), 'mul_cue': w(WIDTH, LINK), 'distance': w(DISTANCES, LINK), 'link_out': w(LINK, 3), 'link_out_b': z(3)}


def initial(path, layers, exits, seed=0):
    """The chosen layers (from 0) of the base model, and fresh heads after each exit (1-based, of the layers chosen)."""
    t = load_file(path)
    P = {'word': t['embeddings.word_embeddings.weight'], 'position': t['embeddings.position_embeddings.weight'][:128] + t['embeddings.token_type_embeddings.weight'][0],
         'feature': np.zeros((FEATURES, WIDTH), 'f4'), 'eg': t['embeddings.LayerNorm.weight'], 'eb': t['embeddings.LayerNorm.bias'],
         'layers': [{k: t[f'encoder.layer.{i}.{n}'] for k, n in NAMES.items()} for i in layers],
         'heads': {str(e): heads(seed + e) for e in exits}}
    for layer in P['layers']:
        for k in ('qw', 'kw', 'vw', 'ow', 'iw', 'fw'): layer[k] = np.ascontiguousarray(layer[k].T)
    return jax.tree.map(jnp.asarray, P)


def narrow(P, batches, inner):
    """Keeps in each layer the inner neurons that matter most on these batches: mean activation times outgoing weight."""
    layers = []
    for n, w in enumerate(P['layers']):
        score = 0
        for batch in batches:
            T = batch['ids'].shape[1]; there = jnp.arange(T)[None] < batch['length'][:, None]
            x = norm(P['word'][batch['ids']] + P['position'][:T] + P['feature'][batch['feats']], P['eg'], P['eb'])
            bias = jnp.where(there, 0, -1e9)[:, None, None, :]
            for v in P['layers'][:n]: x = layer(x, bias, v, None, 0)
            # The base model's own activation, and the input as the attention of this layer leaves it.
            y = attend(x, bias, w, None, 0)
            score += (jnp.abs(jax.nn.gelu(y @ w['iw'] + w['ib'])) * there[..., None]).sum((0, 1))
        keep = np.sort(np.argsort(-np.asarray(score * jnp.linalg.norm(w['fw'], axis=1)))[:inner])
        layers.append({**w, 'iw': w['iw'][:, keep], 'ib': w['ib'][keep], 'fw': w['fw'][keep]})
    return {**P, 'layers': layers}


def norm(x, g, b):
    m = x.mean(-1, keepdims=True); d = x - m
    return d * jax.lax.rsqrt((d * d).mean(-1, keepdims=True) + 1e-12) * g + b


def drop(x, key, rate):
    return x if key is None else jnp.where(jax.random.bernoulli(key, 1 - rate, x.shape), x / (1 - rate), 0)


def attend(x, bias, w, key, rate):
    B, T, _ = x.shape
    split = lambda y: y.reshape(B, T, -1, 32).transpose(0, 2, 1, 3)
    q, k, v = split(x @ w['qw'] + w['qb']), split(x @ w['kw'] + w['kb']), split(x @ w['vw'] + w['vb'])
    a = jax.nn.softmax(q @ k.transpose(0, 1, 3, 2) / math.sqrt(32) + bias, -1)
    o = (a @ v).transpose(0, 2, 1, 3).reshape(B, T, -1) @ w['ow'] + w['ob']
    return norm(x + drop(o, key, rate), w['g1'], w['b1'])


def layer(x, bias, w, key, rate):
    k1, k2 = (None, None) if key is None else jax.random.split(key)
    x = attend(x, bias, w, k1, rate)
    return norm(x + drop(jax.nn.relu(x @ w['iw'] + w['ib']) @ w['fw'] + w['fb'], k2, rate), w['g2'], w['b2'])


def encode(P, batch, key=None, rate=.1):
    """-> {exit: the first pieces' vectors [B, W, WIDTH]}"""
    ids, feats, length, first = batch['ids'], batch['feats'], batch['length'], batch['first']
    T = ids.shape[1]
    bias = jnp.where(jnp.arange(T)[None] < length[:, None], 0, -1e9)[:, None, None, :]
    x = norm(P['word'][ids] + P['position'][:T] + P['feature'][feats], P['eg'], P['eb'])
    out = {}
    if key is not None: key, k = jax.random.split(key); x = drop(x, k, rate)
    for i, w in enumerate(P['layers']):
        k = None
        if key is not None: key, k = jax.random.split(key)
        x = layer(x, bias, w, k, rate)
        if str(i + 1) in P['heads']: out[str(i + 1)] = jnp.take_along_axis(x, first[:, :, None], 1)
    return out


def distance(cue_first, cue_last, word):
    """The bucket of a word's distance to a cue: 0 inside; the first half before it, the second after it, in growing steps."""
    before, after = cue_first - word, word - cue_last
    steps = lambda d: jnp.minimum(jnp.where(d <= 6, d, 6 + jnp.floor(2 * jnp.log2(jnp.maximum(d, 1) / 6.0) + 1e-4).astype(int)), 15)
    return jnp.where(before > 0, steps(before), jnp.where(after > 0, 15 + steps(after), 0))


def read_words(H, h): return h @ H['word_w'] + H['word_b']


def read_links(H, h, cues):
    """For each cue [B, K, W] (its words as 0/1): logits [B, K, W, 3] that a word is neither, its source, its content."""
    W = h.shape[1]
    share = cues / jnp.maximum(cues.sum(-1, keepdims=True), 1)
    c = jnp.einsum('bkw,bwd->bkd', share, h)
    at = jnp.arange(W)
    first = jnp.where(cues > 0, at, W).min(-1); last = jnp.where(cues > 0, at, -1).max(-1)
    D = H['distance'][distance(first[..., None], last[..., None], at)]
    z = (h @ H['link_word'])[:, None] + (c @ H['link_cue'] + H['link_b'])[:, :, None] + D + (h @ H['mul_word'])[:, None] * (c @ H['mul_cue'])[:, :, None]
    return jax.nn.relu(z) @ H['link_out'] + H['link_out_b']


def read_claims(words, spans):
    """One logit a sentence: [B, S, W] 0/1 over its words -> [B, S]."""
    weight, value = words[..., 18][:, None], words[..., 19][:, None]
    a = jax.nn.softmax(jnp.where(spans > 0, weight, -1e9), -1)
    return (a * value).sum(-1)


def read_kinds(words, spans):
    a, b = COLUMNS['kinds']
    share = spans / jnp.maximum(spans.sum(-1, keepdims=True), 1)
    return jnp.einsum('bsw,bwk->bsk', share, words[..., a:b])
