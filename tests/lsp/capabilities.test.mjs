// Every capability of the server, each with a test that fails if it breaks.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';

import { apply, at, but, Editor, session, words } from './editor.mjs';

/** A newsroom's settings, as people write them. */
const HOUSE = '# Ours\nextends = "ap" # since May\nroster = ["actors.toml"]\n\n[rules]\nloaded-verb = "off" # ours\n#naming = "info"\n';
const DRAFT = `# Goose closes runway

Airport director Lena Ostrow closed the runway on Monday. “The goose has won,” Ostrow said.

Mayor Piet Janssen said the tower was old. He said that Ostrow had acted too late.

Critics say the bird has had it in for the tower for years.

## Later

The figures are TK. The report[^1] is [here](https://goose.test/report), and the map is [there](maps/field.md).

[^1]: The airport's own report.
`;

/** A test with an editor that has the draft open. */
function capability(name, run, start = {}) {
  session(name, async (editor) => {
    const diagnostics = await editor.open('goose.md', DRAFT);
    await run(editor, { uri: editor.uri('goose.md') }, diagnostics);
  }, start);
}

const named = (diagnostics, rule) => diagnostics.find((diagnostic) => diagnostic.code === rule);

capability('diagnostics say what, where and by which rule', (editor, textDocument, diagnostics) => {
  const vague = named(diagnostics, 'vague-attribution');
  assert.equal(words(DRAFT, vague.range), 'Critics');
  assert.equal(vague.source, 'copydesk');
  assert.equal(vague.severity, 2);
  assert.equal(vague.codeDescription.href, 'copydesk:explain/vague-attribution');
  assert.equal(vague.data.rule, 'vague-attribution');
  assert.match(vague.message, /^“Critics” could be anybody/);
  assert.equal(named(diagnostics, 'placeholder').severity, 1);
});

test('what the client cannot do is never sent', async () => {
  const editor = await Editor.start({ capabilities: {} });
  const text = 'Ostrow closed it.\n\nLena Ostrow, the director, said so. Critics say the bridge is unsafe. TKTK.\n';
  const diagnostics = await editor.open('a.md', text);
  assert.ok(diagnostics.length > 1);
  for (const diagnostic of diagnostics) {
    assert.deepEqual(Object.keys(diagnostic).sort(), ['code', 'message', 'range', 'severity', 'source']);
  }
  const range = diagnostics[0].range;
  const params = { textDocument: { uri: editor.uri('a.md') }, range, context: { diagnostics } };
  assert.deepEqual(await editor.request('textDocument/codeAction', params), []);
  assert.deepEqual(editor.registered, []);
  assert.equal(editor.capabilities.diagnosticProvider, undefined);
  assert.equal(await editor.stop(), 0);
});

capability('edits in pieces lead to the same as the whole text', async (editor) => {
  const { line, character } = at(DRAFT, 'TK.');
  editor.change('goose.md', 2,
    { range: { start: { line, character }, end: { line, character } }, text: '😀 é ' },
    { range: { start: { line, character: character + 5 }, end: { line, character: character + 7 } }, text: 'TKTK' });
  const diagnostics = await editor.diagnostics('goose.md', { version: 2 });
  const text = DRAFT.replace('TK', '😀 é TKTK');
  assert.equal(words(text, named(diagnostics, 'placeholder').range), 'TKTK');
  editor.change('goose.md', 7, { text: 'Critics say the bridge is unsafe.\n' });
  assert.equal((await editor.diagnostics('goose.md', { version: 7 })).length, 1);
});

capability('an older edit is refused and logged, and nothing is said of the draft until a whole text comes', async (editor) => {
  const text = 'Critics say the bridge is unsafe.\n';
  editor.change('goose.md', 5, { text });
  assert.equal((await editor.diagnostics('goose.md', { version: 5 })).length, 1);
  editor.change('goose.md', 4, { text: 'Nothing.\n' });
  await editor.until(() => editor.messages.some((it) => it.message.includes('version 4')), 'the log');
  await editor.diagnostics('goose.md', { until: (diagnostics) => named(diagnostics, 'out-of-step') });
  editor.change('goose.md', 6, { text });
  await editor.diagnostics('goose.md', { until: (diagnostics) => named(diagnostics, 'vague-attribution') });
});

for (const [encoding, character] of [['utf-8', 7], ['utf-16', 4], ['utf-32', 3]]) {
  test(`positions count in ${encoding}`, async () => {
    const editor = await Editor.start(but((it) => { it.general.positionEncodings = [encoding]; }));
    assert.equal(editor.capabilities.positionEncoding, encoding);
    const [diagnostic] = await editor.open('a.md', 'a\r\n\r\n😀é TK now.\r\n');
    assert.deepEqual(diagnostic.range.start, { line: 2, character });
    editor.change('a.md', 2, { range: { start: { line: 2, character: 0 }, end: { line: 2, character } }, text: '' });
    const [moved] = await editor.diagnostics('a.md', { version: 2 });
    assert.deepEqual(moved.range.start, { line: 2, character: 0 });
    await editor.stop();
  });
}

capability('closing a draft takes its diagnostics back', async (editor) => {
  editor.close('goose.md');
  await editor.diagnostics('goose.md', { until: (diagnostics) => diagnostics.length === 0 });
});

capability('hover explains what is flagged', async (editor, textDocument) => {
  const hover = await editor.request('textDocument/hover', { textDocument, position: at(DRAFT, 'Critics') });
  assert.equal(hover.contents.kind, 'markdown');
  assert.match(hover.contents.value, /could be anybody/);
  assert.match(hover.contents.value, /Looked for, and not found: a name, a number or a body/);
  assert.match(hover.contents.value, /copydesk explain vague-attribution/);
  assert.equal(words(DRAFT, hover.range), 'Critics');
});

capability('hover on what a whole draft shows says why, and where else, each place once', async (editor) => {
  const text = `Lena Ostrow, the director, said the runway was closed and added that it was wet.

Ostrow said the goose was well. ${'The goose slept by the tower all day, and nobody came. '.repeat(30)}

“It bit me,” Ostrow said.
`;
  const found = named(await editor.open('alone.md', text), 'single-source');
  const lines = found.relatedInformation.map((it) => it.location.range.start.line);
  assert.deepEqual(lines, [2, 4], 'the finding’s own place is not told again');
  const textDocument = { uri: editor.uri('alone.md') };
  const { contents } = await editor.request('textDocument/hover', { textDocument, position: found.range.start });
  assert.match(contents.value, /See also:\n\n- Lena Ostrow again \(line 3\)\n- Lena Ostrow again \(line 5\)\n[^]*Why: One source is one side/);
});

