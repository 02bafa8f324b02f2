// The reporter's notes in an editor: what they have of a quotation, the way there and back, and what happens when they change.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after } from 'node:test';

import { at, session, words } from './editor.mjs';

const TALK = 'WEBVTT\n\n00:00:01.000 --> 00:00:09.000\n<v Ana Lopez>It rained. We will, um, dismantle the pier in spring. Ask Tom.\n';
const DRAFT = '---\ncopydesk:\n  notes: talk.vtt\n---\n\n“We will repair the pier in spring,” Ana Lopez, the engineer, said.\n';
const altered = (diagnostics) => diagnostics.find((it) => it.code === 'altered-quote');
const files = { 'talk.vtt': TALK, '.git/HEAD': '' };
const changed = (editor, name, type = 2) =>
  editor.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: editor.uri(name), type }] });

session('a quotation that says something else than the notes is told, with what they have', async (editor) => {
  const diagnostics = await editor.open('pier.md', DRAFT);
  const found = altered(diagnostics);
  assert.equal(words(DRAFT, found.range), 'repair');
  assert.match(found.message, /dismantle/);
  const textDocument = { uri: editor.uri('pier.md') };
  const position = at(DRAFT, 'pier in');
  const { contents } = await editor.request('textDocument/hover', { textDocument, position });
  assert.match(contents.value, /Recorded in other words/);
  assert.match(contents.value, /\*\*Ana Lopez\*\*, talk\.vtt, 00:00:01/);
  assert.match(contents.value, /> It rained\. \*\*We will, um, dismantle the pier in spring\*\*\. Ask Tom\./);
  assert.match(contents.value, /We will, ~~um, dismantle~~ \*\*repair\*\* the pier in spring|We will ~~um, dismantle~~ \*\*repair\*\* the pier in spring/);
  const lenses = await editor.request('textDocument/codeLens', { textDocument });
  assert.ok(lenses.some((lens) => /^1 quotation: .*1 changed/.test(lens.command.title)), lenses.map((it) => it.command.title).join());
}, { files });

session('definition leads into the notes, and references lead back', async (editor) => {
  await editor.open('pier.md', DRAFT);
  const found = [await editor.request('textDocument/definition', { textDocument: { uri: editor.uri('pier.md') }, position: at(DRAFT, 'pier in') })].flat();
  assert.deepEqual([path.basename(found[0].uri), words(TALK, found[0].range)], ['talk.vtt', 'We will, um, dismantle the pier in spring']);
  await editor.open('talk.vtt', TALK, 'plaintext');
  const position = at(TALK, 'dismantle');
  const back = await editor.request('textDocument/references', { textDocument: { uri: editor.uri('talk.vtt') }, position, context: { includeDeclaration: true } });
  assert.deepEqual(back.map((it) => [path.basename(it.uri), words(DRAFT, it.range)]), [['pier.md', '“We will repair the pier in spring,”']]);
}, { files });

session('a block quotation has a card, a way there and its place in the lens, as one in marks has', async (editor) => {
  const draft = DRAFT.replace(/“.*/, '> We will repair the pier\n> in spring.\n>\n> — Ana Lopez');
  const found = altered(await editor.open('pier.md', draft));
  assert.equal(words(draft, found.range), 'repair');
  const textDocument = { uri: editor.uri('pier.md') };
  const position = at(draft, 'the pier');
  const { contents } = await editor.request('textDocument/hover', { textDocument, position });
  assert.match(contents.value, /Recorded in other words/);
  assert.match(contents.value, /~~dismantle~~ \*\*repair\*\* the pier in spring|~~um, dismantle~~ \*\*repair\*\* the pier in spring/);
  const there = [await editor.request('textDocument/definition', { textDocument, position })].flat();
  assert.equal(words(TALK, there[0].range), 'We will, um, dismantle the pier in spring');
  const lenses = await editor.request('textDocument/codeLens', { textDocument });
  assert.ok(lenses.some((lens) => lens.command.title === '1 quotation: 1 changed'), lenses.map((it) => it.command.title).join());
}, { files });

