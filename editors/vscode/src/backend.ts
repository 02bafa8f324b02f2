// What reads the drafts, as the parts of the extension see it: the program beside the editor, or in a browser a module within it.
import type { Rule } from 'copydesk';
import * as vscode from 'vscode';

export type Health = 'stopped' | 'starting' | 'running' | 'failed';

export type { Rule };

export interface Backend {
  readonly health: Health;
  readonly onDidChange: vscode.Event<Health>;
  readonly output: vscode.LogOutputChannel;
  restart(): Promise<void>;
  /** Runs a command of the server's; undefined where there is no answer. */
  ask<T>(command: string, ...args: unknown[]): Promise<T | undefined>;
  /** All rules. Throws where they cannot be told. */
  rules(): Promise<Rule[]>;
  /** A page about a draft, as the command line makes it with these arguments. Throws what it says where it cannot. */
  page(args: string[], document: vscode.TextDocument): Promise<string>;
}
