export type Severity = 'error' | 'warning' | 'info' | 'hint';
export interface Edit { start: number; end: number; text: string }
export interface Fix { title: string; preferred: boolean; edits: Edit[] }
export interface Related { start: number; end: number; message: string }
export interface Finding { rule: string; severity: Severity; message: string; start: number; end: number; href?: string; related: Related[]; fixes: Fix[] }
export interface Problem { message: string; line?: number }
export interface Card { name: string; kind?: string; roles: string[]; mentions: { start: number; end: number }[]; markdown: string }
export interface SourceEntry { name: string; kind: string; attributions: number; words: number; statements: { start: number; end: number }[] }
export interface Findings { draft: string; version: number; whole: boolean; findings: Finding[] }
export interface Desk {
  open(draft: string, text: string, version: number): void;
  change(draft: string, version: number, edits: Edit[]): void;
  close(draft: string): void;
  configure(files: { configuration?: string; roster?: { name: string; text: string }[] }): Promise<Problem[]>;
  onFindings(listener: (event: Findings) => void): () => void;
  hover(draft: string, version: number, offset: number): Promise<{ start: number; end: number; markdown: string } | null>;
  rename(draft: string, version: number, offset: number, name: string): Promise<Edit[] | null>;
  cards(draft: string): Promise<Card[]>;
  ledger(draft: string): Promise<SourceEntry[]>;
  report(draft: string): Promise<string>;
  dispose(): void;
}
export function openDesk(options?: { weights?: URL | string; code?: URL | string; worker?: Worker; onProgress?: (progress: { loaded: number; total: number }) => void }): Promise<Desk>;
