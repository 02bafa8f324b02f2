// The source report of a draft, as `copydesk report` makes it, in a panel that may run nothing and load nothing.
import * as path from 'node:path';
import * as vscode from 'vscode';
import { isDraft, Server } from './server';

/** Everything is inside the page: its styles and pictures, and nothing else. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:";

export function registerReport(server: Server): vscode.Disposable {
  return vscode.commands.registerCommand('copydesk.openReport', () => open(server));
}

async function open(server: Server): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (!isDraft(document)) {
    void vscode.window.showInformationMessage('Open a draft in markdown or plain text first.');
    return;
  }
  // What stands in the editor is reported, saved or not, with the configuration that holds for the draft's place.
  const ending = document.languageId === 'plaintext' ? 'txt' : document.languageId === 'mdx' ? 'mdx' : 'md';
  const name = document.isUntitled ? `Untitled.${ending}` : path.basename(document.uri.fsPath);
  const folder = document.isUntitled
    ? vscode.workspace.getWorkspaceFolder(document.uri)?.uri.fsPath
    : path.dirname(document.uri.fsPath);
  try {
    const page = await server.run(['report', '-', '--stdin-filename', name], document.getText(), folder);
    const panel = vscode.window.createWebviewPanel('copydesk.report', `Sources of ${name}`, vscode.ViewColumn.Beside, {
      enableScripts: false,
      localResourceRoots: [],
    });
    panel.webview.html = page.replace(/<head\b[^>]*>/i, `$&<meta http-equiv="Content-Security-Policy" content="${POLICY}">`);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(`The report could not be made: ${said}`);
  }
}
