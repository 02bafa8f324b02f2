// Fixes as an editor gets them: every fix of every rule, and what is written into the newsroom's roster.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

import { apply, at, server, session } from './editor.mjs';

const DRAFTS = path.join(import.meta.dirname, '../drafts');

const offers = (editor, name, range, only) => editor.request('textDocument/codeAction', {
  textDocument: { uri: editor.uri(name) }, range, context: { diagnostics: [], only },
});
const resolved = async (editor, action) => (await editor.request('codeAction/resolve', action)).edit;
/** An edit with its stops as the words that stand there. */
const plain = (edit) => JSON.parse(JSON.stringify(edit), (key, value) => value?.snippet
  ? { range: value.range, newText: value.snippet.value.replace(/\$\{\d+:((?:\\.|[^}\\])*)\}/g, '$1').replace(/\\([\\$}])/g, '$1') } : value);
const point = (position) => ({ start: position, end: position });

/** A text with edits in bytes applied, as `check --format json` writes them. */
function fixed(text, edits) {
  let bytes = Buffer.from(text);
  for (const { span: [start, end], text: inserted } of [...edits].sort((a, b) => b.span[0] - a.span[0])) {
    bytes = Buffer.concat([bytes.subarray(0, start), Buffer.from(inserted), bytes.subarray(end)]);
  }
  return bytes.toString();
}

/** The example drafts, and the flagged examples on the rules' pages without the lines that mark the words. */
function examples() {
  const drafts = fs.readdirSync(DRAFTS).filter((it) => it.endsWith('.md')).map((name) => [name, fs.readFileSync(path.join(DRAFTS, name), 'utf8')]);
  const rules = path.join(import.meta.dirname, '../../server/desk/rules');
  const flagged = fs.readdirSync(rules).flatMap((file) => {
    const page = fs.readFileSync(path.join(rules, file), 'utf8').split('\n').filter((it) => it.startsWith('//!')).map((it) => it.slice(4));
    const blocks = page.join('\n').matchAll(/^```flagged\n([^]*?)^```$/gm);
    return [...blocks].map(([, block], number) => [`${file}-${number}.md`, block.split('\n').filter((line) => !/^[ ^]*\^[ ^]*$/.test(line)).join('\n')]);
  });
  return [...drafts, ...flagged];
}

session('every fix that the command line knows is offered, and does the same', async (editor) => {
  const rules = new Set();
  const texts = examples();
  const input = texts.map(([id, text]) => JSON.stringify({ id, text })).join('\n');
  const arguments_ = ['check', '--no-config', '--format', 'jsonl', '--jsonl-input', '--fail-on', 'never'];
  const answers = execFileSync(server, arguments_, { input, encoding: 'utf8', maxBuffer: 1 << 28 });
  for (const [number, line] of answers.trim().split('\n').entries()) {
    const [name, text] = texts[number];
    const { id, diagnostics } = JSON.parse(line);
    assert.equal(id, name);
    const shown = (await editor.open(name, text)).filter((it) => it.code !== 'front-matter');
    assert.equal(shown.length, diagnostics.length, name);
    // Two findings may say the same; both lists have them in the order of the draft.
    const waiting = [...shown];
    for (const finding of diagnostics) {
      const at = waiting.findIndex((it) => it.code === finding.rule && it.message === finding.message);
      const [{ range }] = waiting.splice(at, 1);
      const actions = (await offers(editor, name, range, ['quickfix']))
        .filter((it) => it.diagnostics.some((one) => one.code === finding.rule && one.message === finding.message
          && JSON.stringify(one.range) === JSON.stringify(range)));
      const fixes = actions.filter((it) => finding.fixes.some((fix) => fix.title === it.title));
      assert.deepEqual(fixes.map((it) => it.title), finding.fixes.map((it) => it.title), `${name} ${finding.rule}`);
      assert.equal(actions.filter((it) => it.isPreferred).length, Math.min(1, finding.fixes.length), `${name} ${finding.rule}`);
      for (const [number, fix] of finding.fixes.entries()) {
        const edit = await resolved(editor, fixes[number]);
        assert.equal(apply(text, plain(edit), editor.uri(name)), fixed(text, fix.edits), `${name} ${fix.title}`);
      }
      rules.add(finding.rule);
    }
    await editor.close(name);
  }
  assert.ok(rules.size >= 30, `only ${[...rules]}`);
});

const LISTED = '# Ours\n[[actor]]\nname = "World Grain Fund"\nkind = "organisation"\n';

session('another name of an actor goes into the roster', async (editor) => {
  const text = 'The World Grain Fund (WGF) met on Monday. Ana Lopez, a clerk, said the WGF would pay.\n';
  await editor.open('a.md', text);
  const action = (await offers(editor, 'a.md', point(at(text, 'WGF would')), ['refactor']))
    .find((it) => it.title === 'Add “WGF” to the roster as another name of World Grain Fund');
  const edit = await resolved(editor, action);
  assert.equal(apply(LISTED, edit, editor.uri('actors.toml')), `${LISTED}aliases = ["WGF"]\n`);
  const known = await offers(editor, 'a.md', point(at(text, 'World')), ['refactor']);
  assert.deepEqual(known.map((it) => it.title), [], 'the roster has the name');
}, { files: { 'copydesk.toml': 'roster = ["actors.toml"]\n', 'actors.toml': LISTED } });

const TWO_WAYS = 'The talks were led by Sergey Petrenko, the deputy minister. It was late when Sergey Petrenko left. ' +
  'A clerk saw Sergei Petrenko in the yard.\n';

