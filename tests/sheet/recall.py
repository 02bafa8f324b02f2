#!/usr/bin/env python3
"""What is missing on the fact-check sheet? Standard library only.   recall.py CAST.jsonl [--bin copydesk] [--show N]

CAST holds drafts with the forms of the names in them ({"id", "text", "actors": [{"name", "forms"}]}). Figures, dates and quotations
are counted here by their looks alone, by nothing that Copydesk has: of each the share that a row of that kind has, as often as the
draft has it.
"""
import argparse, collections, csv, io, json, os, re, subprocess, sys, tempfile

WORDS = ('two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty '
         'thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million millions billion billions dozen dozens '
         'half twice double doubled').split()
MONTH = 'January|February|March|April|May|June|July|August|September|October|November|December|Jan\\.|Feb\\.|Mar\\.|Apr\\.|Aug\\.|Sept?\\.|Oct\\.|Nov\\.|Dec\\.'
DATE = re.compile(rf"\b(?:(?:{MONTH}) \d{{1,2}}(?:, (?:19|20)\d\d)?|\d{{1,2}} (?:{MONTH})(?: (?:19|20)\d\d)?|(?:{MONTH}) (?:19|20)\d\d|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|"
                  r"(?:in|since|by|of|until|from) (?:19|20)\d\d\b|yesterday|today|tonight|tomorrow|(?:last|next|this) (?:week|month|year|night|spring|summer|autumn|fall|winter))\b")
NUMBER = re.compile(r"\d[\d,.]*\d|\d|\b(?:" + '|'.join(WORDS) + r")\b", re.I)
QUOTATION = re.compile(r"“[^“”\n]+”|(?<![\w\d])\"[^\"\n]+\"(?!\w)")


def norm(text): return re.sub(r"\W+", ' ', text.replace('’', "'")).strip().lower()


def share(wanted, rows, inside):
    """How many of the wanted are in rows, each as often as it is wanted."""
    have = collections.Counter(); found = 0; missed = []
    pool = '\n'.join(rows)
    for word, count in collections.Counter(wanted).items():
        there = len(re.findall(inside(word), pool, re.I))
        found += min(count, there)
        if there < count: missed.append((word, count, there))
    return found, len(wanted), missed


def main():
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument('data'); asked.add_argument('--bin', default='copydesk'); asked.add_argument('--show', type=int, default=0)
    told = asked.parse_args(); drafts = [json.loads(line) for line in open(told.data, encoding='utf-8')]
    total = collections.defaultdict(lambda: [0, 0]); missing = collections.defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        for number, draft in enumerate(drafts):
            with open(os.path.join(folder, f'{number:03}.md'), 'w', encoding='utf-8') as file: file.write(draft['text'])
        made = subprocess.run([told.bin, 'sheet', '--no-config', '--format', 'csv', '.'], cwd=folder, capture_output=True)
    if made.returncode: sys.exit(made.stderr.decode())
    rows = collections.defaultdict(list)
    for row in csv.DictReader(io.StringIO(made.stdout.decode('utf-8-sig'))): rows[int(row['Draft'][-6:-3])].append(row)
    for number, draft in enumerate(drafts):
        of = lambda *kinds: [row['Words'].lstrip("'") for row in rows[number] if row['What'] in kinds]
        text = re.sub(r"\]\([^)]*\)|<[^>\n]*>|https?://\S+", ' ', draft['text']); text = re.sub(r"^\[[^\]]+\]: .*$|\[\^[^\]]+\]", ' ', text, flags=re.M)
        names = [norm(row) for row in of('name', 'office')]
        for actor in draft['actors']:
            for form in actor['forms']:
                total['names'][1] += 1
                if any(f' {norm(form)} ' in f' {name} ' for name in names): total['names'][0] += 1
                else: missing['names'].append((draft['id'], form))
        dates = [it.group() for it in DATE.finditer(text)]; bare = DATE.sub(' ', text)
        numbers = [it.group().lower() for it in NUMBER.finditer(bare)]
        edge = lambda word: r"(?<!\w)" + re.escape(word) + r"(?!\w)"
        for kind, wanted, have in (('dates', [re.sub(r"^(?:in|since|by|of|until|from) ", '', it) for it in dates], of('date')),
                                   ('figures', numbers, of('figure', 'date', 'name', 'superlative', 'office'))):
            found, all_, missed = share(wanted, have, edge if kind == 'dates' else lambda word: r"(?<![\d.,])" + re.escape(word) + r"(?!\d)")
            total[kind][0] += found; total[kind][1] += all_; missing[kind] += [(draft['id'], *it) for it in missed]
        quotations = [norm(row) for row in of('quotation')]
        for quotation in QUOTATION.findall(text):
            total['quotations'][1] += 1; words = norm(quotation)
            if any(words and words in known for known in quotations): total['quotations'][0] += 1
            else: missing['quotations'].append((draft['id'], quotation[:80]))
    for kind, (found, all_) in total.items():
        print(f'{kind}: {found} of {all_}, {found / max(1, all_):.3f}')
        for it in missing[kind][:told.show]: print('   ', *it, sep=' | ')


if __name__ == '__main__':
    main()
