"""Trains what a copy editor sends back: see ../README.md."""
import argparse, json, os, pickle, random, subprocess
from . import drafts
ap = argparse.ArgumentParser(description=__doc__)
ap.add_argument('command', choices=('passages', 'teacher', 'consult'))
ap.add_argument('--base', help='folder of all-mpnet-base-v2 (model.safetensors, tokenizer.json)')
ap.add_argument('--shared', default=os.path.join(os.path.dirname(os.path.abspath(__file__)), '../../../../shared'))
ap.add_argument('--out', required=True, help='folder for what is made')
ap.add_argument('--passes', type=float, default=2)
ap.add_argument('--part', type=float, default=1.0, help='of the drafts, for the learning curve')
ap.add_argument('--rate', type=float, default=4e-5)
ap.add_argument('--seed', type=int, default=1)
ap.add_argument('--seeds', type=int, nargs='*', default=[1], help='of the teachers whose readings are averaged')
o = ap.parse_args()
MARKED = (*drafts.TAUGHT, 'dev', 'raw.dev')
os.makedirs(o.out, exist_ok=True)
marked = lambda name: drafts.marked(o.shared, name)
cut = lambda name: os.path.join(o.out, f'passages.{name}.jsonl')

if o.command == 'passages':
    from .unmarked import collect
    known = set()
    for name in MARKED:
        with open(marked(name), encoding='utf-8') as f: known |= {json.loads(line)['source'] for line in f}
    unmarked = os.path.join(o.out, 'unmarked.jsonl')
    with open(unmarked, 'w', encoding='utf-8') as f:
        for d in collect(o.shared, known): f.write(json.dumps(d, ensure_ascii=False) + '\n')
    project = os.path.join(os.path.dirname(os.path.abspath(__file__)), '../../..')
    for name in (*MARKED, 'unmarked'):
        with open(unmarked if name == 'unmarked' else marked(name)) as texts, open(cut(name), 'w') as passages:
            subprocess.run(['cargo', 'run', '-q', '--release', '--example', 'passages'], cwd=project, stdin=texts, stdout=passages, check=True)
    raise SystemExit

import torch
from . import teacher
torch.use_deterministic_algorithms(True)
torch.utils.deterministic.fill_uninitialized_memory = False     # a fifth of the time, for nothing
windows = teacher.Windows(os.path.join(o.base, 'tokenizer.json'))
of = lambda name: list(drafts.read(marked(name)))
pieces = lambda ds: [w for d in ds for w in windows.of(d)]
if o.command == 'teacher':
    dev = {name: (ds, pieces(ds)) for name, ds in (('dev', of('dev')), ('raw', of('raw.dev')))}
    known = [d for name in drafts.TAUGHT for d in of(name)]
    known = random.Random(7).sample(known, int(o.part * len(known)))
    # Of windows that nothing is marked in, half teach as much.
    rng = random.Random(3)
    train = [w for w in pieces(known) if any(w['draft'].need[n] for _, _, n in w['spans']) or w['draft'].faults or rng.random() < .5]
    print(len(known), 'drafts', len(train), 'windows', sum(len(w['ids']) for w in train), 'pieces', flush=True)
    teacher.teach(teacher.initial(o.base, o.seed), train, dev, os.path.join(o.out, f'editor-{o.seed}.pt'), o.passes, o.rate, seed=o.seed)
else:
    # The sentences as Copydesk cuts them.
    read = []
    for name in (*drafts.TAUGHT, 'unmarked'):
        texts = {}
        with open(os.path.join(o.out, 'unmarked.jsonl') if name == 'unmarked' else marked(name), encoding='utf-8') as f:
            for line in f: d = json.loads(line); texts[d['id']] = d['text']
        with open(cut(name), encoding='utf-8') as f:
            for line in f:
                d = json.loads(line)
                spans = [tuple(s) for p in d['passages'] if p['kind'] in ('paragraph', 'item') for s, t in zip(p['source'], p['sentences'])]
                read.append(drafts.Draft(d['id'], texts[d['id']], spans))
    said = [teacher.consult(torch.load(os.path.join(o.out, f'editor-{seed}.pt')), pieces(read)) for seed in o.seeds]
    marks = {d.id: (sum(a[d.id] for a, _ in said) / len(said), sum(g[d.id] for _, g in said) / len(said)) for d in read if d.id in said[0][0]}
    with open(os.path.join(o.out, 'marks.pkl'), 'wb') as f: pickle.dump(marks, f)
