"""What a draft costs by its length and by its malice: a benchmark, not a test.

    python3 tests/endurance/cost.py [--bin target/release/copydesk] [--most MEGABYTES]

Checks drafts of 1 kB to 50 MB of ordinary news (the project's own drafts, over and over, with other names), and hostile ones
of about a megabyte. Prints processor time, time for each byte against that of ordinary news of a megabyte, and memory. A first
table has what grew with the square once, and its relatives, at 1, 2, 4 and 8 times: the time and the memory for each byte must
not grow with the length. Exit status 1 where a draft costs more than 20 times as much for each byte, takes more than two kilobytes
of memory for each byte, or ends the program. Standard library only.
"""

import argparse
import os
import pathlib
import random
import subprocess
import sys
import tempfile

MOST = 20
# Bytes of memory for each byte of a draft, and from how many megabytes on they count.
MOST_MEMORY, FEWEST_MEGABYTES = 2_000, 30
TIMES = (1, 2, 4, 8)
ONE_NAME = "a roster of one name"
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


def number_name(number):
    """A name of its own for each number."""
    letters = ""
    while number or len(letters) < 6:
        number, at = divmod(number, len(SYLLABLES))
        letters += SYLLABLES[at]
    return letters.capitalize()


def growing():
    """(kind, how often at once, the draft of so many): all in one paragraph where nothing else is said."""
    said = lambda number: f"{number_name(number)} {number_name(number + 7)}"
    each = lambda text, between=" ": lambda n: between.join(text(number) for number in range(n))
    again = lambda text: lambda n: text * n
    for kind, mark in {"curly": "“", "straight": '"', "single": "‘", "straight single": "'", "guillemets": "«", "low": "„"}.items():
        yield f"opening quotation marks, {kind}", 1_500, again(f"{mark}no ")
    yield "quotations in quotations", 1_500, lambda n: "The mayor said " + "“no " * n + "”" * n + " on Monday."
    yield "quotations in quotations, mixed", 1_000, lambda n: "The mayor said " + "“no ‘yes " * n + "’ ”" * n
    yield "quotations in quotations, straight", 1_000, lambda n: "The mayor said " + "\"no 'yes " * n + "' \"" * n
    yield "closing quotation marks", 5_000, again("no” ")
    yield "marks of quotation alone", 5_000, again("“")
    yield "apostrophes", 5_000, again("' ")
    yield "plural possessives in single marks", 2_000, lambda n: "‘It is " + "the workers’ pay and " * n + "more,’ he said."
    yield "lost closing marks", 600, each(lambda n: f"“It rained, the mayor said {n}.")
    yield "a name of hyphenated parts", 5_000, lambda n: "Ana " + "-".join(["Lopez"] * n) + " said so."
    yield "a name of other hyphenated parts", 2_500, lambda n: "Ana " + "-".join(map(number_name, range(n))) + " said so."
    yield "a name of apostrophes", 3_000, lambda n: "Ana " + "O'" * n + "Lopez said so."
    yield "a name of words", 3_000, lambda n: each(number_name)(n) + " said so."
    yield "a name of initials", 3_000, lambda n: "Ana " + "B. " * n + "Lopez said so."
    yield "a name of dots and letters", 3_000, lambda n: "Ana " + "B." * n + " said so."
    yield "a name of particles", 3_000, lambda n: "Ana " + "van der " * n + "Lopez said so."
    yield "titles before a name", 3_000, lambda n: "Mayor " * n + "Lopez said so."
    yield "appositions", 1_500, lambda n: "Ana Lopez, " + "the mayor of Rome, " * n + "said so."
    yield "accusations", 600, each(lambda n: f"{said(n)} is accused of fraud.")
    yield "speakers in front of quotations", 500, each(lambda n: f"{said(n)} said, “It rained.”")
    yield "speakers behind quotations", 500, each(lambda n: f"“It rained,” {said(n)} said.")
    yield "quotations of nobody", 800, each(lambda n: f"“It rained on day {n}.”")
    yield "quotations in one sentence", 800, lambda n: each(lambda n: f"“rain {n}”")(n) + " he said."
    yield "tellers within what is said", 500, each(lambda n: f"{said(n)} said the mayor told him, “No {n}.”")
    yield "one who says that one says", 800, lambda n: each(lambda n: f"{number_name(n)} said that")(n) + " it rained."
    yield "reports", 800, again("A report said the dam would hold. ")
    yield "figures", 1_000, each(lambda n: f"The fund lost ${n} million last year.")
    yield "acronyms", 1_500, each(lambda n: f"The {number_name(n)[:7].upper()} said so.")
    yield "acronyms spelled out", 1_000, each(lambda n: f"The {said(n)} ({number_name(n)[0]}{number_name(n + 7)[0]}) said so.")
    for kind, between in {"U+2028": "\u2028", "U+2029": "\u2029", "U+0085": "\u0085", "br": "<br>", "hard breaks": "  \n"}.items():
        yield f"{kind} between sentences", 1_500, each(lambda _: "The mayor said it rained.", between)
    # Blocks of a few bytes, whose sentences are judged together.
    for kind, block in {"headings": "a\n=\n", "paragraphs": "a\n\n", "lists": "- a\n+ b\n* c\n1) d\n", "tables": "|-|\n", "definitions": "a\n: b\n\n"}.items():
        yield f"{kind} of a letter", 2_500, again(block)
    yield "cells of a letter in three rows", 1_800, lambda n: "\n".join(f"|{cell}" * n + "|" for cell in ("a", "-", "b"))
    yield "comments that silence in one line", 500, again("<!-- copydesk-ignore-line placeholder --> TK ")
    yield "people of one surname", 400, each(lambda n: f"{number_name(n)} Miller said it rained.", "\n\n")
    yield "an enumeration", 4_000, lambda n: "The mayor said " + "rain, " * n + "and snow."
    yield "an enumeration of names", 2_000, lambda n: each(said, ", ")(n) + " and Ana Lopez said so."
    yield "an enumeration with and", 4_000, lambda n: "The mayor and " + "the clerk and " * n + "the judge said so."
    yield "an enumeration with numbers", 2_000, each(lambda n: f"({n}) it rained,")
    yield "an enumeration of acronyms", 2_000, lambda n: "The " + "FBI, " * n + "and others said so."
    yield "U.S.", 4_000, again("U.S. ")
    yield "Mr.", 4_000, again("Mr. Lopez ")
    yield "initials", 4_000, again("A. ")
    yield "stops and closing marks", 4_000, again(". ”")
    yield "open brackets behind a stop", 4_000, again(". (")
    yield "placeholders", 5_000, again("TK ")
    yield "placeholders in brackets", 2_500, again("The [name] said XXX on [TK]. ")
    yield "references without definition", 4_000, each(lambda n: f"[a][b{n}]")
    yield "references in paragraphs", 2_000, each(lambda n: f"It rained [a{n}][b{n}].", "\n\n")
    yield "one reference again and again", 4_000, again("[a][] ")
    yield "definitions", 3_000, each(lambda n: f"[a{n}]: https://a.test/{n}", "\n")
    yield "footnote openers", 6_000, again("[^")
    yield "footnote openers with letters", 5_000, again("[^a ")
    yield "footnotes without a note", 4_000, each(lambda n: f"rain[^{n}]")
    yield "links and emphasis on lines", 1_500, again("[It](https://a.test) *rained* long ago in June.  \n")
    yield "pictures amid words", 1_500, again("It rained ![rain](a.png) here. ")
    yield "wiki links without end", 5_000, again("[[a ")
    for kind, mark in {"Liquid": "{% a ", "Hugo": "{{< a ", "Handlebars": "{{ a ", "kramdown": "{: a ", "formula": "$$ a "}.items():
        yield f"{kind} without end", 5_000, again(mark)
    yield "comments of Liquid without end", 3_000, again("{% comment %} a ")
    yield "comments of Liquid in paragraphs", 1_500, again("{% comment %} a\n\n")
    yield "runs of backticks", 1_500, each(lambda n: "`" * (1 + n % 60))
    yield "tags without end", 5_000, again("<a ")
    yield "comments without end", 5_000, again("<!-- ")
    yield "comments that silence", 1_000, again("<!-- copydesk-ignore vague-attribution: known --> Critics say so. ")
    yield "speakers' labels", 1_000, each(lambda n: f"{number_name(n)}: It did.", "\n\n")


