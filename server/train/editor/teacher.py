"""The teacher: all-mpnet-base-v2 (110 M weights) reads whole drafts and says of each sentence what a copy editor would.

Plain functions over a dictionary of tensors, as `reader/model.py`; products in bfloat16. Heads read each sentence's mean and first
piece: must and could (two logits), the reason, the other faults; the first piece of the window tells the draft's genre.
"""
import json, math, os, pickle, random, time
import numpy as np, torch
import torch.nn.functional as F
from safetensors.torch import load_file
from .drafts import FAULTS, GENRES, REASONS, segments

HEADS, OPEN, BREAK = 12, 0, 2
LONGEST, BEFORE = 508, 90       # pieces of a window; of them up to so many repeat the window before
LAYERS = 12
OUT = {'need': (0, 2), 'reason': (2, 12), 'faults': (12, 19)}
PARTS = {'q': 'attention.attn.q', 'k': 'attention.attn.k', 'v': 'attention.attn.v', 'o': 'attention.attn.o', 'n1': 'attention.LayerNorm',
         'i': 'intermediate.dense', 'f': 'output.dense', 'n2': 'output.LayerNorm'}


class Windows:
    """Cuts drafts into windows: {ids, spans: [(from, to, sentence)], whose labels count, draft}"""
    def __init__(self, tokenizer):
        from tokenizers import Tokenizer
        self.tokenizer = Tokenizer.from_file(tokenizer); self.tokenizer.no_padding(); self.tokenizer.no_truncation()

    def of(self, draft):
        parts = segments(draft)
        ids = [([BREAK] if first else []) + x.ids[:220] for x, (_, _, first) in
               zip(self.tokenizer.encode_batch([p[0] for p in parts], add_special_tokens=False), parts)]
        total, room = sum(map(len, ids)), LONGEST - 2
        count = 1 if total <= room else math.ceil((total - room) / (room - BEFORE)) + 1
        goal = total if count == 1 else math.ceil(total / count)
        out, at = [], 0
        while at < len(parts):
            start, end, size = at, at, 0
            while end < len(parts) and (size == 0 or size + len(ids[end]) <= room - (BEFORE if at else 0)) and (size < goal or count == 1):
                size += len(ids[end]); end += 1
            back = 0
            while start > 0 and back + len(ids[start - 1]) <= BEFORE: start -= 1; back += len(ids[start])
            seq, spans = [OPEN], []
            for k in range(start, end):
                s = len(seq); seq += ids[k]
                if k >= at and parts[k][1] is not None: spans.append((s + (ids[k][0] == BREAK), len(seq), parts[k][1]))
            if spans: out.append({'ids': seq + [BREAK], 'spans': spans, 'draft': draft})
            at = end
        return out


def initial(folder, seed=0):
    t = load_file(os.path.join(folder, 'model.safetensors'))
    P = {'word': t['embeddings.word_embeddings.weight'], 'position': t['embeddings.position_embeddings.weight'], 'bias': t['encoder.relative_attention_bias.weight'],
         'eg': t['embeddings.LayerNorm.weight'], 'eb': t['embeddings.LayerNorm.bias']}
    for i in range(LAYERS):
        for k, n in PARTS.items():
            for p in ('weight', 'bias'): P[f'{i}.{k}.{p}'] = t[f'encoder.layer.{i}.{n}.{p}']
    g = torch.Generator().manual_seed(seed)
    P |= {'head.w': torch.randn(1536, 19, generator=g) * .02, 'head.b': torch.tensor([-3., -2.] + [0.] * 10 + [-4.] * 7), 'head.genre': torch.randn(768, len(GENRES), generator=g) * .02}
    return P


def bucket(T):
    """The base model's buckets of relative positions (T5's): [query, key]."""
    n = torch.arange(T)[:, None] - torch.arange(T)[None]
    far, n = (n < 0).long() * 16, n.abs()
    large = 8 + (torch.log(n.clamp(min=1).float() / 8) / math.log(128 / 8) * 8).long()
    return far + torch.where(n < 8, n, large.clamp(max=15))


