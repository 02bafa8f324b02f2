"""What the exported network says of 500 made-up sentences, for the test that Rust says the same.

Computed by the training framework in 32-bit floating point on the numbers that export wrote.
"""
import itertools
import numpy as np, torch
from . import judgement, model
from .export import read_back, vocabulary
from .words import Pieces, windows, words

SPEAKERS = ('Ana Lopez, the mayor of Tarn,', 'A spokeswoman for Norvik Shipping', 'Dr. Emre Aydın', 'The ministry', 'She', 'Critics',
            'Three former judges of the U.S. court', 'A person familiar with the talks', 'The report by Halden University', 'Prime Minister Ines Duarte')
FRAMES = ('{S} said {C}.', '“{Q},” {s} said. “{R}.”', '{C}, according to {s}.', '{S} told reporters in Lisbon that {C}.', 'Asked about it, {s} denied that {C}.')
CLAIMS = (('the bridge had been unsafe since 2019', 'We warned them for years', 'Nobody listened'),
          ('prices would rise by 12 per cent', 'It will cost every family more', 'That is the truth'),
          ('the fire was caused by a faulty cable', 'I saw the smoke from my kitchen', 'Then the roof fell in'),
          ('Norvik owed the port of Århus €4.5 million', 'They never paid', 'We have the bills'),
          ('the minister knew of the deal', 'He knew', 'He signed it himself'))
PLAIN = ('The council met on Monday and voted by show of hands', 'Norvik runs 14 ferries between Tarn and Århus', 'The trial opened in Lisbon last week',
         'The scheme is the most dangerous in the country', 'It is likely to collapse', 'Rain fell all night over the valley', 'The U.N. sent 300 trucks to the border',
         'Duarte wants to win back voters in the north', 'The budget has been falling for ten years', 'Police closed the road for two hours')


def sentences():
    said = [f.format(S=s, s=s[0].lower() + s[1:] if s.startswith(('A ', 'The ', 'She', 'Critics', 'Three')) else s, C=c[0], Q=c[1], R=c[2])
            for f, c, s in itertools.product(FRAMES, CLAIMS, SPEAKERS)]
    said = [s[0].upper() + s[1:] for s in said]
    plain = [f'{a}. {b}.' for a, b in itertools.product(PLAIN, PLAIN)]
    both = [f'{p}. {s}' for s, p in zip(said, itertools.cycle(PLAIN))]
    return said + plain + both[:500 - len(said) - len(plain)]


@torch.no_grad()
def logits(P, ids, feats, first):
    """The labels' logits of one window's words."""
    batch = {'ids': torch.tensor([ids]), 'feats': torch.tensor([feats]), 'length': torch.tensor([len(ids)]), 'first': torch.tensor([first])}
    return model.read_words(P, model.encode(P, batch))[0].numpy()


@torch.no_grad()
def judged(P, pieces, draft):
    """The judgement of a draft in which each sentence is a paragraph: must and could, for a reporter and for an opinion, one row each."""
    passages = [{'kind': 'paragraph', 'text': s, 'links': [], 'sentences': [(0, len(s))], 'source': [(0, len(s))]} for s in draft]
    cut, found = judgement.laid_out(passages, pieces)
    vectors = []
    for w, i, j, feats, _ in found:
        ids, f, first = (torch.tensor([cut[w][k]]) for k in ('ids', 'feats', 'first'))
        h = model.encode(P, {'ids': ids, 'feats': f, 'length': torch.tensor([ids.shape[1]]), 'first': first})
        span = torch.zeros(1, first.shape[1]); span[0, i:j] = 1
        vectors.append(judgement.vectors(P, h, torch.tensor([0]), span, torch.tensor(feats)[None]))
    logits, _ = judgement.judge(P, torch.cat(vectors)[None], torch.ones(1, len(vectors), dtype=torch.bool))
    return logits[0, :, :4].numpy()


def write(file, tokenizer, path):
    """A line for each sentence: the sentence, its words' labels (source, cue, content, name: a digit each), the logits of its third word, and the
    judgement of it, all being one draft's paragraphs."""
    P = {k: torch.tensor(v) for k, v in read_back(file, vocabulary(tokenizer)[1]).items()}
    pieces, lines = Pieces(tokenizer), []
    all = judged(P, pieces, sentences())
    for s, j in zip(sentences(), all):
        ((_, _, ids, feats, first),) = windows(s, words(s), pieces)
        l = logits(P, ids, feats, first)
        labels = ' '.join(''.join(str(int(l[i, a:b].argmax())) for a, b in ((0, 3), (3, 6), (6, 9), (9, 18))) for i in range(len(l)))
        lines.append('\t'.join((s, labels, ' '.join(f'{x:.3f}' for x in l[2]), ' '.join(f'{x:.3f}' for x in j))))
    with open(path, 'w', encoding='utf-8') as f: f.write('\n'.join(lines) + '\n')
