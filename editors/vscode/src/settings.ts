// The newsroom's settings as a page of choices, for people who write no TOML. What may be set is the schema's, which values are set the
// server tells, and each choice is a line of copydesk.toml, which the server writes as somebody would by hand.
import * as vscode from 'vscode';
import { rules } from './rules';
import { schemaOf } from './configuration';
import { isDraft } from './drafts';
import { Rule, Server } from './server';

interface Schema {
  description?: string;
  type?: string;
  enum?: string[];
  minimum?: number;
  items?: Schema;
  properties?: Record<string, Schema>;
}

/** What the server answers to copydesk.settings. */
interface Stated {
  /** The path of the configuration, as the page shows it. */
  file: string;
  /** Where it is. */
  uri: vscode.Uri;
  exists: boolean;
  values: Record<string, unknown>;
  problem: string | null;
}

/** What the page says. */
type Said =
  | { ready: true }
  | { key: string[]; value: unknown }
  | { explain: string }
  | { file: true }
  | { addTo: string[] };

type Labels = Record<string, { enum?: string[]; enumItemLabels?: string[] }>;

export function registerSettings(context: vscode.ExtensionContext, server: Server): vscode.Disposable {
  return vscode.commands.registerCommand('copydesk.openSettings', () => open(context, server));
}

async function open(context: vscode.ExtensionContext, server: Server): Promise<void> {
  const draft = vscode.window.activeTextEditor?.document;
  const draftUri = isDraft(draft) && !draft.isUntitled ? draft.uri : undefined;
  const uri = draftUri ?? vscode.workspace.workspaceFolders?.[0]?.uri;
  if (!uri) {
    void vscode.window.showInformationMessage('Open the folder of your drafts first: its settings are kept there.');
    return;
  }
  const schema = await schemaOf<Schema>(context, 'copydesk');
  const labels = context.extension.packageJSON.contributes.configuration.properties as Labels;
  const all = await rules(server);
  const panel = vscode.window.createWebviewPanel('copydesk.settings', 'Newsroom Settings', vscode.ViewColumn.Active, {
    enableScripts: true,
    localResourceRoots: [],
    retainContextWhenHidden: true,
  });
  const show = async () => {
    const stated = await ask(server, uri);
    await panel.webview.postMessage(stated ?? { problem: 'Copydesk does not run, and knows no settings.', values: {} });
  };
  const changed = vscode.workspace.onDidChangeTextDocument(({ document }) => {
    if (document.uri.path.endsWith('/copydesk.toml')) void show();
  });
  panel.onDidDispose(() => changed.dispose());
  panel.webview.onDidReceiveMessage(async (said: Said) => {
    if ('explain' in said) await vscode.commands.executeCommand('copydesk.explainRule', said.explain);
    if ('file' in said) await openFile(server, uri);
    if ('addTo' in said) await addFile(server, uri, said.addTo);
    if ('key' in said) await set(server, uri, said.key, said.value);
    await show();
  });
  panel.webview.html = pageOf(schema, labels, all);
}

/** What is stated for a draft or a folder; undefined while the server does not run. */
async function ask(server: Server, uri: vscode.Uri): Promise<Stated | undefined> {
  const stated = await server.ask<Stated>('copydesk.settings', server.address(uri));
  if (!stated) return undefined;
  const file = server.place(vscode.Uri.file(stated.file).toString());
  return { ...stated, uri: file, file: file.scheme === 'file' ? stated.file : vscode.workspace.asRelativePath(file) };
}

/** The path from a folder to a file. */
function relative(folder: string, file: string): string {
  const [from, to] = [folder.split('/'), file.split('/')];
  const common = from.findIndex((part, at) => part !== to[at]);
  const shared = common < 0 ? from.length : common;
  return [...from.slice(shared).map(() => '..'), ...to.slice(shared)].join('/');
}

/** Sets a value, and keeps it: who chooses on a page does not think of saving a file behind it. */
async function set(server: Server, uri: vscode.Uri, key: string[], value: unknown): Promise<void> {
  const before = await ask(server, uri);
  if (!before) return;
  const written = new Promise<void>((resolve) => {
    const done = () => (listener.dispose(), clearTimeout(timer), resolve());
    const listener = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (!contentChanges.length || document.uri.toString() !== before.uri.toString()) return;
      void document.save().then(done, done);
    });
    const timer = setTimeout(done, 5000);
  });
  try {
    await server.command('copydesk.set', { textDocument: { uri: server.address(uri) }, key, value });
    await written;
  } catch (error) {
    void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
  }
}

