"""Trains a reader: all tasks on one encoder, from the labels of the data and, for a student, from what its teacher says."""
import os, pickle, random, time
import torch
import torch.nn.functional as F
from editor.drafts import GENRES
from . import judgement, lessons, model
from .batch import pack, plan
from .evaluate import evaluate

OPINIONS = [GENRES.index(g) for g in ('opinion', 'column', 'review', 'blog', 'howto', 'announcement')]
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
    kinds = model.read_kinds(words, batch['kind_spans'])
    total = hard * (3 * entropy(roles, batch['roles']) + 1.5 * entropy(links, batch['links']) + entropy(words[..., 9:18], batch['names'])
                    + .3 * entropy(kinds, batch['kinds']))
    if 'soft' not in batch: return total
    soft, taught = batch['soft'], batch['taught']
    total = total + sum(agreement(words[..., a:b], soft[..., a:b], taught) for a, b in SLICES)
    total = total + 1.5 * agreement(links, batch['soft_links'], batch['taught_links'])
    return total + .3 * agreement(kinds, model.read_kinds(soft, batch['kind_spans']), batch['kind_spans'].sum(-1) > 0)


def judged(P, b, rate=0.):
    """-> logits of the drafts' sentences [D, N, OUT], those of their genres [D, 12]"""
    x = torch.zeros(b['rows'] * b['most'], judgement.VECTOR)
    there = torch.zeros(b['rows'] * b['most'], dtype=torch.bool)
    for g in b['groups']:
        if not len(g['row']): continue
        with torch.autocast('cpu', torch.bfloat16): h = model.encode(P, g, rate)
        x = x.index_copy(0, g['to'], judgement.vectors(P, h, g['row'], g['spans'], g['feat'])); there[g['to']] = True
    return judgement.judge(P, x.reshape(b['rows'], b['most'], -1), there.reshape(b['rows'], b['most']), rate)


def opinion(genre):
    """How likely a draft keeps its writer's opinions, by the genres' logits or by its genre's number."""
    if genre.ndim == 2: return torch.softmax(genre, -1)[:, OPINIONS].sum(-1)
    return sum((genre == k).float() for k in OPINIONS)


def loss_of_drafts(P, b, hard=1.0, faults=1.5):
    """Marks of editors weigh `hard`, what a teacher says of the same and of drafts that nobody marked the rest."""
    logits, genre = judged(P, b, .1)
    bce = F.binary_cross_entropy_with_logits
    known = b['genre'] >= 0
    told = torch.where(known, opinion(b['genre']), opinion(b['soft_genre'] if b['taught_genre'].any() else genre.detach()))
    out = torch.cat([judgement.needs(logits, told), logits[..., judgement.REASON:]], -1).flatten(0, 1)[b['body']]
    there = (b['need'] >= 0).float()
    need = torch.stack([torch.tensor([0., .4, 1.])[b['need'].clamp(min=0)], (b['need'] > 0).float()], 1)
    mean = lambda l, w: (l * w).sum() / w.expand_as(l).sum().clamp(min=1)
    total = hard * 2 * mean(bce(out[:, :2], need, reduction='none'), there[:, None])
    if (b['reason'] >= 0).any(): total = total + hard * .1 * F.cross_entropy(out[:, 2:12], b['reason'], ignore_index=-1)
    total = total + hard * faults * mean(bce(out[:, 12:], b['faults'].clamp(min=0), reduction='none'), (b['faults'] >= 0).float())
    if known.any(): total = total + hard * .05 * F.cross_entropy(genre, b['genre'], ignore_index=-1)
    if not b['taught'].any(): return total
    soft, taught = b['soft'], b['taught'][:, None]
    total = total + 2 * mean(bce(out[:, :2], torch.sigmoid(soft[:, :2]), reduction='none'), taught)
    # A reason counts as much as there is a need for one.
    reasons = -(torch.softmax(soft[:, 2:12], -1) * F.log_softmax(out[:, 2:12], -1)).sum(-1) * torch.sigmoid(soft[:, 1])
    total = total + .5 * mean(reasons, b['taught']) + faults * mean(bce(out[:, 12:], torch.sigmoid(soft[:, 12:]), reduction='none'), taught)
    return total + .05 * agreement(genre, b['soft_genre'], b['taught_genre'])


def groups(P, rate):
    heads = lambda k: k.startswith(('head.', 'judge.')) or k == 'feature'
    return [{'params': [v for k, v in P.items() if heads(k) == head], 'lr': rate * scale, 'scale': scale, 'weight_decay': decay}
            for head, scale, decay in ((False, 1, .01), (True, 3, .003))]


def teach(P, passes, dev, out, rate, seed=1, hard=1.0, faults=1.5):
    """Trains on the passes given, each a list of (windows, drafts); the rate rises over a hundred steps and falls to nothing."""
    rng = random.Random(seed); torch.manual_seed(seed)
    P = {k: torch.tensor(v, requires_grad=True) for k, v in P.items()}
    opt = torch.optim.AdamW(groups(P, rate), fused=True)
    plans = []
    for windows, drafts in passes:
        steps = [(False, windows, at) for at in plan(windows, rng)] + [(True, drafts, at) for at in lessons.plan(drafts, rng)]
        rng.shuffle(steps); plans += steps
    began, run = time.time(), {False: None, True: None}
    for k, (whole, items, at) in enumerate(plans, 1):
        for g in opt.param_groups: g['lr'] = rate * g['scale'] * min(1, k / 100) * max(.01, 1 - k / len(plans))
        l = loss_of_drafts(P, lessons.pack(items, at), hard, faults) if whole else loss(P, pack(items, at, rng), hard)
        opt.zero_grad(); l.backward()
        torch.nn.utils.clip_grad_norm_([v for v in P.values() if v.grad is not None], 1.0)
        opt.step()
        run[whole] = l.item() if run[whole] is None else .98 * run[whole] + .02 * l.item()
        if k % 50 == 0: print(k, len(plans), {w: round(r, 4) for w, r in run.items() if r}, round(time.time() - began), flush=True)
        if k % 800 == 0: save(P, out); evaluate(P, dev, 4)
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
