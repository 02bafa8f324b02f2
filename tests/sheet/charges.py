#!/usr/bin/env python3
"""What is missing on the legal read? Standard library only.   charges.py NEWS [--bin copydesk] [--show]

NEWS is the folder of published articles. `charges.jsonl` beside this has what a person found in 32 of them before looking at the
program's answer, by places alone (characters): each charge's sentence, whom it accuses, and who says so. The articles are those of
120 to 420 words in which one of these words stands four times or more, in `random.seed(25)`, `random.sample(…, 32)` of their order:
accus, alleg, arrest, charged with, convict, guilty, fraud, indict, sued, suing, lawsuit, brib, corrupt, murder, on trial. Of the
last twelve ("blind") the program's rows were not looked at until it had been mended on the others; their text had been read.
"""
import argparse, collections, csv, io, json, os, re, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))


def norm(text): return re.sub(r"\W+", ' ', text.replace('’', "'")).strip().lower()


def score(drafts, told, show):
    rows = collections.defaultdict(list); answered = collections.defaultdict(set)
    with tempfile.TemporaryDirectory() as folder:
        for number, (draft, text) in enumerate(drafts):
            with open(os.path.join(folder, f'{number:03}.md'), 'w', encoding='utf-8') as file: file.write(text)
        made = subprocess.run([told.bin, 'sheet', '--legal', '--no-config', '--format', 'csv', '.'], cwd=folder, capture_output=True)
    if made.returncode: sys.exit(made.stderr.decode())
    for row in csv.DictReader(io.StringIO(made.stdout.decode('utf-8-sig'))):
        number, about = int(row['Draft'][-6:-3]), row['About'].lstrip("'")
        if row['No.']: rows[number].append((about, norm(row['Sentence']), row['Who says so']))
        elif row['Sentence'].lstrip("'").startswith('Answers or was asked'): answered[number].add(about)
    wanted = listed = right = by = right_rows = answers = found_answers = 0
    for number, (draft, text) in enumerate(drafts):
        words = lambda spans: [text[start:end] for start, end in spans]
        good = set()
        for charge in draft['charges']:
            at = norm(text[slice(*charge['at'])]); names = [norm(name) for name in words(charge['whom'])]
            here = [(number_, row) for number_, row in enumerate(rows[number]) if at in row[1]]
            fits = [(number_, row) for number_, row in here if any(name in norm(row[0]) for name in names) or charge['nobody'] and row[0] == 'Nobody by name']
            wanted += 1; listed += bool(here); right += bool(fits); good |= {number_ for number_, _ in fits}
            says = lambda row: charge['bare'] and row[2] in ('the draft itself', 'nobody is named') or any(name.lower() in row[2].lower() for name in words(charge['by']))
            by += any(says(row) for _, row in fits)
            if show and not fits: print('  missing:', draft['draft'], '|', text[slice(*charge['at'])], '|', words(charge['whom']), [row[0] for _, row in here])
        right_rows += len(good)
        for spans in draft['answer']:
            answers += 1; found_answers += any(norm(name) in norm(about) for name in words(spans) for about in answered[number])
    all_rows = sum(len(of) for of in rows.values())
    print(f'{len(drafts)} articles, {wanted} charges: sentence listed {listed / wanted:.3f}, under whom it accuses {right / wanted:.3f}, '
          f'who says so {by} of {right}; {right_rows} of {all_rows} rows are these; {found_answers} of {answers} answers')


def main():
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument('news'); asked.add_argument('--bin', default='copydesk'); asked.add_argument('--show', action='store_true')
    told = asked.parse_args(); drafts = []
    for line in open(os.path.join(HERE, 'charges.jsonl'), encoding='utf-8'):
        draft = json.loads(line)
        with open(os.path.join(told.news, draft['draft']), encoding='utf-8', errors='replace') as file: drafts.append((draft, file.read()))
    for blind in (False, True): score([it for it in drafts if it[0]['blind'] == blind], told, told.show)
    score(drafts, told, False)


if __name__ == '__main__':
    main()
