"""Trains and exports the reader: see README.md."""
import argparse, os, random
ap = argparse.ArgumentParser(description=__doc__)
ap.add_argument('command', choices=('teacher', 'student', 'export', 'reference', 'score'))
ap.add_argument('--base', required=True, help='folder of the base model (model.safetensors, tokenizer.json)')
ap.add_argument('--shared', default=os.path.join(os.path.dirname(os.path.abspath(__file__)), '../../../../shared'))
ap.add_argument('--out', required=True, help='folder for what is made')
ap.add_argument('--layers', type=int, default=3, help='of the student')
ap.add_argument('--inner', type=int, default=512, help='neurons inside each layer of the student')
ap.add_argument('--exact', action='store_true', help='export in 32 bits, to measure what whole numbers cost')
ap.add_argument('--start', help='of a student: a network to go on from (reader.bin or a student\'s .pkl), which then teaches what it knew of words; of export: what to write anew')
ap.add_argument('--words', help='of a student that goes on: the network that teaches words, if another one')
ap.add_argument('--faults', type=float, default=1.5, help='how much the other faults of a sentence weigh')
ap.add_argument('--rate', type=float)
ap.add_argument('--epochs', type=float)
o = ap.parse_args()
from . import data, lessons, model, nested
from .batch import pack, plan
from .evaluate import evaluate
from .teach import consult, load, teach
import torch
torch.use_deterministic_algorithms(True)      # two runs on one machine give the same weights to the bit
language = os.path.join(os.path.dirname(os.path.abspath(__file__)), '../../language')
tokenizer, base = os.path.join(o.base, 'tokenizer.json'), os.path.join(o.base, 'model.safetensors')
os.makedirs(o.out, exist_ok=True)
teacher, student = os.path.join(o.out, 'teacher.pkl'), os.path.join(o.out, f'{o.layers}x{o.inner}.pkl')


def passes(tasks, drafts, epochs, seed=1):
    """Whole passes and the rest of one; a student of fresh layers sees names twice."""
    rng, out = random.Random(seed), []
    some = lambda items, share: items if share >= 1 else rng.sample(items, int(share * len(items)))
    while epochs > 0:
        windows = tasks['attribution'] + tasks.get('nested', []) + tasks['names'] * (1 + ('news' in tasks)) + tasks.get('news', [])
        out.append((some(windows, epochs), some(drafts, epochs))); epochs -= 1
    return out


def desk(names, pieces, soft=None):
    """What editors marked, and behind it what nobody did."""
    from editor.drafts import marked, read
    out = {}
    for name in names:
        path = marked(o.shared, name)
        known = {d.id: d for d in read(path)} if os.path.exists(path) else None
        out[name] = lessons.lessons(os.path.join(o.out, f'passages.{name}.jsonl'), pieces, known, soft)
    return out


def started(path):
    """A network to go on from; one without a judgement begins with a fresh one."""
    from .export import read_back, vocabulary
    if path.endswith('.pkl'): return load(path)
    P = read_back(path, vocabulary(tokenizer)[1])
    word = model.initial(base, 1)['word']; word[:len(P['word'])][P['word'].any(1)] = P['word'][P['word'].any(1)]
    return P | {'word': word}


pieces = data.Pieces(tokenizer)
if o.command in ('teacher', 'student', 'score'): dev = data.load(o.shared, tokenizer, 'dev') | {'drafts': desk(('dev', 'raw.dev'), pieces)}
if o.command == 'teacher':
    dev.pop('drafts')
    train = data.load(o.shared, tokenizer, 'train')
    print({k: (len(v), sum(len(w['ids']) for w in v)) for k, v in train.items()}, flush=True)
    teach(model.initial(base, 6), passes(train, [], o.epochs or 2.5), dev, teacher, o.rate or 3e-4)
elif o.command == 'student':
    train = data.load(o.shared, tokenizer, 'train')
    news = data.news_windows(o.shared, pieces)
    from editor.drafts import TAUGHT
    # What goes on from a trained network needs no more unlabelled words.
    if not o.start: train['news'] = random.Random(1).sample(news, len(news) // 2)
    marks = os.path.join(o.out, 'marks.pkl')
    drafts = [x for part in desk((*TAUGHT, 'unmarked'), pieces, load(marks)).values() for x in part]
    if o.start: P, known = started(o.start), started(o.words or o.start)
    else: P, known = model.initial(base, o.layers), load(teacher)
    if not o.start and o.inner < 1536:
        windows = train['attribution'][::100]
        P = model.narrow(P, [pack(windows, at) for at in plan(windows, None)], o.inner)
    for task, windows in train.items(): print(task, len(windows), sum(len(w['ids']) for w in windows), flush=True); consult(known, windows)
    # What no teacher knows, it does not tell of.
    train['nested'] = data.attribution_windows(nested.compose(data.read(os.path.join(o.shared, 'data/attribution/train.jsonl')), 2500), {}, pieces)
    print('drafts', len(drafts), sum(d['pieces'] for d in drafts), flush=True)
    teach(P, passes(train, drafts, o.epochs or 3), dev, student, o.rate or 5e-4, hard=.5, faults=o.faults)
elif o.command == 'score':
    evaluate({k: torch.tensor(v) for k, v in load(student).items()}, dev)
else:
    from .export import export
    from .reference import write
    if o.command == 'export':
        P = started(o.start) if o.start else load(student)
        export(P, tokenizer, os.path.join(language, 'models'), data.met(o.shared, pieces, len(P['word'])), o.exact)
    write(os.path.join(language, 'models/reader.bin'), tokenizer, os.path.join(language, 'reader/reference.tsv'))
