// An editor for tests: the protocol library that VS Code itself uses, a folder, and what the server sent.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { pathToFileURL } from 'node:url';

const root = new URL('../../', import.meta.url);
const target = process.env.CARGO_TARGET_DIR ? pathToFileURL(`${path.resolve(process.env.CARGO_TARGET_DIR)}/`) : new URL('target/', root);
const require = createRequire(new URL('lsp/', target));
const { CancellationTokenSource, createProtocolConnection, StreamMessageReader, StreamMessageWriter } =
  require('vscode-languageserver-protocol/node');
export { CancellationTokenSource };

/** The program that is tried. */
export const server = process.env.COPYDESK ?? new URL('debug/copydesk', target).pathname;

/** What a full-grown editor can do. */
export const everything = {
  general: { positionEncodings: ['utf-16'] },
  window: { workDoneProgress: true, showMessage: {} },
  workspace: {
    applyEdit: true,
    configuration: true,
    workspaceFolders: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    diagnostics: { refreshSupport: true },
    semanticTokens: { refreshSupport: true },
    inlayHint: { refreshSupport: true },
    codeLens: { refreshSupport: true },
    workspaceEdit: { documentChanges: true, resourceOperations: ['create'], snippetEditSupport: true },
  },
  textDocument: {
    publishDiagnostics: {
      versionSupport: true, relatedInformation: true, codeDescriptionSupport: true, dataSupport: true,
      tagSupport: { valueSet: [1, 2] },
    },
    hover: { contentFormat: ['markdown', 'plaintext'] },
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'source', 'source.fixAll'] } },
      isPreferredSupport: true, dataSupport: true, resolveSupport: { properties: ['edit'] },
    },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    rename: { prepareSupport: true },
    documentLink: { tooltipSupport: true },
  },
};

export class Editor {
  /**
   * Starts a server. `capabilities` default to everything; `settings` answer its questions, or a function of what is asked
   * does; `folders` are those of the workspace, by their names below the editor's folder.
   */
  static async start({
    capabilities = everything, settings = {}, files = {}, folders = [''], options, delay, trace,
  } = {}) {
    const editor = new Editor();
    editor.folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'copydesk-lsp-')));
    for (const [name, text] of Object.entries(files)) editor.write(name, text);
    editor.settings = settings;
    editor.pushed = new Map();
    editor.messages = [];
    editor.registered = [];
    editor.received = [];
    editor.published = [];
    editor.refreshed = [];
    editor.progress = [];
    editor.applied = [];
    editor.waiting = [];
    editor.process = spawn(server, ['lsp', '--stdio'], { cwd: editor.folder, stdio: ['pipe', 'pipe', 'inherit'] });
    const reader = new StreamMessageReader(editor.process.stdout);
    const listen = reader.listen.bind(reader);
    reader.listen = (take) => listen((message) => { editor.received.push(message); take(message); editor.wake(); });
    const connection = createProtocolConnection(reader, new StreamMessageWriter(editor.process.stdin));
    editor.connection = connection;
    connection.onNotification('textDocument/publishDiagnostics', (params) => {
      editor.pushed.set(params.uri, params);
      editor.published.push(params);
      editor.wake();
    });
    connection.onNotification('window/showMessage', (params) => { editor.messages.push(params); editor.wake(); });
    connection.onNotification('window/logMessage', (params) => { editor.messages.push(params); editor.wake(); });
    connection.onNotification('$/logTrace', (params) => { editor.messages.push(params); editor.wake(); });
    connection.onRequest('client/registerCapability', (params) => {
      editor.registered.push(...params.registrations);
      editor.wake();
      return null;
    });
    connection.onRequest('client/unregisterCapability', ({ unregisterations }) => {
      const gone = unregisterations.map(({ id }) => id);
      editor.registered = editor.registered.filter(({ id }) => !gone.includes(id));
      editor.wake();
      return null;
    });
    connection.onRequest('workspace/configuration', async (params) => {
      const { settings } = editor;
      const answer = params.items.map((item) => (typeof settings === 'function' ? settings(item) : settings));
      if (delay) await new Promise((done) => setTimeout(done, delay()));
      return answer;
    });
    connection.onRequest('workspace/applyEdit', (params) => {
      editor.applied.push(params.edit);
      editor.wake();
      return { applied: true };
    });
    for (const what of ['diagnostic', 'semanticTokens', 'inlayHint', 'codeLens']) {
      connection.onRequest(`workspace/${what}/refresh`, () => { editor.refreshed.push(what); editor.wake(); return null; });
    }
    connection.onRequest('window/workDoneProgress/create', () => null);
    connection.onUnhandledNotification((message) => {
      if (message.method === '$/progress') { editor.progress.push(message.params); editor.wake(); }
    });
    connection.onUnhandledProgress((params) => { editor.progress.push(params); editor.wake(); });
    connection.listen();
    const workspaceFolders = folders.map((name) => ({ uri: editor.uri(name), name: name || 'drafts' }));
    const result = await editor.request('initialize', {
      processId: process.pid, rootUri: workspaceFolders[0]?.uri ?? null, capabilities, initializationOptions: options,
      workspaceFolders, trace,
    });
    editor.capabilities = result.capabilities;
    editor.notify('initialized', {});
    return editor;
  }

  request(method, ...params) { return this.connection.sendRequest(method, ...params); }
  notify(method, ...params) { this.connection.sendNotification(method, ...params); }
  uri(name) { return pathToFileURL(path.join(this.folder, name)).href; }
  write(name, text) {
    fs.mkdirSync(path.dirname(path.join(this.folder, name)), { recursive: true });
    fs.writeFileSync(path.join(this.folder, name), text);
  }

  /** Opens a draft, and waits for its diagnostics. */
  async open(name, text, languageId = 'markdown') {
    this.pushed.delete(this.uri(name));
    this.notify('textDocument/didOpen', { textDocument: { uri: this.uri(name), languageId, version: 1, text } });
    return this.diagnostics(name);
  }

  change(name, version, ...contentChanges) {
    this.notify('textDocument/didChange', { textDocument: { uri: this.uri(name), version }, contentChanges });
  }

  close(name) { this.notify('textDocument/didClose', { textDocument: { uri: this.uri(name) } }); }

  /** The diagnostics pushed for a draft, as soon as they are of this version and satisfy. */
  async diagnostics(name, { version, until = () => true } = {}) {
    const push = await this.until(() => {
      const push = this.pushed.get(this.uri(name));
      return push && (version === undefined || push.version >= version) && until(push.diagnostics) && push;
    }, `diagnostics of ${name}`);
    return push.diagnostics;
  }

  /** Waits until something holds; what the server sends is looked at again and again. */
  until(holds, what = 'something', patience = 120000) {
    const found = holds();
    if (found) return Promise.resolve(found);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting = this.waiting.filter((other) => other !== look);
        reject(new Error(`waited in vain for ${what}`));
      }, patience);
      const look = () => {
        const found = holds();
        if (!found) return false;
        clearTimeout(timer);
        resolve(found);
        return true;
      };
      this.waiting.push(look);
    });
  }

  wake() { this.waiting = this.waiting.filter((look) => !look()); }

  /** Ends the session in good order, and gives the process's exit status. */
  async stop() {
    const ended = new Promise((done) => this.process.on('exit', done));
    const late = setTimeout(() => this.process.kill(), 5000);
    try {
      await this.request('shutdown');
      this.notify('exit');
      return await ended;
    } finally {
      clearTimeout(late);
      this.process.kill();
      this.connection.dispose();
      fs.rmSync(this.folder, { recursive: true, force: true });
    }
  }
}

