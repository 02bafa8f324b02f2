// Ranges as the server gives them, in lines and UTF-16 units from 0, half open, and as the editor wants them.
import * as vscode from 'vscode';

export interface Range {
  start: { line: number; character: number };
  end: { line: number; character: number };
}

export function toRange(range: Range): vscode.Range {
  return new vscode.Range(range.start.line, range.start.character, range.end.line, range.end.character);
}
