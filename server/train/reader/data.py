"""From the data to training windows: one dictionary a window, with the labels of the tasks it has labels for.

ids, feats, first   the pieces, their features, the index of each word's first piece
roles               for source, cue, content: one label a word (0 outside, 1 begins, 2 goes on)
names               one label a word: 0 outside, then begins/goes on for PER, ORG, LOC, MISC
cues                [(words of the cue, one label a word: 0 neither, 1 its source, 2 its content)]
kinds               [(first word, end word, kind of the source)]

A teacher adds `soft`, its logits for every word, and `soft_links`, its logits for every cue's words (`teach.consult`).
"""
import glob, json, os, random, re
import numpy as np
from .words import WORD, Pieces, words, windows, sentence_starts

ROLES = ('source', 'cue', 'content')
NAMES = ('PER', 'ORG', 'LOC', 'MISC')
KINDS = ('named_person', 'named_org_or_place', 'proper_other', 'unnamed_with_affiliation', 'unnamed', 'pronoun')


def read(path):
    with open(path, encoding='utf-8') as f:
        return [json.loads(line) for line in f if line.strip()]


def paragraphs(text):
    return [(m.start(), m.end()) for m in re.finditer(r'[^\n]+', text)]


def spans_of(spans, a, b):
    """The words [i, j) that characters [a, b) touch."""
    inside = [i for i, (s, e, _) in enumerate(spans) if s < b and a < e]
    return (inside[0], inside[-1] + 1) if inside else None


def window(ids, feats, first):
    return {'ids': ids, 'feats': feats, 'first': first}


def attribution_windows(docs, kinds, pieces):
    out = []
    for d in docs:
        text = d['text']
        for s, e in paragraphs(text):
            spans = words(text[s:e])
            here = lambda a, b: spans_of(spans, a - s, b - s) if a < e and s < b else None
            atts = []
            for a in d['attributions']:
                got = {r: [x for x in (here(*p) for p in a[r]) if x] for r in ROLES}
                if any(got.values()): atts.append(got)
            sources = [(x, KINDS.index(k['kind'])) for k in kinds.get(d['id'], ()) for x in [here(*k['source'][0])] if x and k['kind'] in KINDS]
            for a, b, ids, feats, first in windows(text[s:e], spans, pieces):
                w = window(ids, feats, first); n = b - a
                roles = []
                for r in ROLES:
                    y = [0] * n
                    for got in atts:
                        for i, j in got[r]:
                            i, j = max(i, a) - a, min(j, b) - a
                            if i < j and not any(y[i:j]): y[i:j] = [1] + [2] * (j - i - 1)
                    roles.append(y)
                cues = []
                for got in atts:
                    cue = [k - a for i, j in got['cue'] for k in range(i, j) if a <= k < b]
                    if not cue: continue
                    y = [0] * n
                    for r, label in (('content', 2), ('source', 1)):
                        for i, j in got[r]:
                            for k in range(max(i, a), min(j, b)): y[k - a] = label
                    cues.append((cue, y))
                w.update(roles=roles, cues=cues, kinds=[(i - a, j - a, k) for (i, j), k in sources if a <= i and j <= b], doc=d['id'], at=(s, a))
                out.append(w)
    return out


def name_windows(docs, pieces):
    out = []
    for d in docs:
        text = d['text']; spans = words(text)
        y = [0] * len(spans)
        for x in d['entities']:
            got = spans_of(spans, x['start'], x['end'])
            if got and x['type'] in NAMES:
                k = 1 + 2 * NAMES.index(x['type']); y[got[0]:got[1]] = [k] + [k + 1] * (got[1] - got[0] - 1)
        for a, b, ids, feats, first in windows(text, spans, pieces):
            w = window(ids, feats, first); w.update(names=y[a:b], doc=d['id'], at=(0, a)); out.append(w)
    return out


def load(shared, tokenizer, split):
    """-> the windows of one split: {'attribution': [...], 'names': [...]}."""
    pieces = Pieces(tokenizer)
    kinds = {}
    for k in read(os.path.join(shared, f'data/anonymous/sources.{split}.jsonl')):
        kinds.setdefault(k['doc'].split('-', 1)[1], []).append(k)
    docs = read(os.path.join(shared, f'data/attribution/{split}.jsonl'))
    return {'attribution': attribution_windows(docs, kinds, pieces),
            'names': name_windows(read(os.path.join(shared, f'data/names/{split}.jsonl')), pieces)}


def met(shared, pieces, size):
    """How often the texts that it learned from have each of the base model's pieces."""
    count = np.zeros(size, int)
    texts = [d['text'] for name in ('attribution/train', 'names/train', 'desk/learn', 'desk/raw.learn') for d in read(os.path.join(shared, f'data/{name}.jsonl'))]
    texts += [d['text'] for d in read(os.path.join(os.path.dirname(os.path.abspath(__file__)), '../written.jsonl'))]
    for file in glob.glob(os.path.join(shared, 'news/**/*.*'), recursive=True):
        if file.endswith(('.txt', '.md')):
            with open(file, encoding='utf-8', errors='replace') as f: texts.append(f.read())
    for text in texts:
        for m in WORD.finditer(text): np.add.at(count, pieces.of(m.group()), 1)
    return count


def news_windows(shared, pieces):
    """Unlabelled paragraphs for distillation."""
    out = []
    for folder in ('news/bbc', 'news/wikinews'):
        for name in sorted(os.listdir(os.path.join(shared, folder))):
            with open(os.path.join(shared, folder, name), encoding='utf-8') as f: text = f.read()
            for s, e in paragraphs(text):
                spans = words(text[s:e])
                if len(spans) >= 5: out += [window(*w[2:]) for w in windows(text[s:e], spans, pieces)]
    return out
