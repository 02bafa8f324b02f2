"""Prints a sample of a rule's findings with their context, for a person to judge by the rule's page.

    python3 tests/sample.py RULE SEED COUNT PATH… [--bin target/release/copydesk]

Takes a rule's name (or `all`, for every rule by turns), the seed of the draw, how many findings to show at most, and drafts or folders of drafts; a `.jsonl`
file of {"id", "text"} lines is read as one draft a line, a paragraph for each of its lines. Prints how many findings there are in how many words, and the
drawn ones, the words at fault between » and «. The same seed draws the same findings. Standard library only.
"""

import argparse
import json
import os
import pathlib
import random
import subprocess
import tempfile

AROUND = 300
ARGUMENTS_AT_ONCE = 500


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rule")
    parser.add_argument("seed", type=int)
    parser.add_argument("count", type=int)
    parser.add_argument("paths", nargs="+", type=pathlib.Path)
    parser.add_argument("--bin", default=os.environ.get("CARGO_TARGET_DIR", "target") + "/release/copydesk")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        drafts = [path for given in arguments.paths for path in files(given, pathlib.Path(folder))]
        found, words = check(arguments.bin, arguments.rule, drafts)
    rules = sorted({finding["rule"] for finding in found}) if arguments.rule == "all" else [arguments.rule]
    for rule in rules:
        mine = sorted((it for it in found if it["rule"] == rule), key=lambda it: (it["path"], it["span"]))
        rate = 1000 * len(mine) / max(words, 1)
        print(f"{rule}: {len(mine)} findings in {len(drafts)} drafts, {words} words, {rate:.3f} per 1,000 words\n")
        drawn = random.Random(arguments.seed).sample(mine, min(arguments.count, len(mine)))
        for number, finding in enumerate(drawn, 1):
            print(f"{number}. {pathlib.Path(finding['path']).name}: {finding['message']}\n   {finding['context']}\n")


def files(given, folder):
    """The drafts behind a path: the file, the files in the folder, or one new file for each line of a `.jsonl`."""
    if given.is_dir():
        return sorted(path for path in given.rglob("*") if path.suffix in {".md", ".mdx", ".markdown", ".txt"})
    if given.suffix != ".jsonl":
        return [given]
    drafts = []
    for number, line in enumerate(given.read_text(encoding="utf-8").splitlines()):
        draft = folder / f"{given.stem}-{number:05}.md"
        paragraphs = json.loads(line)["text"].splitlines()
        draft.write_text("\n\n".join(filter(None, map(str.strip, paragraphs))) + "\n", encoding="utf-8")
        drafts.append(draft)
    return drafts


def check(binary, rule, drafts):
    """The findings, each with its context, and how many words were checked."""
    found, words = [], 0
    for start in range(0, len(drafts), ARGUMENTS_AT_ONCE):
        part = [str(path) for path in drafts[start : start + ARGUMENTS_AT_ONCE]]
        options = ["check", "--no-config", "--format", "jsonl", "--fail-on", "never"]
        options += ["--select", rule] if rule != "all" else []
        run = subprocess.run([binary, *options, *part], capture_output=True, check=True, text=True, encoding="utf-8")
        for line in map(json.loads, run.stdout.splitlines()):
            if "rule" in line:
                found.append(line | {"context": context(line)})
            else:
                words += line.get("summary", line)["words"]
    return found, words


def context(finding):
    """The draft around a finding, on one line."""
    draft = pathlib.Path(finding["path"]).read_bytes()
    start, end = finding["span"]
    parts = draft[max(0, start - AROUND) : start], draft[start:end], draft[end : end + AROUND]
    before, words, behind = (" ".join(part.decode("utf-8", "ignore").split()) for part in parts)
    return f"{before} »{words}« {behind}"


if __name__ == "__main__":
    main()
