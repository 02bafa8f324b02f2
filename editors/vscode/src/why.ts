// Why something is said of a place, or nothing: asked of the server, and shown as a page beside the draft.
import * as vscode from 'vscode';
import { Range } from './range';
import { isDraft } from './drafts';
import { Server } from './server';

const SCHEME = 'copydesk-why';

/** What the server is asked: some words, or a cursor, which asks about its sentence; by one rule or by all. */
interface Question {
  textDocument: { uri: string };
  range: Range;
  rule?: string;
}

/** What the server answers to copydesk/explain, in sentences without marks. */
interface Answer {
  title: string;
  words: string;
  summary: string;
  rules: { rule: string; notes: string[]; looks: { words: string; sentence: string; figure: string | null }[] }[];
}

export function registerWhy(server: Server): vscode.Disposable[] {
  const address = vscode.Uri.parse(`${SCHEME}:Why.md`);
  const changed = new vscode.EventEmitter<vscode.Uri>();
  let page = '';
  const pages = vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    onDidChange: changed.event,
    provideTextDocumentContent: () => page,
  });
  const command = vscode.commands.registerCommand('copydesk.whyHere', async (asked?: Question) => {
    // A menu of the editor hands over an address of its own.
    const question = asked?.textDocument ? asked : questionAtCursor(server);
    if (!question) return;
    const answer = await server.request<Answer>('copydesk/explain', question);
    if (!answer) {
      void vscode.window.showWarningMessage('This cannot be told while Copydesk does not run.');
      return;
    }
    page = pageOf(answer);
    changed.fire(address);
    await vscode.commands.executeCommand('markdown.showPreviewToSide', address);
  });
  return [changed, pages, command];
}

function questionAtCursor(server: Server): Question | undefined {
  const editor = vscode.window.activeTextEditor;
  if (!isDraft(editor?.document)) {
    void vscode.window.showInformationMessage('Open a draft in markdown or plain text first.');
    return undefined;
  }
  const { start, end } = editor!.selection;
  const at = ({ line, character }: vscode.Position) => ({ line, character });
  return { textDocument: { uri: server.address(editor!.document.uri) }, range: { start: at(start), end: at(end) } };
}

/** The answer in markdown; the words of the draft are no markdown of ours. */
function pageOf(answer: Answer): string {
  const page = new vscode.MarkdownString();
  // `appendText` would keep lines from breaking between words.
  const plain = (text: string) => text.replace(/[\\`*_{}[\]()#+\-.!~<>|]/g, '\\$&');
  const paragraph = (text: string) => page.appendMarkdown(`${plain(text)}\n\n`);
  page.appendMarkdown('# ');
  paragraph(answer.title);
  paragraph(answer.words);
  paragraph(answer.summary);
  for (const { rule, notes, looks } of answer.rules) {
    page.appendMarkdown('## ');
    paragraph(rule);
    notes.forEach(paragraph);
    for (const look of looks) {
      paragraph(`${look.words}: ${look.sentence}`);
      if (look.figure) paragraph(look.figure);
    }
  }
  return page.value;
}