session('the spelling to prefer goes into the roster, which is new where there is none', async (editor) => {
  const finding = (await editor.open('a.md', TWO_WAYS)).find((it) => it.code === 'inconsistent-spelling');
  assert.ok(finding);
  const action = (await offers(editor, 'a.md', finding.range, ['quickfix']))
    .find((it) => it.title === 'Write into the roster: “Sergey Petrenko”, never “Sergei Petrenko”');
  const edit = await resolved(editor, action);
  const written = (name) => edit.documentChanges.find((it) => it.textDocument?.uri === editor.uri(name)).edits[0].newText;
  assert.equal(written('copydesk.toml'), 'roster = ["actors.toml"]\n');
  assert.match(written('actors.toml'), /^\[\[actor\]\]\nname = "Sergey Petrenko"\nkind = "person"\navoid = \["Sergei Petrenko"\]\n$/);
});

session('a roster joins a configuration that has none', async (editor) => {
  await editor.open('a.md', TWO_WAYS);
  const action = (await offers(editor, 'a.md', point(at(TWO_WAYS, 'Sergey')), ['refactor']))
    .find((it) => it.title === 'Add Sergey Petrenko to the roster');
  const edit = await resolved(editor, action);
  const configuration = { documentChanges: edit.documentChanges.filter((it) => it.textDocument?.uri === editor.uri('copydesk.toml')) };
  assert.equal(apply('extends = "bbc"\n', configuration, editor.uri('copydesk.toml')), 'extends = "bbc"\nroster = ["actors.toml"]\n');
}, { files: { 'copydesk.toml': 'extends = "bbc"\n' } });

session('the names of the roster are completed', async (editor) => {
  const text = 'The council met. Wo\n';
  await editor.open('a.md', text);
  const complete = async (character) => {
    const items = await editor.request('textDocument/completion', { textDocument: { uri: editor.uri('a.md') }, position: { line: 0, character } });
    return (items.items ?? items).map((it) => it.label);
  };
  assert.deepEqual(await complete(19), ['World Grain Fund']);
  assert.deepEqual(await complete(18), [], 'a single letter says too little of a large roster');
}, { files: { 'copydesk.toml': 'roster = ["actors.toml"]\n', 'actors.toml': LISTED } });

session('a rename keeps the marks between the words', async (editor) => {
  const text = 'Lena **Ostrow**, the director, spoke. Lena [Ostrow](http://a.b) left. Ostrow[^1] stayed, *Lena* Ostrow said. See [Lena Ostrow].\n\n[^1]: A note.\n\n[Lena Ostrow]: http://c.d\n';
  await editor.open('a.md', text);
  const renamed = await editor.request('textDocument/rename', { textDocument: { uri: editor.uri('a.md') }, position: at(text, 'Ostrow[^1]'), newName: 'Mara Lindt' });
  assert.equal(
    apply(text, renamed, editor.uri('a.md')),
    'Mara **Lindt**, the director, spoke. Mara [Lindt](http://a.b) left. Lindt[^1] stayed, *Mara* Lindt said. See [Mara Lindt][Lena Ostrow].\n\n[^1]: A note.\n\n[Lena Ostrow]: http://c.d\n',
  );
});

session('a rename minds surnames and endings', async (editor) => {
  const text = 'Lena Jones, the director, spoke. Jones’ plan failed, and Jones’s car too. Piet Janssen, the mayor, left.\n';
  await editor.open('a.md', text);
  const rename = (newName) => editor.request('textDocument/rename', { textDocument: { uri: editor.uri('a.md') }, position: at(text, 'Jones’ plan'), newName });
  await assert.rejects(rename('Mara Janssen'), /“Janssen” is Piet Janssen in this draft/);
  await assert.rejects(rename('Janssen'), /two actors would become one/);
  const renamed = apply(text, await rename('Mara Lindt'), editor.uri('a.md'));
  assert.equal(renamed, 'Mara Lindt, the director, spoke. Lindt’s plan failed, and Lindt’s car too. Piet Janssen, the mayor, left.\n');
});

session('a slip in a roster is shown where nothing else is open', async (editor) => {
  const [slip] = await editor.open('actors.toml', LISTED.replace('kind', 'kinde'), 'toml');
  assert.match(slip.message, /kinde/);
  editor.change('actors.toml', 2, { text: LISTED });
  assert.deepEqual(await editor.diagnostics('actors.toml', { until: (it) => it.length === 0 }), []);
}, { files: { 'copydesk.toml': 'roster = ["actors.toml"]\n', 'actors.toml': LISTED } });

session('a tick of the fact-check sheet is kept where it is asked for, and offered of selected words alone', async (editor) => {
  const text = '# Bridge\n\nThe bridge cost $440 million, Ana Lund said.\n';
  await editor.open('a.md', text);
  const start = at(text, '$440');
  const selected = { start, end: { line: start.line, character: start.character + '$440 million'.length } };
  const asked = async (range, triggerKind) => (await editor.request('textDocument/codeAction', {
    textDocument: { uri: editor.uri('a.md') }, range, context: { diagnostics: [], triggerKind, only: ['refactor'] },
  })).filter((it) => it.title === 'Mark “$440 million” as checked in the draft');
  assert.deepEqual(await asked(point(start), 1), [], 'nothing is selected');
  assert.deepEqual(await asked(selected, 2), [], 'nobody asks');
  const [action] = await asked(selected, 1);
  const ticked = apply(text, await resolved(editor, action), editor.uri('a.md'));
  assert.equal(ticked, text.replace('The bridge', '<!-- copydesk-checked: $440 million -->\nThe bridge'));
  editor.change('a.md', 2, { text: ticked });
  const moved = { start: { ...selected.start, line: start.line + 1 }, end: { ...selected.end, line: start.line + 1 } };
  assert.deepEqual(await asked(moved, 1), [], 'it is ticked');
});