/** The lists whose entries are looked for on the disk, by the names of their keys; others hold words. */
const CHOSEN: Record<string, 'File' | 'Folder'> = { roster: 'File', words: 'File', 'notes.folders': 'Folder' };

/** Lets somebody choose a file or a folder, and puts it into a list by its path from the configuration. */
async function addFile(server: Server, uri: vscode.Uri, key: string[]): Promise<void> {
  const stated = await ask(server, uri);
  const chosen = stated && (await vscode.window.showOpenDialog({
    openLabel: 'Add to the Settings',
    defaultUri: vscode.Uri.joinPath(stated.uri, '..'),
    canSelectFolders: CHOSEN[key.join('.')] === 'Folder',
    canSelectFiles: CHOSEN[key.join('.')] === 'File',
  }));
  if (!stated || !chosen?.length) return;
  const before = key.reduce<unknown>((values, name) => (values as Record<string, unknown> | undefined)?.[name], stated.values);
  const added = relative(vscode.Uri.joinPath(stated.uri, '..').path, chosen[0].path);
  await set(server, uri, key, [...(Array.isArray(before) ? before : []), added]);
}

async function openFile(server: Server, uri: vscode.Uri): Promise<void> {
  const stated = await ask(server, uri);
  if (!stated?.exists) {
    void vscode.window.showInformationMessage('There is no copydesk.toml yet: the first choice makes one.');
    return;
  }
  await vscode.window.showTextDocument(stated.uri, { viewColumn: vscode.ViewColumn.Beside });
}

function pageOf(schema: Schema, labels: Labels, all: Rule[]): string {
  const nonce = [...crypto.getRandomValues(new Uint8Array(16))].map((it) => it.toString(16)).join('');
  const { rules: ruleTable, ...others } = schema.properties ?? {};
  const general = Object.entries(others).flatMap(([name, it]) =>
    it.properties ? Object.entries(it.properties).map(([inner, its]) => field([name, inner], its, labels)) : [field([name], it, labels)],
  );
  const known = new Set(Object.keys(ruleTable?.properties ?? {}));
  const groups = [...new Set(all.map((rule) => rule.group))].filter((group) => known.has(group));
  const ofGroup = (group: string) => all.filter((rule) => rule.group === group).map(ruleRow).join('');
  const sections = groups.map(
    (group) => `<details><summary>${escape(capital(group))}</summary>
      ${row(['rules', group], `All rules of the group ${group}`, '', choice(['rules', group], severities, 'Each as usual'))}
      ${ofGroup(group)}</details>`,
  );
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Newsroom Settings</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'">
<style nonce="${nonce}">${STYLE}</style></head><body>
<h1>Newsroom Settings</h1>
<p id="where" role="status"></p>
<h2>The desk</h2>${general.filter(Boolean).join('')}
<h2>Rules</h2><p>How much each rule matters: an error stops a check in CI, a hint is only for the writer.</p>${sections.join('')}
<script nonce="${nonce}">${SCRIPT}</script></body></html>`;
}

const severities = ['error', 'warning', 'info', 'hint', 'off'].map((it) => [it, capital(it)]);

function ruleRow(rule: Rule): string {
  const key = ['rules', rule.name];
  const explain = `<button class="link" data-explain="${escape(rule.name)}">Explain</button>`;
  return row(key, rule.name, `${escape(rule.summary)} ${explain}`, choice(key, severities, `As usual: ${rule.severity}`));
}

/** A setting with its choices, or nothing where it is a list of tables, which only a file can hold. */
function field(key: string[], schema: Schema, labels: Labels): string {
  const named = labels[`copydesk.${key.join('.')}`];
  const at = escape(JSON.stringify(key));
  const words = (schema.description ?? '').replace(/\.$/, '');
  if (schema.enum) {
    const label = (it: string) => named?.enumItemLabels?.[named.enum?.indexOf(it) ?? -1] ?? capital(it);
    return row(key, words, '', choice(key, schema.enum.map((it) => [it, label(it)]), 'Not set'));
  }
  if (schema.type === 'integer') {
    return row(key, words, '', `<input id="${id(key)}" type="number" min="${schema.minimum ?? 0}" data-key="${at}">`);
  }
  if (schema.type === 'string') return row(key, words, '', `<input id="${id(key)}" data-key="${at}">`);
  if (schema.type === 'array' && schema.items?.type === 'string') {
    const list = `<textarea id="${id(key)}" rows="2" data-key="${at}" data-list></textarea>`;
    const kind = CHOSEN[key.join('.')];
    const button = kind ? `<button data-add="${at}">Add a ${kind}…</button>` : '';
    return row(key, words, 'One on each line.', list + button);
  }
  return '';
}

function row(key: string[], label: string, help: string, control: string): string {
  return `<div class="row"><div><label for="${id(key)}">${escape(label)}</label><p>${help}</p></div><div class="control">${control}</div></div>`;
}

function choice(key: string[], options: string[][], unset: string): string {
  const all = [['', unset], ...options].map(([value, label]) => `<option value="${escape(value)}">${escape(label)}</option>`);
  return `<select id="${id(key)}" data-key="${escape(JSON.stringify(key))}">${all.join('')}</select>`;
}

const id = (key: string[]) => escape(key.join('-'));

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (it) => `&#${it.charCodeAt(0)};`);
}

