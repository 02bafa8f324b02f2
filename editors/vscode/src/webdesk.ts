// The desk as a module in the browser: drafts go in, findings come out, and nothing is sent anywhere. What is said comes from the module;
// here it only becomes what the editor shows.
import { Desk, Finding, FindingsEvent, openDesk, Range } from 'copydesk';
import * as vscode from 'vscode';
import { Backend, Health, Rule } from './backend';
import { DRAFTS, isDraft, nameOf } from './drafts';
import { Overview } from './overview';

const CONFIGURATION = 'copydesk.toml';
const SEVERITIES = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

export class WebDesk implements Backend, vscode.Disposable {
  health: Health = 'stopped';
  readonly output = vscode.window.createOutputChannel('Copydesk', { log: true });
  private readonly changed = new vscode.EventEmitter<Health>();
  readonly onDidChange = this.changed.event;
  private readonly diagnostics = vscode.languages.createDiagnosticCollection('copydesk');
  private readonly ofFiles = vscode.languages.createDiagnosticCollection('copydesk-files');
  private desk: Desk | undefined;
  /** What was found in each draft, by its name. */
  private readonly found = new Map<string, FindingsEvent>();
  private parts: vscode.Disposable[] = [];

  constructor(private readonly context: vscode.ExtensionContext) {}