capability('hover shows an actor on a name and on a pronoun', async (editor, textDocument) => {
  for (const name of ['Janssen', 'He said']) {
    const hover = await editor.request('textDocument/hover', { textDocument, position: at(DRAFT, name) });
    assert.match(hover.contents.value, /\*\*Piet Janssen\*\* \(person\)/, name);
    assert.match(hover.contents.value, /Mayor/i);
  }
});

capability('hover says whose words a quotation is', async (editor, textDocument) => {
  const hover = await editor.request('textDocument/hover', { textDocument, position: at(DRAFT, 'goose has') });
  assert.match(hover.contents.value, /said by \*\*Lena Ostrow\*\*/);
});

capability('hover comes in its parts to a client that asks for them so', async (editor, textDocument, diagnostics) => {
  assert.deepEqual(editor.capabilities.experimental.copydesk, { hover: true, explain: true });
  const parts = (position) => editor.request('copydesk/hover', { textDocument, position });
  const { range, parts: [finding, ...others] } = await parts(at(DRAFT, 'Critics'));
  assert.equal(words(DRAFT, range), 'Critics');
  const { message } = named(diagnostics, 'vague-attribution');
  assert.deepEqual([finding.kind, finding.rule, finding.message], ['finding', 'vague-attribution', message]);
  assert.match(finding.text, /^Looked for, and not found: a name[^]*Why: [^]*Standard: /);
  assert.ok(!finding.text.includes(message) && !finding.text.includes('`'), finding.text);
  assert.deepEqual(others.map((part) => part.kind), []);
  const card = (await parts(at(DRAFT, 'Janssen'))).parts.find((part) => part.kind === 'actor');
  assert.match(card.text, /^\*\*Piet Janssen\*\* \(person\)/);
  const quotation = (await parts(at(DRAFT, 'goose has'))).parts.find((part) => part.kind === 'quotation');
  assert.match(quotation.text, /^A quotation, said by \*\*Lena Ostrow\*\*/);
  assert.equal(await parts(at(DRAFT, 'runway on')), null);
});

