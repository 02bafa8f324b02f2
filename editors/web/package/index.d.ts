// All offsets are UTF-16 code units, as JavaScript counts; ranges are half open.

export interface Range {
  start: number;
  end: number;
}

export interface Edit extends Range {
  /** What stands there afterwards. */
  text: string;
}

export interface Fix {
  title: string;
  /** Whether it is the one to apply where nobody chooses. */
  preferred: boolean;
  /** They belong together, do not overlap, and all count in the text before any of them. */
  edits: Edit[];
}

export interface Finding extends Range {
  /** The rule's name, `front-matter` for a slip in the draft's settings, or `long-draft`. */
  rule: string;
  severity: "error" | "warning" | "info" | "hint";
  /** One plain sentence that names the words at fault and what would help. */
  message: string;
  /** Where the rule's page is read. */
  href?: string;
  related: (Range & { message: string })[];
  fixes: Fix[];
}

export interface FindingsEvent {
  draft: string;
  version: number;
  /** False while more is to come: the rest is unread, or what hangs on the whole draft is not looked at again yet. */
  whole: boolean;
  findings: Finding[];
}

export interface Problem {
  message: string;
  /** The file's name. */
  file: string;
  /** Counted from 1. */
  line?: number;
}

/** Words of the draft, or of the roster, which have no place in it. */
export interface Stated {
  words: string;
  range: Range | null;
}

export interface Card {
  name: string;
  kind: string;
  /** What is told of who it is, the first in short. */
  role: string | null;
  roles: string[];
  office: Stated | null;
  descriptions: Stated[];
  /** The forms of the name. */
  aliases: string[];
  mentions: Range[];
  says: { words: string; kind: string; range: Range }[];
  markdown: string;
}

export interface SourceEntry {
  name: string;
  kind: string;
  /** How often it speaks. */
  attributions: number;
  /** How many words it has. */
  words: number;
  statements: Range[];
}

export interface Rule {
  name: string;
  group: string;
  /** Its severity where nothing is configured, or `off`. */
  severity: string;
  /** Whether what it flags wants a source. */
  wants_source: boolean;
  summary: string;
  /** Its page, in markdown. */
  page: string;
}

export interface Desk {
  /** Opens a draft. Its name is its path from the configuration's folder; the ending `.mdx` means MDX. */
  open(draft: string, text: string, version: number): void;
  /** Applies edits, one behind the other: each counts in the text that those before it left. */
  change(draft: string, version: number, edits: Edit[]): void;
  close(draft: string): void;
  /** Takes the text of a copydesk.toml and the files of the roster in the place of those before; what is wrong in them comes back. */
  configure(files: { configuration?: string; roster?: { name: string; text: string }[] }): Promise<Problem[]>;
  /** The files that a copydesk.toml names, of the roster and of words: their names as it has them. */
  named(configuration: string): Promise<string[]>;
  /** Hears of all findings; what comes back ends that. A listener hears nothing of an older text than the draft's. */
  onFindings(listener: (event: FindingsEvent) => void): () => void;
  /** What there is to say of a place; null where there is nothing, or where the text is no longer of that version. */
  hover(draft: string, version: number, offset: number): Promise<(Range & { markdown: string }) | null>;
  /** The edits that give an actor another name wherever it is named; null as above. Rejected with a sentence where it cannot be. */
  rename(draft: string, version: number, offset: number, name: string): Promise<Edit[] | null>;
  /** Who is in the story, whoever says most first. */
  cards(draft: string): Promise<Card[]>;
  /** Whom the draft rests on. */
  ledger(draft: string): Promise<SourceEntry[]>;
  /** The page of sources: one file that loads nothing and runs nothing. */
  report(draft: string): Promise<string>;
  /** The fact-check sheet, or the legal read, alike. */
  sheet(draft: string, options?: { legal?: boolean }): Promise<string>;
  /** The catalogue of rules. */
  rules(): Promise<Rule[]>;
  /** Ends the worker. What still waits for an answer gets null. */
  dispose(): void;
}

export interface Places {
  /** Where the file of weights lies, if not beside the code; or what is in it. */
  weights?: URL | string | Uint8Array;
  /** Where the module lies, if not beside the code; then no other build is tried. Or where each build lies that is there. */
  code?: URL | string | { relaxed?: URL | string | Uint8Array; simd?: URL | string | Uint8Array; scalar: URL | string | Uint8Array };
}

export interface DeskOptions extends Places {
  /** A worker that runs `copydesk/worker.js`, where the page's bundler wants to start it itself; null to work here, in short turns. */
  worker?: Worker | null;
  /** How many bytes are loaded, of how many. */
  onProgress?: (progress: { loaded: number; total: number }) => void;
}

/** Loads the desk into a worker; without workers, as in Node, it works here, in short turns. */
export function openDesk(options?: DeskOptions): Promise<Desk>;

/** A language server: what `copydesk lsp` is, without a program. It works where it is opened, in short turns: in a worker of the page's own. */
export interface Server {
  /** Hands over a message of the client: a request, a notification or an answer of JSON-RPC. */
  send(message: object): void;
  /** A page about a draft that is open, with styles of its own; null where nothing is understood of it yet. `name` is what it is called there. */
  page(request: { uri: string; name: string; page: "report" | "sheet" | "legal" }): string | null;
  /** The catalogue of rules. */
  rules(): Promise<Rule[]>;
  /** The files that a copydesk.toml names, of the roster and of words: their names as it has them. */
  named(configuration: string): Promise<string[]>;
  /** Ends it. */
  dispose(): void;
}

export interface ServerOptions extends Places {
  /** Hears each message of the server. */
  onMessage: (message: object) => void;
  /** Hears that the server broke down; another one must be opened. */
  onFault?: (error: Error) => void;
  /** How many bytes are loaded, of how many. */
  onProgress?: (progress: { loaded: number; total: number }) => void;
}

/**
 * Loads a language server. It reads no files: those that a newsroom's settings stand in, and the other drafts of a folder, its client
 * hands over, in the initialization option `files` and in notifications `copydesk/files`, both `{files: [{uri, bytes}]}` (the option is the
 * list alone), where `bytes` is Base64, or null for a file that is gone.
 */
export function openServer(options: ServerOptions): Promise<Server>;

export interface CheckOptions extends Places {
  /** The draft's name; `draft.md` where none is given. */
  name?: string;
  /** The text of a copydesk.toml. */
  configuration?: string;
}

/** The findings in a text. The first call loads the desk, and later ones use it again. */
export function check(text: string, options?: CheckOptions): Promise<Finding[]>;
