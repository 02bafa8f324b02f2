"""What a draft costs by its length and by its malice: a benchmark, not a test.

    python3 tests/endurance/cost.py [--bin target/release/copydesk] [--most MEGABYTES]

Checks drafts of 1 kB to 50 MB of ordinary news (the project's own drafts, over and over, with other names), and hostile ones
of about a megabyte. Prints processor time, time for each byte against that of ordinary news of a megabyte, and memory. Exit
status 1 where a draft costs more than 20 times as much for each byte, or ends the program. Standard library only.
"""

import argparse
import os
import pathlib
import random
import subprocess
import sys
import tempfile

MOST = 20
SYLLABLES = "ba ke lo mi nu ra se ti vo za dre gal hor lin mar nes pol quin ros sta tur vel win".split()
HERE = pathlib.Path(__file__).resolve().parent


def name(rng):
    return "".join(rng.choices(SYLLABLES, k=3)).capitalize()


def ordinary(size):
    """News of that many bytes; each round of the drafts has a name of its own in every paragraph, as long news has."""
    drafts = [path.read_text(encoding="utf-8") for path in sorted((HERE.parent / "drafts").glob("*.md"))]
    apart = ("---", "+++", "```", "<!--", "{/*")
    paragraphs = [p for draft in drafts for p in draft.split("\n\n") if p.strip() and not any(mark in p for mark in apart)]
    rng, out, length = random.Random(1), [], 0
    while length < size:
        text = f"{rng.choice(paragraphs)} {name(rng)} {name(rng)} agreed."
        out.append(text)
        length += len(text.encode()) + 2
    return "\n\n".join(out)[:size]


def hostile():
    rng = random.Random(2)
    sentence = "The council met on Monday, and the mayor said the bridge was unsafe. "
    yield "one line", sentence * 14_000
    yield "100,000 quotation marks", 'He said "no. ' * 100_000
    yield "100,000 opening quotation marks", "“no " * 100_000
    yield "50,000 orphan quotations", "\n\n".join('"It was all a lie from the start."' for _ in range(25_000))
    yield "block quotes in block quotes", "\n".join(">" * (1 + n % 400) + " It rained." for n in range(4_000))
    yield "lists in lists", "\n".join("  " * (n % 200) + "- It rained." for n in range(4_000))
    yield "a table of 100,000 cells", "| a | b | c | d |\n| - | - | - | - |\n" + "| rain | Lopez | 4 | $4 million |\n" * 25_000
    yield "a list of 20,000 items", "- The mayor said it rained.\n" * 20_000
    names = list(dict.fromkeys(f"{name(rng)} {name(rng)}" for _ in range(60_000)))[:50_000]
    yield "50,000 names", "\n\n".join(f"{who} said it rained." for who in names)
    yield "50,000 surnames that are nearly one", "\n\n".join(f"Ana Petren{a}{b}{c} said so." for a in "abcdefghijklmnopqrstuvwxyzäöü" for b in "abcdefghijklmnopqrstuvwxyzäöü" for c in "abcdefghijklmnopqrstuvwxyzäöü")
    yield "one name 100,000 times", "\n\n".join("Lopez said so. Ana Lopez did not." for _ in range(50_000))
    yield "20,000 acronyms", "\n\n".join(f"The {''.join(rng.choices('ABCDEFGHIKLMNOPRSTUVWZ', k=4))} said so." for _ in range(20_000))
    yield "20,000 accusations", "\n\n".join(f"{who} is accused of fraud." for who in names[:20_000])
    yield "20,000 reports", "\n\n".join("A report said the dam would hold." for _ in range(20_000))
    yield "20,000 figures", "\n\n".join(f"The fund lost ${n} million last year." for n in range(20_000))
    yield "an unclosed fence at the top", "```\n" + ordinary(1_000_000)
    yield "an unclosed comment at the top", "<!--\n" + ordinary(1_000_000)
    yield "20,000 comments that silence", "\n\n".join("<!-- copydesk-ignore vague-attribution: known -->\nCritics say so." for _ in range(20_000))
    yield "brackets", "[" * 200_000 + "]" * 200_000
    yield "stars and underscores", "*_" * 300_000
    yield "links without end", "[a](" * 100_000
    yield "footnotes", "\n\n".join(f"It rained.[^{n}]\n\n[^{n}]: A note." for n in range(20_000))
    yield "characters of no width", "\u200bThe\u200d may\u200bor\u2060 said\ufeff so. " * 30_000
    yield "from right to left", "\u202eقال العمدة إن الجسر غير آمن. \u202c" * 15_000
    yield "combining marks", ("a" + "\u0301" * 50) * 8_000
    yield "emoji", "👩‍👩‍👧‍👦🏳️‍🌈" * 20_000
    yield "line ends of all kinds", "It rained.\r\rIt rained.\r\n\r\nIt rained.\n\n" * 20_000
    yield "no blank", "a" * 1_000_000
    yield "full stops", "." * 1_000_000
    yield "front matter without end", "---\n" + "title: It rained\n" * 50_000


def measure(binary, text):
    """(exit status, seconds of processor time, megabytes)"""
    with tempfile.TemporaryDirectory() as folder:
        draft = pathlib.Path(folder) / "draft.md"
        draft.write_text(text, encoding="utf-8", newline="")
        with open(os.devnull, "wb") as nowhere:
            process = subprocess.Popen([binary, "check", "--no-config", "--format", "json", str(draft)], stdout=nowhere, stderr=nowhere)
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        return process.returncode, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", default="target/release/copydesk")
    parser.add_argument("--most", type=float, default=50, help="megabytes of the longest ordinary draft")
    parser.add_argument("--only", default="", help="hostile drafts with these letters in their name, and no lengths")
    arguments = parser.parse_args()
    binary = str(pathlib.Path(arguments.bin).resolve())
    start = measure(binary, "It rained.\n")[1]
    text = ordinary(1_000_000)
    usual = (measure(binary, text)[1] - start) / len(text.encode())
    print("| draft | kB | seconds of processor time | for each byte, against ordinary news | memory, MB |\n| --- | --- | --- | --- | --- |")
    wrong = 0

    def row(title, text):
        nonlocal wrong
        status, seconds, memory = measure(binary, text)
        size = len(text.encode())
        ratio = max(0, seconds - start) / size / usual
        bad = status not in (0, 1) or ratio > MOST and seconds > 1
        wrong += bad
        note = f" (status {status})" if status not in (0, 1) else ""
        print(f"| {title}{note} | {size / 1000:,.0f} | {seconds:.2f} | {ratio:.2f} | {memory:.0f} |", flush=True)

    if not arguments.only:
        for size in (1_000, 10_000, 100_000, 1_000_000, 10_000_000, 50_000_000):
            if size <= arguments.most * 1_000_000:
                row("ordinary news", ordinary(size))
    for title, text in hostile():
        if arguments.only in title:
            row(title, text)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