capability('no menu shows a mark of markdown', async (editor, textDocument, diagnostics) => {
  const titles = [];
  for (const { range } of [...diagnostics, { range: { start: at(DRAFT, 'Janssen') } }]) {
    titles.push(...(await actions(editor, textDocument, range.start)).map((action) => action.title));
  }
  assert.ok(titles.length > 5);
  for (const title of titles) assert.doesNotMatch(title, /[`*]/);
});

capability('the overview has the actors by their weight, each with a role', async (editor) => {
  const long = 'a former deputy director of the national institute for coastal and marine engineering research';
  const text = `Mayor Ada Quill was there. Tom Fell, ${long}, was asleep.

Bo Lind, the chief engineer, said it was late. Lind said it was cold. Fell was asleep.
`;
  await editor.open('cast.md', text);
  const ask = { command: 'copydesk.overview', arguments: [editor.uri('cast.md')] };
  const { actors } = await editor.request('workspace/executeCommand', ask);
  const people = actors.map((actor) => [actor.name, actor.role]);
  assert.deepEqual(people, [
    ['Bo Lind', 'the chief engineer'], ['Tom Fell', `${long.slice(0, 60).trimEnd()}…`], ['Ada Quill', 'Mayor'],
  ]);
});

capability('hover is plain where the client knows no markdown', async (editor, textDocument) => {
  const hover = await editor.request('textDocument/hover', { textDocument, position: at(DRAFT, 'Janssen') });
  assert.equal(hover.contents.kind, 'plaintext');
  assert.ok(!hover.contents.value.includes('**'));
}, but((it) => { it.textDocument.hover.contentFormat = ['plaintext']; }));

/** The code actions at a place, by their titles. */
async function actions(editor, textDocument, position, only) {
  const params = { textDocument, range: { start: position, end: position }, context: { diagnostics: [], only } };
  return editor.request('textDocument/codeAction', params);
}

capability('code actions are resolved, with placeholders to step through', async (editor, textDocument) => {
  const offered = await actions(editor, textDocument, at(DRAFT, 'Critics'));
  const fix = offered.find((action) => action.title.includes('names'));
  assert.equal(fix.kind, 'quickfix');
  assert.equal(fix.edit, undefined);
  assert.equal(fix.isPreferred, true);
  assert.equal(fix.diagnostics[0].code, 'vague-attribution');
  const { edit } = await editor.request('codeAction/resolve', fix);
  const [change] = edit.documentChanges;
  assert.deepEqual(change.textDocument, { uri: textDocument.uri, version: 1 });
  assert.equal(change.edits[0].snippet.value, '${1:[names]}');
  editor.change('goose.md', 2, { text: `${DRAFT}\nMore.\n` });
  await assert.rejects(editor.request('codeAction/resolve', fix), /edited since/);
});

capability('code actions come whole and plain where the client knows no better', async (editor, textDocument) => {
  const offered = await actions(editor, textDocument, at(DRAFT, 'Critics'));
  const fix = offered.find((action) => action.title.includes('names'));
  assert.equal(apply(DRAFT, fix.edit, textDocument.uri), DRAFT.replace('Critics', '[names]'));
}, but((it) => {
  it.workspace.workspaceEdit = {};
  it.textDocument.codeAction = { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } };
}));

capability('every silence that is offered silences', async (editor, textDocument) => {
  const at_place = at(DRAFT, 'TK.');
  const offered = await actions(editor, textDocument, at_place);
  const silences = offered.filter((action) => action.title.startsWith('Ignore placeholder in'));
  assert.deepEqual(silences.map((action) => action.title.split(' in ')[1]), ['this paragraph', 'this draft', 'this project']);
  for (const [number, silence] of silences.slice(0, 2).entries()) {
    const { edit } = await editor.request('codeAction/resolve', silence);
    const name = `silent-${number}.md`;
    const diagnostics = await editor.open(name, apply(DRAFT, edit, textDocument.uri).replace('${1:[why]}', 'why'));
    assert.equal(named(diagnostics, 'placeholder'), undefined);
    assert.ok(named(diagnostics, 'vague-attribution'));
  }
  const { edit } = await editor.request('codeAction/resolve', silences[2]);
  const [create, change] = edit.documentChanges;
  assert.deepEqual([create.kind, create.uri], ['create', editor.uri('copydesk.toml')]);
  editor.write('copydesk.toml', change.edits[0].newText);
  editor.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: create.uri, type: 1 }] });
  await editor.diagnostics('goose.md', { until: (diagnostics) => !named(diagnostics, 'placeholder') });
});

capability('a configuration that is there is added to, and its open text counts', async (editor, textDocument) => {
  const text = '# Ours\n[rules]\nvague-attribution = "off"\n';
  editor.notify('textDocument/didOpen', { textDocument: { uri: editor.uri('copydesk.toml'), languageId: 'toml', version: 3, text } });
  await editor.diagnostics('goose.md', { until: (diagnostics) => !named(diagnostics, 'vague-attribution') });
  const offered = await actions(editor, textDocument, at(DRAFT, 'TK.'));
  const silence = offered.find((action) => action.title.endsWith('in this project'));
  const { edit } = await editor.request('codeAction/resolve', silence);
  assert.equal(edit.documentChanges[0].textDocument.version, 3);
  assert.equal(apply(text, edit, editor.uri('copydesk.toml')), `${text}placeholder = "off"\n`);
}, { files: { 'copydesk.toml': '' } });

capability('actions of a kind are all that is given where a kind is asked for', async (editor, textDocument) => {
  assert.deepEqual(await actions(editor, textDocument, at(DRAFT, 'Critics'), ['refactor']), []);
  const fixes = await actions(editor, textDocument, at(DRAFT, 'Critics'), ['quickfix']);
  assert.ok(fixes.length > 0 && fixes.every((action) => action.kind === 'quickfix'));
  const all = await actions(editor, textDocument, at(DRAFT, 'Critics'), ['source.fixAll']);
  assert.ok(all.every((action) => action.kind === 'source.fixAll.copydesk'));
});

/** The question at a place of the draft. */
const why = (editor, textDocument, position, rule) =>
  editor.request('copydesk/explain', { textDocument, range: { start: position, end: position }, rule });

capability('why a rule speaks is told, with the figure that decided it', async (editor, textDocument) => {
  const answer = await why(editor, textDocument, at(DRAFT, 'had it in'));
  assert.equal(answer.title, 'Why is this said?');
  assert.match(answer.words, /^“Critics say the bird/, 'a cursor asks about its sentence');
  assert.match(answer.summary, /^1 rule speaks here; \d+ others? looked and keeps? silent\.$/);
  const [{ rule, notes, looks: [look] }] = answer.rules;
  assert.deepEqual([rule, notes, look.outcome, words(DRAFT, look.range)], ['vague-attribution', [], 'spoke', 'Critics']);
  assert.match(look.sentence, /^vague-attribution speaks\. “Critics” could be anybody/);
  assert.match(look.figure, /^How likely a copy editor is to ask who the source is: [\d.]+ %; it speaks from 1\.4 % on\.$/);
  const claim = answer.rules.find((it) => it.rule === 'unattributed-claim').looks[0];
  assert.equal(claim.sentence, 'unattributed-claim keeps silent on what another rule says more exactly: here vague-attribution asks.');
  assert.doesNotMatch(JSON.stringify(answer), /`/);
});

capability('why nothing is said is told of a sentence, and of a rule that looked at nothing', async (editor, textDocument) => {
  const answer = await why(editor, textDocument, at(DRAFT, 'closed the runway'));
  assert.equal(answer.title, 'Why is nothing said here?');
  assert.match(answer.summary, /^No rule speaks here; /);
  const claim = answer.rules.find((it) => it.rule === 'contentious-lead').looks[0];
  assert.match(claim.sentence, /^contentious-lead keeps silent on /);
  const { rules: [placeholder] } = await why(editor, textDocument, at(DRAFT, 'closed the runway'), 'placeholder');
  assert.deepEqual(placeholder.looks, []);
  assert.match(placeholder.notes[0], /^placeholder found nothing to look at here\. It flags what was meant to be filled in/);
  await assert.rejects(why(editor, textDocument, at(DRAFT, 'closed'), 'dance'), /no rule/);
});

capability('why a rule is silent names the comment, the front matter and the line of the configuration', async (editor) => {
  const text = '---\ncopydesk: {ignore: [placeholder]}\n---\n\n<!-- copydesk-ignore vague-attribution -->\nCritics say it fell by 31,00 metres and cost TK.\n';
  await editor.open('quiet.md', text);
  const told = async (rule, word) => {
    const { rules: [{ notes, looks }] } = await why(editor, { uri: editor.uri('quiet.md') }, at(text, word), rule);
    return [...notes, ...looks.map((it) => it.sentence)].join(' ');
  };
  assert.match(await told('vague-attribution', 'Critics'), /is silenced by the comment on line 5, or it would speak\. “Critics”/);
  assert.match(await told('placeholder', 'TK'), /^placeholder is off, by the draft’s front matter\. placeholder would speak\./);
  assert.match(await told('malformed-figure', '31,00'), /^malformed-figure is off, by line 3 of copydesk\.toml\. malformed-figure would speak\./);
}, { files: { 'copydesk.toml': '# Ours\n[rules]\nmalformed-figure = "off"\n' } });

capability('the menu asks why, on a finding and where nothing is said', async (editor, textDocument) => {
  const titled = async (word, only) => (await actions(editor, textDocument, at(DRAFT, word), only)).filter((it) => it.title.startsWith('Why'));
  const [said, ...others] = await titled('Critics');
  assert.deepEqual([said.title, said.kind, others], ['Why is this said?', 'quickfix', []]);
  assert.deepEqual([said.command.arguments[0].rule, said.edit, said.isPreferred], ['vague-attribution', undefined, undefined]);
  assert.deepEqual(await editor.request('codeAction/resolve', said), said);
  const [nothing] = await titled('closed the runway', ['source']);
  assert.deepEqual([nothing.title, nothing.kind], ['Why is nothing said here?', 'source.explain.copydesk']);
  const answer = await editor.request('workspace/executeCommand', nothing.command);
  assert.equal(answer.title, nothing.title);
  await editor.until(() => editor.messages.some((it) => it.message.startsWith(`${nothing.title}\nNo rule speaks here; `)), 'the message');
});

capability('document symbols are headings, quotations and actors', async (editor, textDocument) => {
  const symbols = await editor.request('textDocument/documentSymbol', { textDocument });
  const names = symbols.map((symbol) => symbol.name);
  for (const name of ['Goose closes runway', 'Lena Ostrow', 'Piet Janssen']) assert.ok(names.includes(name), name);
  const children = symbols[0].children.map((symbol) => [symbol.name, symbol.detail ?? null]);
  assert.deepEqual(children, [['“The goose has won,”', 'Lena Ostrow'], ['Later', null]]);
  const ostrow = symbols.find((symbol) => symbol.name === 'Lena Ostrow');
  assert.equal(words(DRAFT, ostrow.selectionRange), 'Lena Ostrow');
});

capability('document symbols are flat where the client wants them so', async (editor, textDocument) => {
  const symbols = await editor.request('textDocument/documentSymbol', { textDocument });
  const quotation = symbols.find((symbol) => symbol.name.startsWith('“The goose'));
  assert.equal(quotation.containerName, 'Goose closes runway');
}, but((it) => { it.textDocument.documentSymbol = {}; }));

capability('definition is the first mention', async (editor, textDocument) => {
  const position = at(DRAFT, 'Ostrow had');
  const location = await editor.request('textDocument/definition', { textDocument, position });
  assert.equal(words(DRAFT, location.range), 'Lena Ostrow');
  assert.equal(await editor.request('textDocument/definition', { textDocument, position: at(DRAFT, 'runway on') }), null);
});

capability('references are all mentions', async (editor, textDocument) => {
  const ask = (includeDeclaration) => editor.request('textDocument/references',
    { textDocument, position: at(DRAFT, 'Ostrow'), context: { includeDeclaration } });
  const mentions = (await ask(true)).map((location) => words(DRAFT, location.range));
  assert.deepEqual(mentions, ['Lena Ostrow', 'Ostrow', 'Ostrow']);
  assert.equal((await ask(false)).length, 2);
});

capability('highlights tell names from pronouns', async (editor, textDocument) => {
  const highlights = await editor.request('textDocument/documentHighlight',
    { textDocument, position: at(DRAFT, 'Janssen') });
  assert.deepEqual(highlights.map((it) => [words(DRAFT, it.range), it.kind]), [['Piet Janssen', 3], ['He', 2]]);
});

capability('rename reaches every form of a name', async (editor, textDocument) => {
  const position = at(DRAFT, 'Ostrow said');
  const prepared = await editor.request('textDocument/prepareRename', { textDocument, position });
  assert.equal(prepared.placeholder, 'Lena Ostrow');
  assert.equal(words(DRAFT, prepared.range), 'Ostrow');
  const edit = await editor.request('textDocument/rename', { textDocument, position, newName: 'Mara Lindt' });
  const expected = DRAFT.replaceAll('Lena Ostrow', 'Mara Lindt').replaceAll('Ostrow', 'Lindt');
  assert.equal(apply(DRAFT, edit, textDocument.uri), expected);
});

capability('rename refuses what would merge actors, and what is no name', async (editor, textDocument) => {
  const rename = (position, newName) =>
    editor.request('textDocument/rename', { textDocument, position, newName });
  await assert.rejects(rename(at(DRAFT, 'Ostrow said'), 'Piet Janssen'), /two actors would become one/);
  await assert.rejects(rename(at(DRAFT, 'runway on'), 'Lindt'), /put the cursor on one/);
  const pronoun = { textDocument, position: at(DRAFT, 'He said') };
  await assert.rejects(editor.request('textDocument/prepareRename', pronoun), /without naming it/);
});

capability('completion offers actors, and verbs behind a quotation', async (editor, textDocument) => {
  const text = `${DRAFT}\nIt was Os\n\n“It is over,” \n`;
  editor.change('goose.md', 2, { text });
  const items = async (position) =>
    (await editor.request('textDocument/completion', { textDocument, position })).map((item) => item.label);
  assert.deepEqual(await items(at(text, 'was Os', { behind: true })), ['Lena Ostrow', 'Ostrow']);
  assert.equal((await items(at(text, 'over,” ', { behind: true })))[0], 'said');
});

capability('inlay hints tell who “he said” is', async (editor, textDocument) => {
  const range = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
  const hints = await editor.request('textDocument/inlayHint', { textDocument, range });
  assert.deepEqual(hints.map((hint) => [hint.label, hint.position]), [['(Piet Janssen)', at(DRAFT, 'He', { behind: true })]]);
  const top = { start: { line: 0, character: 0 }, end: { line: 2, character: 0 } };
  assert.deepEqual(await editor.request('textDocument/inlayHint', { textDocument, range: top }), []);
});

capability('the code lens counts the sources, and its command tells them', async (editor, textDocument) => {
  const [lens] = await editor.request('textDocument/codeLens', { textDocument });
  assert.match(lens.command.title, /^[0-9] sources: 2 named/);
  const sources = await editor.request('workspace/executeCommand', lens.command);
  const ostrow = sources.find((source) => source.name === 'Lena Ostrow');
  assert.deepEqual(ostrow, { name: 'Lena Ostrow', kind: 'named', attributions: 1 });
  await editor.until(() => editor.messages.some((it) => it.message.includes('Piet Janssen')), 'the message');
});

/** Semantic tokens as words with their kind. */
function tokens(legend, data, text) {
  const lines = text.split('\n');
  const found = [];
  let [line, start] = [0, 0];
  for (let i = 0; i < data.length; i += 5) {
    if (data[i] > 0) start = 0;
    line += data[i];
    start += data[i + 1];
    found.push([lines[line].slice(start, start + data[i + 2]), legend.tokenTypes[data[i + 3]]]);
  }
  return found;
}

capability('semantic tokens mark actors, quotations and what is attributed', async (editor, textDocument) => {
  const { legend } = editor.capabilities.semanticTokensProvider;
  const { data } = await editor.request('textDocument/semanticTokens/full', { textDocument });
  const found = tokens(legend, data, DRAFT);
  const has = (words, kind) => assert.ok(found.some((it) => it[0] === words && it[1] === kind), `${words}: ${kind}`);
  has('Lena Ostrow', 'actor');
  has('“The goose has won,”', 'quotation');
  has(' said that ', 'attributed');
});

capability('semantic tokens come as a difference', async (editor, textDocument) => {
  const full = await editor.request('textDocument/semanticTokens/full', { textDocument });
  const here = at(DRAFT, '\n\nMayor');
  editor.change('goose.md', 2, { range: { start: here, end: here }, text: ' Ostrow left.' });
  const difference = await editor.request('textDocument/semanticTokens/full/delta',
    { textDocument, previousResultId: full.resultId });
  const data = [...full.data];
  for (const edit of difference.edits) data.splice(edit.start, edit.deleteCount, ...(edit.data ?? []));
  const now = await editor.request('textDocument/semanticTokens/full', { textDocument });
  assert.deepEqual(data, now.data);
  assert.ok(difference.edits[0].data.length < now.data.length / 2);
  const unknown = await editor.request('textDocument/semanticTokens/full/delta', { textDocument, previousResultId: 'x' });
  assert.deepEqual(unknown.data, now.data);
});

capability('sections fold', async (editor, textDocument) => {
  const folds = await editor.request('textDocument/foldingRange', { textDocument });
  const last = DRAFT.trimEnd().split('\n').length - 1;
  assert.ok(folds.some((fold) => fold.startLine === 0 && fold.endLine === last));
  assert.ok(folds.some((fold) => fold.startLine === at(DRAFT, '## Later').line && fold.endLine === last));
});

capability('document links lead to sources and footnotes', async (editor, textDocument) => {
  const links = await editor.request('textDocument/documentLink', { textDocument });
  const found = links.map((link) => [words(DRAFT, link.range), link.target]);
  const note = at(DRAFT, '[^1]:').line + 1;
  assert.deepEqual(found, [
    ['[^1]', `${textDocument.uri}#${note},1`],
    ['[here](https://goose.test/report)', 'https://goose.test/report'],
    ['[there](maps/field.md)', editor.uri('maps/field.md')],
  ]);
});

capability('workspace symbols are actors across drafts, open or not', async (editor, textDocument) => {
  const symbols = await editor.request('workspace/symbol', { query: 'ostrw' });
  const found = symbols.map((symbol) => [symbol.name, path.basename(symbol.location.uri)]).sort();
  assert.deepEqual(found, [['Lena Ostrow', 'goose.md'], ['Vera Ostrow', 'other.md']]);
}, { files: { 'other.md': 'Vera Ostrow, a pilot, said it was late.\n', 'notes.rst': 'Ina Ostrow said so.\n' } });

capability('commands: a page, and an error for what is none', async (editor) => {
  const explained = await editor.request('workspace/executeCommand', { command: 'copydesk.explain', arguments: ['placeholder'] });
  assert.match(explained.page, /^# placeholder/);
  await assert.rejects(editor.request('workspace/executeCommand', { command: 'copydesk.dance' }), /no command/);
  await assert.rejects(editor.request('workspace/executeCommand', { command: 'copydesk.explain' }), /takes one argument/);
});

capability('the settings of the newsroom are told, and set as by hand', async (editor, textDocument) => {
  const run = (command, argument) => editor.request('workspace/executeCommand', { command, arguments: [argument] });
  const set = async (key, value) => {
    const before = editor.applied.length;
    await run('copydesk.set', { textDocument, key, value });
    await editor.until(() => editor.applied.length > before, 'the edit');
    return apply(HOUSE, editor.applied.at(-1), editor.uri('copydesk.toml'));
  };
  const told = await run('copydesk.settings', textDocument.uri);
  assert.deepEqual([path.basename(told.file), told.exists, told.problem], ['copydesk.toml', true, null]);
  assert.deepEqual(told.values, { extends: 'ap', rules: { 'loaded-verb': 'off' }, roster: ['actors.toml'] });
  assert.equal(await set(['extends'], 'bbc'), HOUSE.replace('"ap"', '"bbc"'));
  assert.equal(await set(['rules', 'loaded-verb'], null), HOUSE.replace('loaded-verb = "off" # ours\n', ''));
  assert.equal(await set(['rules', 'naming'], 'hint'), HOUSE.replace('#naming = "info"', 'naming = "hint"'));
  assert.equal(await set(['roster'], ['actors.toml', 'b.csv']), HOUSE.replace('"]', '", "b.csv"]'));
  await assert.rejects(set(['rules'], 'x'), /does not change by itself/);
  await assert.rejects(set(['extends'], 1.5), /A setting takes a text/);
  await assert.rejects(run('copydesk.settings', 'untitled:1'), /is no file/);
}, { files: { 'copydesk.toml': HOUSE, 'actors.toml': '' } });

capability('a newsroom without settings gets a file with the first', async (editor) => {
  const folder = editor.uri('.');
  const run = (command, argument) => editor.request('workspace/executeCommand', { command, arguments: [argument] });
  assert.equal((await run('copydesk.settings', folder)).exists, false);
  await run('copydesk.set', { textDocument: { uri: folder }, key: ['genre'], value: 'news' });
  await editor.until(() => editor.applied.length > 0, 'the edit');
  const [created, edited] = editor.applied[0].documentChanges;
  assert.equal(created.kind, 'create');
  assert.equal(path.basename(created.uri), 'copydesk.toml');
  assert.equal(edited.edits[0].newText, 'genre = "news"\n');
});

capability('code actions are commands where the client knows nothing else', async (editor, textDocument) => {
  const [fix] = await actions(editor, textDocument, at(DRAFT, 'Critics'));
  assert.equal(fix.command, 'copydesk.apply');
  await editor.request('workspace/executeCommand', { command: fix.command, arguments: fix.arguments });
  await editor.until(() => editor.applied.length > 0, 'the edit');
  assert.match(apply(DRAFT, editor.applied[0], textDocument.uri), /\[names\]/);
}, but((it) => { delete it.textDocument.codeAction; it.workspace.workspaceEdit = {}; }));

const pulling = but((it) => { it.textDocument.diagnostic = { relatedInformation: true }; });

capability('diagnostics are pulled, with result ids', async (editor, textDocument) => {
  const pull = (previousResultId) => editor.request('textDocument/diagnostic', { textDocument, previousResultId });
  const full = await pull();
  assert.equal(full.kind, 'full');
  assert.ok(named(full.items, 'vague-attribution'));
  const unchanged = await pull(full.resultId);
  assert.deepEqual([unchanged.kind, unchanged.resultId], ['unchanged', full.resultId]);
  editor.change('goose.md', 2, { text: 'Fine.\n' });
  assert.deepEqual((await pull(full.resultId)).items, []);
  // What is pulled is not shown a second time.
  assert.deepEqual(editor.pushed.get(textDocument.uri).diagnostics, []);
}, pulling);

capability('diagnostics of the workspace are pulled, from the disk and from open drafts', async (editor, textDocument) => {
  editor.change('goose.md', 2, { text: 'Experts say the bridge is unsafe.\n' });
  const pull = (previousResultIds = []) =>
    editor.request('workspace/diagnostic', { previousResultIds, workDoneToken: 'all' });
  const { items } = await pull();
  const count = Object.fromEntries(items.map((item) => [path.basename(item.uri), item.items.length]));
  assert.deepEqual(count, { 'goose.md': 1, 'other.md': 2 });
  await editor.until(() => editor.progress.some((it) => it.token === 'all' && it.value.kind === 'end'), 'the end of progress');
  const known = items.map((item) => ({ uri: item.uri, value: item.resultId }));
  assert.deepEqual((await pull(known)).items.map((item) => item.kind), ['unchanged', 'unchanged']);
  editor.write('other.md', 'All is well in the tower today.\n');
  const again = (await pull(known)).items.map((item) => [path.basename(item.uri), item.kind]).sort();
  assert.deepEqual(again, [['goose.md', 'unchanged'], ['other.md', 'full']]);
  // A draft that is gone, under another name or altogether, keeps nothing; one without a file is none of the workspace's.
  fs.renameSync(path.join(editor.folder, 'other.md'), path.join(editor.folder, 'new.md'));
  const after = (await pull([...known, { uri: 'untitled:Untitled-1', value: 'x' }])).items;
  const shown = after.map((item) => [path.basename(item.uri), item.kind, item.items?.length]).sort();
  assert.deepEqual(shown, [['goose.md', 'unchanged', undefined], ['new.md', 'full', 0], ['other.md', 'full', 0]]);
}, { ...pulling, files: { 'other.md': 'Critics say the bridge is unsafe.\n\nThe sum is TK.\n', 'goose.md': DRAFT } });

capability('the client’s settings are asked for, and asked for again', async (editor) => {
  const off = (diagnostics) => !named(diagnostics, 'vague-attribution') && named(diagnostics, 'placeholder');
  await editor.diagnostics('goose.md', { until: off });
  editor.settings = { rules: { placeholder: 'hint' } };
  editor.notify('workspace/didChangeConfiguration', { settings: null });
  await editor.diagnostics('goose.md', {
    until: (it) => named(it, 'vague-attribution') && named(it, 'placeholder')?.severity === 4,
  });
  assert.ok(editor.registered.some((it) => it.method === 'workspace/didChangeConfiguration'));
}, { settings: { rules: { 'vague-attribution': 'off' } } });

capability('settings are pushed to a server that may not ask', async (editor) => {
  editor.notify('workspace/didChangeConfiguration', { settings: { copydesk: { rules: { attribution: 'off' } } } });
  await editor.diagnostics('goose.md', { until: (it) => !named(it, 'vague-attribution') });
  editor.notify('workspace/didChangeConfiguration', { settings: { copydesk: { rules: { atribution: 'off' } } } });
  await editor.until(() => editor.messages.some((it) => it.message.includes('did you mean `attribution`')), 'a message');
}, but((it) => { it.workspace.configuration = false; }));

capability('settings beside the rules hold where no configuration says otherwise', async (editor) => {
  const text = '# Bridge\n\nThe bridge is safe, said Lena Ostrow, an engineer.\n\nThe dam is safe too, Ostrow said. She added that the pumps were old.\n';
  assert.ok(!named(await editor.open('one.md', text), 'single-source'));
  const set = (copydesk) => editor.notify('workspace/didChangeConfiguration', { settings: { copydesk } });
  set({ sourcing: { 'single-source-words': 5 }, genre: '', extends: null });
  await editor.diagnostics('one.md', { until: (it) => named(it, 'single-source') });
  set({ sourcing: { 'single-source-words': 5 }, genre: 'brief' });
  await editor.diagnostics('one.md', { until: (it) => !named(it, 'single-source') });
  set({ sourcing: { 'single-source-words': 5 } });
  await editor.diagnostics('one.md', { until: (it) => named(it, 'single-source') });
  editor.write('copydesk.toml', '[sourcing]\nsingle-source-words = 300\n');
  editor.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: editor.uri('copydesk.toml'), type: 1 }] });
  await editor.diagnostics('one.md', { until: (it) => !named(it, 'single-source') });
  set({ genre: 'opinon', naming: { 'second-reference': ['surname'] } });
  await editor.until(() => editor.messages.some((it) => it.message.includes('did you mean `opinion`')), 'a message');
  await editor.until(() => editor.messages.some((it) => it.message.includes('`second-reference`')), 'another');
  set({ strictness: 'qiet' });
  await editor.until(() => editor.messages.some((it) => it.message.includes('did you mean `quiet`')), 'a third');
  for (const strictness of ['quiet', 'normal', 'thorough', '', null, 'loud']) set({ strictness });
  const wrong = () => editor.messages.flatMap((it) => /There is no strictness `(\w+)`/.exec(it.message)?.[1] ?? []);
  await editor.until(() => wrong().includes('loud'), 'a fourth');
  assert.deepEqual(wrong(), ['qiet', 'loud']);
}, but((it) => { it.workspace.configuration = false; }));

