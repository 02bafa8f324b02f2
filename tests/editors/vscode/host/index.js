// Runs inside the extension host, with the real `vscode` API. Prints through the console, which host.test.mjs reads.
const assert = require('node:assert/strict');
const vscode = require('vscode');

const sleep = (time) => new Promise((done) => setTimeout(done, time));
async function until(what, look, most = 60000) {
  const end = Date.now() + most;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    if (Date.now() > end) throw new Error(`waited in vain: ${what}`);
    await sleep(50);
  }
}
const folder = () => vscode.workspace.workspaceFolders[0].uri;
const found = (document, rule) =>
  vscode.languages.getDiagnostics(document.uri).find((it) => it.source === 'copydesk' && it.code?.value === rule);
async function open(name) {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder(), name));
  await vscode.window.showTextDocument(document);
  return document;
}
async function insert(document, text) {
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, document.lineAt(document.lineCount - 1).range.end, text);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

let api;
const steps = {
  async 'the extension wakes up with a draft'() {
    this.document = await open('draft.md');
    const extension = await until('the extension', () => vscode.extensions.getExtension('copydesk.copydesk'));
    api = await extension.activate();
    await until('the server', () => api.server.health === 'running');
  },
  async 'findings stand at the words, behind letters of several bytes too'() {
    const finding = await until('a finding', () => found(this.document, 'vague-attribution'));
    assert.equal(this.document.getText(finding.range), 'Critics');
  },
  async 'drafts in plain text and in MDX are read, and a plain file that is no draft is not'() {
    const words = 'Critics say the ferry is too small.\n';
    const made = async (name) => {
      const uri = vscode.Uri.joinPath(folder(), name);
      await vscode.workspace.fs.writeFile(uri, Buffer.from(words));
      return vscode.workspace.openTextDocument(uri);
    };
    const other = await made('minutes.dat');
    assert.equal(other.languageId, 'plaintext');
    for (const [name, language] of [['story.txt', 'plaintext'], ['story.mdx', 'mdx']]) {
      const draft = await made(name);
      assert.equal(draft.languageId, language);
      const finding = await until(`a finding in ${name}`, () => found(draft, 'vague-attribution'));
      assert.equal(draft.getText(finding.range), 'Critics');
    }
    // It was opened first, so its turn would have come.
    assert.deepEqual(vscode.languages.getDiagnostics(other.uri), []);
    const cards = await vscode.commands.executeCommand('vscode.executeHoverProvider', other.uri, new vscode.Position(0, 2));
    assert.deepEqual(cards, []);
  },
  async 'all commands of the manifest are there'() {
    const there = await vscode.commands.getCommands(true);
    for (const { command } of vscode.extensions.getExtension('copydesk.copydesk').packageJSON.contributes.commands) {
      assert.ok(there.includes(command), command);
    }
  },
  async 'a workspace cannot choose the program'() {
    const setting = vscode.workspace.getConfiguration('copydesk');
    await assert.rejects(async () => setting.update('serverPath', '/bin/true', vscode.ConfigurationTarget.Workspace));
  },
  async 'the overview follows the draft'() {
    await until('an actor', () => api.overview.current?.actors.some((it) => it.name === 'Ines Halloran'));
    await insert(this.document, '\n\nWilma Osterkamp, an engineer, said yes.\n');
    await until('the new actor', () => api.overview.current?.actors.some((it) => it.name === 'Wilma Osterkamp'));
  },
  async 'rename changes every form'() {
    const at = this.document.positionAt(this.document.getText().indexOf('Halloran'));
    const edit = await vscode.commands.executeCommand('vscode.executeDocumentRenameProvider', this.document.uri, at, 'Ana Verde');
    assert.ok(edit.get(this.document.uri).length >= 2);
  },
  async 'the next claim is selected, and after the last the first again'() {
    const editor = await vscode.window.showTextDocument(this.document);
    await insert(this.document, '\n\nExperts believe the piers will crumble.\n');
    await until('the second claim', () => vscode.languages.getDiagnostics(this.document.uri)
      .some((it) => this.document.getText(it.range) === 'Experts'));
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    for (const wanted of ['Critics', 'Experts', 'Critics']) {
      await vscode.commands.executeCommand('copydesk.nextClaim');
      assert.equal(this.document.getText(editor.selection), wanted);
    }
  },
  async 'a setting silences a rule, for the one who sets it'() {
    const setting = vscode.workspace.getConfiguration('copydesk');
    await setting.update('rules', { 'vague-attribution': 'off' }, vscode.ConfigurationTarget.Global);
    await until('silence', () => !found(this.document, 'vague-attribution'));
    await setting.update('rules', undefined, vscode.ConfigurationTarget.Global);
    await until('the finding again', () => found(this.document, 'vague-attribution'));
  },
  async 'the settings know every rule'() {
    const { properties } = vscode.extensions.getExtension('copydesk.copydesk').packageJSON.contributes.configuration;
    const rules = JSON.parse(await api.server.run(['rules', '--format', 'json'])).rules;
    for (const { name, group } of rules) {
      for (const it of [name, group]) assert.ok(properties['copydesk.rules'].propertyNames.enum.includes(it), it);
    }
  },
  async 'the link of a finding opens its rule'() {
    const finding = await until('a finding', () => found(this.document, 'vague-attribution'));
    assert.equal(decodeURIComponent(finding.code.target.toString(true)), 'command:copydesk.explainRule?["vague-attribution"]');
  },
  async 'why something is said, and why nothing is, stands on a page'() {
    const told = async (word, wanted) => {
      // The page beside it takes the focus.
      const editor = await vscode.window.showTextDocument(this.document, vscode.ViewColumn.One);
      const at = this.document.positionAt(this.document.getText().indexOf(word));
      editor.selection = new vscode.Selection(at, at);
      await vscode.commands.executeCommand('copydesk.whyHere');
      const page = await vscode.workspace.openTextDocument(vscode.Uri.parse('copydesk-why:Why.md'));
      return until('the page', () => page.getText().startsWith(`# ${wanted}`) && page.getText());
    };
    const said = await told('Critics', 'Why is this said?');
    assert.match(said.replaceAll('\\', ''), /“Critics”: vague-attribution speaks\./);
    assert.doesNotMatch(said, /`/);
    await told('Halloran', 'Why is nothing said here?');
    await vscode.window.showTextDocument(this.document, vscode.ViewColumn.One);
  },
  async 'the menu asks why'() {
    const finding = await until('a finding', () => found(this.document, 'vague-attribution'));
    const actions = await vscode.commands.executeCommand('vscode.executeCodeActionProvider', this.document.uri, finding.range);
    const why = actions.find((it) => it.title === 'Why is this said?');
    await vscode.commands.executeCommand(why.command.command, ...why.command.arguments);
    const page = await vscode.workspace.openTextDocument(vscode.Uri.parse('copydesk-why:Why.md'));
    await until('the page', () => page.getText().startsWith('# Why is this said?'));
    await vscode.window.showTextDocument(this.document, vscode.ViewColumn.One);
  },
  async 'completion in copydesk.toml offers rules and severities'() {
    const document = await open('copydesk.toml');
    const labels = async (line, column) => {
      const at = new vscode.Position(line, column);
      const list = await vscode.commands.executeCommand('vscode.executeCompletionItemProvider', document.uri, at);
      return list.items.map((it) => it.label.label ?? it.label);
    };
    assert.ok((await labels(2, 0)).includes('vague-attribution'));
    assert.ok((await labels(1, 15)).includes('warning'));
  },
  async 'completion in a roster offers fields and kinds'() {
    const uri = vscode.Uri.joinPath(folder(), 'newsroom/roster.toml');
    await vscode.workspace.fs.writeFile(uri, Buffer.from('[[actor]]\nname = "Ines Halloran"\nkind = "\n\n'));
    const labels = async (line, column) => {
      const list = await vscode.commands.executeCommand('vscode.executeCompletionItemProvider', uri, new vscode.Position(line, column));
      return list.items.map((it) => it.label.label ?? it.label);
    };
    assert.ok((await labels(3, 0)).includes('household'));
    assert.ok((await labels(2, 8)).includes('organisation'));
  },
  async 'mistakes in a roster in JSON are marked, in both of its forms'() {
    for (const [name, text] of [['roster.json', '[{ "name": "Ines Halloran", "rol": "mayor" }]'],
      ['actors.json', '{ "actor": [{ "name": "Ines Halloran", "rol": "mayor" }] }']]) {
      const uri = vscode.Uri.joinPath(folder(), name);
      await vscode.workspace.fs.writeFile(uri, Buffer.from(text));
      await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
      const marks = await until('a mark', () => {
        const all = vscode.languages.getDiagnostics(uri);
        return all.length && all;
      });
      assert.deepEqual(marks.map((it) => /rol\b/.test(it.message)), [true]);
    }
  },
  async 'an error in copydesk.toml is marked in it'() {
    const document = await open('copydesk.toml');
    await insert(document, 'no-such-rule = "off"\n');
    await until('a mark', () => vscode.languages.getDiagnostics(document.uri).some((it) => /no-such-rule/.test(it.message)));
  },
  async 'an actor is added to the roster'() {
    const draft = await open('draft.md');
    await until('the overview', () => api.overview.document === draft && api.overview.current);
    const actor = api.overview.current.actors.find((it) => it.name === 'Ines Halloran');
    await vscode.commands.executeCommand('copydesk.addToRoster', { actor });
    const roster = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder(), 'newsroom/actors.toml'));
    assert.match(roster.getText(), /\[\[actor\]\]\nname = "Ines Halloran"\naliases = \["Halloran"\]\nrole = "Mayor"\n/);
    const toml = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder(), 'copydesk.toml'));
    assert.match(toml.getText(), /^roster = \["newsroom\/actors.toml"\]\n/);
  },
  async 'a mistake in a roster is marked before it is saved, in TOML and in CSV'() {
    const settings = await open('copydesk.toml');
    const list = 'newsroom/people-roster.csv';
    const edit = new vscode.WorkspaceEdit();
    edit.insert(settings.uri, settings.positionAt(settings.getText().indexOf(']')), `, "${list}"`);
    await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder(), list), Buffer.from('name,kind\nInes Quist,person\n'));
    assert.ok(await vscode.workspace.applyEdit(edit));
    await open('draft.md');
    for (const [name, slip, wanted] of [
      ['newsroom/actors.toml', '\n[[actor]]\nname = "Wilma Osterkamp"\nrol = "engineer"\n', /`rol`/],
      [list, 'Wilma Osterkamp,persn\n', /`persn`/],
    ]) {
      const roster = await open(name);
      const before = roster.getText();
      const marks = () => vscode.languages.getDiagnostics(roster.uri).filter((it) => wanted.test(it.message));
      await insert(roster, slip);
      await until(`a mark in ${name}`, () => marks().length === 1);
      assert.ok(roster.isDirty);
      const back = new vscode.WorkspaceEdit();
      back.replace(roster.uri, new vscode.Range(0, 0, roster.lineCount, 0), before);
      assert.ok(await vscode.workspace.applyEdit(back));
      await until(`no mark in ${name}`, () => marks().length === 0);
      // It is no draft: nothing else is said of it.
      assert.deepEqual(vscode.languages.getDiagnostics(roster.uri).map((it) => it.message), []);
    }
  },
  async 'fifty open drafts have their findings'() {
    const drafts = [];
    for (let number = 0; number < 50; number += 1) {
      const uri = vscode.Uri.joinPath(folder(), `many/draft ${number}.md`);
      await vscode.workspace.fs.writeFile(uri, Buffer.from('# Harbour\n\nCritics say the ferry is too small.\n'));
      drafts.push(await vscode.workspace.openTextDocument(uri));
    }
    await until('all findings', () => drafts.every((draft) => found(draft, 'vague-attribution')), 60000);
  },
  async 'the server is restarted'() {
    const before = api.server.pid;
    await vscode.commands.executeCommand('copydesk.restart');
    await until('another process', () => api.server.health === 'running' && api.server.pid !== before);
    await until('findings', () => found(this.document, 'vague-attribution'));
  },
};

exports.run = async () => {
  let number = 0;
  let failed = 0;
  const self = {};
  for (const [title, step] of Object.entries(steps)) {
    number += 1;
    try {
      await step.call(self);
      console.log(`[host] ok ${number} - VS Code, extension host: ${title}`);
    } catch (error) {
      failed += 1;
      console.log(`[host] not ok ${number} - VS Code, extension host: ${title}`);
      console.log(`[host] # ${error.stack.split('\n').slice(0, 4).join(' | ')}`);
    }
  }
  console.log(`[host] 1..${number}`);
  if (failed) throw new Error(`${failed} failed`);
};
