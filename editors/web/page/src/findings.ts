// The list of findings beside the draft. It is one stop of the Tab key: arrows walk it, and only what is in hand has its fixes among
// the stops. A marked word alone says nothing to a screen reader; here each finding is a line that it reads.
import type { Finding, Fix } from 'copydesk';
import type { Span } from './draft';
import type { Placed } from './editor';
import { counted, element, excerpt } from './dom';
import { link, said } from './markdown';

export interface Hands {
  /** Shows the words; with `focus` the cursor goes there too. */
  show(placed: Placed, focus: boolean): void;
  showRelated(placed: Placed, related: number): void;
  fix(placed: Placed, fix: Fix): void;
  /** Words of the draft as they are now, by where they stood in a version of it. */
  words(span: Span, version: number): string;
  line(span: Span, version: number): number;
  /** Where they stand now. */
  place(span: Span, version: number): Span;
}

const SEVERITIES = ['error', 'warning', 'info', 'hint'] as const;
/** How many lines are put on the page before it may do something else: a draft full of faults never holds up a keystroke. */
const AT_ONCE = 25;

interface Item {
  placed: Placed;
  li: HTMLLIElement;
  button: HTMLButtonElement;
  where: HTMLElement;
  words: HTMLElement;
  related: HTMLElement[];
}

export class FindingsList {
  private readonly list = element('ol', { class: 'findings', 'aria-label': 'Findings' });
  private readonly none = element('p', { class: 'none' });
  private items = new Map<string, Item>();
  private order: Item[] = [];
  private inHand: Item | undefined;
  private pending = 0;

  constructor(parent: HTMLElement, private readonly hands: Hands) {
    parent.append(this.none, this.list);
    this.list.addEventListener('keydown', (event) => this.walk(event));
  }

  /** Shows these in the order of the draft. Lines that were there stay the same elements, so that none is lost from hand. */
  show(placed: Placed[], none: string): void {
    this.none.textContent = placed.length ? '' : none;
    this.none.hidden = placed.length > 0;
    const before = this.items;
    const seen = new Map<string, number>();
    const keyed = placed.map((it) => {
      const key = `${it.finding.rule}\n${it.finding.message}`;
      const number = (seen.get(key) ?? 0) + 1;
      seen.set(key, number);
      return [`${key}\n${number}`, it] as readonly [string, Placed];
    });
    const keys = new Set(keyed.map(([key]) => key));
    let focused: number | undefined;
    for (const [key, item] of before) {
      if (keys.has(key)) continue;
      if (item.li.contains(document.activeElement)) focused = this.order.indexOf(item);
      item.li.remove();
    }
    this.items = new Map();
    this.order = [];
    cancelAnimationFrame(this.pending);
    this.fill(keyed, before, focused);
  }

  private fill(keyed: (readonly [string, Placed])[], before: Map<string, Item>, focused: number | undefined): void {
    let made = 0;
    while (this.order.length < keyed.length && made < AT_ONCE) {
      const [key, placed] = keyed[this.order.length];
      let item = before.get(key);
      if (!item || !sameFixes(item.placed.finding, placed.finding)) {
        const old = item?.li;
        item = this.made(placed);
        old?.replaceWith(item.li);
        made += 1;
      }
      item.placed = placed;
      this.items.set(key, item);
      const there = this.list.children[this.order.length];
      if (there !== item.li) this.list.insertBefore(item.li, there ?? null);
      this.order.push(item);
    }
    if (this.order.length < keyed.length) {
      this.pending = requestAnimationFrame(() => this.fill(keyed, before, focused));
      return;
    }
    this.places();
    const next = focused === undefined ? undefined : this.order[Math.min(focused, this.order.length - 1)];
    if (!this.inHand || !this.order.includes(this.inHand)) this.take(next ?? this.order[0], false);
    if (next) next.button.focus({ preventScroll: true });
  }

