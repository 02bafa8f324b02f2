// The server's life: which program runs, how it starts, what is said when it cannot, and its state for the status bar.
import { execFile } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { CloseAction, ErrorAction, LanguageClient, State, TextDocumentFilter } from 'vscode-languageclient/node';
import { Backend, Health, Rule } from './backend';
import { DRAFTS, isDraft, nameOf } from './drafts';
import { Range, toRange } from './range';

/**
 * What may be a roster or a list of words: the server reads those that a copydesk.toml names, as they stand in the editor. Under another
 * language a file would be read as a draft, so these are asked for by name and by language.
 */
const LISTS: TextDocumentFilter[] = ['toml', 'csv', 'tsv', 'json', 'jsonc', 'yaml'].map((language) => ({
  scheme: 'file',
  language,
  pattern: '**/*{actors,roster,words}*',
}));

/** How often the server may end within three minutes before it is left alone. */
const MOST_CRASHES = 4;
const CRASH_WINDOW = 3 * 60 * 1000;

/** Whether a program exists, at its path or in a folder of the PATH. */
function isThere(program: string): boolean {
  if (program.includes('/') || program.includes(path.sep)) return fs.existsSync(program);
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const names = process.platform === 'win32' ? [program, `${program}.exe`] : [program];
  return folders.some((folder) => names.some((name) => fs.existsSync(path.join(folder, name))));
}

/** The link that opens a rule's page. */
function pageOf(rule: string): string {
  return `command:copydesk.explainRule?${encodeURIComponent(JSON.stringify([rule]))}`;
}

/** What the server says of a place, as its request copydesk/hover gives it. */
interface Said {
  range: Range;
  parts: { kind: 'finding' | 'actor' | 'quotation'; text: string; rule?: string; message?: string }[];
}

/**
 * A hover as this editor wants it: the editor shows a finding's message by itself, above the rest, and the rule's page is a
 * click away.
 */
function hoverOf(said: Said, shown: readonly vscode.Diagnostic[]): vscode.Hover {
  const contents = said.parts.map(({ text, rule, message }) => {
    const first = message && !shown.some((finding) => finding.message === message) ? message : undefined;
    const last = rule && `[Explain this rule](${pageOf(rule)})`;
    const made = new vscode.MarkdownString([first, text, last].filter(Boolean).join('\n\n'));
    made.isTrusted = { enabledCommands: ['copydesk.explainRule'] };
    return made;
  });
  return new vscode.Hover(contents, toRange(said.range));
}

