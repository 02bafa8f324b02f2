// Whatever was typed, and however settings came in between: in the end the server says of a draft what it says of one that
// is opened afresh with the same text. ROUNDS and SEED choose how often and which.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import test from 'node:test';

import { Editor, everything } from './editor.mjs';

const rounds = Number(process.env.ROUNDS ?? 200);
const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 1e9));

/** A generator of pseudo-random numbers from 0 to 1 (mulberry32), so that a seed repeats a run. */
let state = seed;
function random() {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}
const below = (count) => Math.floor(random() * count);
const one = (list) => list[below(list.length)];

const encoding = one(['utf-8', 'utf-16', 'utf-32']);
const units = {
  'utf-8': (words) => Buffer.byteLength(words),
  'utf-16': (words) => words.length,
  'utf-32': (words) => [...words].length,
}[encoding];

const drafts = ['news-faulty', 'feature', 'court', 'international'].map((name) =>
  fs.readFileSync(new URL(`../drafts/${name}.md`, import.meta.url), 'utf8'));

const pieces = [
  'x', ' ', '\n', '\n\n', '\r\n', '\r', 'é', '😀', 'e\u0301', '“', '”', '"', '```\n', '- ', '> ', '# ', '[^1]', '[^1]: note\n',
  '<!-- copydesk-ignore placeholder -->\n', '<!-- copydesk-off -->\n', '<!-- copydesk-on -->\n', '<!--', '-->', '---\n',
  'TK', 'Critics say the bridge is unsafe. ', 'Lena Ostrow said it was “over”. ', 'Ostrow ', 'Shiogu ', '[a](b) ', '',
  '---\ncopydesk: {ignore: [placeholder]}\n---\n',
];

/** The lines of a text with their ends, as the protocol cuts them. */
const lines = (text) => text.split(/(?<=\r\n|\n|\r(?!\n))/);

function position(text, offset) {
  const before = lines(text.slice(0, offset));
  const last = before.at(-1) ?? '';
  const complete = /[\r\n]$/.test(last);
  return { line: complete ? before.length : Math.max(before.length - 1, 0), character: complete ? 0 : units(last) };
}

/** A place that splits neither a character nor a line's end. */
function place(text, from = 0, reach = text.length) {
  let offset = Math.min(text.length, from + below(reach + 1));
  while (offset > 0 && (/[\udc00-\udfff]/.test(text[offset] ?? '') || (text[offset - 1] === '\r' && text[offset] === '\n'))) offset--;
  return offset;
}

function change(text) {
  if (random() < 0.06) {
    const whole = one(drafts).slice(0, 200 + below(3000));
    return [{ text: whole }, whole];
  }
  const start = place(text);
  let end = start;
  if (random() < 0.5) end = place(text, start, random() < 0.2 ? 400 : 8);
  const [from, to] = [Math.min(start, end), Math.max(start, end)];
  const piece = one(pieces);
  const range = { start: position(text, from), end: position(text, to) };
  return [{ range, text: piece }, text.slice(0, from) + piece + text.slice(to)];
}

const settings = [{}, { rules: { placeholder: 'off' } }, { rules: { attribution: 'hint' } }];

test(`edits lead to what a fresh draft is told (SEED=${seed}, ${encoding})`, { timeout: 540000 }, async () => {
  const capabilities = { ...everything, general: { positionEncodings: [encoding] } };
  const editor = await Editor.start({ capabilities, delay: () => below(60) });
  assert.equal(editor.capabilities.positionEncoding, encoding);
  await editor.open('typed.md', drafts[0]);
  let text = drafts[0];
  let version = 1;
  for (let round = 0; round < rounds; round++) {
    for (let burst = 1 + below(12); burst > 0; burst--) {
      const changes = [];
      for (let count = 1 + below(3); count > 0; count--) {
        const [edit, edited] = change(text);
        changes.push(edit);
        text = edited;
      }
      version += 1 + below(3);
      editor.change('typed.md', version, ...changes);
      if (random() < 0.15) {
        editor.settings = one(settings);
        editor.notify('workspace/didChangeConfiguration', { settings: null });
      }
    }
    const fresh = `fresh-${round}.md`;
    // A text that is no Unicode cannot be sent at all.
    assert.ok(text.isWellFormed(), 'the test splits no character');
    await editor.open(fresh, text);
    await same(editor, fresh, version, `round ${round}, SEED=${seed}`);
    editor.close(fresh);
  }
  assert.equal(await editor.stop(), 0);
});

async function same(editor, fresh, version, which) {
  const here = (name) => JSON.stringify(editor.pushed.get(editor.uri(name))?.diagnostics).replaceAll(editor.uri(name), '');
  // Settings may still be on their way, and a long draft is checked whole only when the writer pauses.
  const agree = () => editor.pushed.get(editor.uri('typed.md'))?.version === version && here('typed.md') === here(fresh);
  try {
    await editor.until(agree, which, 6000);
  } catch {
    assert.equal(here('typed.md'), here(fresh), which);
    throw new Error(`the last version was not published: ${which}`);
  }
  for (const method of ['textDocument/documentSymbol', 'textDocument/semanticTokens/full']) {
    const [typed, afresh] = await Promise.all(['typed.md', fresh].map((name) =>
      editor.request(method, { textDocument: { uri: editor.uri(name) } })));
    delete typed.resultId;
    delete afresh.resultId;
    assert.deepEqual(typed, afresh, `${method}: ${which}`);
  }
}
