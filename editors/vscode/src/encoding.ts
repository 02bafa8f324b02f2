// A draft that the editor reads in the wrong encoding: each “é” and each quotation mark of an old file is lost as “�”, and with the
// marks every quotation. Said once for a draft, with the way out.
import * as vscode from 'vscode';
import { isDraft, nameOf } from './drafts';

const LOST = '\ufffd';
const REOPEN = 'Reopen with Encoding…';

export function registerEncoding(): vscode.Disposable {
  const seen = new WeakSet<vscode.TextDocument>();
  const look = async (editor: vscode.TextEditor | undefined) => {
    const document = editor?.document;
    if (!isDraft(document) || seen.has(document)) return;
    seen.add(document);
    if (!document.getText().includes(LOST)) return;
    const told = `“${nameOf(document)}” shows “${LOST}” where letters and quotation marks were: it was written in another encoding. Reopen it as Windows 1252, and Copydesk sees its quotations.`;
    if ((await vscode.window.showWarningMessage(told, REOPEN)) !== REOPEN) return;
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.editor.changeEncoding');
  };
  void look(vscode.window.activeTextEditor);
  return vscode.window.onDidChangeActiveTextEditor(look);
}
