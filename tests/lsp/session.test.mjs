// What goes on around a draft: settings and files that change, several folders, what is said how often, and what is never said.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';

import { at, but, CancellationTokenSource, everything, session, words } from './editor.mjs';

const FAULTY = 'Critics say the bridge is unsafe.\n\nThe sum is TK.\n';

const named = (diagnostics, rule) => diagnostics.find((diagnostic) => diagnostic.code === rule);

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
    await editor.diagnostics('copydesk.toml', { version, until: (it) => it.length === slips });
  };
  for (const text of ['p', 'pl', 'pla', 'plac', 'place', 'placeh']) await type(text, 1);
  const publications = editor.published.filter((it) => it.uri === editor.uri('copydesk.toml')).length;
  assert.deepEqual([publications, told()], [6, 1]);
  await type('', 0);
  await type('p', 1);
  // What is told follows what is shown.
  await editor.until(() => told() === 2, 'the second message');
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

session('a slip that is fixed while no draft is open is taken back', async (editor) => {
  await editor.open('a.md', FAULTY);
  await editor.diagnostics('copydesk.toml', { until: (it) => it.length === 1 });
  await editor.diagnostics('actors.toml', { until: (it) => it.length === 1 });
  editor.close('a.md');
  rewrite(editor, 'copydesk.toml', 'roster = ["actors.toml"]\n');
  await editor.diagnostics('copydesk.toml', { until: (it) => it.length === 0 });
  rewrite(editor, 'actors.toml', SLIP.replace('kinde', 'kind'));
  await editor.diagnostics('actors.toml', { until: (it) => it.length === 0 });
}, { files: { 'copydesk.toml': 'roster = ["actors.toml"]\nplace = 1\n', 'actors.toml': SLIP } });

/** How often the settings' files were parsed so far. */
const readings = (editor) => sent(editor, '$/logTrace').filter((it) => it.message.includes(' was read in ')).length;

session('a roster that is typed in is read once for a burst, and its slips stand where they are now', async (editor) => {
  const told = (diagnostics) => named(diagnostics, 'place-variant');
  assert.ok(!told(await editor.open('port.md', 'The ship sailed from Port Harow on Monday.\n')));
  begin(editor, 'actors.toml', SLIP, 'toml');
  await editor.diagnostics('actors.toml', { version: 1, until: (it) => it[0]?.range.start.line === 2 });
  await settled(editor);
  const before = readings(editor);
  const typed = [...'[[actor]]\nname = "Port Harrow"\nkind = "place"\navoid = ["Port Harow"]\n\n'];
  let place = { line: 0, character: 0 };
  let version = 1;
  for (const letter of typed) {
    editor.change('actors.toml', ++version, { range: { start: place, end: place }, text: letter });
    const { line, character } = place;
    place = letter === '\n' ? { line: line + 1, character: 0 } : { line, character: character + 1 };
  }
  // Nothing else comes that could have the draft checked.
  await editor.diagnostics('port.md', { until: told });
  await editor.diagnostics('actors.toml', { version, until: (it) => it.length === 1 && it[0].range.start.line === 7 });
  await settled(editor);
  assert.ok(readings(editor) - before <= 4, `${readings(editor) - before} readings for ${typed.length} keystrokes`);
  const versions = editor.published.filter((it) => it.uri === editor.uri('actors.toml') && it.version).map((it) => it.version);
  assert.deepEqual(versions, [...versions].sort((a, b) => a - b));
  const [now, checks] = [readings(editor), editor.published.length];
  editor.change('actors.toml', ++version, { range: { start: place, end: place }, text: '#' });
  editor.change('actors.toml', ++version, { range: { start: place, end: { ...place, character: 1 } }, text: '' });
  await editor.diagnostics('actors.toml', { version });
  await settled(editor);
  assert.deepEqual([readings(editor), editor.published.length], [now, checks + 1], 'what says the same is not parsed');
}, { trace: 'messages', files: { 'copydesk.toml': 'roster = ["actors.toml"]\n', 'actors.toml': SLIP } });

