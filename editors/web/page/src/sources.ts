// Beside the findings: who is in the draft, and on whose word it rests.
import type { Card, SourceEntry } from 'copydesk';
import type { Span } from './draft';
import { counted, element } from './dom';
import { rendered } from './markdown';

export interface Guide {
  show(span: Span): void;
  line(span: Span): number;
  rename(card: Card): void;
}

/** How many places are links of their own; a name in each paragraph would bury its card. */
const PLACES = 12;

/** The cards of the actors, those who say most first. */
export function showActors(parent: HTMLElement, cards: Card[], guide: Guide): void {
  if (cards.length === 0) return parent.replaceChildren(element('p', { class: 'none' }, 'Nobody is named yet.'));
  parent.replaceChildren(
    element(
      'ul',
      { class: 'cards' },
      ...cards.map((card) => {
        const told = element('div', { class: 'told' });
        told.append(rendered(card.markdown));
        return element(
          'li',
          { class: 'card' },
          element('h2', { dir: 'auto' }, card.name),
          element('p', { class: 'roles', dir: 'auto' }, card.roles.join(', ') || card.kind),
          element('details', {}, element('summary', {}, 'What the draft says', element('span', { class: 'unseen' }, ` of ${card.name}`)), told),
          element('button', { type: 'button', class: 'rename', click: () => guide.rename(card) }, 'Rename…', element('span', { class: 'unseen' }, ` ${card.name}`)),
          places(card.mentions, `Mentions of ${card.name}`, guide),
        );
      }),
    ),
  );
}

/** The ledger: each source, how often it speaks and how much of the draft is its word. */
export function showSources(parent: HTMLElement, sources: SourceEntry[], guide: Guide): void {
  if (sources.length === 0) return parent.replaceChildren(element('p', { class: 'none' }, 'The draft rests on nobody’s word yet.'));
  parent.replaceChildren(
    element(
      'ul',
      { class: 'cards' },
      ...sources.map((source) =>
        element(
          'li',
          { class: 'card' },
          element('h2', { dir: 'auto' }, source.name),
          element('p', { class: 'roles' }, `${source.kind} · ${counted(source.attributions, 'attribution')} · ${counted(source.words, 'word')}`),
          places(source.statements, `What ${source.name} says`, guide),
        ),
      ),
    ),
  );
}

function places(spans: Span[], label: string, guide: Guide): HTMLElement {
  const shown = spans.slice(0, PLACES).map((span) => element('li', {}, element('button', { type: 'button', click: () => guide.show(span) }, `line ${guide.line(span)}`)));
  const more = spans.length > PLACES ? [element('li', {}, `and ${spans.length - PLACES} more`)] : [];
  return element('ul', { class: 'places', 'aria-label': label }, ...shown, ...more);
}
