// The server as a program beside the editor: which one runs, and what else it is asked for on its command line.
import { execFile } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { LanguageClient, LanguageClientOptions } from 'vscode-languageclient/node';
import { nameOf } from './drafts';
import { quiet, Rule, Server } from './server';

/** Whether a program exists, at its path or in a folder of the PATH. */
function isThere(program: string): boolean {
  if (program.includes('/') || program.includes(path.sep)) return fs.existsSync(program);
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const names = process.platform === 'win32' ? [program, `${program}.exe`] : [program];
  return folders.some((folder) => names.some((name) => fs.existsSync(path.join(folder, name))));
}

const QuietClient = quiet(LanguageClient);

class Missing extends Error {}

export class Program extends Server {
  /** The program to run: the setting's, the one inside the extension, or the one on the PATH. */
  program(): string {
    if (this.chosen()) return this.chosen();
    const name = process.platform === 'win32' ? 'copydesk.exe' : 'copydesk';
    const inside = path.join(this.context.extensionPath, 'server', name);
    return fs.existsSync(inside) ? inside : name;
  }

  protected async connect(options: LanguageClientOptions): Promise<LanguageClient> {
    const program = this.program();
    // Looked for here, because the client would tell of a missing program in words of its own beside ours.
    if (!isThere(program)) throw new Missing(`${program} was not found`);
    const notesRoots = vscode.workspace.getConfiguration('copydesk').get<string[]>('notesRoots', []);
    options.initializationOptions = { ...options.initializationOptions, notesRoots };
    return new QuietClient('copydesk', 'Copydesk', { command: program, args: ['lsp'] }, options);
  }

  protected what(): string {
    return `${this.program()} lsp${this.pid ? `, process ${this.pid}` : ''}`;
  }

  protected help(error: unknown) {
    const program = this.program();
    const what = error instanceof Missing ? `the program “${program}” was not found` : `“${program}” is no program that runs here`;
    const fix = this.chosen()
      ? 'Correct or empty the setting “Copydesk: Server Path”.'
      : 'Install the extension again, or name the program in the setting “Copydesk: Server Path”.';
    const act = () => vscode.commands.executeCommand('workbench.action.openSettings', 'copydesk.serverPath');
    return { message: `Copydesk could not start: ${what}. ${fix}`, button: 'Open the Setting', act };
  }

  async rules(): Promise<Rule[]> {
    return (JSON.parse(await this.run(['rules', '--format', 'json'])) as { rules: Rule[] }).rules;
  }

  /** A page about a draft, as it stands in the editor, with the configuration that holds for its place. */
  page(args: string[], document: vscode.TextDocument): Promise<string> {
    const folder = document.isUntitled
      ? vscode.workspace.getWorkspaceFolder(document.uri)?.uri.fsPath
      : path.dirname(document.uri.fsPath);
    // As the server does, no page reads notes in a folder that is not trusted.
    const notes = vscode.workspace.isTrusted ? [] : ['--no-notes'];
    return this.run([...args, ...notes, '-', '--stdin-filename', nameOf(document)], document.getText(), folder);
  }

  /** Runs the program with other arguments, in a folder and on an input of its own, and gives what it prints, or throws what it says. */
  run(args: string[], input = '', folder?: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const child = execFile(this.program(), args, { cwd: folder, maxBuffer: 64 << 20 }, (error, stdout, stderr) => {
        // With a slip in the configuration, of which the draft's marks tell, a page is made all the same.
        if (error && !stdout) reject(new Error(stderr.trim() || error.message));
        else resolve(stdout);
      });
      // A program that ends before it has read everything is told of above.
      child.stdin?.on('error', () => undefined);
      child.stdin?.end(input);
    });
  }

  /** The process of the server, for the tests that end it. */
  get pid(): number | undefined {
    const client = this.client as unknown as { _serverProcess?: { pid?: number } } | undefined;
    return client?._serverProcess?.pid;
  }

  private chosen(): string {
    return vscode.workspace.getConfiguration('copydesk').get<string>('serverPath', '').trim();
  }
}
