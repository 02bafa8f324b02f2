// The extension for editors that run in a browser: the server is a module within the editor.
import * as vscode from 'vscode';
import { ModuleServer } from './module';
import { begin } from './parts';

let server: ModuleServer | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  server = new ModuleServer(context);
  await begin(context, server);
}

export function deactivate(): Promise<void> | undefined {
  return server?.stop();
}