def encode(P, ids, length, rate=0.):
    B, T = ids.shape
    there = torch.arange(T)[None] < length[:, None]
    norm = lambda x, w, b: F.layer_norm(x.float(), (768,), w, b, 1e-5)
    x = norm(P['word'][ids] + P['position'][2:T + 2], P['eg'], P['eb'])
    bias = P['bias'][bucket(T)].permute(2, 0, 1)[None] + torch.where(there, 0., -1e9)[:, None, None]
    bias = bias.to(torch.bfloat16)
    split = lambda y: y.reshape(B, T, HEADS, 64).transpose(1, 2)
    for i in range(LAYERS):
        lin = lambda y, k: F.linear(y, P[f'{i}.{k}.weight'], P[f'{i}.{k}.bias'])
        q, k, v = (split(lin(x, n)) for n in 'qkv')
        o = F.scaled_dot_product_attention(q, k, v, attn_mask=bias)
        x = norm(x + F.dropout(lin(o.transpose(1, 2).reshape(B, T, 768), 'o'), rate), P[f'{i}.n1.weight'], P[f'{i}.n1.bias'])
        x = norm(x + F.dropout(lin(F.gelu(lin(x, 'i')), 'f'), rate), P[f'{i}.n2.weight'], P[f'{i}.n2.bias'])
    return x


def read(P, batch, rate=0.):
    """-> logits of the batch's sentences, one behind the other [N, 19], and of the windows' genres [B, 12]"""
    with torch.autocast('cpu', torch.bfloat16): x = encode(P, batch['ids'], batch['length'], rate)
    x = x.float()
    B, T = batch['ids'].shape
    row, s, e = batch['spans'].T
    sums = F.pad(x.cumsum(1), (0, 0, 1, 0))
    mean = (sums[row, e] - sums[row, s]) / (e - s)[:, None]
    h = F.dropout(torch.cat([mean, x[row, s]], 1), rate)
    return h @ P['head.w'] + P['head.b'], x[:, 0] @ P['head.genre']


def pack(windows):
    T = max(len(w['ids']) for w in windows)
    ids = np.ones((len(windows), T), 'i8')
    spans, need, reason, faults, genre = [], [], [], [], []
    for r, w in enumerate(windows):
        ids[r, :len(w['ids'])] = w['ids']; d = w['draft']
        genre.append(GENRES.index(d.genre) if d.genre in GENRES else -1)
        for s, e, n in w['spans']:
            spans.append((r, s, e))
            if d.need is None: continue
            need.append(d.need[n]); reason.append(d.reasons[n])
            faults.append([-1.] * 7 if d.faults is None else [float(k in d.faults.get(n, ())) for k in FAULTS])
    t = torch.tensor
    return {'ids': t(ids), 'length': t([len(w['ids']) for w in windows]), 'spans': t(spans), 'need': t(need), 'reason': t(reason), 'faults': t(faults), 'genre': t(genre)}


def need_targets(need):
    """M is a must and could be queried; S could, and is a must to four in ten."""
    return torch.stack([torch.tensor([0., .4, 1.])[need], (need > 0).float()], 1)


def loss(logits, genre, b):
    bce = F.binary_cross_entropy_with_logits
    total = bce(logits[:, 0:2], need_targets(b['need']), reduction='mean') * 2
    if (b['reason'] >= 0).any(): total = total + .15 * F.cross_entropy(logits[:, 2:12], b['reason'], ignore_index=-1) * (b['reason'] >= 0).float().mean() * 4
    there = b['faults'] >= 0
    if there.any(): total = total + 1.5 * (bce(logits[:, 12:19], b['faults'].clamp(min=0), reduction='none') * there).sum() / there.sum()
    if (b['genre'] >= 0).any(): total = total + .05 * F.cross_entropy(genre, b['genre'], ignore_index=-1)
    return total


def plan(windows, rng, budget):
    """-> lists of indices of like lengths, at most `budget` pieces each with what fills them up."""
    order = sorted(range(len(windows)), key=lambda i: len(windows[i]['ids']) + (60 * rng.random() if rng else 0))
    out, batch, longest = [], [], 0
    for i in order:
        longest = max(longest, len(windows[i]['ids']))
        if batch and longest * (len(batch) + 1) > budget: out.append(batch); batch, longest = [], len(windows[i]['ids'])
        batch.append(i)
    if batch: out.append(batch)
    if rng: rng.shuffle(out)
    return out


def area(yes, no):
    order = np.concatenate([yes, no]); rank = order.argsort().argsort()[:len(yes)]
    return (rank.sum() - len(yes) * (len(yes) - 1) / 2) / max(1, len(yes) * len(no))


