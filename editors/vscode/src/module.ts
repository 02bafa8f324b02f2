// The server as a module within the editor, where that runs in a browser and no program can: messages go in and out, and nothing is sent anywhere.
// Files it is handed: at its start those in which a newsroom's settings stand, then the drafts and notes of the folders, and each that changes.
import { openServer, Rule, Server as Module } from 'copydesk';
import * as vscode from 'vscode';
import {
  AbstractMessageReader,
  AbstractMessageWriter,
  DataCallback,
  Disposable,
  LanguageClient,
  LanguageClientOptions,
  Message,
  MessageTransports,
} from 'vscode-languageclient/browser';
import { nameOf } from './drafts';
import { Folder, Given } from './folder';
import { quiet, Server } from './server';

export class ModuleServer extends Server {
  private module: Module | undefined;

  protected async connect(options: LanguageClientOptions): Promise<LanguageClient> {
    // The extension may lie where no address leads to, and may fetch nothing: the editor reads its files.
    const part = async (name: string) =>
      Uint8Array.from(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(this.context.extensionUri, 'web', name)));
    const [weights, relaxed, simd, scalar] = await Promise.all(['weights.bin', 'relaxed.bin', 'simd.bin', 'scalar.bin'].map(part));
    const link = new Link();
    // The extension runs in a worker already, beside the window that people write in.
    const module = await openServer({
      weights,
      code: { relaxed, simd, scalar },
      onMessage: (message) => link.hear(message as Message),
      onFault: (error) => {
        this.output.error(String(error));
        link.close();
      },
    });
    link.module = module;
    this.module = module;
    const folder = await Folder.look(module);
    const given = (files: Given[]) => files.map(({ uri, bytes }) => ({ uri: this.address(uri), bytes }));
    options.initializationOptions = { ...options.initializationOptions, files: given(await folder.settings()) };
    options.middleware = {
      ...options.middleware,
      workspace: {
        // The server cannot read what changed: it gets it.
        didChangeWatchedFile: async ({ uri }) => {
          await client.sendNotification('copydesk/files', { files: given(await folder.changed(this.place(uri))) });
        },
      },
    };
    const client = new ModuleClient(options, link);
    const state = client.onDidChangeState(async () => {
      if (!client.isRunning()) return;
      state.dispose();
      for await (const files of folder.drafts()) {
        if (client.isRunning()) await client.sendNotification('copydesk/files', { files: given(files) });
      }
    });
    return client;
  }

  protected what(): string {
    return 'the module within this editor';
  }

  protected help(error: unknown) {
    const said = error instanceof Error ? error.message : String(error);
    return { message: `Copydesk could not start: ${said}`, button: 'Start Again', act: () => this.restart() };
  }

  async rules(): Promise<Rule[]> {
    if (!this.module) throw new Error('Copydesk does not run.');
    return this.module.rules();
  }

  async page(args: string[], document: vscode.TextDocument): Promise<string> {
    const kind = args.includes('--legal') ? 'legal' : (args[0] as 'report' | 'sheet');
    const page = this.module?.page({ uri: this.address(document.uri), name: nameOf(document), page: kind });
    return page ?? Promise.reject(new Error('Copydesk does not run, or has not read the draft yet.'));
  }

  /**
   * The server knows files by their paths alone; here they lie wherever the editor keeps them, in a repository or a folder of the browser's. The
   * first folder of a path is the place, its scheme and its authority.
   */
  override address(uri: vscode.Uri): string {
    if (uri.scheme === 'untitled') return uri.toString();
    return uri.with({ scheme: 'file', authority: '', path: `/${uri.scheme}:${uri.authority}${uri.path}` }).toString();
  }

  override place(address: string): vscode.Uri {
    const uri = vscode.Uri.parse(address);
    const [, scheme, authority, path] = (uri.scheme === 'file' && /^\/([^:/]+):([^/]*)(.*)$/.exec(uri.path)) || [];
    return scheme ? uri.with({ scheme, authority, path }) : uri;
  }
}

/** The ends of the talk with the module, in one place: nothing lies between. */
class Link {
  module: Module | undefined;
  readonly reader = new Reader();
  readonly writer = new Writer(this);

  hear(message: Message): void {
    this.reader.take?.(message);
  }

  close(): void {
    this.reader.close();
  }
}

class Reader extends AbstractMessageReader {
  take: DataCallback | undefined;

  listen(take: DataCallback): Disposable {
    this.take = take;
    return { dispose: () => (this.take = undefined) };
  }

  close(): void {
    this.fireClose();
  }
}

class Writer extends AbstractMessageWriter {
  constructor(private readonly link: Link) {
    super();
  }

  async write(message: Message): Promise<void> {
    this.link.module?.send(message);
  }

  end(): void {
    this.link.module?.dispose();
  }

  override dispose(): void {
    super.dispose();
    this.end();
  }
}

class ModuleClient extends quiet(LanguageClient) {
  constructor(options: LanguageClientOptions, private readonly link: Link) {
    // There is no worker between: see below.
    super('copydesk', 'Copydesk', options, undefined as unknown as Worker);
  }

  protected createMessageTransports(): Promise<MessageTransports> {
    return Promise.resolve({ reader: this.link.reader, writer: this.link.writer });
  }
}