/** A client that reports to the output alone: what a writer is to know is told below, in plain words. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

export class Server implements Backend, vscode.Disposable {
  readonly output = vscode.window.createOutputChannel('Copydesk', { log: true });
  health: Health = 'stopped';
  private client: LanguageClient | undefined;
  private crashes: number[] = [];
  private readonly changed = new vscode.EventEmitter<Health>();
  readonly onDidChange = this.changed.event;
  private readonly watcher: vscode.Disposable;

  constructor(private readonly context: vscode.ExtensionContext) {
    this.watcher = vscode.Disposable.from(
      vscode.workspace.onDidChangeConfiguration((change) => {
        const own = ['copydesk.serverPath', 'copydesk.notesRoots'];
        if (own.some((setting) => change.affectsConfiguration(setting))) void this.restart();
      }),
      // The server reads no notes in a folder that is not trusted.
      vscode.workspace.onDidGrantWorkspaceTrust(() => void this.restart()),
    );
  }

  /** The program to run: the setting's, the one inside the extension, or the one on the PATH. */
  program(): string {
    const chosen = vscode.workspace.getConfiguration('copydesk').get<string>('serverPath', '').trim();
    if (chosen) return chosen;
    const name = process.platform === 'win32' ? 'copydesk.exe' : 'copydesk';
    const inside = path.join(this.context.extensionPath, 'server', name);
    return fs.existsSync(inside) ? inside : name;
  }

  async start(): Promise<void> {
    const program = this.program();
    this.become('starting');
    // Looked for here, because the client would tell of a missing program in words of its own beside ours.
    if (!isThere(program)) {
      this.failed(program, new Error('not found'), true);
      return;
    }
    const client: QuietClient = new QuietClient(
      'copydesk',
      'Copydesk',
      { command: program, args: ['lsp'] },
      {
        documentSelector: [
          ...DRAFTS,
          ...LISTS,
          { scheme: 'file', pattern: '**/copydesk.toml' },
        ],
        outputChannel: this.output,
        // In a folder that nobody trusts no notes are read, whatever a draft there names.
        initializationOptions: {
          restricted: !vscode.workspace.isTrusted,
          notesRoots: vscode.workspace.getConfiguration('copydesk').get<string[]>('notesRoots', []),
        },
        uriConverters: {
          code2Protocol: (uri) => uri.toString(),
          // The server names a rule's page by an address of its own, which no editor can open.
          protocol2Code: (address) => {
            const rule = /^copydesk:explain\/([\w-]+)$/.exec(address);
            return vscode.Uri.parse(rule ? pageOf(rule[1]) : address);
          },
        },
        initializationFailedHandler: () => false,
        // Failures are told in one plain message below, not in the client's own.
        errorHandler: {
          error: () => ({ action: ErrorAction.Continue, handled: true }),
          closed: () => this.closed(client),
        },
        middleware: {
          // Of a configuration or a roster there is nothing to ask, and each refusal would stand in the output.
          sendRequest: (type, param, token, next) => {
            const asked = (param as { textDocument?: { uri: string } } | undefined)?.textDocument;
            return asked && !this.isOpenDraft(asked.uri) ? Promise.resolve(null as never) : next(type, param, token);
          },
          provideHover: async (document, position, token, next) => {
            // A program that somebody chose may be an older one.
            if (!client.initializeResult?.capabilities.experimental?.copydesk?.hover) return next(document, position, token);
            const place = client.code2ProtocolConverter.asTextDocumentPositionParams(document, position);
            const said = await client.sendRequest<Said | null>('copydesk/hover', place, token);
            return said && hoverOf(said, vscode.languages.getDiagnostics(document.uri));
          },
          // The lens above a draft shows its sources in the view, and the menu why something is said on a page, not in a message.
          executeCommand: (command, args, next) => {
            if (command === 'copydesk.sources') return vscode.commands.executeCommand('copydesk.ledger.focus');
            if (command === 'copydesk.why') return vscode.commands.executeCommand('copydesk.whyHere', ...args);
            return next(command, args);
          },
        },
      },
    );
    this.client = client;
    client.onDidChangeState(({ newState }) => {
      if (client !== this.client) return;
      if (newState === State.Running) this.become('running');
      if (newState === State.Starting) this.become('starting');
    });
    try {
      await client.start();
      this.output.info(`The server runs: ${program} lsp, process ${this.pid}.`);
    } catch (error) {
      if (client !== this.client) return;
      if (this.crashes.length) await this.again();
      else this.failed(program, error, false);
    }
  }

  private isOpenDraft(address: string): boolean {
    return vscode.workspace.textDocuments.some((it) => it.uri.toString() === address && isDraft(it));
  }

  async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    this.become('stopped');
    if (!client) return;
    try {
      if (client.needsStop()) await client.stop(2000);
      else await client.dispose();
    } catch {
      // It was not running, which is what was wanted.
    }
  }

  async restart(): Promise<void> {
    this.crashes = [];
    await this.stop();
    await this.start();
  }

  /** Runs a command of the server; undefined while it does not run or cannot answer. */
  ask<T>(command: string, ...args: unknown[]): Promise<T | undefined> {
    return this.request('workspace/executeCommand', { command, arguments: args });
  }

  /** Runs a command of the server; throws what it says where it cannot. */
  async command<T>(command: string, ...args: unknown[]): Promise<T> {
    if (this.health !== 'running' || !this.client) throw new Error('Copydesk does not run.');
    return this.client.sendRequest('workspace/executeCommand', { command, arguments: args });
  }

  /** Sends the server a request; undefined while it does not run or cannot answer. */
  async request<T>(method: string, params: unknown): Promise<T | undefined> {
    if (this.health !== 'running' || !this.client) return undefined;
    try {
      return await this.client.sendRequest(method, params);
    } catch (error) {
      this.output.debug(`${method}: ${String(error)}`);
      return undefined;
    }
  }

  /** All rules. */
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

  dispose(): void {
    this.watcher.dispose();
    this.changed.dispose();
    void this.stop().then(() => this.output.dispose());
  }

  private become(health: Health): void {
    this.health = health;
    this.changed.fire(health);
  }

  /** A client is never used again: its own way to restart ends silently where the server dies once more meanwhile. */
  private closed(client: LanguageClient): { action: CloseAction; handled: boolean } {
    // One that has not started yet is told of where it was started.
    if (client === this.client && this.health === 'running') void this.again();
    return { action: CloseAction.DoNotRestart, handled: true };
  }

  /** Starts the server after it ended by itself, unless that happens too often. */
  private async again(): Promise<void> {
    this.client = undefined;
    const now = Date.now();
    this.crashes = [...this.crashes.filter((then) => now - then < CRASH_WINDOW), now];
    if (this.crashes.length <= MOST_CRASHES) {
      this.output.warn('The server ended unexpectedly; it is started again.');
      await this.start();
    } else {
      this.become('failed');
      void this.tell('Copydesk stopped several times in a row and was left off. The output may say why.', true);
    }
  }

  private failed(program: string, error: unknown, missing: boolean): void {
    this.become('failed');
    this.output.error(`${program} lsp: ${String(error)}`);
    const chosen = vscode.workspace.getConfiguration('copydesk').get<string>('serverPath', '').trim();
    const what = missing ? `the program “${program}” was not found` : `“${program}” is no program that runs here`;
    const fix = chosen
      ? 'Correct or empty the setting “Copydesk: Server Path”.'
      : 'Install the extension again, or name the program in the setting “Copydesk: Server Path”.';
    void this.tell(`Copydesk could not start: ${what}. ${fix}`, false);
  }

  private async tell(message: string, again: boolean): Promise<void> {
    const first = again ? 'Start Again' : 'Open the Setting';
    const choice = await vscode.window.showErrorMessage(message, first, 'Show the Output');
    if (choice === 'Show the Output') this.output.show();
    else if (choice === 'Start Again') await this.restart();
    else if (choice) await vscode.commands.executeCommand('workbench.action.openSettings', 'copydesk.serverPath');
  }
}
