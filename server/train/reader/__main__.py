"""Trains and exports the reader: see README.md."""
import argparse, os, random
ap = argparse.ArgumentParser(description=__doc__)
ap.add_argument('command', choices=('teacher', 'student', 'wording', 'export', 'reference', 'score'))
ap.add_argument('--base', required=True, help='folder of the base model (model.safetensors, tokenizer.json)')
ap.add_argument('--shared', default=os.path.join(os.path.dirname(os.path.abspath(__file__)), '../../../../shared'))
ap.add_argument('--out', required=True, help='folder for what is made')
ap.add_argument('--layers', type=int, default=3, help='of the student')
ap.add_argument('--inner', type=int, default=512, help='neurons inside each layer of the student')
ap.add_argument('--exact', action='store_true', help='export in 32 bits, to measure what whole numbers cost')
ap.add_argument('--rate', type=float)
ap.add_argument('--epochs', type=float)
o = ap.parse_args()
from . import data, model
from .batch import pack, plan
from .evaluate import evaluate
from .teach import consult, load, teach
import torch
torch.use_deterministic_algorithms(True)      # two runs on one machine give the same weights to the bit
language = os.path.join(os.path.dirname(os.path.abspath(__file__)), '../../language')
tokenizer, base = os.path.join(o.base, 'tokenizer.json'), os.path.join(o.base, 'model.safetensors')
os.makedirs(o.out, exist_ok=True)
teacher, student = os.path.join(o.out, 'teacher.pkl'), os.path.join(o.out, f'{o.layers}x{o.inner}.pkl')


def passes(tasks, epochs, seed=1):
    """Whole passes and the rest of one: all attributions and unlabelled news, a share of the claims; a student sees names twice."""
    rng, out = random.Random(seed), []
    while epochs > 0:
        windows = (tasks['attribution'] + tasks['names'] * (1 + ('news' in tasks)) + rng.sample(tasks['claims'], int(.3 * len(tasks['claims'])))
                   + tasks.get('news', []))
        out.append(windows if epochs >= 1 else rng.sample(windows, int(epochs * len(windows)))); epochs -= 1
    return out


if o.command == 'teacher':
    train, dev = (data.load(o.shared, tokenizer, s) for s in ('train', 'dev'))
    print({k: (len(v), sum(len(w['ids']) for w in v)) for k, v in train.items()}, flush=True)
    teach(model.initial(base, 6), passes(train, o.epochs or 2.5), dev, teacher, o.rate or 3e-4)
elif o.command == 'student':
    train, dev = (data.load(o.shared, tokenizer, s) for s in ('train', 'dev'))
    news = data.news_windows(o.shared, data.Pieces(tokenizer))
    train['news'] = random.Random(1).sample(news, len(news) // 2)
    P = model.initial(base, o.layers)
    if o.inner < 1536:
        windows = train['attribution'][::100]
        P = model.narrow(P, [pack(windows, at) for at in plan(windows, None)], o.inner)
    for task, windows in train.items(): print(task, len(windows), sum(len(w['ids']) for w in windows), flush=True); consult(load(teacher), windows)
    teach(P, passes(train, o.epochs or 3), dev, student, o.rate or 5e-4, hard=.5)
elif o.command == 'wording':
    from .wording import train
    train(o.shared, language + '/models')
elif o.command == 'score':
    evaluate({k: torch.tensor(v) for k, v in load(student).items()}, data.load(o.shared, tokenizer, 'dev'))
else:
    from .export import export
    from .reference import write
    if o.command == 'export': export(load(student), tokenizer, os.path.join(language, 'models'), o.exact)
    write(os.path.join(language, 'models/reader.bin'), tokenizer, os.path.join(language, 'reader/reference.tsv'))
