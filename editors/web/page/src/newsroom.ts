// What the newsroom says beside the drafts: a copydesk.toml, rosters, and how sure Copydesk must be before it asks. It is held in
// memory as the draft is, and kept only with the draft.
import type { Desk, Problem } from 'copydesk';
import { element, part } from './dom';
import type { OpenedFile } from './files';
import { said } from './markdown';

const CONFIGURATION = 'copydesk.toml';
export const STRICTNESS = ['quiet', 'normal', 'thorough'] as const;
export type Strictness = (typeof STRICTNESS)[number];

/** All that is configured; what is kept of it too. */
export interface House {
  strictness: Strictness;
  configuration?: string;
  rosters: { name: string; text: string }[];
}

const LINE = /^([ \t]*strictness[ \t]*=[ \t]*)(?:"([a-z]*)"|'([a-z]*)')/m;

/** What the configuration itself says of the strictness, above its first table. */
export function strictnessIn(configuration: string): Strictness | undefined {
  const [, , double, single] = LINE.exec(top(configuration)) ?? [];
  return STRICTNESS.find((it) => it === (double ?? single));
}

/** The configuration with this strictness, and how many lines stand above the writer's own. */
export function configured({ strictness, configuration = '' }: House): { text: string; above: number } {
  const head = top(configuration);
  if (LINE.test(head)) return { text: head.replace(LINE, `$1"${strictness}"`) + configuration.slice(head.length), above: 0 };
  return strictness === 'normal' ? { text: configuration, above: 0 } : { text: `strictness = "${strictness}"\n${configuration}`, above: 1 };
}

function top(configuration: string): string {
  const table = /^[ \t]*\[/m.exec(configuration);
  return table ? configuration.slice(0, table.index) : configuration;
}

export class Newsroom {
  house: House = { strictness: 'normal', rosters: [] };
  private desk: Desk | undefined;
  private problems: string[] = [];
  private readonly select = part<HTMLSelectElement>('strictness');

  /** `changed` is called with what went wrong after each change. */
  constructor(private readonly changed: (problems: string[]) => void) {
    this.select.addEventListener('change', () => {
      this.house.strictness = this.select.value as Strictness;
      void this.apply();
    });
    this.draw();
  }

  read(desk: Desk): Promise<void> {
    this.desk = desk;
    return this.apply();
  }

  /** Takes up what was kept. */
  take(house: House): Promise<void> {
    this.house = house;
    return this.apply();
  }

  /** Takes up a file: another configuration takes the place of the one before, a roster that of the one of its name. */
  add({ name, kind, text }: OpenedFile): Promise<void> {
    if (kind === 'configuration') {
      this.house.configuration = text;
      this.house.strictness = strictnessIn(text) ?? this.house.strictness;
    } else {
      this.house.rosters = [...this.house.rosters.filter((it) => it.name !== name), { name, text }];
    }
    return this.apply();
  }

  private async apply(): Promise<void> {
    this.select.value = this.house.strictness;
    this.draw();
    if (!this.desk) return;
    const { text, above } = configured(this.house);
    let problems: Problem[];
    try {
      problems = await this.desk.configure({ configuration: text || undefined, roster: this.house.rosters });
    } catch (error) {
      problems = [{ message: error instanceof Error ? error.message : String(error), file: CONFIGURATION }];
    }
    this.problems = problems.map(({ message, file, line }) => {
      const at = line === undefined ? '' : `, line ${file === CONFIGURATION ? line - above : line}`;
      return `${file}${at}: ${message}`;
    });
    this.draw();
    this.changed(this.problems);
  }

  private draw(): void {
    const { configuration, rosters } = this.house;
    const rows = rosters.map(({ name }) => this.row(name, () => (this.house.rosters = rosters.filter((it) => it.name !== name))));
    if (configuration !== undefined) rows.unshift(this.row(CONFIGURATION, () => delete this.house.configuration));
    part('newsroom-files').replaceChildren(...(rows.length ? rows : [element('li', { class: 'none' }, 'None yet.')]));
    part('newsroom-problems').replaceChildren(...this.problems.map((it) => element('li', {}, ...said(it))));
  }

  private row(name: string, drop: () => void): HTMLElement {
    const away = () => {
      drop();
      void this.apply();
      part('newsroom-add').focus();
    };
    return element('li', {}, element('bdi', {}, name), ' ', element('button', { type: 'button', click: away }, 'Remove', element('span', { class: 'unseen' }, ` ${name}`)));
  }
}
