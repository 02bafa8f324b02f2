// The extension on a machine of its own: the server is a program.
import * as vscode from 'vscode';
import { OverviewStore } from './overview';
import { begin } from './parts';
import { Program } from './program';

let server: Program | undefined;

/** What the tests inside the extension host see. */
export interface Api {
  server: Program;
  overview: OverviewStore;
}

export async function activate(context: vscode.ExtensionContext): Promise<Api> {
  server = new Program(context);
  return { server, overview: await begin(context, server) };
}

export function deactivate(): Promise<void> | undefined {
  return server?.stop();
}