session('a roster is read once for all drafts that are opened, and for many events', async (editor) => {
  for (let number = 0; number < 20; number++) begin(editor, `${number}.md`, FAULTY);
  for (let number = 0; number < 20; number++) await editor.diagnostics(`${number}.md`);
  await settled(editor);
  assert.equal(readings(editor), 1);
  editor.write('actors.toml', SLIP);
  const changes = [{ uri: editor.uri('actors.toml'), type: 2 }, { uri: editor.uri('copydesk.toml'), type: 2 }];
  for (let event = 0; event < 500; event++) editor.notify('workspace/didChangeWatchedFiles', { changes });
  await editor.diagnostics('actors.toml', { until: (it) => it.length === 1 });
  await settled(editor);
  assert.equal(readings(editor), 2);
}, { trace: 'messages', files: { 'copydesk.toml': 'roster = ["actors.toml"]\n', 'actors.toml': '' } });

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

const KINDS = ['diagnostic', 'semanticTokens', 'inlayHint', 'codeLens'];
const pulling = but((it) => { it.textDocument.diagnostic = {}; });

/** A draft that is long enough to be read in parts, also where the processor is quick. It has so many crowds. */
const CROWDS = 400;
const LONG = `# Bridge\n\n${FAULTY}\nMayor Piet Janssen said the tower was old. He said that it was late.\n\n`.repeat(CROWDS);
const vague = (diagnostics) => diagnostics.filter((it) => it.code === 'vague-attribution').length;

session('what was asked for while a draft was half read is asked for again', async (editor) => {
  const textDocument = { uri: editor.uri('long.md') };
  const pull = async () => vague((await editor.request('textDocument/diagnostic', { textDocument })).items);
  begin(editor, 'long.md', LONG);
  await pull();
  await editor.until(() => KINDS.every((kind) => editor.refreshed.includes(kind)), 'all refreshes');
  assert.equal(await pull(), CROWDS);
  // The draft is whole; what is pasted into it is read in parts again.
  editor.refreshed = [];
  editor.change('long.md', 2, { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, text: LONG });
  await pull();
  await editor.until(() => KINDS.every((kind) => editor.refreshed.includes(kind)), 'all refreshes');
  assert.equal(await pull(), 2 * CROWDS);
  assert.equal(editor.capabilities.diagnosticProvider.interFileDependencies, true);
}, pulling);

session('what another draft says of a name is asked for again', async (editor) => {
  const odd = 'The talks were led by Sergei Petrenko, the deputy minister, and went on for three hours.\n';
  const pull = async (name) => (await editor.request('textDocument/diagnostic', { textDocument: { uri: editor.uri(name) } })).items;
  begin(editor, 'two.md', odd);
  assert.ok(!named(await pull('two.md'), 'inconsistent-spelling'));
  begin(editor, 'one.md', odd.replace('Sergei', 'Sergey').repeat(2));
  await editor.until(() => editor.refreshed.includes('diagnostic'), 'a refresh');
  assert.ok(named(await pull('two.md'), 'inconsistent-spelling'));
}, pulling);

session('a client that leaves one refresh unanswered hears of the others', async (editor) => {
  editor.connection.onRequest('workspace/diagnostic/refresh', () => new Promise(() => {}));
  await editor.open('a.md', FAULTY);
  rewrite(editor, 'copydesk.toml', '');
  await editor.until(() => KINDS.slice(1).every((kind) => editor.refreshed.includes(kind)), 'the other refreshes');
});

const UNUSED = '# Tower\n\n<!-- copydesk-ignore placeholder: none -->\nAll is well in the tower today.\n';

session('what is unnecessary is tagged so', async (editor) => {
  assert.deepEqual(named(await editor.open('a.md', UNUSED), 'unused-ignore').tags, [1]);
});

session('a tag that the client does not know is not sent', async (editor) => {
  assert.equal(named(await editor.open('a.md', UNUSED), 'unused-ignore').tags, undefined);
}, but((it) => { it.textDocument.publishDiagnostics.tagSupport.valueSet = [2]; }));

const article = (name) => fs.readFileSync(new URL(`../drafts/${name}.md`, import.meta.url), 'utf8');

session('symbols are of kinds that every client knows', async (editor) => {
  await editor.open('feature.md', article('feature'));
  const symbols = await editor.request('textDocument/documentSymbol', { textDocument: { uri: editor.uri('feature.md') } });
  assert.ok(symbols.some((it) => it.name === 'Welsh'), 'an actor that is neither person, organisation nor place');
  const others = await editor.request('workspace/symbol', { query: '' });
  const kinds = [...symbols, ...others].map((it) => it.kind);
  assert.ok(kinds.length > 10 && kinds.every((kind) => kind >= 1 && kind <= 18), kinds.join(' '));
});