def measure(binary, text):
    """(exit status, seconds of processor time, megabytes)"""
    with tempfile.TemporaryDirectory() as folder:
        draft = pathlib.Path(folder) / "draft.md"
        draft.write_text(text, encoding="utf-8", newline="")
        return run([binary, "check", "--no-config", "--format", "json", str(draft)])


def measure_roster(binary, rows):
    """The same for a roster of one name in many rows."""
    with tempfile.TemporaryDirectory() as folder:
        roster = pathlib.Path(folder) / "roster.csv"
        roster.write_text("name,kind\n" + "Ana Lopez,person\n" * rows, encoding="utf-8")
        return run([binary, "roster", "check", str(roster)])


def run(command):
    with open(os.devnull, "wb") as nowhere:
        process = subprocess.Popen(command, stdout=nowhere, stderr=nowhere)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", default=os.environ.get("CARGO_TARGET_DIR", "target") + "/release/copydesk")
    parser.add_argument("--most", type=float, default=50, help="megabytes of the longest ordinary draft")
    parser.add_argument("--only", default="", help="hostile and growing drafts with these letters in their name, and no lengths")
    arguments = parser.parse_args()
    binary = str(pathlib.Path(arguments.bin).resolve())
    _, start, bare = measure(binary, "It rained.\n")
    text = ordinary(1_000_000)
    usual = (measure(binary, text)[1] - start) / len(text.encode())
    wrong = 0
    # First, while this program is small: the memory of a program that it starts counts from its own.
    heads = [f"{head} {times}" for head in ("time", "memory") for times in TIMES]
    print(f"| kind, at 1, 2, 4 and 8 times | kB at most | {' | '.join(heads)} |\n|{' --- |' * (2 + len(heads))}")

    def grow(title, sizes, measured):
        """One row: time for each byte against ordinary news, and megabytes; a kind that costs too much is tried no longer."""
        nonlocal wrong
        times, memories, bad = [], [], False
        for size, (status, seconds, memory) in zip(sizes, measured):
            times.append(max(0, seconds - start) / size / usual)
            memories.append(memory)
            hungry = memory > FEWEST_MEGABYTES + bare and (memory - bare) * 1e6 / size > MOST_MEMORY
            bad = status not in (0, 1) or times[-1] > MOST and seconds > 1 or hungry
            if bad:
                break
        wrong += bad
        blank = [""] * (len(TIMES) - len(times))
        cells = [f"{time:.2f}" for time in times] + blank + [f"{memory:.0f}" for memory in memories] + blank
        print(f"| {title}{' (too much)' if bad else ''} | {sizes[-1] / 1000:,.0f} | {' | '.join(cells)} |", flush=True)

    for title, count, draft in growing():
        if arguments.only in title:
            texts = [draft(count * times) for times in TIMES]
            grow(title, [len(text.encode()) for text in texts], (measure(binary, text) for text in texts))
    if arguments.only in ONE_NAME:
        rows = [2_000 * times for times in TIMES]
        grow(ONE_NAME, [17 * count for count in rows], (measure_roster(binary, count) for count in rows))

    print("\n| draft | kB | seconds of processor time | for each byte, against ordinary news | memory, MB |\n| --- | --- | --- | --- | --- |")

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