const STYLE = `
body { max-width: 60rem; margin: 0 auto; padding: 1rem 1.5rem 4rem; color: var(--vscode-foreground); font-size: var(--vscode-font-size); }
h1 { font-weight: 600; } h2 { margin-top: 2rem; font-weight: 600; }
.row { display: flex; flex-wrap: wrap; gap: .5rem 2rem; justify-content: space-between; padding: .75rem 0; border-bottom: 1px solid var(--vscode-widget-border, transparent); }
.row > :first-child { flex: 1 1 20rem; } .control { flex: 0 1 16rem; }
label { font-weight: 600; } p { margin: .25rem 0 0; color: var(--vscode-descriptionForeground); }
select, input, textarea { box-sizing: border-box; width: 100%; padding: .3rem; font: inherit; color: var(--vscode-settings-dropdownForeground, var(--vscode-input-foreground)); background: var(--vscode-settings-dropdownBackground, var(--vscode-input-background)); border: 1px solid var(--vscode-settings-dropdownBorder, var(--vscode-input-border, var(--vscode-widget-border, #8888))); }
:focus-visible { outline: 1px solid var(--vscode-focusBorder); }
select.set, input.set, textarea.set { border-left: 3px solid var(--vscode-settings-modifiedItemIndicator, var(--vscode-focusBorder)); }
button { padding: .3rem .7rem; font: inherit; color: var(--vscode-button-secondaryForeground); background: var(--vscode-button-secondaryBackground); border: none; cursor: pointer; }
.control button { margin-top: .4rem; }
button.link { padding: 0; color: var(--vscode-textLink-foreground); background: none; }
summary { padding: .6rem 0; font-weight: 600; cursor: pointer; }
#where.problem { color: var(--vscode-errorForeground); }`;

const SCRIPT = `
const editor = acquireVsCodeApi();
const fields = [...document.querySelectorAll('[data-key]')];
const keyOf = (it) => JSON.parse(it.dataset.key);
document.addEventListener('change', ({ target: it }) => {
  if (!it.dataset.key) return;
  const lines = it.value.split('\\n').map((line) => line.trim()).filter(Boolean);
  const value = 'list' in it.dataset ? lines : it.type === 'number' ? it.valueAsNumber : it.value;
  const none = Array.isArray(value) ? !value.length : value === '' || Number.isNaN(value);
  editor.postMessage({ key: keyOf(it), value: none ? null : value });
});
document.addEventListener('click', ({ target: it }) => {
  if (it.dataset.explain) editor.postMessage({ explain: it.dataset.explain });
  if (it.dataset.add) editor.postMessage({ addTo: JSON.parse(it.dataset.add) });
  if (it.id === 'open') editor.postMessage({ file: true });
});
addEventListener('message', ({ data }) => {
  const where = document.getElementById('where');
  where.className = data.problem ? 'problem' : '';
  where.textContent = data.problem ?? (data.exists ? 'Each choice is a line of ' + data.file + '. ' : 'The first choice makes ' + data.file + '.');
  if (data.exists) {
    const open = document.createElement('button');
    open.className = 'link';
    open.id = 'open';
    open.textContent = 'Open the File';
    where.append(' ', open);
  }
  for (const it of fields) {
    const value = keyOf(it).reduce((values, name) => values?.[name], data.values);
    it.classList.toggle('set', value !== undefined);
    if (it !== document.activeElement || it.tagName === 'SELECT') it.value = Array.isArray(value) ? value.join('\\n') : (value ?? '');
  }
});
editor.postMessage({ ready: true });`;
