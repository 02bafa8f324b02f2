"""From the data to training windows: one dictionary a window, with the labels of the tasks it has labels for.

ids, feats, first   the pieces, their features, the index of each word's first piece
roles               for source, cue, content: one label a word (0 outside, 1 begins, 2 goes on)
names               one label a word: 0 outside, then begins/goes on for PER, ORG, LOC, MISC
cues                [(words of the cue, one label a word: 0 neither, 1 its source, 2 its content)]
claims              [(first word, end word, 1 attributed content, 0 the article's own voice, -1 unknown)]
kinds               [(first word, end word, kind of the source)]

A teacher adds `soft`, its logits for every word, and `soft_links`, its logits for every cue's words (`teach.consult`).
"""
import json, os, random, re
from .words import Pieces, words, windows, sentence_starts

ROLES = ('source', 'cue', 'content')
NAMES = ('PER', 'ORG', 'LOC', 'MISC')
KINDS = ('named_person', 'named_org_or_place', 'proper_other', 'unnamed_with_affiliation', 'unnamed', 'pronoun')
QUOTES = re.compile('["“”]')
# What opens a statement that cannot stand alone.
DEPENDENT = re.compile(r'(to|him|her|them|whether|how|why|what|who|if|a|an|of|for|about|as|by|with|not|being|having)\b', re.I)
VERB = re.compile(r"\b(is|are|was|were|has|have|had|will|would|could|should|can|may|might|did|does|do)\b|['’]s\b|\w+ed\b")


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


def sentences_of(starts, a, b):
    """The sentences of a window of words [a, b), without a claim's label: a teacher may give one."""
    return [(max(i, a) - a, min(j, b) - a, -1) for i, j in zip(starts, starts[1:]) if i < b and a < j]


def attribution_windows(docs, kinds, pieces):
    out = []
    for d in docs:
        text = d['text']
        for s, e in paragraphs(text):
            spans = words(text[s:e])
            here = lambda a, b: spans_of(spans, a - s, b - s) if a < e and s < b else None
            starts = sentence_starts(text[s:e], spans) + [len(spans)]
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
                w.update(roles=roles, cues=cues, kinds=[(i - a, j - a, k) for (i, j), k in sources if a <= i and j <= b],
                         claims=sentences_of(starts, a, b), doc=d['id'], at=(s, a))
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


def stands_alone(body):
    return re.match(r'[A-Z0-9$a-z]', body) and not DEPENDENT.match(body) and VERB.search(body) and len(re.findall(r'\w+', body)) >= 6


def statements(doc, start, end):
    """For each sentence of the paragraph [start, end) -> [(its text, bare statement or None, 0 own voice | 1 attributed | -1 neither)]."""
    text = doc['text'][start:end]
    spans = words(text)
    atts = [{r: [(x - start, y - start) for x, y in a[r]] for r in ROLES} for a in doc['attributions']]
    atts = [a for a in atts if any(0 < y and x < end - start for r in ROLES for x, y in a[r])]
    starts = sentence_starts(text, spans) + [len(spans)]
    for i, j in zip(starts, starts[1:]):
        s, e = spans[i][0], spans[j - 1][1]
        touching = [a for a in atts if any(x < e and s < y for r in ROLES for x, y in a[r])]
        sentence = text[s:e]
        if not touching:
            yield sentence, sentence, 0 if sentence.endswith('.') and not QUOTES.search(sentence) and stands_alone(sentence) else -1
            continue
        bare = None
        if len(touching) == 1 and touching[0]['cue'] and len(touching[0]['content']) == 1:
            (cs, ce) = touching[0]['content'][0]
            body = re.sub(r'^(that|,)\s+', '', text[max(cs, 0):ce].strip().rstrip(',').strip())
            rest = len(re.findall(r'\w+', text[s:max(cs, s)] + ' ' + text[ce:e]))
            if s <= cs and ce <= e and not QUOTES.search(body) and stands_alone(body) and rest <= 30:
                bare = body[0].upper() + body[1:].rstrip('.') + '.'
        yield sentence, bare, 1 if bare else -1


def claim_windows(docs, pieces, seed=1):
    """Bare statements alone, and whole paragraphs in which half the attributed sentences stand without source and cue."""
    rng, out = random.Random(seed), []

    def add(parts, doc):
        text, marks = '', []
        for t, label in parts:
            if text: text += ' '
            marks.append((len(text), len(text) + len(t), label)); text += t
        spans = words(text)
        for a, b, ids, feats, first in windows(text, spans, pieces):
            claims = [(max(x[0], a) - a, min(x[1], b) - a, label) for s, e, label in marks if label >= 0
                      for x in [spans_of(spans, s, e)] if x and a <= x[0] and x[1] <= b]
            if claims:
                w = window(ids, feats, first); w.update(claims=claims, doc=doc, alone=len(parts) == 1); out.append(w)
    for d in docs:
        for s, e in paragraphs(d['text']):
            got = list(statements(d, s, e))
            for sentence, bare, label in got:
                if label >= 0: add([(bare, label)], d['id'])
            if len(got) > 1:
                add([(sentence, label) if label < 1 else (bare, 1) if rng.random() < .5 else (sentence, -1) for sentence, bare, label in got], d['id'])
    return out


def load(shared, tokenizer, split):
    """-> the windows of one split: {'attribution': [...], 'names': [...], 'claims': [...]}."""
    pieces = Pieces(tokenizer)
    kinds = {}
    for k in read(os.path.join(shared, f'data/anonymous/sources.{split}.jsonl')):
        kinds.setdefault(k['doc'].split('-', 1)[1], []).append(k)
    docs = read(os.path.join(shared, f'data/attribution/{split}.jsonl'))
    return {'attribution': attribution_windows(docs, kinds, pieces),
            'names': name_windows(read(os.path.join(shared, f'data/names/{split}.jsonl')), pieces),
            'claims': claim_windows(docs, pieces)}


def news_windows(shared, pieces, seed=1):
    """Unlabelled paragraphs for distillation, and one bare sentence of each."""
    out, rng = [], random.Random(seed)
    for folder in ('news/bbc', 'news/wikinews'):
        for name in sorted(os.listdir(os.path.join(shared, folder))):
            with open(os.path.join(shared, folder, name), encoding='utf-8') as f: text = f.read()
            for s, e in paragraphs(text):
                p = text[s:e]; spans = words(p)
                if len(spans) < 5: continue
                starts = sentence_starts(p, spans) + [len(spans)]
                out += [{**window(*w[2:]), 'claims': sentences_of(starts, *w[:2])} for w in windows(p, spans, pieces)]
                k = rng.randrange(len(starts) - 1); one = p[spans[starts[k]][0]:spans[starts[k + 1] - 1][1]]
                if len(starts) > 2: out += [{**window(*w[2:]), 'claims': [(0, w[1] - w[0], -1)]} for w in windows(one, words(one), pieces)]
    return out