session('other places are pointed to where the client can show them', async (editor) => {
  const text = article('news-faulty');
  const found = named(await editor.open('a.md', text), 'inconsistent-spelling');
  const related = found.relatedInformation.map((it) => [it.location.uri, words(text, it.location.range), it.message]);
  assert.deepEqual(related, [[editor.uri('a.md'), 'Brennick', '“Brennick” here']]);
});

session('a client that traces hears what took how long, and no word of a draft', async (editor) => {
  const steps = () => sent(editor, '$/logTrace');
  const textDocument = { uri: editor.uri('a.md') };
  const hover = async () => {
    await editor.request('textDocument/hover', { textDocument, position: at(FAULTY, 'Critics') });
    await settled(editor);
    await settled(editor);
  };
  await editor.open('a.md', FAULTY);
  await hover();
  const hovered = (it) => /^textDocument\/hover was answered in [0-9.]+ ms\.$/.test(it.message);
  const checked = (it) => /a\.md was checked in [0-9.]+ ms\.$/.test(it.message);
  await editor.until(() => steps().some(hovered) && steps().some(checked), 'the steps');
  assert.ok(steps().every((it) => it.verbose === undefined));
  editor.notify('$/setTrace', { value: 'verbose' });
  editor.change('a.md', 2, { text: `${FAULTY}\n` });
  await hover();
  await assert.rejects(editor.request('workspace/executeCommand', { command: 'copydesk.dance' }));
  const told = (verbose) => steps().some((it) => it.verbose === verbose);
  await editor.until(() => told('entries: 1') && told('blocks: 2, findings: 2') && told('error -32602'), 'the counts');
  editor.notify('$/setTrace', { value: 'off' });
  await hover();
  const before = steps().length;
  editor.change('a.md', 3, { text: FAULTY });
  await hover();
  assert.equal(steps().length, before);
  const said = JSON.stringify(steps()).toLowerCase();
  for (const word of FAULTY.toLowerCase().match(/[a-z]{5,}/g)) assert.ok(!said.includes(word), word);
}, { trace: 'messages' });

session('what reads a long roster holds up no other request, and no edit', async (editor) => {
  const text = 'Ada Quill, the town clerk, said it was late. Critics said it was early.\n';
  await editor.open('a.md', text);
  // The client says nothing of it, so that it is read for the first time when somebody asks for what would be written there.
  editor.write('actors.toml', Array.from({ length: 100000 }, (_, number) => `[[actor]]\nname = "Somebody ${number}"\n`).join('\n'));
  const textDocument = { uri: editor.uri('a.md') };
  const position = at(text, 'Quill');
  const answered = [];
  const ask = async (what, params) => {
    await editor.request(`textDocument/${what}`, { textDocument, ...params });
    answered.push(what);
  };
  const actions = ask('codeAction', { range: { start: position, end: position }, context: { diagnostics: [] } });
  const hover = ask('hover', { position });
  editor.change('a.md', 2, { text: `${text}The sum is TK.\n` });
  await editor.diagnostics('a.md', { version: 2, until: (it) => named(it, 'placeholder') });
  answered.push('edit');
  await Promise.all([actions, hover]);
  assert.equal(answered.at(-1), 'codeAction', answered.join(', '));
}, { files: { 'copydesk.toml': 'roster = ["actors.toml"]\n', 'actors.toml': '[[actor]]\nname = "Ada Quill"\n' } });

/** Everything in a folder, with its contents. */
function contents(folder) {
  return fs.readdirSync(folder, { recursive: true }).sort().map((name) => {
    const file = path.join(folder, name);
    return [name, fs.statSync(file).isFile() ? fs.readFileSync(file, 'utf8') : null];
  });
}