/** A test with an editor, which ends in good order. */
export function session(name, run, start = {}) {
  test(name, async () => {
    const editor = await Editor.start(start);
    try {
      await run(editor);
    } finally {
      assert.equal(await editor.stop(), 0);
    }
  });
}

/** The capabilities with some of them otherwise. */
export function but(change) {
  const capabilities = structuredClone(everything);
  change(capabilities);
  return { capabilities };
}

/** The position of words in a text, in UTF-16; `behind` gives where they end. */
export function at(text, words, { behind = false, nth = 0 } = {}) {
  let offset = -1;
  for (let i = 0; i <= nth; i++) offset = text.indexOf(words, offset + 1);
  if (offset < 0) throw new Error(`no “${words}” in the text`);
  const before = text.slice(0, behind ? offset + words.length : offset);
  const lines = before.split(/\r\n|\n|\r/);
  return { line: lines.length - 1, character: lines.at(-1).length };
}

/** The words of a range. */
export function words(text, range) {
  const lines = text.split(/(?<=\r\n|\n|\r(?!\n))/);
  const offset = ({ line, character }) => lines.slice(0, line).join('').length + character;
  return text.slice(offset(range.start), offset(range.end));
}

/** A text with a workspace edit's changes of one file. */
export function apply(text, edit, uri) {
  const changes = edit.documentChanges
    ? edit.documentChanges.filter((change) => change.textDocument?.uri === uri).flatMap((change) => change.edits)
    : edit.changes[uri];
  const lines = text.split(/(?<=\r\n|\n|\r(?!\n))/);
  const offset = ({ line, character }) => lines.slice(0, line).join('').length + character;
  const sorted = [...changes].sort((a, b) => offset(b.range.start) - offset(a.range.start));
  for (const { range, newText, snippet } of sorted) {
    text = text.slice(0, offset(range.start)) + (newText ?? snippet.value) + text.slice(offset(range.end));
  }
  return text;
}