capability('a slip in the configuration is shown there, said once, and taken back', async (editor) => {
  const change = (text) => {
    editor.write('copydesk.toml', text);
    editor.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: editor.uri('copydesk.toml'), type: 2 }] });
  };
  change('[rules]\nplacehodler = "off"\n');
  const [slip] = await editor.diagnostics('copydesk.toml', { until: (it) => it.length === 1 });
  assert.deepEqual(slip.range.start, { line: 1, character: 0 });
  assert.match(slip.message, /did you mean `placeholder`/);
  await editor.until(() => editor.messages.some((it) => /line 2: .*placeholder/.test(it.message)), 'a message');
  change('[rules]\nplaceholder = "off"\n');
  await editor.diagnostics('copydesk.toml', { until: (it) => it.length === 0 });
  await editor.diagnostics('goose.md', { until: (it) => !named(it, 'placeholder') });
  const watched = editor.registered.find((it) => it.method === 'workspace/didChangeWatchedFiles');
  assert.ok(watched.registerOptions.watchers.some((it) => it.globPattern === '**/copydesk.toml'));
});

capability('a configuration is read as old programs write it, and as the commands read it', async (editor) => {
  const change = (bytes) => {
    editor.write('copydesk.toml', bytes);
    editor.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: editor.uri('copydesk.toml'), type: 2 }] });
  };
  change(Buffer.from('\uFEFF[rules]\nplaceholder = "off"\n', 'utf16le'));
  await editor.diagnostics('goose.md', { until: (it) => !named(it, 'placeholder') });
  change(Buffer.from([0xff, 0xfe, ...Buffer.from('# house\n[rules]')]));
  const [told] = await editor.diagnostics('copydesk.toml', { until: (it) => it.length === 1 });
  assert.match(told.message, /^This file begins as UTF-16 and is none further on; save it as UTF-8\.$/);
});

