"""Trains and exports the reader: see README.md."""
import argparse, os, pickle
ap = argparse.ArgumentParser(description=__doc__)
ap.add_argument('command', choices=('train', 'export'))
ap.add_argument('--base', required=True, help='folder of the base model (model.safetensors, tokenizer.json)')
ap.add_argument('--shared', default=os.path.join(os.path.dirname(os.path.abspath(__file__)), '../../../../shared'))
ap.add_argument('--out', required=True, help='folder for what is made')
ap.add_argument('--layers', type=int, default=3); ap.add_argument('--inner', type=int, default=512); ap.add_argument('--rate', type=float, default=5e-4)
ap.add_argument('--resume', action='store_true', help='go on from the last run: a second, gentler one')
ap.add_argument('--epochs', type=float, default=2.5)
ap.add_argument('--seconds', type=float, default=2700)
o = ap.parse_args()
from . import data, model
from .batch import pack, plan
from .teach import teach
tokenizer, base = os.path.join(o.base, 'tokenizer.json'), os.path.join(o.base, 'model.safetensors')
os.makedirs(o.out, exist_ok=True)
trained = os.path.join(o.out, f'{o.layers}x{o.inner}.pkl')
if o.command == 'train':
    train, dev = (data.load(o.shared, tokenizer, s) for s in ('train', 'dev'))
    print({k: (len(v), sum(len(w['ids']) for w in v)) for k, v in train.items()}, flush=True)
    P = model.initial(base, range(o.layers), (o.layers,))
    if o.resume:
        with open(trained, 'rb') as f: P = pickle.load(f)
    elif o.inner < 1536:
        some = train['attribution'][::100]
        P = model.narrow(P, [pack(some, *b) for b in plan(some, None)], o.inner)
    teach(P, train, dev, trained, o.epochs, o.seconds, rate=o.rate)
else:
    from .export import export
    from .reference import write
    with open(trained, 'rb') as f: P = pickle.load(f)
    language = os.path.join(os.path.dirname(os.path.abspath(__file__)), '../../language')
    export(P, tokenizer, os.path.join(language, 'models'))
    write(P, tokenizer, os.path.join(language, 'reader/reference.tsv'))
