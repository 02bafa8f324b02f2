// The tabs beside the draft, as the pattern for them has it: arrows walk them, and one panel is there at a time.
import { part } from './dom';

export interface Tabs {
  readonly chosen: string;
  choose(name: string): void;
  /** How many there are of what a tab holds; `undefined` where nobody knows. */
  count(name: string, count: number | undefined): void;
}

export function openTabs(changed: () => void): Tabs {
  const all = [...document.querySelectorAll<HTMLElement>('[role=tab]')];
  const nameOf = (tab: HTMLElement) => tab.id.replace('tab-', '');
  const tabs = {
    chosen: 'findings',
    choose(name: string) {
      tabs.chosen = name;
      for (const tab of all) {
        const on = nameOf(tab) === name;
        tab.setAttribute('aria-selected', String(on));
        tab.tabIndex = on ? 0 : -1;
        part(`panel-${nameOf(tab)}`).hidden = !on;
      }
      changed();
    },
    count(name: string, count: number | undefined) {
      part(`count-${name}`).textContent = count === undefined ? '' : String(count);
    },
  };
  all.forEach((tab, at) => {
    tab.addEventListener('click', () => tabs.choose(nameOf(tab)));
    tab.addEventListener('keydown', (event) => {
      const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      const next = all[(to + all.length) % all.length];
      tabs.choose(nameOf(next));
      next.focus();
    });
  });
  return tabs;
}
