// Adding an actor of the draft to the newsroom's roster, the file that copydesk.toml names.
import * as vscode from 'vscode';
import { Actor, OverviewStore } from './overview';
import { toRange } from './range';
import { Row } from './views';

/** The roster that is made where a project has none. */
const NEW_ROSTER = 'newsroom/actors.toml';

export function registerRoster(store: OverviewStore): vscode.Disposable[] {
  return [vscode.commands.registerCommand('copydesk.addToRoster', (row?: Row) => add(store, row?.actor))];
}

async function add(store: OverviewStore, asked: Actor | undefined): Promise<void> {
  const actor = asked ?? atCursor(store) ?? (await choose(store));
  if (!actor || !store.document) return;
  const folder = vscode.workspace.getWorkspaceFolder(store.document.uri);
  if (!folder) {
    void vscode.window.showInformationMessage('A roster belongs to a folder: open the folder of the draft first.');
    return;
  }
  const configuration = await nearestConfiguration(store.document.uri, folder.uri);
  const edit = new vscode.WorkspaceEdit();
  const text = await read(configuration);
  const named = text && /^\s*roster\s*=\s*\[\s*(?:"([^"]*)"|'([^']*)')/m.exec(text);
  const name = (named && (named[1] ?? named[2])) || NEW_ROSTER;
  if (!name.endsWith('.toml')) {
    void vscode.window.showInformationMessage(`The roster ${name} is no TOML file; add ${actor.name} there by hand.`);
    return;
  }
  const roster = vscode.Uri.joinPath(configuration, '..', name);
  const known = await read(roster);
  if (known?.includes(`name = ${quoted(actor.name)}`)) {
    void vscode.window.showInformationMessage(`${actor.name} is in the roster already.`);
    return;
  }
  edit.createFile(roster, { ignoreIfExists: true });
  const lines = known?.split(/\r?\n/) ?? [''];
  const end = new vscode.Position(lines.length - 1, lines[lines.length - 1].length);
  edit.insert(roster, end, `${known && !known.endsWith('\n') ? '\n' : ''}${known ? '\n' : ''}${entry(actor)}`);
  // The roster first: a configuration that names a file that is not there yet would be reported.
  if (!named) {
    edit.createFile(configuration, { ignoreIfExists: true });
    edit.insert(configuration, new vscode.Position(0, 0), `roster = ["${NEW_ROSTER}"]\n`);
  }
  const unsaved = vscode.workspace.textDocuments.filter((document) => document.isDirty);
  await vscode.workspace.applyEdit(edit);
  for (const uri of named ? [roster] : [roster, configuration]) {
    const document = await vscode.workspace.openTextDocument(uri);
    // What somebody is writing in is theirs to save.
    if (!unsaved.includes(document)) await document.save();
  }
  const document = await vscode.workspace.openTextDocument(roster);
  const editor = await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside });
  const last = document.lineAt(document.lineCount - 1).range;
  editor.revealRange(last);
}

function entry(actor: Actor): string {
  const aliases = actor.aliases.filter((form) => form !== actor.name);
  const lines = ['[[actor]]', `name = ${quoted(actor.name)}`];
  if (aliases.length) lines.push(`aliases = [${aliases.map(quoted).join(', ')}]`);
  if (actor.office) lines.push(`role = ${quoted(actor.office.words)}`);
  return `${lines.join('\n')}\n`;
}

/** A TOML string; JSON's escapes are TOML's too. */
function quoted(words: string): string {
  return JSON.stringify(words.replace(/\s+/g, ' '));
}

async function read(uri: vscode.Uri): Promise<string | undefined> {
  try {
    return (await vscode.workspace.openTextDocument(uri)).getText();
  } catch {
    return undefined;
  }
}

/** The nearest copydesk.toml above the draft, or where one would stand. */
async function nearestConfiguration(draft: vscode.Uri, folder: vscode.Uri): Promise<vscode.Uri> {
  for (let here = draft; here.path.length > folder.path.length; ) {
    here = vscode.Uri.joinPath(here, '..');
    const candidate = vscode.Uri.joinPath(here, 'copydesk.toml');
    if ((await read(candidate)) !== undefined) return candidate;
  }
  return vscode.Uri.joinPath(folder, 'copydesk.toml');
}

function atCursor(store: OverviewStore): Actor | undefined {
  const editor = vscode.window.activeTextEditor;
  if (!editor || editor.document !== store.document) return undefined;
  return store.current?.actors.find((actor) =>
    actor.mentions.some((mention) => toRange(mention).contains(editor.selection.active)),
  );
}

async function choose(store: OverviewStore): Promise<Actor | undefined> {
  const actors = store.current?.actors ?? [];
  if (!actors.length) {
    void vscode.window.showInformationMessage('The draft in front names nobody yet.');
    return undefined;
  }
  const items = actors.map((actor) => ({ label: actor.name, description: actor.role ?? undefined, actor }));
  return (await vscode.window.showQuickPick(items, { placeHolder: 'Whom?' }))?.actor;
}
