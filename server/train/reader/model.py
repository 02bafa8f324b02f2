"""The encoder and its heads, as plain functions over a dictionary of tensors.

Words enter with their shape and quotation state; the heads read each word's first piece. Products run in bfloat16 under
autocast, which half the time of training is worth; normalisation, softmax and losses stay in 32 bits.
"""
import numpy as np, torch
import torch.nn.functional as F
from safetensors.numpy import load_file
from . import judgement
from .words import FEATURES

WIDTH, LINK = 384, 128
# The columns of the word head: source, cue, content (outside, begins, goes on), names, kinds.
COLUMNS = {'roles': (0, 9), 'names': (9, 18), 'kinds': (18, 24)}
LABELS = 24
DISTANCES = 32
NAMES = {'qw': 'attention.self.query.weight', 'qb': 'attention.self.query.bias', 'kw': 'attention.self.key.weight', 'kb': 'attention.self.key.bias',
         'vw': 'attention.self.value.weight', 'vb': 'attention.self.value.bias', 'ow': 'attention.output.dense.weight', 'ob': 'attention.output.dense.bias',
         'g1': 'attention.output.LayerNorm.weight', 'b1': 'attention.output.LayerNorm.bias', 'iw': 'intermediate.dense.weight', 'ib': 'intermediate.dense.bias',
         'fw': 'output.dense.weight', 'fb': 'output.dense.bias', 'g2': 'output.LayerNorm.weight', 'b2': 'output.LayerNorm.bias'}


def initial(path, layers, seed=0):
    """The first layers of the base model, and fresh heads: {name: array}; a layer's names begin with its number."""
    t = load_file(path)
    r = np.random.default_rng(seed)
    def w(*shape): return r.normal(size=shape) * .02
    P = {'word': t['embeddings.word_embeddings.weight'], 'position': t['embeddings.position_embeddings.weight'][:128] + t['embeddings.token_type_embeddings.weight'][0],
         'feature': np.zeros((FEATURES, WIDTH)), 'eg': t['embeddings.LayerNorm.weight'], 'eb': t['embeddings.LayerNorm.bias']}
    for i in range(layers):
        for k, n in NAMES.items():
            m = t[f'encoder.layer.{i}.{n}']; P[f'{i}.{k}'] = m.T if m.ndim == 2 else m
    z = np.zeros
    P |= {'head.' + k: v for k, v in {
        'word_w': w(WIDTH, LABELS), 'word_b': z(LABELS), 'link_word': w(WIDTH, LINK), 'link_cue': w(WIDTH, LINK), 'link_b': z(LINK), 'mul_word': w(WIDTH, LINK),
        'mul_cue': w(WIDTH, LINK), 'distance': w(DISTANCES, LINK), 'link_out': w(LINK, 3), 'link_out_b': z(3)}.items()}
    return {k: np.ascontiguousarray(v, 'f4') for k, v in P.items()} | judgement.initial(WIDTH, seed)


def depth(P): return len({k.split('.')[0] for k in P if k[0].isdigit()})


def inner(P): return P['0.ib'].shape[0]


def narrow(P, batches, inner):
    """Keeps in each layer the inner neurons that matter most on these batches: mean activation times outgoing weight."""
    P = {k: torch.tensor(v) for k, v in P.items()}
    score = [0] * depth(P)
    with torch.no_grad():
        for batch in batches:
            x, bias, there = embed(P, batch)
            for i in range(depth(P)):
                # The base model's own activation, and the input as the attention of this layer leaves it.
                y = attend(P, i, x, bias, 0)
                score[i] = score[i] + (F.gelu(y @ P[f'{i}.iw'] + P[f'{i}.ib']).abs() * there[..., None]).sum((0, 1))
                x = layer(P, i, x, bias, 0)
    for i in range(depth(P)):
        keep = (score[i] * P[f'{i}.fw'].norm(dim=1)).argsort(descending=True)[:inner].sort().values
        P |= {f'{i}.iw': P[f'{i}.iw'][:, keep], f'{i}.ib': P[f'{i}.ib'][keep], f'{i}.fw': P[f'{i}.fw'][keep]}
    return {k: np.ascontiguousarray(v.numpy()) for k, v in P.items()}


