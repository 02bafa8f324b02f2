"""Quick scores on dev while training; the sticks in ../shared/bench judge the shipped reader."""
import collections
import numpy as np, torch
from editor.drafts import FAULTS
from . import judgement, lessons, model
from .batch import pack, plan


def spans(labels, kinds):
    """Labels begin = 1 + 2k, goes on = 2 + 2k -> {(start, end, k)}; a going-on without its begin opens a span."""
    out, open_ = set(), None
    for i, y in enumerate(list(labels) + [0]):
        k = (y - 1) // 2 if y else None
        if open_ is not None and (y == 0 or k != open_[1] or y % 2): out.add((open_[0], i, open_[1])); open_ = None
        if y and open_ is None: open_ = (i, k)
    return out


def f1(tp, p, g): return round(200 * tp / max(1, p + g), 2)


def outputs(P, batch):
    with torch.no_grad(), torch.autocast('cpu', torch.bfloat16):
        h = model.encode(P, batch)
        words = model.read_words(P, h)
        out = words, model.read_links(P, h, batch['cues']), model.read_kinds(words, batch['kind_spans'])
    return [x.float().numpy() for x in out]


def area(yes, no):
    rank = np.concatenate([yes, no]).argsort().argsort()[:len(yes)]
    return (rank.sum() - len(yes) * (len(yes) - 1) / 2) / max(1, len(yes) * len(no))


@torch.no_grad()
def evaluate_drafts(P, items, name):
    """Prints the area under the curve of the need, M found at shares of welcome reports, areas of the faults, genres told."""
    from .teach import judged, opinion
    need, got, faults, told = [], [], [], []
    for at in lessons.plan(items, None, 4096):
        b = lessons.pack(items, at); logits, genre = judged(P, b)
        got.append(torch.cat([judgement.needs(logits, opinion(genre)), logits[..., judgement.REASON:]], -1).flatten(0, 1)[b['body']].numpy())
        need.append(b['need'].numpy()); faults.append(b['faults'].numpy()); told += (genre.argmax(-1) == b['genre']).tolist()
    need, got, faults = map(np.concatenate, (need, got, faults))
    clean = (need == 0) & (faults.max(1) <= 0)
    line = [name, f'area {area(got[need == 2, 0], got[clean, 0]):.4f}']
    for share in (.4, .5, .6, .7, .8):
        s = np.sort(got[need == 2, 0])[::-1]; cut = s[int(np.ceil(share * len(s))) - 1]; at = (got[:, 0] >= cut) & (need >= 0)
        line.append(f'{share}@{((need[at] > 0) | (faults[at].max(1) > 0)).mean():.2f}')
    line += [f'{k} {area(got[faults[:, n] == 1, 12 + n], got[faults[:, n] == 0, 12 + n]):.3f}' for n, k in enumerate(FAULTS) if (faults[:, n] == 1).any()]
    print(*line, 'genre', round(float(np.mean(told)), 2), flush=True)


def evaluate(P, dev, part=1):
    """Prints token F1 of the roles, link accuracy on annotated cues, exact F1 of names, kinds; and how drafts are judged."""
    dev = dict(dev)
    for name, items in dev.pop('drafts', {}).items(): evaluate_drafts(P, items, name)
    windows = [w for task in dev.values() for w in task[::part]]
    n = collections.Counter()
    for at in plan(windows, None, 4096):
        b = pack(windows, at)
        words, links, kinds = outputs(P, b); b = {k: v.numpy() for k, v in b.items()}
        for r, i in enumerate(at):
            w = windows[i]; m = len(w['first'])
            if 'roles' in w:
                for k in range(3):
                    g = np.array(w['roles'][k]) > 0; p = words[r, :m, 3 * k:3 * k + 3].argmax(-1) > 0
                    n['tp', k] += int((g & p).sum()); n['p', k] += int(p.sum()); n['g', k] += int(g.sum())
                for k in range(4):
                    y = b['links'][r, k, :m]
                    if y[0] < 0: continue
                    p = links[r, k, :m].argmax(-1)
                    for role in (1, 2):
                        n['ltp', role] += int(((p == role) & (y == role)).sum()); n['lp', role] += int((p == role).sum()); n['lg', role] += int((y == role).sum())
                    n['cues'] += 1; n['links right'] += int((p == y).all())
            if 'names' in w:
                g, p = spans(w['names'], 4), spans(words[r, :m, 9:18].argmax(-1), 4)
                g, p = [{x for x in s if x[2] < 3} for s in (g, p)]
                n['ntp'] += len(g & p); n['np'] += len(p); n['ng'] += len(g)
            for k in range(4):
                if b['kinds'][r, k] >= 0: n['kinds'] += 1; n['kinds right'] += int(kinds[r, k].argmax() == b['kinds'][r, k])
    print('tokens', [f1(n['tp', k], n['p', k], n['g', k]) for k in range(3)], 'links', [f1(n['ltp', k], n['lp', k], n['lg', k]) for k in (1, 2)],
          'whole', round(100 * n['links right'] / max(1, n['cues']), 1), 'names', f1(n['ntp'], n['np'], n['ng']), 'kinds', round(100 * n['kinds right'] / max(1, n['kinds']), 1), flush=True)
