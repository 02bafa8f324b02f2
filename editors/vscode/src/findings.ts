// Copydesk's findings among all diagnostics of the editor.
import * as vscode from 'vscode';

export function ruleOf(diagnostic: vscode.Diagnostic): string {
  const code = diagnostic.code;
  return String(typeof code === 'object' ? code.value : (code ?? ''));
}

export function findingsOf(uri: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages
    .getDiagnostics(uri)
    .filter((diagnostic) => diagnostic.source === 'copydesk')
    .sort((one, other) => one.range.start.compareTo(other.range.start));
}
