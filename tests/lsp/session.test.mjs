// What goes on around a draft: settings and files that change, several folders, what is said how often, and what is never said.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';

import { Editor, at, everything, words } from './editor.mjs';

const FAULTY = 'Critics say the bridge is unsafe.\n\nThe sum is TK.\n';

/** A test with an editor, which ends in good order. */
function session(name, run, start = {}) {
  test(name, async () => {
    const editor = await Editor.start(start);
    try {
      await run(editor);
    } finally {
      assert.equal(await editor.stop(), 0);
    }
  });
}

const named = (diagnostics, rule) => diagnostics.find((diagnostic) => diagnostic.code === rule);

/** The capabilities with some of them otherwise. */
function but(change) {
  const capabilities = structuredClone(everything);
  change(capabilities);
  return { capabilities };
}

/** Writes a file, or deletes it where there is no text, and says so as a client that watches it does. */
function rewrite(editor, name, text) {
  if (text === undefined) fs.rmSync(path.join(editor.folder, name));
  else editor.write(name, text);
  const type = text === undefined ? 3 : 2;
  editor.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: editor.uri(name), type }] });
}

/** Opens a text without waiting for anything. */
function begin(editor, name, text, languageId = 'markdown') {
  editor.notify('textDocument/didOpen', { textDocument: { uri: editor.uri(name), languageId, version: 1, text } });
}

/** What the server asked or told by a method. */
const sent = (editor, method) => editor.received.filter((message) => message.method === method).map((it) => it.params);

/** Waits until the server has dealt with everything that was sent to it. */
const settled = (editor) => editor.request('workspace/symbol', { query: '' });

session('settings that are taken away apply no longer', async (editor) => {
  await editor.open('a.md', FAULTY);
  await editor.diagnostics('a.md', { until: (it) => !named(it, 'placeholder') });
  editor.settings = null;
  editor.notify('workspace/didChangeConfiguration', { settings: null });
  await editor.diagnostics('a.md', { until: (it) => named(it, 'placeholder') });
}, { settings: { rules: { placeholder: 'off' } } });

session('what was said at the start holds where the client has no settings', async (editor) => {
  const diagnostics = await editor.open('a.md', FAULTY);
  assert.ok(!named(diagnostics, 'placeholder'));
  editor.notify('workspace/didChangeConfiguration', { settings: null });
  await editor.until(() => sent(editor, 'workspace/configuration').length === 2, 'the question');
  await settled(editor);
  assert.ok(!named(await editor.open('b.md', FAULTY), 'placeholder'));
}, { settings: null, options: { rules: { placeholder: 'off' } } });

session('a slip is shown at every keystroke and told once, until there is none', async (editor) => {
  const told = () => sent(editor, 'window/showMessage').filter((it) => it.message.startsWith('copydesk.toml')).length;
  begin(editor, 'copydesk.toml', '', 'toml');
  let version = 1;
  const type = async (text, slips) => {
    editor.change('copydesk.toml', ++version, { text });
    await settled(editor);
    const diagnostics = editor.pushed.get(editor.uri('copydesk.toml'))?.diagnostics ?? [];
    assert.equal(diagnostics.length, slips, text);
  };
  for (const text of ['p', 'pl', 'pla', 'plac', 'place', 'placeh']) await type(text, 1);
  const publications = editor.published.filter((it) => it.uri === editor.uri('copydesk.toml')).length;
  assert.deepEqual([publications, told()], [6, 1]);
  await type('', 0);
  await type('p', 1);
  assert.equal(told(), 2);
}, { files: { 'copydesk.toml': '' } });

session('what is wrong in a configuration goes with it', async (editor) => {
  await editor.open('a.md', FAULTY);
  await editor.diagnostics('copydesk.toml', { until: (it) => it.length === 1 });
  rewrite(editor, 'copydesk.toml');
  await editor.diagnostics('copydesk.toml', { until: (it) => it.length === 0 });
}, { files: { 'copydesk.toml': '[rules]\nplacehodler = "off"\n' } });

const SLIP = '[[actor]]\nname = "Ada Quill"\nkinde = "person"\n';

session('what is wrong in a roster goes when no configuration names it, and when it is deleted', async (editor) => {
  await editor.open('a.md', FAULTY);
  await editor.diagnostics('actors.toml', { until: (it) => it.length === 1 });
  rewrite(editor, 'copydesk.toml', '');
  await editor.diagnostics('actors.toml', { until: (it) => it.length === 0 });
  rewrite(editor, 'copydesk.toml', 'roster = ["actors.toml"]\n');
  await editor.diagnostics('actors.toml', { until: (it) => it.length === 1 });
  rewrite(editor, 'actors.toml');
  await editor.diagnostics('actors.toml', { until: (it) => it.length === 0 });
  await editor.diagnostics('copydesk.toml', { until: (it) => /no file `actors.toml`/.test(it[0]?.message) });
}, { files: { 'copydesk.toml': 'roster = ["actors.toml"]\n', 'actors.toml': SLIP } });

session('a slip that is mended while no draft is open is taken back', async (editor) => {
  await editor.open('a.md', FAULTY);
  await editor.diagnostics('copydesk.toml', { until: (it) => it.length === 1 });
  await editor.diagnostics('actors.toml', { until: (it) => it.length === 1 });
  editor.close('a.md');
  rewrite(editor, 'copydesk.toml', 'roster = ["actors.toml"]\n');
  await editor.diagnostics('copydesk.toml', { until: (it) => it.length === 0 });
  rewrite(editor, 'actors.toml', SLIP.replace('kinde', 'kind'));
  await editor.diagnostics('actors.toml', { until: (it) => it.length === 0 });
}, { files: { 'copydesk.toml': 'roster = ["actors.toml"]\nplace = 1\n', 'actors.toml': SLIP } });

