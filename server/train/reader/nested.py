"""Speech within speech: the articles' annotators marked one layer alone, so that a statement of one sentence is put where another one's content stood."""
import random, re
from collections import Counter

WORD = re.compile(r"[A-Za-z][\w'’-]*")
PAST = re.compile(r'(\w+ed|said|told|thought|knew|felt|wrote|heard|found|saw|held)$')


def sentences(doc):
    """-> [(start, end, attribution)]: whole sentences that are a source, its cue and behind it one clause of content without quotation marks."""
    text, out = doc['text'], []
    for a in doc['attributions']:
        if not (len(a['source']) == len(a['cue']) == len(a['content']) == 1): continue
        (s, s_end), (c, c_end), (p, p_end) = a['source'][0], a['cue'][0], a['content'][0]
        if not s < s_end <= c < c_end <= p: continue
        opens = s == 0 or text[s - 1] == '\n' or text[max(0, s - 2):s] in ('. ', '? ', '! ')
        closes = text[p_end:p_end + 1] == '.' or text[p_end - 1] == '.'
        whole = text[s:p_end]
        if not opens or not closes or '\n' in whole or re.search(r'["“”‘:;]', whole) or len(text[c_end:p].split()) > 5 or c - s_end > 12: continue
        if not 5 <= len(text[p:p_end].split()) <= 35 or len(whole) > 320: continue
        # A clause with its own subject, and not "to step down", "about the plan".
        if not re.match(r'(that |[A-Z]|the |a |an |he |she |it |they |there |his |her |their |its |this |those |these |some |many |most |all |no |\d)', text[p:p_end]): continue
        out.append((s, p_end, a))
    return out


def compose(docs, count, seed=11):
    """-> [document]: one paragraph each, its sentence with both layers."""
    rng = random.Random(seed)
    lower = Counter(w for d in docs for w in WORD.findall(d['text']) if w[0].islower())
    upper = Counter(m[1] for d in docs for m in re.finditer(r'[a-z,] ([A-Z][\w’\'-]*)', d['text']))
    # What takes a clause: said, told, insisted; not thanked, included.
    head = lambda d, a: WORD.findall(d['text'][a['cue'][0][0]:a['cue'][0][1]].lower() + ' ')[-1:]
    clause = Counter(w for d in docs for a in d['attributions'] if a['cue'] and a['content'] and d['text'][a['content'][0][0]:][:5] == 'that ' for w in head(d, a))
    found = [(d, *x) for d in docs for x in sentences(d) if any(clause[w] >= 5 for w in head(d, x[2]))]
    out = []
    while len(out) < count:
        (d, s, e, a), (d2, s2, e2, b) = rng.sample(found, 2)
        outer, inner = d['text'], d2['text']
        at = a['content'][0][0]
        that = re.match(r'that ', outer[at:])
        head = outer[s:at] + ('that ' if that or rng.random() < .4 else '')
        words = inner[s2:e2].rstrip('.')
        first = WORD.match(words)
        if not first: continue
        if lower[first[0].lower()] > upper[first[0]]: words = words[0].lower() + words[1:]
        # "Told" within what is told may stand a tense back.
        had, cue = 0, b['cue'][0][0] - s2
        if PAST.match(inner[b['cue'][0][0]:b['cue'][0][1]].split()[0]) and rng.random() < .35: words, had = words[:cue] + 'had ' + words[cue:], 4
        text = (head + words + '.').replace('that that ', 'that ')
        begin = len(head)
        shift = lambda x: x - s2 + begin + (had if x > b['cue'][0][0] else 0)
        # The cue takes its "had".
        layer = {r: [[shift(x), shift(y)] for x, y in b[r]] for r in ('source', 'cue', 'content')}
        layer['content'] = [[layer['content'][0][0], len(text) - 1]]
        whole = {r: [[x - s, y - s] for x, y in a[r]] for r in ('source', 'cue')} | {'content': [[len(outer[s:at]), len(text) - 1]]}
        out.append({'id': f'nested:{len(out)}', 'text': text, 'attributions': [whole, layer]})
    return out
