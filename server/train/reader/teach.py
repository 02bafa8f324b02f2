"""Trains the teacher: all tasks on one encoder, with exits after several layers."""
import os, pickle, random, time
import jax, jax.numpy as jnp, numpy as np, optax
from . import model
from .batch import pack, plan
from .evaluate import evaluate


def entropy(logits, labels):
    """Mean cross entropy over the labels that exist (not negative)."""
    there = labels >= 0
    l = optax.softmax_cross_entropy_with_integer_labels(logits, jnp.maximum(labels, 0))
    return (l * there).sum() / jnp.maximum(there.sum(), 1)


def task_losses(H, h, batch):
    words = model.read_words(H, h)
    roles = words[..., :9].reshape(*words.shape[:2], 3, 3).transpose(0, 2, 1, 3)
    claim = model.read_claims(words, batch['claim_spans'])
    there = batch['claims'] >= 0
    claims = optax.sigmoid_binary_cross_entropy(claim, jnp.maximum(batch['claims'], 0))
    return (3 * entropy(roles, batch['roles']) + 1.5 * entropy(model.read_links(H, h, batch['cues']), batch['links'])
            + entropy(words[..., 9:18], batch['names']) + .3 * (claims * there).sum() / jnp.maximum(there.sum(), 1)
            + .3 * entropy(model.read_kinds(words, batch['kind_spans']), batch['kinds']))


def loss(P, batch, key):
    h = model.encode(P, batch, key)
    exits = sorted(h, key=int)
    share = {e: 1 if e == exits[-1] else .4 for e in exits}
    return sum(share[e] * task_losses(P['heads'][e], h[e], batch) for e in exits)


def mixture(data, rng, claims=.4):
    """One pass: all attributions, the names twice since they are few, a share of the claims."""
    return data['attribution'] + 2 * data['names'] + rng.sample(data['claims'], int(claims * len(data['claims'])))


def teach(P, data, dev, out, epochs, seconds, seed=1, rate=3e-4):
    """Trains for so many passes or so many seconds, whichever ends first; the rate falls with the nearer of the two."""
    rng = random.Random(seed); key = jax.random.PRNGKey(seed)
    steps = int(epochs * len(plan(mixture(data, rng), None)))
    opt = optax.chain(optax.clip_by_global_norm(1.0), optax.multi_transform(
        {'encoder': optax.adamw(1.0, weight_decay=.01), 'head': optax.adamw(3.0, weight_decay=.003)},
        lambda P: {k: jax.tree.map(lambda _: 'head' if k in ('heads', 'feature') else 'encoder', v) for k, v in P.items()}))
    state = opt.init(P)

    @jax.jit
    def step(P, state, batch, key, rate):
        l, g = jax.value_and_grad(loss)(P, batch, key)
        u, state = opt.update(g, state, P)
        return optax.apply_updates(P, jax.tree.map(lambda x: x * rate, u)), state, l
    began, k, run, saved = time.time(), 0, None, 0
    while k < steps:
        windows = mixture(data, rng)
        for length, rows, at in plan(windows, rng):
            done = max(k / steps, (time.time() - began) / seconds)
            if done >= 1: break
            now = rate * min(1, k / 100) * max(.02, 1 - done)
            key, sub = jax.random.split(key)
            P, state, l = step(P, state, pack(windows, length, rows, at, rng), sub, now)
            run = float(l) if run is None else .98 * run + .02 * float(l); k += 1
            if k % 20 == 0: print(k, steps, round(run, 4), round(time.time() - began), flush=True)
            if time.time() - saved > 600 and k > 100:
                save(P, out); saved = time.time(); evaluate(P, dev, 4)
        if done >= 1: break
    save(P, out); evaluate(P, dev, 1)
    return P


def save(P, path):
    with open(path + '.part', 'wb') as f: pickle.dump(jax.tree.map(np.asarray, P), f)
    os.replace(path + '.part', path)
