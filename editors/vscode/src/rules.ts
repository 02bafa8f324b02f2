// The rules as the server's program knows them, and their pages in the editor's own preview.
import * as vscode from 'vscode';
import { Rule, Server } from './server';
import { findingsOf, ruleOf } from './findings';

const SCHEME = 'copydesk-rule';
let known: Promise<Rule[]> | undefined;

/** All rules; empty where the program cannot be asked. */
export function rules(server: Server): Promise<Rule[]> {
  known ??= server.rules().catch(() => {
    known = undefined;
    return [];
  });
  return known;
}

export function registerRulePages(server: Server): vscode.Disposable[] {
  const pages = vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    async provideTextDocumentContent(uri) {
      const answer = await server.ask<{ page: string }>('copydesk.explain', uri.path.replace(/\.md$/, ''));
      return answer?.page ?? 'This page cannot be shown while Copydesk does not run.';
    },
  });
  const explain = vscode.commands.registerCommand('copydesk.explainRule', async (asked?: unknown) => {
    const name = nameOf(asked) ?? (await choose(server));
    if (!name) return;
    await vscode.commands.executeCommand('markdown.showPreview', vscode.Uri.parse(`${SCHEME}:${name}.md`));
  });
  return [pages, explain];
}

/** The rule that a view's row stands for, or that the caller named. */
function nameOf(asked: unknown): string | undefined {
  if (typeof asked === 'string') return asked;
  return (asked as { rule?: string } | undefined)?.rule;
}

/** Lets the writer choose; the rules that stop at the cursor come first. */
async function choose(server: Server): Promise<string | undefined> {
  const editor = vscode.window.activeTextEditor;
  const here = editor
    ? findingsOf(editor.document.uri).filter((finding) => finding.range.contains(editor.selection.active)).map(ruleOf)
    : [];
  const all = await rules(server);
  if (!all.length) {
    void vscode.window.showWarningMessage('The rules cannot be listed while Copydesk does not run.');
    return undefined;
  }
  const sorted = [...all].sort((one, other) => Number(here.includes(other.name)) - Number(here.includes(one.name)));
  const items = sorted.map((rule) => ({ label: rule.name, description: rule.group, detail: rule.summary }));
  return (await vscode.window.showQuickPick(items, { placeHolder: 'Which rule?', matchOnDetail: true }))?.label;
}