const elsewhere = but((it) => { it.workspace.didChangeWatchedFiles.relativePatternSupport = true; });

session('a roster beside the folder is watched, and counts as it stands in the editor', async (editor) => {
  const told = (diagnostics) => named(diagnostics, 'place-variant');
  const text = 'The ship sailed from Port Harow on Monday, and came back to Port Harow at night.\n';
  const harrow = '[[actor]]\nname = "Port Harrow"\nkind = "place"\navoid = ["Port Harow"]\n';
  assert.ok(!told(await editor.open('drafts/port.md', text)));
  const watchers = () => editor.registered.flatMap((it) => it.registerOptions.watchers ?? []);
  const watched = () => watchers().filter((it) => it.globPattern.baseUri).map((it) => it.globPattern);
  await editor.until(() => watched().length > 0, 'a watcher outside');
  assert.deepEqual(watched(), [{ baseUri: editor.uri('names'), pattern: 'a.toml' }]);
  rewrite(editor, 'names/a.toml', harrow);
  await editor.diagnostics('drafts/port.md', { until: told });
  rewrite(editor, 'names/a.toml', '');
  await editor.diagnostics('drafts/port.md', { until: (it) => !told(it) });
  begin(editor, 'names/a.toml', '', 'toml');
  editor.change('names/a.toml', 2, { text: harrow });
  await editor.diagnostics('drafts/port.md', { until: told });
  rewrite(editor, 'drafts/copydesk.toml', '');
  await editor.diagnostics('drafts/port.md', { until: (it) => !told(it) });
  await editor.until(() => watched().length === 0, 'the end of the watch');
}, {
  ...elsewhere, folders: ['drafts'],
  files: { 'drafts/copydesk.toml': 'roster = ["../names/a.toml"]\n', 'names/a.toml': '' },
});

session('a client that cannot watch other folders is not asked to', async (editor) => {
  await editor.open('drafts/a.md', FAULTY);
  await settled(editor);
  assert.ok(!JSON.stringify(sent(editor, 'client/registerCapability')).includes('baseUri'));
}, { folders: ['drafts'], files: { 'drafts/copydesk.toml': 'roster = ["../a.toml"]\n', 'a.toml': '' } });

const OFF = { vague: { rules: { 'vague-attribution': 'off' } }, placeholder: { rules: { placeholder: 'off' } } };

session('folders have configurations and settings of their own', async (editor) => {
  const codes = (diagnostics) => diagnostics.map((it) => it.code).sort().join(' ');
  const text = `${FAULTY}\nSee [^1].\n`;
  for (const folder of ['one', 'two', 'three']) begin(editor, `${folder}/a.md`, text);
  const expected = {
    one: (it) => !named(it, 'placeholder') && !named(it, 'vague-attribution') && named(it, 'broken-reference'),
    two: (it) => named(it, 'placeholder') && named(it, 'vague-attribution') && !named(it, 'broken-reference'),
    three: (it) => named(it, 'placeholder') && !named(it, 'vague-attribution') && named(it, 'broken-reference'),
  };
  for (const [folder, holds] of Object.entries(expected)) {
    await editor.diagnostics(`${folder}/a.md`, { until: holds }).catch((error) => {
      throw new Error(`${folder}: ${codes(editor.pushed.get(editor.uri(`${folder}/a.md`)).diagnostics)}`, { cause: error });
    });
  }
  const [asked] = sent(editor, 'workspace/configuration');
  assert.deepEqual(asked.items.map((it) => it.scopeUri), [undefined, editor.uri('one'), editor.uri('two')]);
  editor.settings = {};
  editor.notify('workspace/didChangeConfiguration', { settings: null });
  await editor.diagnostics('one/a.md', { until: (it) => named(it, 'placeholder') && !named(it, 'vague-attribution') });
}, {
  folders: ['one', 'two'],
  settings: ({ scopeUri }) =>
    (scopeUri?.endsWith('one') ? OFF.placeholder : scopeUri ? { rules: { 'broken-reference': 'off' } } : OFF.vague),
  files: {
    'one/copydesk.toml': '[rules]\nvague-attribution = "off"\n',
    'two/copydesk.toml': '[rules]\nplaceholder = "warning"\n',
  },
});

session('a folder that comes late is watched, and asked for its settings', async (editor) => {
  await editor.open('a.md', FAULTY);
  assert.deepEqual(editor.registered, []);
  const asked = sent(editor, 'workspace/configuration').length;
  editor.settings = OFF.placeholder;
  const folder = { uri: editor.uri(''), name: 'drafts' };
  editor.notify('workspace/didChangeWorkspaceFolders', { event: { added: [folder], removed: [] } });
  await editor.until(() => editor.registered.length === 2, 'two registrations');
  await editor.until(() => sent(editor, 'workspace/configuration').length > asked, 'the question');
  await editor.diagnostics('a.md', { until: (it) => !named(it, 'placeholder') });
  editor.notify('workspace/didChangeWorkspaceFolders', { event: { added: [{ ...folder, uri: editor.uri('b') }], removed: [] } });
  await settled(editor);
  assert.equal(editor.registered.length, 2, 'nothing is registered twice');
}, { folders: [] });
