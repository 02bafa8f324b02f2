"""A long day of one server: many open drafts, typing without a pause, drafts closed, opened and renamed, configuration
changed, requests cancelled, and storms of changed files, as a checkout or a sync makes them.

    python3 tests/endurance/soak.py [--bin target/release/copydesk] [--drafts 200] [--edits 200000] [--checks 10]

Prints at each check how many edits there were, the time from a keystroke to its findings (median), the memory, the most threads
in a storm so far, the longest that an answer took in the checkout before the check, and whether the findings are those of a server
that opened the same drafts afresh. Exit status 1 where they are not.
"""

import argparse
import os
import pathlib
import queue
import random
import statistics
import sys
import tempfile
import time

from editor import Editor

HERE = pathlib.Path(__file__).resolve().parent
TYPED = ["The mayor ", "said so. ", "Critics say ", "“It rained,” ", "Ana Lopez ", "Lopes ", "$4 million ", "\n\n", "TK ", "👩‍👩‍👧 ", "é", ", said Karel Brandt. ",
         "- item\n", "```\n", "<!-- ", " -->", "## Heading\n\n", "\r\n", '"', "”"]
QUIET = 1.0
# Edits from one storm to the next, files in a storm, and how often each is told of.
STORM_EVERY, STORM_FILES, STORM_TOLD = 400, 50, 40
# The same of the checkout of another branch, which comes before each check.
CHECKOUT_FILES, CHECKOUT_TOLD = 2_000, 10


class Day:
    def __init__(self, binary, folder, drafts, seed=1):
        self.binary, self.folder, self.rng = binary, folder, random.Random(seed)
        self.editor = Editor([binary, "lsp"], folder, patience=120)
        originals = [path.read_text(encoding="utf-8") for path in sorted((HERE.parent / "drafts").glob("*.md"))]
        self.texts, self.versions, self.shown, self.number, self.threads = {}, {}, {}, 0, 0
        for number in range(drafts):
            self.open_another(originals[number % len(originals)])

    def open_another(self, text):
        self.number += 1
        uri = (self.folder / f"draft-{self.number}.md").as_uri()
        self.texts[uri], self.versions[uri] = text, 1
        self.editor.open(uri, text)

    def edit(self):
        """One change at a random place, mostly a few letters; now and then a deletion or a draft that grew too long begins anew."""
        uri = self.rng.choice(list(self.texts))
        text = self.texts[uri]
        at = self.rng.randrange(len(text) + 1)
        if len(text) > 8_000:
            end, typed = len(text), ""
            at = 2_000
        elif self.rng.random() < 0.3:
            end, typed = min(len(text), at + self.rng.randrange(1, 30)), ""
        else:
            end, typed = at, self.rng.choice(TYPED)
        at, end = whole(text, at), whole(text, end)
        change = {"range": {"start": position(text, at), "end": position(text, end)}, "text": typed}
        self.texts[uri] = text[:at] + typed + text[end:]
        self.versions[uri] += 1
        self.editor.change(uri, self.versions[uri], change)
        return uri

    def disturb(self):
        """Something other than typing."""
        editor, uri = self.editor, self.rng.choice(list(self.texts))
        document = {"uri": uri}
        kind = self.rng.randrange(4)
        if kind == 0:
            text = self.texts.pop(uri)
            self.versions.pop(uri), self.shown.pop(uri, None)
            editor.notify("textDocument/didClose", {"textDocument": document})
            self.open_another(text)
        elif kind == 1:
            editor.notify("workspace/didChangeConfiguration", {"settings": {"copydesk": {"rules": {"placeholder": self.rng.choice(["off", "warning"])}}}})
            editor.notify("workspace/didChangeConfiguration", {"settings": {"copydesk": {"rules": {}}}})
        elif kind == 2:
            # A request that nobody waits for.
            editor.number += 1
            editor.send({"id": editor.number, "method": "textDocument/documentSymbol", "params": {"textDocument": document}})
            editor.notify("$/cancelRequest", {"id": editor.number})
        else:
            editor.request("textDocument/rename", {"textDocument": document, "position": {"line": 0, "character": 3}, "newName": "Ana Maria Lopez"})

    def storm(self, files, times):
        """Files come, change and go, the configuration among them, and the server is told of each many times over. Gives the most
        milliseconds that an answer took meanwhile."""
        told = [self.folder / f"synced-{number}.md" for number in range(files)]
        for path in told:
            if self.rng.random() < 0.3:
                path.unlink(missing_ok=True)
            else:
                path.write_text("".join(self.rng.choices(TYPED, k=40)), encoding="utf-8")
        told.append(self.folder / "copydesk.toml")
        told[-1].write_text(f'[rules]\nplaceholder = "{self.rng.choice(["off", "warning"])}"\n', encoding="utf-8")
        events = [{"uri": path.as_uri(), "type": 2 if path.exists() else 3} for path in told] * times
        self.rng.shuffle(events)
        longest = 0
        for start in range(0, len(events), 10):
            self.editor.notify("workspace/didChangeWatchedFiles", {"changes": events[start:start + 10]})
            if start % 1_000 == 0:
                longest = max(longest, self.answer())
                self.threads = max(self.threads, int(self.status("Threads")))
        return max(longest, self.answer())

    def answer(self):
        """Milliseconds to a card of a draft, behind all that the server was sent before."""
        began = time.perf_counter()
        place = {"textDocument": {"uri": self.rng.choice(list(self.texts))}, "position": {"line": 0, "character": 3}}
        answer = self.editor.request("textDocument/hover", place)
        assert answer is None or "contents" in answer, answer
        return 1000 * (time.perf_counter() - began)

    def take(self, timeout):
        shown = self.editor.shown.get(timeout=timeout)
        if shown["uri"] in self.texts:
            self.shown[shown["uri"]] = shown

    def settle(self):
        """Waits until every draft's newest version was answered and nothing more comes."""
        while True:
            try:
                self.take(QUIET)
            except queue.Empty:
                late = [uri for uri in self.texts if (self.shown.get(uri, {}).get("version") or 0) < self.versions[uri]]
                if not late:
                    return
                self.take(self.editor.patience)

    def latency(self, times=20):
        """Milliseconds from a keystroke to its findings."""
        took = []
        for _ in range(times):
            began = time.perf_counter()
            uri = self.edit()
            while (self.shown.get(uri, {}).get("version") or 0) < self.versions[uri]:
                self.take(self.editor.patience)
            took.append(1000 * (time.perf_counter() - began))
        return statistics.median(took)

    def memory(self):
        return int(self.status("VmRSS")) / 1024

    def status(self, field):
        status = pathlib.Path(f"/proc/{self.editor.process.pid}/status").read_text(encoding="utf-8")
        return status.split(f"{field}:")[1].split()[0]

    def differences(self):
        """The drafts whose findings are not those of a server that has opened them afresh."""
        self.settle()
        with Editor([self.binary, "lsp"], self.folder, patience=120) as fresh:
            other = Day.__new__(Day)
            other.editor, other.texts, other.versions, other.shown = fresh, self.texts, dict.fromkeys(self.texts, 1), {}
            for uri, text in self.texts.items():
                fresh.open(uri, text)
            other.settle()
        bare = lambda shown: [(d["range"], d["code"], d["message"]) for d in shown["diagnostics"]]
        return [uri for uri in self.texts if bare(self.shown[uri]) != bare(other.shown[uri])]