  /** Says anew which the words are and on which lines they stand. */
  places(): void {
    for (const item of this.order) {
      const { finding, version } = item.placed;
      const line = (span: Span) => `Line ${this.hands.line(span, version)}`;
      say(item.where, line(finding));
      const words = excerpt(this.hands.words(finding, version));
      say(item.words, words);
      // Most messages name their words, or how they begin.
      item.words.hidden = finding.message.includes(words.replace(/^["“‘']/, '').slice(0, 24));
      finding.related.forEach((related, number) => say(item.related[number], `${line(related)}: ${related.message}`));
    }
  }

  /** Puts the finding at the cursor in hand, without moving to it. */
  follow(at: number): void {
    const here = this.order.find(({ placed }) => {
      const { start, end } = this.hands.place(placed.finding, placed.version);
      return start <= at && at <= end;
    });
    if (here && here !== this.inHand) {
      this.take(here, false);
      here.li.scrollIntoView({ block: 'nearest' });
    } else if (!here) this.inHand?.button.removeAttribute('aria-current');
    if (here) here.button.setAttribute('aria-current', 'true');
  }

  /** Goes to the list, to what is in hand. */
  focus(): boolean {
    (this.inHand ?? this.order[0])?.button.focus();
    return this.order.length > 0;
  }

  private take(item: Item | undefined, show: boolean): void {
    for (const it of [this.inHand, item]) {
      const on = it === item;
      it?.button.setAttribute('tabindex', on ? '0' : '-1');
      it?.button.removeAttribute('aria-current');
      for (const stop of it?.li.querySelectorAll<HTMLElement>('.more button, a.rule') ?? []) stop.tabIndex = on ? 0 : -1;
    }
    this.inHand = item;
    if (item && show) {
      item.button.setAttribute('aria-current', 'true');
      this.hands.show(item.placed, false);
    }
  }

  private walk(event: KeyboardEvent): void {
    const at = this.inHand ? this.order.indexOf(this.inHand) : -1;
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: this.order.length - 1 }[event.key];
    if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const item = this.order[Math.max(0, Math.min(this.order.length - 1, to))];
    if (!item) return;
    this.take(item, true);
    item.button.focus();
  }

  private made(placed: Placed): Item {
    const { finding } = placed;
    const where = element('span', { class: 'where' });
    const words = element('span', { class: 'words', dir: 'auto' });
    const button = element(
      'button',
      { type: 'button', class: 'finding', tabindex: '-1' },
      element('span', { class: 'line' }, element('span', { class: `severity ${finding.severity}` }, finding.severity), ' ', where),
      element('span', { class: 'message', dir: 'auto' }, ...said(finding.message)),
      words,
    );
    const more = element('div', { class: 'more' });
    // The line may outlive the finding that it was made for: what is done is what the newest one says.
    finding.fixes.forEach((fix, number) => {
      more.append(element('button', { type: 'button', class: fix.preferred ? 'fix preferred' : 'fix', tabindex: '-1', click: () => this.hands.fix(item.placed, item.placed.finding.fixes[number]) }, fix.title));
    });
    const related = finding.related.map((_, number) =>
      element('button', { type: 'button', class: 'related', tabindex: '-1', click: () => this.hands.showRelated(item.placed, number) }),
    );
    more.append(...related);
    const about = finding.href && /^https?:/.test(finding.href) ? link(finding.href, finding.rule) : element('span', {}, finding.rule);
    about.classList.add('rule');
    if (about instanceof HTMLAnchorElement) about.tabIndex = -1;
    const li = element('li', { class: finding.severity }, button, ...(more.childElementCount ? [more] : []), about);
    const item: Item = { placed, li, button, where, words, related };
    button.addEventListener('focus', () => item !== this.inHand && this.take(item, false));
    button.addEventListener('click', () => {
      this.take(item, false);
      button.setAttribute('aria-current', 'true');
      this.hands.show(item.placed, true);
    });
    return item;
  }
}

/** Nothing is laid out anew where nothing changes. */
function say(where: HTMLElement, text: string): void {
  if (where.textContent !== text) where.textContent = text;
}

function sameFixes(one: Finding, other: Finding): boolean {
  const titles = (it: Finding) => [...it.fixes.map((fix) => fix.title), ...it.related.map((related) => related.message), it.severity, it.href].join('\n');
  return titles(one) === titles(other);
}

/** “2 errors, 5 warnings”. */
export function tally(findings: Finding[]): string {
  const counts = SEVERITIES.map((severity) => [severity, findings.filter((it) => it.severity === severity).length] as const);
  return counts.filter(([, count]) => count).map(([severity, count]) => (severity === 'info' ? `${count} info` : counted(count, severity))).join(', ');
}