capability('a configuration that another draft meets first applies to all below it', async (editor) => {
  editor.write('copydesk.toml', '[rules]\nplaceholder = "off"\n');
  assert.ok(!named(await editor.open('other.md', DRAFT), 'placeholder'));
  await editor.diagnostics('goose.md', { until: (it) => !named(it, 'placeholder') });
});

const roster = '[[actor]]\nname = "Ada Quill"\nkinde = "person"\n';

capability('an actor is added to the roster, whose slips are shown', async (editor, textDocument) => {
  const [slip] = await editor.diagnostics('actors.toml', { until: (it) => it.length === 1 });
  assert.equal(slip.range.start.line, 2);
  const offer = async () => (await actions(editor, textDocument, at(DRAFT, 'Ostrow said')))
    .find((action) => action.title === 'Add Lena Ostrow to the roster');
  const { edit } = await editor.request('codeAction/resolve', await offer());
  const edited = apply(roster, edit, editor.uri('actors.toml'));
  assert.ok(edited.startsWith(`${roster}\n[[actor]]\nname = "Lena Ostrow"\n`), edited);
  editor.write('actors.toml', edited.replace('kinde', 'kind'));
  editor.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: editor.uri('actors.toml'), type: 2 }] });
  await editor.diagnostics('actors.toml', { until: (it) => it.length === 0 });
  assert.equal(await offer(), undefined);
}, { files: { 'copydesk.toml': 'roster = ["actors.toml"]\n', 'actors.toml': roster } });

