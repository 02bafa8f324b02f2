// Elements in short. What comes from a draft is only ever handed over as text, which no browser reads as markup.

type Attributes = Record<string, string | boolean | ((event: Event) => void) | undefined>;

/** An element with its attributes and children. A function listens to the event that its name says, `true` stands for an empty
 * attribute; what is `false` or `undefined` is left out. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(name, value);
    else if (value === true) made.setAttribute(name, '');
    else if (value !== undefined && value !== false) made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

/** The element of the page's own markup that has this id. */
export function part<Kind extends HTMLElement = HTMLElement>(id: string): Kind {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no part “${id}”.`);
  return found as Kind;
}

/** “1 finding”, “2 findings”. */
export const counted = (count: number, noun: string): string => `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;

/** Words of a draft on one line, cut where they are long. */
export function excerpt(words: string, most = 90): string {
  const line = words.replace(/\s+/g, ' ').trim();
  return line.length > most ? `${line.slice(0, most).replace(/[\uD800-\uDBFF]?$/, '').trimEnd()}…` : line;
}

/** Calls `work` once a pause of so many milliseconds has passed since the last call. */
export function soon(pause: number, work: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(work, pause);
  };
}