session('nothing is ever written', async (editor) => {
  const before = contents(editor.folder);
  const text = `${FAULTY}\nMayor Piet Janssen said so. He said it was late.\n\n${UNUSED}`;
  const diagnostics = await editor.open('a.md', text);
  await editor.open('long.md', LONG);
  const textDocument = { uri: editor.uri('a.md') };
  const whole = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
  const position = at(text, 'Janssen');
  const named = { textDocument, position };
  let resolved = 0;
  for (const { range } of [...diagnostics, { range: { start: position, end: position } }]) {
    const context = { diagnostics: [] };
    for (const action of await editor.request('textDocument/codeAction', { textDocument, range, context })) {
      const { edit, command } = await editor.request('codeAction/resolve', action);
      assert.ok(edit || command, action.title);
      resolved++;
      const ticket = { command: 'copydesk.apply', arguments: [action.data] };
      await editor.request('workspace/executeCommand', command ?? ticket);
    }
  }
  assert.ok(resolved > 5);
  for (const [command, argument] of [
    ['fixAll', textDocument.uri], ['sources', textDocument.uri], ['overview', textDocument.uri], ['explain', 'placeholder'],
  ]) await editor.request('workspace/executeCommand', { command: `copydesk.${command}`, arguments: [argument] });
  for (const [method, params] of [
    ['textDocument/hover', named], ['textDocument/definition', named], ['textDocument/documentHighlight', named],
    ['textDocument/references', { ...named, context: { includeDeclaration: true } }],
    ['textDocument/prepareRename', named], ['textDocument/rename', { ...named, newName: 'Mara Lindt' }],
    ['textDocument/completion', named], ['textDocument/inlayHint', { textDocument, range: whole }],
    ['textDocument/codeLens', { textDocument }], ['textDocument/semanticTokens/full', { textDocument }],
    ['textDocument/foldingRange', { textDocument }], ['textDocument/documentLink', { textDocument }],
    ['textDocument/documentSymbol', { textDocument }], ['textDocument/diagnostic', { textDocument }],
    ['workspace/symbol', { query: '' }], ['workspace/diagnostic', { previousResultIds: [] }],
  ]) await editor.request(method, params);
  editor.notify('textDocument/didSave', { textDocument });
  editor.close('a.md');
  await settled(editor);
  assert.ok(editor.applied.length > 5);
  assert.deepEqual(contents(editor.folder), before);
}, {
  ...pulling,
  files: { 'copydesk.toml': 'roster = ["actors.toml"]\n', 'actors.toml': SLIP, 'other.md': FAULTY, '.git/config': '' },
});

session('a client that can do nothing is sent diagnostics and messages, and asked nothing', async (editor) => {
  begin(editor, 'long.md', LONG);
  await editor.diagnostics('long.md', { until: (it) => vague(it) === CROWDS });
  const paste = { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, text: LONG };
  editor.change('long.md', 2, paste);
  rewrite(editor, 'actors.toml', SLIP);
  await editor.diagnostics('actors.toml', { until: (it) => it.length === 1 });
  rewrite(editor, 'copydesk.toml', '[rules]\nplaceholder = "off"\n');
  await editor.diagnostics('long.md', { until: (it) => vague(it) === 2 * CROWDS && !named(it, 'placeholder') });
  editor.notify('workspace/didChangeConfiguration', { settings: null });
  editor.notify('workspace/didChangeWorkspaceFolders', { event: { added: [{ uri: editor.uri('b'), name: 'b' }], removed: [] } });
  await settled(editor);
  const methods = new Set(editor.received.map((message) => message.method));
  assert.deepEqual([...methods].filter(Boolean).sort(), ['textDocument/publishDiagnostics', 'window/showMessage']);
  assert.ok(editor.received.every((message) => message.method === undefined || message.id === undefined));
}, { capabilities: {}, files: { 'copydesk.toml': 'roster = ["actors.toml"]\n', 'actors.toml': '' } });

session('the reading of a long draft is one progress, from its creation to its end', async (editor) => {
  begin(editor, 'long.md', LONG);
  await editor.until(() => editor.progress.some((it) => it.value.kind === 'end'), 'the end');
  const [{ token }, ...others] = sent(editor, 'window/workDoneProgress/create');
  assert.deepEqual(others, []);
  const steps = editor.received.filter((it) => it.method === 'window/workDoneProgress/create' || it.method === '$/progress');
  assert.ok(steps.every((it) => it.params.token === token));
  const kinds = steps.map((it) => it.params.value?.kind ?? 'create');
  assert.deepEqual([...new Set(kinds)], ['create', 'begin', 'report', 'end']);
  assert.deepEqual([kinds.indexOf('begin'), kinds.indexOf('report'), kinds.indexOf('end')], [1, 2, kinds.length - 1]);
  const percent = steps.map((it) => it.params.value?.percentage).filter((it) => it !== undefined);
  assert.deepEqual(percent, [...percent].sort((a, b) => a - b));
});

session('there is no progress where the client shows none', async (editor) => {
  begin(editor, 'long.md', LONG);
  await editor.until(() => KINDS.every((kind) => editor.refreshed.includes(kind)), 'the end of the reading');
  assert.deepEqual(sent(editor, 'window/workDoneProgress/create'), []);
  assert.deepEqual(editor.progress, []);
}, but((it) => { it.window.workDoneProgress = false; }));