capability('a title that can be read only by guessing is told at its line, and fails nothing', async (editor) => {
  const [told] = await editor.open('colon.md', '---\ntitle: Fire: two dead\n---\n\nIt is over.\n');
  assert.equal(told.code, 'front-matter');
  assert.equal(told.severity, 3);
  assert.equal(told.range.start.line, 1);
  assert.match(told.message, /because of the colon in it: write title: "Fire: two dead"/);
});

capability('a slip in the front matter is shown in the draft', async (editor) => {
  const text = '---\ncopydesk: {genre: opinio}\n---\n\nHello.\n';
  const [slip] = await editor.open('front.md', text);
  assert.equal(words(text, slip.range), 'opinio');
  assert.equal(slip.code, 'front-matter');
});

capability('folders come and go', async (editor) => {
  const other = await fs.promises.mkdtemp(path.join(editor.folder, '..', 'copydesk-more-'));
  fs.writeFileSync(path.join(other, 'more.md'), 'Ada Quill, a clerk, said so.\n');
  const folder = { uri: new URL(`file://${other}`).href, name: 'more' };
  const names = async () => (await editor.request('workspace/symbol', { query: 'quill' })).map((it) => it.name);
  assert.deepEqual(await names(), []);
  editor.notify('workspace/didChangeWorkspaceFolders', { event: { added: [folder], removed: [] } });
  assert.deepEqual(await names(), ['Ada Quill']);
  editor.notify('workspace/didChangeWorkspaceFolders', { event: { added: [], removed: [folder] } });
  assert.deepEqual(await names(), []);
  fs.rmSync(other, { recursive: true });
});

