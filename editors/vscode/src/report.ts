// The pages about a draft that the command line makes, the source report, the fact-check sheet and the legal read, each in a panel that may run
// nothing and load nothing.
import * as vscode from 'vscode';
import { Server } from './server';
import { isDraft, nameOf } from './drafts';

/** Everything is inside the page: its styles and pictures, and nothing else. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:";

interface Page {
  /** What the command line is asked for. */
  args: string[];
  /** The panel's title, before the draft's name. */
  title: string;
  /** What it is called where it fails. */
  name: string;
}

const PAGES: Record<string, Page> = {
  'copydesk.openReport': { args: ['report'], title: 'Sources of', name: 'report' },
  'copydesk.openSheet': { args: ['sheet'], title: 'Facts of', name: 'fact-check sheet' },
  'copydesk.openLegalRead': { args: ['sheet', '--legal'], title: 'Legal read of', name: 'legal read' },
};

export function registerPages(server: Server): vscode.Disposable[] {
  return Object.entries(PAGES).map(([command, page]) =>
    vscode.commands.registerCommand(command, () => open(server, page)),
  );
}

async function open(server: Server, { args, title, name: called }: Page): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (!isDraft(document)) {
    void vscode.window.showInformationMessage('Open a draft in markdown or plain text first.');
    return;
  }
  const name = nameOf(document);
  try {
    const page = await server.page(args, document);
    const panel = vscode.window.createWebviewPanel(`copydesk.${args[0]}`, `${title} ${name}`, vscode.ViewColumn.Beside, {
      enableScripts: false,
      localResourceRoots: [],
    });
    panel.webview.html = page.replace(/<head\b[^>]*>/i, `$&<meta http-equiv="Content-Security-Policy" content="${POLICY}">`);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(`The ${called} could not be made: ${said}`);
  }
}
