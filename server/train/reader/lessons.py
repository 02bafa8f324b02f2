"""Whole drafts as a student learns the judgement from them: windows of its passages, its sentences, and what they are marked with."""
import json
import numpy as np, torch
from editor import drafts
from . import judgement
from .batch import PIECES

FEWEST_SHARED = .5      # of a marked sentence that another cut of it must hold to have its mark


def aligned(sources, draft):
    """For each of our sentences the number of the editors' that it shares most with, or -1."""
    out = []
    for s, e in sources:
        best, most = -1, 0
        for n, (x, y) in enumerate(draft.sentences):
            shared = min(e, y) - max(s, x)
            if shared > most and shared >= FEWEST_SHARED * min(e - s, y - x): best, most = n, shared
        out.append(best)
    return out


def lessons(path, pieces, known=None, soft=None):
    """`path`: drafts as `passages.rs` cuts them; `known`: {id: Draft} as editors marked them; `soft`: {id: (logits of the body's sentences, the genre's)}."""
    out = []
    with open(path, encoding='utf-8') as f:
        for line in f:
            d = json.loads(line)
            windows, sentences = judgement.laid_out(d['passages'], pieces)
            body = [k for k, s in enumerate(sentences) if s[4] is not None]
            if not body: continue
            x = {'id': d['id'], 'windows': windows, 'sentences': [s[:3] for s in sentences], 'feats': np.stack([s[3] for s in sentences]), 'body': np.array(body),
                 'source': [sentences[k][4] for k in body], 'pieces': sum(len(w['ids']) for w in windows)}
            if known:
                draft = known[d['id']]; at = aligned(x['source'], draft)
                x['genre'] = drafts.GENRES.index(draft.genre)
                x['need'] = np.array([-1 if n < 0 else draft.need[n] for n in at]); x['reason'] = np.array([-1 if n < 0 else draft.reasons[n] for n in at])
                x['faults'] = np.array([[-1.] * 7 if draft.faults is None or n < 0 else [float(k in draft.faults.get(n, ())) for k in drafts.FAULTS] for n in at], 'f4')
            if soft and d['id'] in soft:
                logits, genre = soft[d['id']]
                assert len(logits) == len(body), d['id']
                x['soft'], x['soft_genre'] = logits, genre
            out.append(x)
    return out


def plan(items, rng, budget=2 * PIECES):
    order = list(range(len(items)))
    if rng: rng.shuffle(order)
    out, batch, size = [], [], 0
    for i in order:
        if batch and size + items[i]['pieces'] > budget: out.append(batch); batch, size = [], 0
        batch.append(i); size += items[i]['pieces']
    return out + [batch] if batch else out


def pack(items, at):
    """The windows in groups of like lengths, each with its sentences' words; the drafts' sentences in rows; the labels of those of the body."""
    chosen = [items[i] for i in at]
    flat = [(w, r, k) for r, x in enumerate(chosen) for k, w in enumerate(x['windows'])]
    order = sorted(range(len(flat)), key=lambda i: len(flat[i][0]['ids']))
    N = max(len(x['sentences']) for x in chosen)
    place = {}
    groups = []
    for part in np.array_split(order, min(4, len(order))):
        ws = [flat[i][0] for i in part]
        T, W = max(len(w['ids']) for w in ws), max(len(w['first']) for w in ws)
        g = {k: np.zeros((len(ws), T if k != 'first' else W), 'i8') for k in ('ids', 'feats', 'first')}
        for r, w in enumerate(ws):
            g['ids'][r, :len(w['ids'])] = w['ids']; g['feats'][r, :len(w['ids'])] = w['feats']; g['first'][r, :len(w['first'])] = w['first']
        g['length'] = np.array([len(w['ids']) for w in ws])
        for r, i in enumerate(part): place[flat[i][1:]] = (len(groups), r)
        groups.append(g | {'row': [], 'spans': [], 'feat': [], 'to': []})
    for r, x in enumerate(chosen):
        for n, (w, i, j) in enumerate(x['sentences']):
            k, row = place[r, w]; g = groups[k]
            span = np.zeros(g['first'].shape[1], 'f4'); span[i:j] = 1
            g['row'].append(row); g['spans'].append(span); g['feat'].append(x['feats'][n]); g['to'].append(r * N + n)
    tensor = torch.from_numpy
    for g in groups:
        for k in ('ids', 'feats', 'first', 'length'): g[k] = tensor(g[k])
        g['row'], g['to'] = torch.tensor(g['row'], dtype=torch.long), torch.tensor(g['to'], dtype=torch.long)
        if len(g['row']): g['spans'], g['feat'] = tensor(np.stack(g['spans'])), tensor(np.stack(g['feat']))
    b = {'groups': groups, 'rows': len(chosen), 'most': N, 'body': torch.tensor([r * N + k for r, x in enumerate(chosen) for k in x['body']])}
    join = lambda k, empty: tensor(np.concatenate([x[k] if k in x else np.full((len(x['body']), *empty), -1., 'f4') for x in chosen]))
    b['need'], b['reason'], b['faults'] = join('need', ()).long(), join('reason', ()).long(), join('faults', (7,)).float()
    b['genre'] = torch.tensor([x.get('genre', -1) for x in chosen])
    b['taught'] = torch.tensor([float('soft' in x) for x in chosen for _ in x['body']])
    b['soft'] = tensor(np.concatenate([x['soft'] if 'soft' in x else np.zeros((len(x['body']), 19), 'f4') for x in chosen]))
    b['taught_genre'] = torch.tensor([float('soft' in x) for x in chosen])
    b['soft_genre'] = tensor(np.stack([x['soft_genre'] if 'soft' in x else np.zeros(12, 'f4') for x in chosen]).astype('f4'))
    return b
