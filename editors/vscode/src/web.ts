// The extension in a browser's editor: the same parts, around a module within the editor in the place of a program beside it.
import * as vscode from 'vscode';
import { registerCommands } from './commands';
import { registerEncoding } from './encoding';
import { OverviewStore } from './overview';
import { registerPages } from './report';
import { registerRulePages } from './rules';
import { registerStatus } from './status';
import { registerViews } from './views';
import { WebDesk } from './webdesk';

/** What needs the program; said where it is asked for. */
const ELSEWHERE = ['addToRoster', 'whyHere', 'openSettings'];

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const desk = new WebDesk(context);
  const started = desk.start();
  const overview = new OverviewStore(desk);
  const elsewhere = ELSEWHERE.map((name) =>
    vscode.commands.registerCommand(`copydesk.${name}`, () =>
      vscode.window.showInformationMessage('In a browser Copydesk cannot do this yet; VS Code on your own machine can.'),
    ),
  );
  context.subscriptions.push(
    desk,
    overview,
    registerStatus(desk),
    ...registerViews(desk, overview),
    ...registerCommands(context, desk, overview),
    ...registerRulePages(desk),
    ...registerPages(desk),
    registerEncoding(),
    ...elsewhere,
  );
  await started;
}
