// The draft as the desk knows it: each change of the text has a number, and what the desk says of an older text is moved to where
// its words stand now. Offsets are UTF-16 code units, ranges half open.
import type { ChangeDesc, ChangeSet, Text } from '@codemirror/state';
import type { Desk, Edit } from 'copydesk';

export interface Span {
  start: number;
  end: number;
}

export class Draft {
  version = 1;
  private desk: Desk | undefined;
  private name: string;
  /** The changes behind the oldest text of which something is still shown, each with the version that it made. */
  private changes: { version: number; change: ChangeDesc }[] = [];
  /** The oldest version whose words can still be found. */
  private oldest = 1;
  /** What was asked last: many places are looked up between two changes. */
  private composed: { from: number; to: number; changes: ChangeDesc | undefined } | undefined;

  constructor(name: string) {
    this.name = name;
  }

  get id(): string {
    return this.name;
  }

  /** The desk has come; it is told of the draft as it is now. */
  read(desk: Desk, text: Text): void {
    this.desk = desk;
    this.oldest = this.version;
    desk.open(this.name, text.toString(), this.version);
  }

  /** Another draft takes this one's place. */
  replace(name: string, text: Text): void {
    this.desk?.close(this.name);
    this.name = name;
    this.changes = [];
    this.version += 1;
    this.oldest = this.version;
    this.desk?.open(name, text.toString(), this.version);
  }

  changed(changes: ChangeSet): void {
    this.version += 1;
    if (!this.desk) return;
    this.changes.push({ version: this.version, change: changes.desc });
    const edits: Edit[] = [];
    // Told one after the other, from the front: what stands behind an edit has then moved by what stood before it.
    changes.iterChanges((from, to, now, _end, text) => edits.push({ start: now, end: now + to - from, text: text.toString() }));
    this.desk.change(this.name, this.version, edits);
  }

  /** Nothing is shown any more of texts older than this one. */
  forget(version: number): void {
    this.oldest = Math.max(this.oldest, version);
    this.changes = this.changes.filter((it) => it.version > version);
  }

  /** Where words of a version stand now; `undefined` where nothing is left of them, or where that text is forgotten. */
  place(span: Span, version: number): Span | undefined {
    if (version < this.oldest) return undefined;
    const changes = this.since(version);
    if (!changes) return { start: span.start, end: span.end };
    const start = changes.mapPos(span.start, 1);
    const end = changes.mapPos(span.end, -1);
    return end > start || (span.start === span.end && end === start) ? { start, end } : undefined;
  }

  /** Edits of a version where they belong now; `undefined` where their words were changed meanwhile, or that text is forgotten. */
  placeEdits(edits: Edit[], version: number): Edit[] | undefined {
    if (version < this.oldest) return undefined;
    const changes = this.since(version);
    if (!changes) return edits;
    if (edits.some(({ start, end }) => changes.touchesRange(start, end))) return undefined;
    return edits.map(({ start, end, text }) => ({ start: changes.mapPos(start, 1), end: changes.mapPos(end, start === end ? 1 : -1), text }));
  }

  private since(version: number): ChangeDesc | undefined {
    if (this.composed?.from !== version || this.composed.to !== this.version) {
      const after = this.changes.filter((it) => it.version > version);
      const changes = after.reduce<ChangeDesc | undefined>((all, { change }) => (all ? all.composeDesc(change) : change), undefined);
      this.composed = { from: version, to: this.version, changes };
    }
    return this.composed.changes;
  }
}