test('the log goes to a file on request, and to the client that traces', async () => {
  const log = path.join(fs.mkdtempSync('/tmp/copydesk-log-'), 'log.txt');
  const editor = await Editor.start({ options: { logFile: log } });
  await editor.open('a.md', 'Hello there.\n');
  editor.notify('$/setTrace', { value: 'messages' });
  editor.change('nowhere.md', 1, { text: 'x' });
  editor.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: editor.uri('copydesk.toml'), type: 1 }] });
  await editor.until(() => editor.messages.some((it) => it.message.includes('configuration changed')), 'the trace');
  assert.equal(await editor.stop(), 0);
  assert.match(fs.readFileSync(log, 'utf8'), /is not open\.\nThe configuration changed/);
});

const vague = (diagnostics) => diagnostics.filter((it) => it.code === 'vague-attribution');

/** Opens a draft without waiting for anything. */
function begin(editor, name, text) {
  const textDocument = { uri: editor.uri(name), languageId: 'markdown', version: 1, text };
  editor.notify('textDocument/didOpen', { textDocument });
}

test('a long draft is shown in parts, with progress, and in the end whole', async () => {
  const editor = await Editor.start();
  const text = `Critics say the bridge is unsafe.\n\n${DRAFT}\n`.repeat(40);
  begin(editor, 'long.md', text);
  const part = await editor.diagnostics('long.md');
  assert.equal(part[0].range.start.line, 0);
  assert.ok(vague(part).length < 80, 'the first part is not all');
  await editor.diagnostics('long.md', { until: (it) => vague(it).length === 80 });
  await editor.until(() => editor.progress.some((it) => it.value.kind === 'end'), 'the end of progress');
  await editor.until(() => editor.refreshed.includes('semanticTokens'), 'a refresh');
  await editor.stop();
});

