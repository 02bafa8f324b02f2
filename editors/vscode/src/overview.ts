// What the server knows of the draft in front of the writer, kept fresh while it changes.
import * as vscode from 'vscode';
import { Range } from './range';
import { Server } from './server';
import { isDraft } from './drafts';

export interface Stated {
  words: string;
  range: Range | null;
}

export interface Actor {
  name: string;
  kind: 'person' | 'organisation' | 'place' | 'other';
  /** The first that is told of who the actor is, in short. */
  role: string | null;
  office: Stated | null;
  descriptions: Stated[];
  aliases: string[];
  mentions: Range[];
  says: { words: string; kind: string; range: Range }[];
}

export interface Source {
  name: string;
  kind: string;
  attributions: number;
  words: number;
  statements: Range[];
}

export interface Overview {
  version: number | null;
  summary: string;
  /** Those that carry most of the story first. */
  actors: Actor[];
  sources: Source[];
}

/** How long the writer pauses before the views follow. */
const PAUSE = 200;

export class OverviewStore implements vscode.Disposable {
  /** The draft that the views are of: the last one that was in front. */
  document: vscode.TextDocument | undefined;
  current: Overview | undefined;
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  private readonly parts: vscode.Disposable[];
  private timer: NodeJS.Timeout | undefined;
  private asked = 0;

  constructor(private readonly server: Server) {
    this.parts = [
      this.changed,
      server.onDidChange(() => this.soon()),
      vscode.window.onDidChangeActiveTextEditor((editor) => this.follow(editor?.document)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => document === this.document && this.soon()),
      vscode.workspace.onDidCloseTextDocument((document) => {
        if (document === this.document) this.follow(vscode.window.activeTextEditor?.document, true);
      }),
      vscode.languages.onDidChangeDiagnostics(({ uris }) => {
        if (uris.some((uri) => uri.toString() === this.document?.uri.toString())) this.soon();
      }),
    ];
    this.follow(vscode.window.activeTextEditor?.document);
  }

  dispose(): void {
    clearTimeout(this.timer);
    vscode.Disposable.from(...this.parts).dispose();
  }

  private follow(document: vscode.TextDocument | undefined, closed = false): void {
    if (isDraft(document)) {
      if (document === this.document) return;
      this.document = document;
    } else if (closed) {
      this.document = undefined;
    } else {
      return;
    }
    this.current = undefined;
    this.changed.fire();
    this.soon(0);
  }

  private soon(pause = PAUSE): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.refresh(), pause);
  }

  private async refresh(): Promise<void> {
    const document = this.document;
    const asked = ++this.asked;
    const answer = document && (await this.server.ask<Overview>('copydesk.overview', this.server.address(document.uri)));
    if (asked !== this.asked || document !== this.document) return;
    this.current = answer;
    this.changed.fire();
  }
}
