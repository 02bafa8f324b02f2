// The status bar's entry: whether the server runs, and how many findings the draft in front has.
import * as vscode from 'vscode';
import { Server } from './server';
import { isDraft } from './drafts';
import { findingsOf } from './findings';

export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

export function registerStatus(server: Server): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('copydesk.status', vscode.StatusBarAlignment.Right, 50);
  item.name = 'Copydesk';
  const show = () => {
    const document = vscode.window.activeTextEditor?.document;
    item.backgroundColor = undefined;
    item.command = 'copydesk.findings.focus';
    if (server.health === 'failed') {
      item.text = '$(error) Copydesk';
      item.tooltip = 'Copydesk does not run. Click to start it again.';
      item.backgroundColor = new vscode.ThemeColor('statusBarItem.errorBackground');
      item.command = 'copydesk.restart';
    } else if (server.health !== 'running') {
      item.text = '$(sync~spin) Copydesk';
      item.tooltip = 'Copydesk is starting.';
    } else if (isDraft(document)) {
      const findings = findingsOf(document.uri);
      item.text = findings.length ? `$(checklist) Copydesk ${findings.length}` : '$(check) Copydesk';
      item.tooltip = findings.length
        ? `Copydesk stops at ${counted(findings.length, 'place')} in this draft. Click for the list.`
        : 'Copydesk has nothing to say against this draft.';
    } else {
      item.hide();
      return;
    }
    item.accessibilityInformation = { label: String(item.tooltip) };
    item.show();
  };
  show();
  return vscode.Disposable.from(
    item,
    server.onDidChange(show),
    vscode.window.onDidChangeActiveTextEditor(show),
    vscode.languages.onDidChangeDiagnostics(show),
  );
}