test('a draft that is no article any more is only skimmed, and says so once', async () => {
  const editor = await Editor.start();
  const claim = 'Critics say the bridge is unsafe, and TK people crossed it.\n\n';
  const text = claim.repeat(36_000);
  begin(editor, 'book.md', text);
  const named = (diagnostics, code) => diagnostics.filter((it) => it.code === code);
  const found = await editor.diagnostics('book.md', { until: (it) => named(it, 'placeholder').length === 36_000 });
  assert.equal(named(found, 'long-draft').length, 1);
  assert.match(named(found, 'long-draft')[0].message, /longer than 2 MB/);
  assert.equal(found.length, 36_001, 'nothing but that and the placeholders');
  const start = { line: 0, character: 0 };
  const rest = { start: { line: 2, character: 0 }, end: { line: 72_000, character: 0 } };
  editor.change('book.md', 2, { range: rest, text: '' });
  const short = await editor.diagnostics('book.md', { version: 2 });
  assert.deepEqual(short.map((it) => it.code).sort(), ['placeholder', 'vague-attribution']);
  editor.change('book.md', 3, { range: { start, end: start }, text });
  assert.equal(named(await editor.diagnostics('book.md', { version: 3, until: (it) => named(it, 'long-draft').length }), 'vague-attribution').length, 0);
  await editor.stop();
});

test('what is typed while a long draft is read is shown before the rest is', async () => {
  const editor = await Editor.start();
  const text = `${DRAFT}\n`.repeat(40);
  begin(editor, 'long.md', text);
  await editor.diagnostics('long.md');
  const end = { line: text.split('\n').length - 1, character: 0 };
  editor.change('long.md', 2, { range: { start: end, end }, text: 'Experts say the tower is unsafe.\n' });
  const first = await editor.diagnostics('long.md', { version: 2 });
  assert.ok(vague(first).some((it) => it.range.start.line === end.line), 'the finding in what was typed');
  assert.ok(vague(first).length < 41, 'the rest is still to be read');
  await editor.diagnostics('long.md', { until: (it) => vague(it).length === 41 });
  await editor.stop();
});

capability('a name that another open draft writes otherwise is reported for as long as it does', async (editor) => {
  const right = 'The talks were led by Sergey Petrenko, the deputy minister. It was late when Sergey Petrenko left.\n';
  const odd = 'The talks were led by Sergei Petrenko, the deputy minister, and went on for three hours.\n';
  await editor.open('one.md', right);
  await editor.open('two.md', odd);
  const reported = (diagnostics) => named(diagnostics, 'inconsistent-spelling');
  const told = reported(await editor.diagnostics('two.md', { until: reported }));
  assert.equal(words(odd, told.range), 'Sergei Petrenko');
  assert.match(told.message, /is spelled “Sergey Petrenko” in one\.md/);
  editor.change('one.md', 2, { text: odd });
  await editor.diagnostics('two.md', { until: (it) => !reported(it) });
  editor.change('one.md', 3, { text: right });
  await editor.diagnostics('two.md', { until: reported });
  editor.close('one.md');
  await editor.diagnostics('two.md', { until: (it) => !reported(it) });
});

capability('all safe fixes come as one action', async (editor) => {
  const text = '# Tower\n\n<!-- copydesk-ignore placeholder: none -->\nAll is well in the tower today.\n';
  assert.ok(named(await editor.open('safe.md', text), 'unused-ignore'));
  const textDocument = { uri: editor.uri('safe.md') };
  const [action, ...others] = await actions(editor, textDocument, at(text, 'All'), ['source.fixAll']);
  assert.deepEqual([action.kind, others], ['source.fixAll.copydesk', []]);
  const { edit } = await editor.request('codeAction/resolve', action);
  const fixed = apply(text, edit, textDocument.uri);
  assert.ok(!fixed.includes('copydesk-ignore') && fixed.includes('All is well'), fixed);
  editor.change('safe.md', 2, { text: fixed });
  await editor.diagnostics('safe.md', { version: 2, until: (it) => it.length === 0 });
  assert.deepEqual(await actions(editor, textDocument, { line: 0, character: 0 }, ['source.fixAll']), []);
});

capability('a roster that changes has open drafts checked again', async (editor) => {
  const change = (text) => {
    editor.write('actors.toml', text);
    editor.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: editor.uri('actors.toml'), type: 2 }] });
  };
  const told = (diagnostics) => named(diagnostics, 'place-variant');
  const text = 'The ship sailed from Port Harow on Monday, and came back to Port Harow at night.\n';
  assert.ok(!told(await editor.open('port.md', text)));
  change('[[actor]]\nname = "Port Harrow"\nkind = "place"\navoid = ["Port Harow"]\n');
  await editor.diagnostics('port.md', { until: told });
  change('');
  await editor.diagnostics('port.md', { until: (it) => !told(it) });
}, { files: { 'copydesk.toml': 'roster = ["actors.toml"]\n', 'actors.toml': '' } });

capability('a list of words that changes has open drafts checked again, and a broken entry is shown in it', async (editor) => {
  const change = (text) => {
    editor.write('words.toml', text);
    editor.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: editor.uri('words.toml'), type: 2 }] });
  };
  const told = (diagnostics) => named(diagnostics, 'house-word');
  const text = 'Whilst the ship lay in port, the crew slept.\n';
  assert.ok(!told(await editor.open('port.md', text)));
  change('[[word]]\navoid = "whilst"\nprefer = "while"\n\n[[word]]\nprefer = "slumber"\n');
  await editor.diagnostics('port.md', { until: told });
  const slips = await editor.diagnostics('words.toml', { until: (it) => it.length });
  assert.deepEqual(slips.map((it) => it.range.start.line), [4]);
  const fixes = await actions(editor, { uri: editor.uri('port.md') }, { line: 0, character: 1 }, ['quickfix']);
  const edit = fixes.find((it) => it.title === 'Change to “While”');
  assert.ok(edit, fixes.map((it) => it.title).join());
  change('');
  await editor.diagnostics('port.md', { until: (it) => !told(it) });
}, { files: { 'copydesk.toml': 'words = ["words.toml"]\n', 'words.toml': '' } });