session('the recorded words are offered, and never as a fix of all', async (editor) => {
  const found = altered(await editor.open('pier.md', DRAFT));
  const textDocument = { uri: editor.uri('pier.md') };
  const context = { diagnostics: [found] };
  const actions = await editor.request('textDocument/codeAction', { textDocument, range: found.range, context });
  assert.ok(actions.some((action) => /dismantle/.test(action.title)), actions.map((it) => it.title).join());
  const all = await editor.request('textDocument/codeAction', { textDocument, range: found.range, context: { diagnostics: [], only: ['source.fixAll'] } });
  for (const action of all) {
    const { edit } = await editor.request('codeAction/resolve', action);
    assert.doesNotMatch(JSON.stringify(edit ?? {}), /dismantle/);
  }
}, { files });

session('notes that change, go and come back are read again', async (editor) => {
  assert.ok(altered(await editor.open('pier.md', DRAFT)));
  const file = path.join(editor.folder, 'talk.vtt');
  fs.writeFileSync(file, TALK.replace('dismantle', 'repair'));
  changed(editor, 'talk.vtt');
  await editor.diagnostics('pier.md', { until: (it) => !altered(it) });
  fs.writeFileSync(file, TALK);
  changed(editor, 'talk.vtt');
  await editor.diagnostics('pier.md', { until: altered });
  fs.rmSync(file);
  changed(editor, 'talk.vtt', 3);
  const gone = await editor.diagnostics('pier.md', { until: (it) => !altered(it) });
  assert.ok(gone.some((it) => /There are no notes `talk\.vtt`/.test(it.message)), JSON.stringify(gone));
  fs.writeFileSync(file, TALK);
  changed(editor, 'talk.vtt', 1);
  await editor.diagnostics('pier.md', { until: altered });
}, { files });

session('a quotation that is typed is held against the notes', async (editor) => {
  await editor.open('pier.md', DRAFT);
  const start = at(DRAFT, 'repair');
  const end = at(DRAFT, 'repair', { behind: true });
  editor.change('pier.md', 2, { range: { start, end }, text: 'dismantle' });
  await editor.diagnostics('pier.md', { version: 2, until: (it) => !altered(it) });
}, { files });

session('in a folder that is not trusted no notes are read', async (editor) => {
  const diagnostics = await editor.open('pier.md', DRAFT);
  assert.equal(altered(diagnostics), undefined);
  const hover = await editor.request('textDocument/hover', { textDocument: { uri: editor.uri('pier.md') }, position: at(DRAFT, 'pier in') });
  assert.doesNotMatch(JSON.stringify(hover), /dismantle/);
}, { files, options: { restricted: true } });

const far = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'copydesk-interviews-')));
fs.writeFileSync(path.join(far, 'talk.vtt'), TALK);
after(() => fs.rmSync(far, { recursive: true }));
session('a folder outside is read where the person allows it, and not where the folder of the draft does', async (editor) => {
  assert.ok(altered(await editor.open('pier.md', DRAFT)));
}, { files: { '.git/HEAD': '' }, options: { notesRoots: [far] } });
session('a setting that a folder can have allows no folder', async (editor) => {
  const diagnostics = await editor.open('pier.md', DRAFT);
  assert.ok(diagnostics.some((it) => /There are no notes/.test(it.message)), JSON.stringify(diagnostics));
}, { files: { '.git/HEAD': '' }, settings: { notesRoots: [far] } });

session('no log has a word of the notes', async (editor) => {
  assert.ok(altered(await editor.open('pier.md', DRAFT)));
  await editor.request('textDocument/hover', { textDocument: { uri: editor.uri('pier.md') }, position: at(DRAFT, 'pier in') });
  const logged = editor.messages.map((it) => it.message).join('\n');
  assert.doesNotMatch(logged, /dismantle/);
}, { files, trace: 'verbose' });