@torch.no_grad()
def consult(P, windows):
    """-> {draft id: [sentences, 19]} and {draft id: [12]}: its logits."""
    out, genres, began = {}, {}, time.time()
    for n, at in enumerate(plan(windows, None, 4096)):
        batch = [windows[i] for i in at]
        logits, genre = read(P, pack(batch))
        k = 0
        for w, g in zip(batch, genre):
            d = w['draft']; a = out.setdefault(d.id, np.zeros((len(d.sentences), 19), 'f4'))
            genres.setdefault(d.id, []).append(g.numpy())
            for _, _, m in w['spans']: a[m] = logits[k].numpy(); k += 1
        if n % 50 == 0: print('consulted', n, round(time.time() - began), flush=True)
    return out, {k: np.mean(v, 0) for k, v in genres.items()}


def evaluate(P, sets):
    for name, (drafts, windows) in sets.items():
        got, genres = consult(P, windows)
        need = np.concatenate([d.need for d in drafts]); p = np.concatenate([got[d.id] for d in drafts])
        clean = np.concatenate([[not (d.faults or {}).get(n) for n in range(len(d.need))] for d in drafts])
        line = [f'{name} area must {area(p[need == 2, 0], p[(need == 0) & clean, 0]):.4f} could {area(p[need == 2, 1], p[(need == 0) & clean, 1]):.4f}']
        for t in (.5, .6, .7, .8):
            s = np.sort(p[need == 2, 0])[::-1]; cut = s[max(0, math.ceil(t * len(s)) - 1)]; told = p[:, 0] >= cut
            line.append(f'{t}@{((need > 0) & told).sum() / told.sum():.2f}')
        for k, f in enumerate(FAULTS):
            y = np.concatenate([[f in (d.faults or {}).get(n, ()) for n in range(len(d.need))] for d in drafts])
            if y.any(): line.append(f'{f} {area(p[y, 12 + k], p[~y, 12 + k]):.3f}')
        line.append(f"reason {np.mean([r == q for d in drafts for r, q in zip(d.reasons, got[d.id][:, 2:12].argmax(1)) if r >= 0]):.2f}")
        line.append(f"genre {np.mean([GENRES[genres[d.id].argmax()] == d.genre for d in drafts]):.2f}")
        print(' '.join(line), flush=True)


def teach(P, windows, dev, out, passes, rate, budget=3072, seed=1, seconds=1e9):
    """Trains; every hundred steps the state is kept, and a call with the same words goes on from there."""
    torch.manual_seed(seed)
    # What words mean by themselves stays; so does the bias of positions, since attention is three times as fast where it learns nothing.
    P = {k: v.clone().requires_grad_(k not in ('word', 'position', 'bias')) for k, v in P.items()}
    learned = {k: v for k, v in P.items() if v.requires_grad}
    # The lower layers change least; what no draft names stays as it was.
    scale = lambda k: 10. if k.startswith('head') else .9 ** (LAYERS - 1 - int(k.split('.')[0])) if k[0].isdigit() else .9 ** LAYERS
    opt = torch.optim.AdamW([{'params': [v], 'lr': rate, 'scale': scale(k), 'weight_decay': .01 if v.ndim > 1 else 0.} for k, v in learned.items()], fused=True)
    batches = []
    for p in range(math.ceil(passes)): batches += plan(windows, random.Random(seed + p), budget)
    steps = int(len(batches) * passes / math.ceil(passes)); k, run, began = 0, None, time.time()
    if os.path.exists(out + '.state'):
        state = torch.load(out + '.state', weights_only=False); k, run = state['k'], state['run']; opt.load_state_dict(state['opt'])
        with torch.no_grad():
            for n, v in P.items(): v.copy_(state['P'][n])
    for at in batches[k:steps]:
        for g in opt.param_groups: g['lr'] = rate * g['scale'] * min(1, (k + 1) / 60) * max(.02, 1 - k / steps)
        torch.manual_seed(seed * 100003 + k)
        b = pack([windows[i] for i in at])
        logits, genre = read(P, b, .1)
        l = loss(logits, genre, b)
        opt.zero_grad(); l.backward()
        torch.nn.utils.clip_grad_norm_(learned.values(), 1.0)
        opt.step(); k += 1
        run = l.item() if run is None else .97 * run + .03 * l.item()
        if k % 10 == 0: print(k, steps, round(run, 4), round(time.time() - began), flush=True)
        if k % 100 == 0: torch.save({'k': k, 'run': run, 'opt': opt.state_dict(), 'P': {n: v.detach() for n, v in P.items()}}, out + '.state')
        if k % 200 == 0 and k < steps: evaluate({n: v.detach() for n, v in P.items()}, dev)
        if time.time() - began > seconds: break
    P = {n: v.detach() for n, v in P.items()}
    torch.save(P, out); evaluate(P, dev)
    return P
