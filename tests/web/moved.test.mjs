// What stands of a draft right behind a keystroke, before the whole is checked again, counts in the text that is there now: the words at
// fault, and what a fix would write. PACKAGE is the folder of the package.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';

const load = (name) => import(pathToFileURL(path.resolve(process.env.PACKAGE, name)).href);
const EXAMPLE = fs.readFileSync(new URL('../drafts/faulty-brief.md', import.meta.url), 'utf8');

/** Where something is written, and what. */
const EDITS = [
  ['', 'New words above.\n\n'],
  ['# Goose shuts', ' a'],
  ['The standoff', ' this year'],
  ['Critics say', ' again that'],
  ['coach." ', 'A '],
  ['fixed by TK.', '\n\nThe end.'],
];

test('fixes move with the words right behind a keystroke', async () => {
  const { Engine } = await load('engine.js');
  const files = await load('files.js');
  const engine = await Engine.load({ weights: files.weights().href, simd: files.code().simd.href });
  let compared = 0;
  for (const [behind, words] of EDITS) {
    const draft = 'moved.md';
    let told = engine.ask({ do: 'open', draft, text: EXAMPLE, version: 1 });
    while (told.next) told = engine.ask({ do: 'step', draft, blocks: 9, due: true });
    const at = EXAMPLE.indexOf(behind) + behind.length;
    const text = EXAMPLE.slice(0, at) + words + EXAMPLE.slice(at);
    told = engine.ask({ do: 'change', draft, version: 2, edits: [{ start: at, end: at, text: words }], quick: false });
    assert.equal(told.whole, false, 'it is not all checked again yet');
    const fresh = engine.ask({ do: 'check', name: draft, text });
    for (const { rule, start, end, fixes } of told.findings) {
      const now = fresh.find((it) => it.rule === rule && it.start === start && it.end === end);
      assert.ok(now, `behind “${behind}”: ${rule} stands at its words, “${text.slice(start, end)}”`);
      for (const { title, edits } of fixes) {
        const same = now.fixes.find((it) => it.title === title);
        assert.deepEqual(edits, same?.edits, `behind “${behind}”: ${title}`);
        compared += 1;
      }
    }
    engine.ask({ do: 'close', draft });
  }
  assert.ok(compared > 20, `fixes are compared: ${compared}`);
});
