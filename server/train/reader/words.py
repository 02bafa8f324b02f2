"""How the reader sees text: words, their shapes, whether they stand inside quotation marks, sentences, windows.

The same decisions are made in Rust (`server/language/reader/`); whatever changes here changes there.
All offsets are code points, half open.
"""
import re

WORD = re.compile(r'\w+|[^\w\s]')
SHAPES = 8          # shape of a word, see `shape`
FEATURES = SHAPES * 2   # shape, and the same again inside quotation marks
LONGEST = 126       # pieces in a window, without [CLS] and [SEP]
ABBREVIATIONS = set('mr mrs ms dr prof sen rep gov gen col lt sgt capt st jr sr vs no inc corp co ltd jan feb mar apr jun '
                    'jul aug sept sep oct nov dec u s d r n'.split())


def shape(word):
    """0 lower case, 1 capital first, 2 capitals only, 3 capitals inside, 4 a single capital, 5 digits, 6 a mark, 7 other."""
    if word.isdigit(): return 5
    if not word[0].isalnum() and len(word) == 1: return 6
    if not word.isalpha(): return 7
    if word == word.lower(): return 0
    if len(word) == 1: return 4
    if word == word.upper(): return 2
    return 1 if word[0] != word[0].lower() and word[1:] == word[1:].lower() else 3


def words(text):
    """[(start, end, feature)] of the words and marks of one paragraph."""
    out, inside = [], False
    for m in WORD.finditer(text):
        w = m.group()
        if w == '“' or (w == '"' and not inside): inside, quoted = True, True
        elif w in '”"': quoted, inside = True, False
        else: quoted = inside
        out.append((m.start(), m.end(), shape(w) + (SHAPES if quoted else 0)))
    return out


def sentence_starts(text, spans):
    """Indices of the words that open a sentence in a paragraph: after a stop (with its closing marks) and before a capital."""
    starts = [0] if spans else []
    for i in range(1, len(spans)):
        s, e, _ = spans[i]
        between = text[spans[i - 1][1]:s]
        if '\n' in between: starts.append(i); continue
        if not between: continue
        k = i - 1
        while k > 0 and text[spans[k][0]:spans[k][1]] in '”"’)]\'': k -= 1
        mark = text[spans[k][0]:spans[k][1]]
        if mark not in '.!?…' or not (text[s].isupper() or text[s].isdigit() or text[s] in '“"‘(['): continue
        if mark == '.' and k == i - 1 and k and (text[spans[k - 1][0]:spans[k - 1][1]].lower() in ABBREVIATIONS
                                               or spans[k - 1][1] - spans[k - 1][0] == 1): continue
        starts.append(i)
    return starts


class Pieces:
    """Word pieces of the base model's vocabulary."""

    def __init__(self, path):
        from tokenizers import Tokenizer
        self.tokenizer = Tokenizer.from_file(path)
        self.tokenizer.no_padding(); self.tokenizer.no_truncation()
        self.known = {}

    def of(self, word):
        if word not in self.known:
            self.known[word] = self.tokenizer.encode(word.replace('’', "'"), add_special_tokens=False).ids or [100]
        return self.known[word]


def windows(text, spans, pieces, starts=None):
    """Cuts the words of a paragraph into windows of whole sentences, at most LONGEST pieces each; a longer sentence is cut.

    `starts`: the words that open sentences, where they are known.
    -> [(first word, end word, piece ids with [CLS] and [SEP], features of the pieces, index of each word's first piece)]
    """
    counts = [len(pieces.of(text[s:e])) for s, e, _ in spans]
    bounds = (starts or sentence_starts(text, spans)) + [len(spans)]
    cuts, at, size = [], 0, 0
    for a, b in zip(bounds, bounds[1:]):
        n = sum(counts[a:b])
        if size and size + n > LONGEST: cuts.append((at, a)); at, size = a, 0
        if n > LONGEST:
            for i in range(a, b):
                if size + counts[i] > LONGEST: cuts.append((at, i)); at, size = i, 0
                size += counts[i]
        else: size += n
    if spans and at < len(spans): cuts.append((at, len(spans)))
    out = []
    for a, b in cuts:
        ids, feats, first = [101], [6], []
        for s, e, f in spans[a:b]:
            p = pieces.of(text[s:e])[:LONGEST]
            first.append(len(ids)); ids += p; feats += [f] * len(p)
        if len(ids) <= LONGEST + 1: out.append((a, b, ids + [102], feats + [6], first))
    return out
