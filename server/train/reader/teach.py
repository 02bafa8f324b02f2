"""Trains a reader: all tasks on one encoder, from the labels of the data and, for a student, from what its teacher says."""
import os, pickle, random, time
import torch
import torch.nn.functional as F
from . import model
from .batch import pack, plan
from .evaluate import evaluate

SLICES = ((0, 3), (3, 6), (6, 9), (9, 18))      # of the columns: source, cue, content, names


def entropy(logits, labels):
    """Mean cross entropy over the labels that exist (not negative)."""
    there = labels >= 0
    l = F.cross_entropy(logits.flatten(0, -2), labels.clamp(min=0).flatten(), reduction='none')
    return (l * there.flatten()).sum() / there.sum().clamp(min=1)


def agreement(logits, soft, there):
    """Mean cross entropy against a teacher's distribution, over the places it read."""
    l = -(torch.softmax(soft, -1) * F.log_softmax(logits, -1)).sum(-1)
    return (l * there).sum() / there.sum().clamp(min=1)


def loss(P, batch, hard=1.0):
    with torch.autocast('cpu', torch.bfloat16):
        h = model.encode(P, batch, .1)
        words = model.read_words(P, h)
        links = model.read_links(P, h, batch['cues'])
    roles = words[..., :9].unflatten(-1, (3, 3)).transpose(1, 2)
    claim = model.read_claims(words, batch['claim_spans'])
    kinds = model.read_kinds(words, batch['kind_spans'])
    there = batch['claims'] >= 0
    claims = F.binary_cross_entropy_with_logits(claim, batch['claims'].clamp(min=0).float(), reduction='none')
    total = hard * (3 * entropy(roles, batch['roles']) + 1.5 * entropy(links, batch['links']) + entropy(words[..., 9:18], batch['names'])
                    + .3 * (claims * there).sum() / there.sum().clamp(min=1) + .3 * entropy(kinds, batch['kinds']))
    if 'soft' not in batch: return total
    soft, taught = batch['soft'], batch['taught']
    total = total + sum(agreement(words[..., a:b], soft[..., a:b], taught) for a, b in SLICES)
    total = total + 1.5 * agreement(links, batch['soft_links'], batch['taught_links'])
    spans = batch['claim_spans']; there = spans.sum(-1) > 0
    claims = F.binary_cross_entropy_with_logits(claim, torch.sigmoid(model.read_claims(soft, spans)), reduction='none')
    kinds = agreement(kinds, model.read_kinds(soft, batch['kind_spans']), batch['kind_spans'].sum(-1) > 0)
    return total + .3 * (claims * there).sum() / there.sum().clamp(min=1) + .3 * kinds


def groups(P, rate):
    heads = lambda k: k.startswith('head.') or k == 'feature'
    return [{'params': [v for k, v in P.items() if heads(k) == head], 'lr': rate * scale, 'scale': scale, 'weight_decay': decay}
            for head, scale, decay in ((False, 1, .01), (True, 3, .003))]


def teach(P, passes, dev, out, rate, seed=1, hard=1.0):
    """Trains on the passes given, each a list of windows; the rate rises over a hundred steps and falls to nothing."""
    rng = random.Random(seed); torch.manual_seed(seed)
    P = {k: torch.tensor(v, requires_grad=True) for k, v in P.items()}
    opt = torch.optim.AdamW(groups(P, rate), fused=True)
    plans = [(windows, plan(windows, rng)) for windows in passes]
    steps, began, k, run = sum(len(p) for _, p in plans), time.time(), 0, None
    for windows, batches in plans:
        for at in batches:
            for g in opt.param_groups: g['lr'] = rate * g['scale'] * min(1, k / 100) * max(.01, 1 - k / steps)
            l = loss(P, pack(windows, at, rng), hard)
            opt.zero_grad(); l.backward()
            torch.nn.utils.clip_grad_norm_(P.values(), 1.0)
            opt.step()
            run = l.item() if run is None else .98 * run + .02 * l.item(); k += 1
            if k % 50 == 0: print(k, steps, round(run, 4), round(time.time() - began), flush=True)
            if k % 500 == 0: save(P, out); evaluate(P, dev, 4)
    save(P, out); evaluate(P, dev)


def save(P, path):
    with open(path + '.part', 'wb') as f: pickle.dump({k: v.detach().numpy() for k, v in P.items()}, f)
    os.replace(path + '.part', path)


def load(path):
    with open(path, 'rb') as f: return pickle.load(f)


@torch.no_grad()
def consult(teacher, windows):
    """Lets a teacher read the windows: its logits for words and, for each cue (its own where the data has none), for parts."""
    P = {k: torch.tensor(v) for k, v in teacher.items()}
    began = time.time()
    for n, at in enumerate(plan(windows, None, 4096)):
        b = pack(windows, at)
        with torch.autocast('cpu', torch.bfloat16):
            h = model.encode(P, b)
            words = model.read_words(P, h).numpy()
        for r, i in enumerate(at):
            w = windows[i]; m = len(w['first'])
            w['soft'] = words[r, :m].astype('f2')
            if 'cues' not in w: w['cues'] = [(c, None) for c in runs(words[r, :m, 3:6].argmax(-1))]
        most = max((len(windows[i]['cues']) for i in at), default=0)
        if most:
            cues = torch.zeros(len(at), most, h.shape[1])
            for r, i in enumerate(at):
                for k, (cue, _) in enumerate(windows[i]['cues']): cues[r, k, cue] = 1
            with torch.autocast('cpu', torch.bfloat16): links = model.read_links(P, h, cues).numpy()
        for r, i in enumerate(at):
            w = windows[i]; m = len(w['first'])
            w['soft_links'] = [links[r, k, :m].astype('f2') for k in range(len(w['cues']))]
        if n % 100 == 0: print('consulted', n, round(time.time() - began), flush=True)


def runs(labels):
    """Labels 0 outside, 1 begins, 2 goes on -> lists of words."""
    out = []
    for i, y in enumerate(labels):
        if y == 1 or (y == 2 and (i == 0 or labels[i - 1] == 0)): out.append([i])
        elif y == 2: out[-1].append(i)
    return out