def whole(text, at):
    """A place that is not inside a line end or a character of two units."""
    return at - 1 if 0 < at < len(text) and text[at - 1] == "\r" and text[at] == "\n" else at


def position(text, at):
    """Line and UTF-16 column; a lone carriage return ends a line, as in the protocol."""
    before = text[:at].replace("\r\n", "\n").replace("\r", "\n")
    line = before.rpartition("\n")[2]
    return {"line": before.count("\n"), "character": len(line.encode("utf-16-le")) // 2}


def soak(binary, drafts, edits, checks):
    """Gives at each check: edits so far, milliseconds, megabytes, most threads, longest answer in milliseconds, drafts that differ."""
    with tempfile.TemporaryDirectory() as folder:
        day = Day(binary, pathlib.Path(folder).resolve(), drafts)
        with day.editor:
            for check in range(checks + 1):
                longest = day.storm(CHECKOUT_FILES, CHECKOUT_TOLD)
                day.settle()
                yield check * (edits // checks), day.latency(), day.memory(), day.threads, longest, len(day.differences())
                if check == checks:
                    return
                for number in range(edits // checks):
                    day.edit()
                    if number % 100 == 99:
                        day.disturb()
                    if number % STORM_EVERY == STORM_EVERY - 1:
                        day.storm(STORM_FILES, STORM_TOLD)
                    # As fast as it goes, but what was shown is read, as an editor does.
                    while not day.editor.shown.empty():
                        day.take(1)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", default=os.environ.get("CARGO_TARGET_DIR", "target") + "/release/copydesk")
    parser.add_argument("--drafts", type=int, default=200)
    parser.add_argument("--edits", type=int, default=200_000)
    parser.add_argument("--checks", type=int, default=10)
    arguments = parser.parse_args()
    print("| edits | keystroke to findings, ms | memory, MB | threads | longest answer in a checkout, ms | drafts that differ from fresh ones |\n| --- | --- | --- | --- | --- | --- |")
    wrong = 0
    for row in soak(str(pathlib.Path(arguments.bin).resolve()), arguments.drafts, arguments.edits, arguments.checks):
        print("| {:,} | {:.1f} | {:.0f} | {} | {:.0f} | {} |".format(*row), flush=True)
        wrong += row[-1]
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
