"""Drafts that nobody marked, for the teacher to read: news as published, and the articles of attribution/train with attributions lifted out in place."""
import json, os, random, re

QUOTES = re.compile(r'["“”]')


def lifted(doc, rng, share=.6):
    """The article with some indirect statements bare: their source and cue are gone, and the statement is a sentence of its own."""
    text, cuts = doc['text'], []
    for a in doc['attributions']:
        if not (a['source'] and a['cue'] and len(a['content']) == 1) or rng.random() > share: continue
        (cs, ce), = a['content']
        s, e = min(x for r in ('source', 'cue', 'content') for x, _ in a[r]), max(y for r in ('source', 'cue', 'content') for _, y in a[r])
        body = re.sub(r'^(that|,)\s+', '', text[cs:ce].strip().rstrip(',').strip())
        before = text[max(0, s - 2):s]
        # A whole sentence of one paragraph that holds nothing but the report.
        if '\n' in text[s:e] or QUOTES.search(body) or len(body.split()) < 5 or not (s == 0 or before in ('. ', '\n\n')) or text[e:e + 1] != '.': continue
        if not re.match(r'[A-Za-z0-9$]', body) or re.match(r'(to|him|her|them|whether|how|why|what|who|if|of|for|about|as|by|with|not|being|having)\b', body, re.I): continue
        if len(re.findall(r'\w+', text[s:cs] + ' ' + text[ce:e])) > 12: continue
        cuts.append((s, e, body[0].upper() + body[1:].rstrip('.')))
    for s, e, body in sorted(cuts, reverse=True):
        if not any(s < y and x < e for x, y, _ in cuts if (x, y) != (s, e)): text = text[:s] + body + text[e:]
    return text, len(cuts)


def collect(shared, known, seed=5, counts=(('bbc', 500), ('wikinews', 120), ('markdown', 120)), articles=380):
    """-> [{id, text}]; `known`: sources that copy editors marked, which are left out."""
    rng, out = random.Random(seed), []
    for folder, count in counts:
        top = os.path.join(shared, 'news', folder)
        files = sorted(os.path.join(d, f) for d, _, fs in os.walk(top) for f in fs if f.endswith(('.txt', '.md')))
        files = [f for f in files if 'shared/' + os.path.relpath(f, shared) not in known]
        for f in rng.sample(files, min(count, len(files))):
            text = open(f, encoding='utf-8').read()
            if 500 < len(text) < 9000: out.append({'id': os.path.relpath(f, shared), 'text': text})
    with open(os.path.join(shared, 'data/attribution/train.jsonl'), encoding='utf-8') as f: docs = [json.loads(l) for l in f]
    for d in rng.sample(docs, min(articles, len(docs))):
        text, count = lifted(d, rng)
        if count >= 2 and len(text) < 9000: out.append({'id': 'lifted:' + d['id'], 'text': text})
    return out
