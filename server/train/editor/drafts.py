"""Drafts as copy editors marked them, and how a teacher sees them: one run of pieces over paragraphs, cut where it grows too long.

`../shared/data/desk/README.md` says what the marks mean. All offsets are code points, half open.
"""
import json, os, re
from dataclasses import dataclass, field

REASONS = ('figure', 'accusation', 'cause', 'motive', 'prediction', 'comparison', 'judgement', 'inner', 'hidden', 'fact')
FAULTS = 'VAGQDLR'          # vague, anonymous, without an agent, quotation without a speaker, document, poll, no response
GENRES = ('news', 'brief', 'sports', 'obituary', 'interview', 'other', 'opinion', 'column', 'review', 'blog', 'howto', 'announcement')
TAUGHT = ('learn', 'raw.learn', 'written')      # what networks learn from
LINK = re.compile(r'!?\[([^\]\n]*)\]\([^)\n]*\)')


@dataclass
class Draft:
    """`need` is 0 may stand, 1 could be queried, 2 must be sent back, one a sentence; `faults` {sentence: kinds}, None where nobody looked."""
    id: str
    text: str
    sentences: list
    genre: str = None
    need: list = None
    reasons: list = None
    faults: dict = None


def marked(shared, name):
    """The file with the drafts of that name; those written for this stand with the training."""
    here = os.path.dirname(os.path.abspath(__file__))
    return os.path.join(here, '../written.jsonl') if name == 'written' else os.path.join(shared, f'data/desk/{name}.jsonl')


def read(path):
    with open(path, encoding='utf-8') as f:
        for line in f:
            d = json.loads(line)
            need, reasons, faults = [0] * len(d['sentences']), [-1] * len(d['sentences']), {}
            for n, mark, reason in d['marks']: need[n], reasons[n] = 1 + (mark == 'M'), REASONS.index(reason)
            for kind, n, _, _ in d['faults']: faults.setdefault(n, set()).add(kind)
            yield Draft(d['id'], d['text'], [tuple(x) for x in d['sentences']], d['genre'], need, reasons, faults if d['all_faults'] else None)


def segments(draft):
    """-> [(text, number of the sentence or None, whether a paragraph begins)]: the sentences, and what stands between them."""
    out, at, text = [], 0, draft.text
    shown = lambda s: re.sub(r'\s+', ' ', LINK.sub(r'[\1]', s)).strip()
    for n, (s, e) in enumerate(draft.sentences + [(len(text), len(text))]):
        between = text[at:s]
        for k, other in enumerate(between.split('\n\n')):
            if shown(other): out.append((shown(other), None, k > 0 or at == 0))
        if s < e: out.append((shown(text[s:e]), n, '\n\n' in between or at == 0))
        at = e
    return out
