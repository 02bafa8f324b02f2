// The server's life, whichever server it is: how it starts, what is said when it cannot, and its state for the status bar. On a machine of its
// own it is a program (program.ts), in a browser a module within the editor (module.ts).
import type { Rule } from 'copydesk';
import * as vscode from 'vscode';
import { BaseLanguageClient, CloseAction, ErrorAction, LanguageClientOptions, Middleware, State } from 'vscode-languageclient';
import { DRAFTS, isDraft, LISTS } from './drafts';
import { Range, toRange } from './range';

export type Health = 'stopped' | 'starting' | 'running' | 'failed';

export type { Rule };

/** How often the server may end within three minutes before it is left alone. */
const MOST_CRASHES = 4;
const CRASH_WINDOW = 3 * 60 * 1000;

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
export function quiet<T extends new (...args: any[]) => { error(message: string, data?: unknown, show?: boolean | 'force'): void }>(Client: T) {
  return class extends Client {
    override error(message: string, data?: unknown): void {
      super.error(message, data, false);
    }
  };
}

export abstract class Server implements vscode.Disposable {
  readonly output = vscode.window.createOutputChannel('Copydesk', { log: true });
  health: Health = 'stopped';
  protected client: BaseLanguageClient | undefined;
  private crashes: number[] = [];
  private readonly changed = new vscode.EventEmitter<Health>();
  readonly onDidChange = this.changed.event;
  private readonly watcher: vscode.Disposable;

  constructor(protected readonly context: vscode.ExtensionContext) {
    this.watcher = vscode.Disposable.from(
      vscode.workspace.onDidChangeConfiguration((change) => {
        const own = ['copydesk.serverPath', 'copydesk.notesRoots'];
        if (own.some((setting) => change.affectsConfiguration(setting))) void this.restart();
      }),
      // The server reads no notes in a folder that is not trusted.
      vscode.workspace.onDidGrantWorkspaceTrust(() => void this.restart()),
    );
  }

  /** A client of a server that is still to be started. Throws a sentence where there can be none. */
  protected abstract connect(options: LanguageClientOptions): Promise<BaseLanguageClient>;

  /** What is said of a server that could not be started, and the button behind which something helps. */
  protected abstract help(error: unknown): { message: string; button: string; act: () => Thenable<unknown> };

  /** What runs, or should run. */
  protected abstract what(): string;

  /** All rules. Throws where they cannot be told. */
  abstract rules(): Promise<Rule[]>;

  /** A page about a draft, as the command line makes it with these arguments. Throws what it says where it cannot. */
  abstract page(args: string[], document: vscode.TextDocument): Promise<string>;

  /** The address by which the server knows a file or a draft. */
  address(uri: vscode.Uri): string {
    return uri.toString();
  }

  /** The file or draft that the server knows by an address. */
  place(address: string): vscode.Uri {
    return vscode.Uri.parse(address);
  }

  async start(): Promise<void> {
    this.become('starting');
    let client: BaseLanguageClient;
    try {
      client = await this.connect(this.options(() => client));
    } catch (error) {
      this.failed(error);
      return;
    }
    this.client = client;
    client.onDidChangeState(({ newState }) => {
      if (client !== this.client) return;
      if (newState === State.Running) this.become('running');
      if (newState === State.Starting) this.become('starting');
    });
    try {
      await client.start();
      this.output.info(`The server runs: ${this.what()}.`);
    } catch (error) {
      if (client !== this.client) return;
      if (this.crashes.length) await this.again();
      else this.failed(error);
    }
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

  dispose(): void {
    this.watcher.dispose();
    this.changed.dispose();
    void this.stop().then(() => this.output.dispose());
  }

  private options(client: () => BaseLanguageClient): LanguageClientOptions {
    return {
      documentSelector: [...DRAFTS, ...LISTS],
      outputChannel: this.output,
      // In a folder that nobody trusts no notes are read, whatever a draft there names.
      initializationOptions: { restricted: !vscode.workspace.isTrusted },
      uriConverters: {
        code2Protocol: (uri) => this.address(uri),
        // The server names a rule's page by an address of its own, which no editor can open.
        protocol2Code: (address) => {
          const rule = /^copydesk:explain\/([\w-]+)$/.exec(address);
          return rule ? vscode.Uri.parse(pageOf(rule[1])) : this.place(address);
        },
      },
      initializationFailedHandler: () => false,
      // Failures are told in one plain message below, not in the client's own.
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed: () => this.closed(client()),
      },
      middleware: this.middleware(client),
    };
  }

  private middleware(client: () => BaseLanguageClient): Middleware {
    return {
      // Of a configuration or a roster there is nothing to ask, and each refusal would stand in the output.
      sendRequest: (type, param, token, next) => {
        const asked = (param as { textDocument?: { uri: string } } | undefined)?.textDocument;
        return asked && !this.isOpenDraft(asked.uri) ? Promise.resolve(null as never) : next(type, param, token);
      },
      provideHover: async (document, position, token, next) => {
        // A program that somebody chose may be an older one.
        if (!client().initializeResult?.capabilities.experimental?.copydesk?.hover) return next(document, position, token);
        const place = client().code2ProtocolConverter.asTextDocumentPositionParams(document, position);
        const said = await client().sendRequest<Said | null>('copydesk/hover', place, token);
        return said && hoverOf(said, vscode.languages.getDiagnostics(document.uri));
      },
      // The lens above a draft shows its sources in the view, and the menu why something is said on a page, not in a message.
      executeCommand: (command, args, next) => {
        if (command === 'copydesk.sources') return vscode.commands.executeCommand('copydesk.ledger.focus');
        if (command === 'copydesk.why') return vscode.commands.executeCommand('copydesk.whyHere', ...args);
        return next(command, args);
      },
    };
  }

  private isOpenDraft(address: string): boolean {
    return vscode.workspace.textDocuments.some((it) => this.address(it.uri) === address && isDraft(it));
  }

  private become(health: Health): void {
    this.health = health;
    this.changed.fire(health);
  }

  /** A client is never used again: its own way to restart ends silently where the server dies once more meanwhile. */
  private closed(client: BaseLanguageClient): { action: CloseAction; handled: boolean } {
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
      const message = 'Copydesk stopped several times in a row and was left off. The output may say why.';
      void this.tell({ message, button: 'Start Again', act: () => this.restart() });
    }
  }

  private failed(error: unknown): void {
    this.become('failed');
    this.output.error(`${this.what()}: ${String(error)}`);
    void this.tell(this.help(error));
  }

  private async tell({ message, button, act }: { message: string; button: string; act: () => Thenable<unknown> }): Promise<void> {
    const choice = await vscode.window.showErrorMessage(message, button, 'Show the Output');
    if (choice === 'Show the Output') this.output.show();
    else if (choice) await act();
  }
}