session('five hundred quick edits are published a few times, and never backwards', async (editor) => {
  await editor.open('a.md', article('news-faulty'));
  const start = { line: 0, character: 0 };
  for (let version = 2; version <= 501; version++) {
    editor.change('a.md', version, { range: { start, end: start }, text: 'x' });
  }
  await editor.diagnostics('a.md', { version: 501 });
  await editor.open('b.md', FAULTY);
  const versions = editor.published.filter((it) => it.uri === editor.uri('a.md')).map((it) => it.version);
  assert.deepEqual(versions, [...versions].sort((a, b) => a - b));
  assert.ok(versions.length < 250, `${versions.length} publications`);
});

session('a request that is cancelled is answered so', async (editor) => {
  const cancel = new CancellationTokenSource();
  const answer = editor.request('workspace/diagnostic', { previousResultIds: [] }, cancel.token);
  await new Promise((done) => setTimeout(done, 20));
  cancel.cancel();
  await assert.rejects(answer, (error) => error.code === -32800);
}, { ...pulling, files: Object.fromEntries(Array.from({ length: 20 }, (_, number) => [`${number}.md`, LONG])) });

session('nothing is published for a draft that was closed while it was read', async (editor) => {
  begin(editor, 'long.md', LONG);
  await editor.diagnostics('long.md');
  editor.close('long.md');
  await editor.diagnostics('long.md', { until: (it) => it.length === 0 });
  const count = editor.published.length;
  await new Promise((done) => setTimeout(done, 1500));
  assert.equal(editor.published.length, count);
  const textDocument = { uri: editor.uri('long.md') };
  const position = { line: 0, character: 0 };
  await assert.rejects(editor.request('textDocument/hover', { textDocument, position }), (error) => error.code === -32602);
  editor.change('long.md', 2, { text: FAULTY });
  await editor.until(() => editor.messages.some((it) => it.message.includes('not open')), 'the refusal');
  assert.equal(editor.published.length, count);
});

session('a draft that is opened again is as it was opened last', async (editor) => {
  assert.ok(named(await editor.open('a.md', FAULTY), 'placeholder'));
  begin(editor, 'a.md', 'Experts say the bridge is unsafe.\n');
  await editor.diagnostics('a.md', { until: (it) => it.length === 1 && it[0].code === 'vague-attribution' });
  editor.change('a.md', 2, { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 7 } }, text: 'TK' });
  await editor.diagnostics('a.md', { version: 2, until: (it) => named(it, 'placeholder')?.range.start.line === 0 });
});

session('a configuration that is saved counts', async (editor) => {
  assert.ok(named(await editor.open('a.md', FAULTY), 'placeholder'));
  editor.write('copydesk.toml', '[rules]\nplaceholder = "off"\n');
  editor.notify('textDocument/didSave', { textDocument: { uri: editor.uri('copydesk.toml') } });
  await editor.diagnostics('a.md', { until: (it) => !named(it, 'placeholder') });
});

session('front matter, sections, lists and comments fold', async (editor) => {
  const text = '---\ntitle: Tower\ngenre: news\n---\n\n# Tower\n\n- one\n- two\n- three\n\n<!-- copydesk-off\nfor a while\n-->\n\nLate.\n';
  await editor.open('a.md', text);
  const folds = await editor.request('textDocument/foldingRange', { textDocument: { uri: editor.uri('a.md') } });
  const found = folds.map(({ startLine, endLine, kind }) => [startLine, endLine, kind]).sort(([a], [b]) => a - b);
  assert.deepEqual(found, [[0, 3, 'region'], [5, 15, undefined], [7, 9, undefined], [11, 13, 'comment']]);
});

session('claims are tokens of their own', async (editor) => {
  const text = article('news-faulty');
  await editor.open('a.md', text);
  const { tokenTypes } = editor.capabilities.semanticTokensProvider.legend;
  const { data } = await editor.request('textDocument/semanticTokens/full', { textDocument: { uri: editor.uri('a.md') } });
  const claims = [];
  for (let at = 0, line = 0, start = 0; at < data.length; at += 5) {
    start = data[at] > 0 ? data[at + 1] : start + data[at + 1];
    line += data[at];
    if (tokenTypes[data[at + 3]] === 'claim') claims.push(text.split('\n')[line].slice(start, start + data[at + 2]));
  }
  assert.ok(claims.length > 2 && claims.every((claim) => /[a-z]/.test(claim)), claims.join('|'));
});
