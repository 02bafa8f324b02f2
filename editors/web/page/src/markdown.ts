// The markdown of cards and explanations as elements: paragraphs, lists, rules, and in a line strong words, emphasis, code and
// links to the web. Anything else stays the text that it is.
import { element } from './dom';

const INLINE = /\*\*(.+?)\*\*|`([^`]+)`|<(https?:[^\s<>]+)>|\[([^\]]+)\]\((https?:[^\s()]+)\)|(?<!\w)_([^_]+)_(?!\w)/g;

export function rendered(markdown: string): DocumentFragment {
  const whole = document.createDocumentFragment();
  let list: HTMLElement | undefined;
  let paragraph: HTMLElement | undefined;
  for (const line of markdown.split('\n')) {
    const item = /^\s*[-*] (.*)/.exec(line);
    if (item) {
      if (!list) whole.append((list = element('ul')));
      list.append(element('li', { dir: 'auto' }, ...inline(item[1])));
      paragraph = undefined;
      continue;
    }
    list = undefined;
    if (/^\s*$/.test(line)) {
      paragraph = undefined;
    } else if (/^\s*(-{3,}|\*{3,})\s*$/.test(line)) {
      whole.append(element('hr'));
      paragraph = undefined;
    } else if (paragraph) {
      paragraph.append(' ', ...inline(line));
    } else {
      whole.append((paragraph = element('p', { dir: 'auto' }, ...inline(line))));
    }
  }
  return whole;
}

function inline(line: string): (Node | string)[] {
  const parts: (Node | string)[] = [];
  let from = 0;
  for (const match of line.matchAll(INLINE)) {
    const [all, strong, code, address, words, target, emphasis] = match;
    parts.push(line.slice(from, match.index));
    if (strong !== undefined) parts.push(element('strong', {}, ...inline(strong)));
    else if (code !== undefined) parts.push(element('code', {}, code));
    else if (emphasis !== undefined) parts.push(element('em', {}, emphasis));
    else parts.push(link(target ?? address, words ?? address));
    from = match.index + all.length;
  }
  parts.push(line.slice(from));
  return parts;
}

/** A message as elements: what stands between backticks is code, and anything else the words that it is. */
export function said(message: string): (Node | string)[] {
  return message.split(/`([^`]+)`/).map((part, number) => (number % 2 ? element('code', {}, part) : part));
}

/** A link that tells where it leads nothing of whence it came. */
export function link(target: string, words: string): HTMLAnchorElement {
  return element('a', { href: target, target: '_blank', rel: 'noopener noreferrer' }, words);
}
