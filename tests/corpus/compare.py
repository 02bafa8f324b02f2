"""Says how two builds of Copydesk differ over a corpus: findings by rule, and what is understood of drafts.

    python3 tests/corpus/compare.py OLD NEW [PATH…] [--sample COUNT] [--seed SEED] [--all] [--examples COUNT]

Runs `check` and `inspect` of both programs, without configuration and cache, over drafts, folders of drafts, or `.jsonl` files as `tests/sample.py` reads
them. Without paths, over `tests/drafts` and, where it is there, `../shared/news`. Of each path with more drafts than `--sample`, so many are drawn, the same
ones for the same seed; `--all` takes all. An actor is compared by its name and not by its number, so that one more or less does not touch the others. Prints
what was added, removed and changed, each kind with its count and the first examples, or that there is no difference. Exit status 0 where there is none, 1
where there is one, 2 where a program fails. Standard library only.
"""

import argparse
import collections
import concurrent.futures
import json
import pathlib
import random
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))
from sample import ARGUMENTS_AT_ONCE, files  # noqa: E402

USUAL = [ROOT / "tests" / "drafts", ROOT.parent / "shared" / "news"]
WIDTH = 110


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("old")
    parser.add_argument("new")
    parser.add_argument("paths", nargs="*", type=pathlib.Path)
    parser.add_argument("--sample", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--examples", type=int, default=3)
    arguments = parser.parse_args()
    paths = arguments.paths or [path for path in USUAL if path.exists()]
    most = None if arguments.all else arguments.sample
    with tempfile.TemporaryDirectory() as folder:
        drafts = [path for given in paths for path in drawn(files(given, pathlib.Path(folder)), most, arguments.seed)]
        if not drafts:
            parser.error("there is no draft at these paths; name a folder with drafts")
        # Both at once, since a program waits for its longest draft at the end.
        with concurrent.futures.ThreadPoolExecutor() as pool:
            old, new = pool.map(lambda program: seen(program, drafts), [arguments.old, arguments.new])
        differences = compare(old, new)
        print(f"{len(drafts)} drafts, {sum(map(len, old.values()))} findings and readings before, {sum(map(len, new.values()))} now.")
        # Rules before readings.
        for (name, kind), found in sorted(differences.items(), key=lambda it: (it[0][0].startswith("inspect"), it[0])):
            print(f"\n{name}: {len(found)} {kind}")
            for key, before, after in drawn(sorted(found, key=lambda it: it[0]), arguments.examples, arguments.seed):
                print(described(key, before, after))
    if not differences:
        print("No difference.")
    sys.exit(1 if differences else 0)


def drawn(things, most, seed):
    """The things in their order, or so many of them at most."""
    if most is None or len(things) <= most:
        return things
    return [things[at] for at in sorted(random.Random(seed).sample(range(len(things)), most))]


def seen(program, drafts):
    """What a program finds and understands: for each name of a kind, such as a rule, the things by what tells them apart."""
    things = collections.defaultdict(dict)

    def add(name, path, place, thing):
        # Two of a kind at one place are told apart by their order.
        number = 0
        while (key := (path, place, number)) in things[name]:
            number += 1
        things[name][key] = thing

    for start in range(0, len(drafts), ARGUMENTS_AT_ONCE):
        part = [str(path) for path in drafts[start : start + ARGUMENTS_AT_ONCE]]
        found = json.loads(run(program, "check", "--no-config", "--no-cache", "--format", "json", "--fail-on", "never", *part))
        for finding in found["diagnostics"]:
            add(finding["rule"], finding["path"], tuple(finding["span"]), finding)
        for problem in found["problems"]:
            add("problems", problem["path"], (), problem)
        add("summary", "", (), found["summary"])
        for reading in map(json.loads, run(program, "inspect", "--no-config", *part).splitlines()):
            for name, place, thing in readings(reading):
                add(f"inspect: {name}", reading["path"], place, thing)
    return things


def run(program, *arguments):
    """What a program prints. A draft that cannot be read, which is status 2, is among the problems that it tells."""
    ran = subprocess.run([program, *arguments], capture_output=True, text=True, encoding="utf-8")
    if ran.returncode not in (0, 2) or not ran.stdout:
        print(f"{program} {arguments[0]} ended with status {ran.returncode}:\n{ran.stderr}", file=sys.stderr)
        raise SystemExit(2)
    return ran.stdout


def readings(reading):
    """What was understood of a draft, as (kind, place, thing), with names and places where `inspect` has numbers."""
    actors = {actor["id"]: actor["name"] for actor in reading.get("actors", [])}
    ledger = [entry["name"] for entry in reading.get("ledger", [])]
    attributions = [whole(attribution) for attribution in reading.get("attributions", [])]
    for name, things in reading.items():
        for thing in things if isinstance(things, list) else [things]:
            if not isinstance(thing, dict):
                yield name, (), thing
                continue
            thing = {key: value for key, value in thing.items() if key != "id"}
            if thing.get("actor") is not None:
                thing["actor"] = actors.get(thing["actor"], thing["actor"])
            if name == "attributions":
                # Older programs do not tell the entry.
                if thing.get("ledger") is not None:
                    thing["ledger"] = ledger[thing["ledger"]]
                yield name, whole(thing), thing
            elif name == "ledger":
                thing["attributions"] = [attributions[number] for number in thing["attributions"]]
                yield name, (thing["name"],), thing
            else:
                yield name, tuple(thing.get("span", [thing.get("name", "")])), thing


def whole(attribution):
    """From where to where an attribution reaches."""
    ranges = attribution["source"] + attribution["cue"] + attribution["content"]
    return (min(start for start, _ in ranges), max(end for _, end in ranges)) if ranges else ()


def compare(old, new):
    """For each name and kind of difference, the things that differ as (key, before, after)."""
    differences = collections.defaultdict(list)
    for name in old.keys() | new.keys():
        before, after = old.get(name, {}), new.get(name, {})
        for key in before.keys() | after.keys():
            if before.get(key) != after.get(key):
                kind = "added" if key not in before else "removed" if key not in after else "changed"
                differences[name, kind].append((key, before.get(key), after.get(key)))
    return differences


def described(key, before, after):
    """An example of a difference on a few lines."""
    path, place, _ = key
    lines = [f"  {path} {'–'.join(map(str, place))}".rstrip()] if path else []
    if place and all(isinstance(offset, int) for offset in place):
        words = pathlib.Path(path).read_bytes()[slice(*place)].decode("utf-8", "replace")
        lines.append(f"    “{short(' '.join(words.split()))}”")
    if before is None or after is None:
        thing = before or after
        lines.append(f"    {short(thing['message'] if 'message' in thing else json.dumps(thing, ensure_ascii=False))}")
    elif isinstance(before, dict):
        for field in before.keys() | after.keys():
            if before.get(field) != after.get(field):
                told = (short(json.dumps(it.get(field), ensure_ascii=False)) for it in (before, after))
                lines.append(f"    {field}: {' → '.join(told)}")
    else:
        lines.append(f"    {before} → {after}")
    return "\n".join(lines)


def short(text):
    return text if len(text) <= WIDTH else f"{text[: WIDTH - 1]}…"


if __name__ == "__main__":
    main()