def norm(x, g, b): return F.layer_norm(x.float(), (WIDTH,), g, b, 1e-12)


def embed(P, batch):
    ids, length = batch['ids'], batch['length']
    T = ids.shape[1]
    there = torch.arange(T)[None] < length[:, None]
    x = norm(P['word'][ids] + P['position'][:T] + P['feature'][batch['feats']], P['eg'], P['eb'])
    return x, there[:, None, None, :], there


def attend(P, i, x, there, rate):
    B, T, _ = x.shape
    split = lambda y: y.reshape(B, T, -1, 32).transpose(1, 2)
    q, k, v = (split(x @ P[f'{i}.{n}w'] + P[f'{i}.{n}b'].to(x.dtype)) for n in 'qkv')
    o = F.scaled_dot_product_attention(q, k, v, attn_mask=there)
    o = o.transpose(1, 2).reshape(B, T, -1) @ P[f'{i}.ow'] + P[f'{i}.ob']
    return norm(x + F.dropout(o, rate), P[f'{i}.g1'], P[f'{i}.b1'])


def layer(P, i, x, there, rate):
    x = attend(P, i, x, there, rate)
    # A narrowed network thresholds, which costs nothing at run time; the full one keeps what it was trained with.
    act = F.gelu if inner(P) == 1536 else F.relu
    y = act(x @ P[f'{i}.iw'] + P[f'{i}.ib']) @ P[f'{i}.fw'] + P[f'{i}.fb']
    return norm(x + F.dropout(y, rate), P[f'{i}.g2'], P[f'{i}.b2'])


def encode(P, batch, rate=0.0):
    """-> the first pieces' vectors [B, W, WIDTH]; `rate`: of dropout, while training."""
    x, bias, _ = embed(P, batch)
    x = F.dropout(x, rate)
    for i in range(depth(P)): x = layer(P, i, x, bias, rate)
    return torch.take_along_dim(x, batch['first'][:, :, None], 1)


def distance(first, last, word):
    """The bucket of a word's distance to a cue: 0 inside; the first half before it, the second after it, in growing steps."""
    before, after = first - word, word - last
    steps = lambda d: torch.where(d <= 6, d, 6 + torch.floor(2 * torch.log2(d.clamp(min=1) / 6.0) + 1e-4).long()).clamp(max=15)
    return torch.where(before > 0, steps(before), torch.where(after > 0, 15 + steps(after), 0))


def read_words(P, h): return (h @ P['head.word_w']).float() + P['head.word_b']


def read_links(P, h, cues):
    """For each cue [B, K, W] (its words as 0/1): logits [B, K, W, 3] that a word is neither, its source, its content."""
    W = h.shape[1]
    share = cues / cues.sum(-1, keepdim=True).clamp(min=1)
    c = share @ h
    at = torch.arange(W)
    first = torch.where(cues > 0, at, W).amin(-1); last = torch.where(cues > 0, at, -1).amax(-1)
    D = P['head.distance'][distance(first[..., None], last[..., None], at)]
    z = ((h @ P['head.link_word'])[:, None] + (c @ P['head.link_cue'] + P['head.link_b'])[:, :, None] + D
         + (h @ P['head.mul_word'])[:, None] * (c @ P['head.mul_cue'])[:, :, None])
    return (F.relu(z) @ P['head.link_out']).float() + P['head.link_out_b']


def read_kinds(words, spans):
    a, b = COLUMNS['kinds']
    return (spans / spans.sum(-1, keepdim=True).clamp(min=1)) @ words[..., a:b]
