// The commands that a writer calls while writing.
import * as vscode from 'vscode';
import { findingsOf, ruleOf } from './findings';
import { OverviewStore } from './overview';
import { toRange } from './range';
import { rules } from './rules';
import { Server } from './server';
import { isDraft } from './drafts';
import { Row } from './views';

export function registerCommands(
  context: vscode.ExtensionContext,
  server: Server,
  store: OverviewStore,
): vscode.Disposable[] {
  const on = vscode.commands.registerCommand;
  return [
    on('copydesk.restart', () => server.restart()),
    on('copydesk.showOutput', () => server.output.show()),
    on('copydesk.nextClaim', () => nextClaim(server)),
    on('copydesk.attributeSelection', () => attributeSelection(store)),
    on('copydesk.renameActor', (row?: Row) => renameActor(store, row)),
    on('copydesk.openSample', () => openSample(context)),
  ];
}

function draftInFront(): vscode.TextEditor | undefined {
  const editor = vscode.window.activeTextEditor;
  if (isDraft(editor?.document)) return editor;
  void vscode.window.showInformationMessage('Open a draft in markdown or plain text first.');
  return undefined;
}

function reveal(editor: vscode.TextEditor, range: vscode.Range): void {
  editor.selection = new vscode.Selection(range.start, range.end);
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

/** Selects the next words that want a source, from the top again after the last. */
async function nextClaim(server: Server): Promise<void> {
  const editor = draftInFront();
  if (!editor) return;
  const asking = new Set((await rules(server)).filter((rule) => rule.wants_source).map((rule) => rule.name));
  const claims = findingsOf(editor.document.uri).filter((finding) => asking.has(ruleOf(finding)));
  if (!claims.length) {
    void vscode.window.showInformationMessage('No claim without a source was found in this draft.');
    return;
  }
  const here = editor.selection.start;
  reveal(editor, (claims.find((claim) => claim.range.start.isAfter(here)) ?? claims[0]).range);
}

/** Adds “, according to NAME” behind the selection, before the mark that ends it. */
async function attributeSelection(store: OverviewStore): Promise<void> {
  const editor = draftInFront();
  if (!editor) return;
  if (editor.selection.isEmpty) {
    void vscode.window.showInformationMessage('Select the words that somebody said first.');
    return;
  }
  const text = editor.document.getText(editor.selection);
  const before = text.trimEnd().replace(/[.!?]+$/, '');
  const end = editor.document.positionAt(editor.document.offsetAt(editor.selection.start) + before.length);
  const other = { label: '$(edit) Somebody else', name: undefined as string | undefined, description: '' };
  const actors = (store.current?.actors ?? [])
    .filter((actor) => actor.kind === 'person' || actor.kind === 'organisation')
    .map((actor) => ({ label: actor.name, name: actor.name, description: actor.role ?? '' }));
  const choice = await vscode.window.showQuickPick([...actors, other], { placeHolder: 'Who says so?' });
  if (!choice) return;
  const snippet = new vscode.SnippetString(', according to ');
  if (choice.name) snippet.appendText(choice.name);
  else snippet.appendPlaceholder('NAME');
  await editor.insertSnippet(snippet, end);
}

/** Renames every form of an actor's name: the row's, or the one at the cursor. */
async function renameActor(store: OverviewStore, row?: Row): Promise<void> {
  const first = row?.actor?.mentions[0];
  if (first && store.document) {
    const editor = await vscode.window.showTextDocument(store.document);
    editor.selection = new vscode.Selection(toRange(first).start, toRange(first).start);
  } else if (!draftInFront()) {
    return;
  }
  await vscode.commands.executeCommand('editor.action.rename');
}

/** A copy of the sample, untitled, so that nothing of the extension's is changed. */
async function openSample(context: vscode.ExtensionContext): Promise<void> {
  const file = vscode.Uri.joinPath(context.extensionUri, 'walkthrough', 'sample.md');
  const content = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  const document = await vscode.workspace.openTextDocument({ language: 'markdown', content });
  await vscode.window.showTextDocument(document, { preview: false });
}
