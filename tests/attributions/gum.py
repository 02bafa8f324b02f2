#!/usr/bin/env python3
"""Who says what, checked against annotations that nothing was trained or tuned on. Standard library only.

    git clone https://github.com/amir-zeldes/gum && python3 tests/attributions/gum.py gum [--genre news] [--bin copydesk] [--show]

GUM's discourse trees (rst/rstweb) mark the clause that attributes another one: “police said”, “according to the mayor”. Texts of the genres
news and interview are CC BY 2.5 (Wikinews), the annotations CC BY 4.0 (Zeldes 2017, doi:10.1007/s10579-016-9343-x); none of them stands here.
    found       attributing clauses with a verb that hold a cue of ours, and of those whose content we see in the clause they attribute
    nested      the same of clauses within what somebody else says
    right       our stated attributions whose cue stands in such a clause; GUM has none for “described the plan as”, so that this is a floor
"""
import argparse, collections, glob, json, os, re, subprocess, sys
import xml.etree.ElementTree as xml


def tokens(path):
    """-> (text, [(start, end, form, tag)]) of a conllu file, paragraphs apart, in code points."""
    text, out, space, paragraph, whole = '', [], '', False, None
    for line in open(path, encoding='utf-8'):
        if re.match(r'# newpar(_block)?\b', line): paragraph = True
        cells = line.rstrip('\n').split('\t')
        if len(cells) < 10 or '.' in cells[0]: continue
        parts = re.fullmatch(r'(\d+)-(\d+)', cells[0])
        if whole and not parts and int(cells[0]) <= whole[0]:
            at = max(text.find(cells[1], whole[1]), whole[1]); out.append((at, min(at + len(cells[1]), len(text)), cells[1], cells[4]))
            whole = (whole[0], min(at + len(cells[1]), len(text))) if int(cells[0]) < whole[0] else None
            continue
        text = text.rstrip() + ('\n\n' if text else '') if paragraph else text + space
        paragraph, start = False, len(text)
        text += cells[1]; space = '' if 'SpaceAfter=No' in cells[9] else ' '
        if parts: whole = (int(parts[2]), start)
        else: out.append((start, len(text), cells[1], cells[4]))
    return text + '\n', out


def clauses(path, words):
    """-> [(span of the attributing clause, whether it has a verb, spans of what it attributes)]"""
    span, place, children, at = {}, {}, collections.defaultdict(list), 0
    tree = xml.parse(path).getroot()
    for node in [*tree.iter('segment'), *tree.iter('group')]:
        place[node.get('id')] = node.get('parent'), node.get('relname') or ''
        children[node.get('parent')].append(node.get('id'))
        if node.tag == 'segment':
            count = len(node.text.split()); span[node.get('id')] = words[at][0], words[at + count - 1][1], words[at:at + count]; at += count
    below = lambda k: [k] * (k in span) + [x for child in children[k] for x in below(child)]
    out = []
    for node, (parent, relation) in place.items():
        own = below(node)
        if not relation.startswith('attribution') or not own: continue
        told = [parent] if parent in span else [x for child in children[parent] if place[child][1] == 'span' for x in below(child)]
        out.append(([span[k][:2] for k in own], any(tag[:2] == 'VB' or tag[:2] == 'VV' or form.lower() == 'according' for k in own for *_, form, tag in span[k][2]),
                    [span[k][:2] for k in told if k not in own]))
    return out


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('gum'); ap.add_argument('--genre', default='news'); ap.add_argument('--bin', default='copydesk'); ap.add_argument('--show', action='store_true')
    o = ap.parse_args()
    drafts = {}
    for path in sorted(glob.glob(os.path.join(o.gum, f'dep/GUM_{o.genre}_*.conllu'))):
        name = os.path.basename(path)[:-len('.conllu')]; text, words = tokens(path)
        drafts[name] = text, clauses(os.path.join(o.gum, f'rst/rstweb/{name}.rs4'), words)
    if not drafts: sys.exit(f'No texts of the genre {o.genre} under {o.gum}.')
    lines = ''.join(json.dumps({'id': name, 'text': text}) + '\n' for name, (text, _) in drafts.items())
    run = subprocess.run([o.bin, 'inspect', '--jsonl', '--offsets', 'codepoint'], input=lines, capture_output=True, text=True, check=True)
    count, meets = collections.Counter(), lambda some, others: any(a < y and x < b for a, b in some for x, y in others)
    for draft in map(json.loads, run.stdout.splitlines()):
        text, known = drafts[draft['id']]
        for own, verb, told in known:
            if not verb: count['credits and signatures'] += 1; continue
            nested = any(other != own and meets(own, inside) for other, _, inside in known)
            hit = [a for a in draft['attributions'] if meets(a['cue'], own)]
            count['clauses'] += 1; count['found'] += bool(hit); count['content'] += any(meets(a['content'], told) for a in hit)
            count['nested'] += nested; count['nested found'] += nested and bool(hit)
            if o.show and not hit: print('missed', draft['id'], 'nested' if nested else '', '|', *(text[a:b].replace('\n', ' ') for a, b in own))
        for a in draft['attributions']:
            if not a['stated'] or not a['cue']: continue
            right = any(meets(a['cue'], own) for own, _, _ in known); count['told'] += 1; count['right'] += right
            if o.show and not right: (x, y), = a['cue'][:1]; print('told', draft['id'], '|', re.sub(r'\s+', ' ', text[max(0, x - 50):x] + '[' + text[x:y] + ']' + text[y:y + 50]))
    print(f"{len(drafts)} texts of {o.genre}: found {count['found'] / count['clauses']:.3f} of {count['clauses']} (with content {count['content'] / count['clauses']:.3f}); "
          f"nested {count['nested found']} of {count['nested']}; right {count['right'] / count['told']:.3f} of {count['told']}; {count['credits and signatures']} credits and signatures aside")


if __name__ == '__main__': main()