  async start(): Promise<void> {
    this.become('starting');
    try {
      // The extension may lie where no address leads to, and may fetch nothing: the editor reads its files.
      const read = async (name: string) =>
        Uint8Array.from(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(this.context.extensionUri, 'web', name)));
      const [weights, relaxed, simd, scalar] = await Promise.all(['weights.bin', 'relaxed.bin', 'simd.bin', 'scalar.bin'].map(read));
      // The extension runs in a worker already, beside the window that people write in.
      this.desk = await openDesk({ weights, code: { relaxed, simd, scalar }, worker: null });
    } catch (error) {
      this.output.error(String(error));
      this.become('failed');
      void vscode.window.showErrorMessage(`Copydesk could not start: ${error instanceof Error ? error.message : String(error)}`);
      return;
    }
    this.listen(this.desk);
    await this.configure();
    vscode.workspace.textDocuments.forEach((document) => this.open(document));
    this.become('running');
  }

  async restart(): Promise<void> {
    this.stop();
    await this.start();
  }

  dispose(): void {
    this.stop();
    vscode.Disposable.from(this.diagnostics, this.ofFiles, this.changed, this.output).dispose();
  }

  async ask<T>(command: string, ...args: unknown[]): Promise<T | undefined> {
    const asked = String(args[0]);
    if (command === 'copydesk.overview') return (await this.overview(asked)) as T | undefined;
    if (command !== 'copydesk.explain') return undefined;
    const page = (await this.desk?.rules())?.find((rule) => rule.name === asked)?.page;
    return page === undefined ? undefined : ({ page } as T);
  }

  async rules(): Promise<Rule[]> {
    if (!this.desk) throw new Error('Copydesk does not run.');
    return this.desk.rules();
  }

  async page(args: string[], document: vscode.TextDocument): Promise<string> {
    const name = key(document);
    const legal = args.includes('--legal');
    const page = await (args[0] === 'report' ? this.desk?.report(name) : this.desk?.sheet(name, { legal }));
    return page || Promise.reject(new Error('Copydesk does not run.'));
  }

  private stop(): void {
    vscode.Disposable.from(...this.parts).dispose();
    this.parts = [];
    this.desk?.dispose();
    this.desk = undefined;
    this.found.clear();
    this.diagnostics.clear();
    this.ofFiles.clear();
    this.become('stopped');
  }

  private listen(desk: Desk): void {
    const isFile = (uri: vscode.Uri) => /(^|[/._-])(copydesk|actors|roster|words)[^/]*$/i.test(uri.path);
    const watcher = vscode.workspace.createFileSystemWatcher('**/*');
    const again = (uri: vscode.Uri) => isFile(uri) && void this.configure();
    this.parts = [
      { dispose: desk.onFindings((event) => this.show(event)) },
      vscode.workspace.onDidOpenTextDocument((document) => this.open(document)),
      vscode.workspace.onDidCloseTextDocument((document) => this.close(document)),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (!isDraft(document) || !contentChanges.length) return;
        const edits = contentChanges.map(({ rangeOffset, rangeLength, text }) => ({ start: rangeOffset, end: rangeOffset + rangeLength, text }));
        desk.change(key(document), document.version, edits);
      }),
      watcher,
      watcher.onDidChange(again),
      watcher.onDidCreate(again),
      watcher.onDidDelete(again),
      vscode.languages.registerHoverProvider(DRAFTS, { provideHover: (document, position) => this.hover(document, position) }),
      vscode.languages.registerRenameProvider(DRAFTS, {
        provideRenameEdits: (document, position, name) => this.rename(document, position, name),
      }),
      vscode.languages.registerCodeActionsProvider(
        DRAFTS,
        { provideCodeActions: (document, range) => this.actions(document, range) },
        { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
      ),
    ];
  }

  private open(document: vscode.TextDocument): void {
    if (isDraft(document)) this.desk?.open(key(document), document.getText(), document.version);
  }

  private close(document: vscode.TextDocument): void {
    this.desk?.close(key(document));
    this.found.delete(key(document));
    this.diagnostics.delete(document.uri);
  }

  /** Reads the newsroom's files, those of the first folder, and shows what is wrong in them. */
  private async configure(): Promise<void> {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    if (!folder || !this.desk) return;
    const read = async (name: string) => {
      const uri = vscode.Uri.joinPath(folder, name);
      return vscode.workspace.fs.readFile(uri).then((bytes) => new TextDecoder().decode(bytes), () => undefined);
    };
    const configuration = (await read(CONFIGURATION)) ?? '';
    const named = await this.desk.named(configuration);
    const files = await Promise.all(named.map(async (name) => ({ name, text: await read(name) })));
    const roster = files.flatMap(({ name, text }) => (text === undefined ? [] : [{ name, text }]));
    const problems = await this.desk.configure({ configuration, roster });
    const shown = new Map<string, vscode.Diagnostic[]>();
    for (const { file, line = 1, message } of problems ?? []) {
      const diagnostic = new vscode.Diagnostic(new vscode.Range(line - 1, 0, line - 1, 1000), message);
      diagnostic.source = 'copydesk';
      shown.set(file, [...(shown.get(file) ?? []), diagnostic]);
    }
    this.ofFiles.clear();
    shown.forEach((all, file) => this.ofFiles.set(vscode.Uri.joinPath(folder, file), all));
  }

  private show(event: FindingsEvent): void {
    const document = openDraft(event.draft);
    if (!document || document.version !== event.version) return;
    this.found.set(event.draft, event);
    this.diagnostics.set(document.uri, event.findings.map((finding) => diagnosticOf(document, finding)));
  }

  private async hover(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | undefined> {
    const offset = document.offsetAt(position);
    const told = await this.desk?.hover(key(document), document.version, offset);
    // The editor tells a finding by itself.
    const isFinding = this.at(document, offset, offset).length > 0;
    return told && !isFinding ? new vscode.Hover(new vscode.MarkdownString(told.markdown), rangeOf(document, told)) : undefined;
  }

  private async rename(document: vscode.TextDocument, position: vscode.Position, name: string): Promise<vscode.WorkspaceEdit | undefined> {
    const edits = await this.desk?.rename(key(document), document.version, document.offsetAt(position), name);
    return edits ? editOf(document, edits) : undefined;
  }

  private actions(document: vscode.TextDocument, range: vscode.Range): vscode.CodeAction[] {
    const found = this.at(document, document.offsetAt(range.start), document.offsetAt(range.end));
    return found.flatMap((finding) =>
      finding.fixes.map((fix) => {
        const action = new vscode.CodeAction(fix.title, vscode.CodeActionKind.QuickFix);
        action.edit = editOf(document, fix.edits);
        action.isPreferred = fix.preferred;
        action.diagnostics = [diagnosticOf(document, finding)];
        return action;
      }),
    );
  }

  /** What was found in the text as it stands between two offsets. */
  private at(document: vscode.TextDocument, start: number, end: number): Finding[] {
    const found = this.found.get(key(document));
    if (!found || found.version !== document.version) return [];
    return found.findings.filter((finding) => finding.start <= end && start <= finding.end);
  }

  private async overview(address: string): Promise<Overview | undefined> {
    const document = vscode.workspace.textDocuments.find((it) => it.uri.toString() === address);
    if (!document || !this.desk) return undefined;
    const [cards, sources] = await Promise.all([this.desk.cards(key(document)), this.desk.ledger(key(document))]);
    const at = (range: Range) => rangeOf(document, range);
    const stated = (it: { words: string; range: Range | null } | null) => it && { ...it, range: it.range && at(it.range) };
    const actors = cards.map((card) => ({
      ...card,
      office: stated(card.office),
      descriptions: card.descriptions.map((it) => ({ words: it.words, range: it.range && at(it.range) })),
      mentions: card.mentions.map(at),
      says: card.says.map((it) => ({ ...it, range: at(it.range) })),
    }));
    return {
      version: document.version,
      summary: '',
      actors: actors as Overview['actors'],
      sources: sources.map((source) => ({ ...source, statements: source.statements.map(at) })),
    };
  }

  private become(health: Health): void {
    this.health = health;
    this.changed.fire(health);
  }
}

/** A draft's name for the desk: its path from the folder whose configuration applies to it. */
function key(document: vscode.TextDocument): string {
  return document.isUntitled ? `${document.uri.path}/${nameOf(document)}` : vscode.workspace.asRelativePath(document.uri);
}

function openDraft(name: string): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find((document) => isDraft(document) && key(document) === name);
}

function rangeOf(document: vscode.TextDocument, { start, end }: Range): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}

function diagnosticOf(document: vscode.TextDocument, finding: Finding): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(rangeOf(document, finding), finding.message, SEVERITIES[finding.severity]);
  diagnostic.source = 'copydesk';
  const page = vscode.Uri.parse(`command:copydesk.explainRule?${encodeURIComponent(JSON.stringify([finding.rule]))}`);
  diagnostic.code = { value: finding.rule, target: page };
  diagnostic.relatedInformation = finding.related.map(
    (it) => new vscode.DiagnosticRelatedInformation(new vscode.Location(document.uri, rangeOf(document, it)), it.message),
  );
  return diagnostic;
}

function editOf(document: vscode.TextDocument, edits: (Range & { text: string })[]): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  edits.forEach((it) => edit.replace(document.uri, rangeOf(document, it), it.text));
  return edit;
}
