// Wires the parts together around a server: the status bar, the views and the commands.
import * as vscode from 'vscode';
import { registerCommands } from './commands';
import { registerConfigurationCompletion } from './configuration';
import { registerEncoding } from './encoding';
import { OverviewStore } from './overview';
import { registerPages } from './report';
import { registerRoster } from './roster';
import { registerRulePages } from './rules';
import { Server } from './server';
import { registerSettings } from './settings';
import { registerStatus } from './status';
import { registerViews } from './views';
import { registerWhy } from './why';

/** Starts a server with everything around it. */
export async function begin(context: vscode.ExtensionContext, server: Server): Promise<OverviewStore> {
  // First of all, so that the server reads the draft while the rest is set up.
  const started = server.start();
  const overview = new OverviewStore(server);
  context.subscriptions.push(
    server,
    overview,
    registerStatus(server),
    ...registerViews(server, overview),
    ...registerCommands(context, server, overview),
    ...registerRulePages(server),
    ...registerWhy(server),
    ...registerRoster(overview),
    registerEncoding(),
    registerSettings(context, server),
    ...registerPages(server),
    registerConfigurationCompletion(context),
  );
  await started;
  return overview;
}
