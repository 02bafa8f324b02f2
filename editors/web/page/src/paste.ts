// What comes from Google Docs, Word and web pages as markdown. Each writes HTML of its own kind: first it is made plain HTML, with
// what was deleted and what only programs read taken out; then it becomes markdown. It is parsed as a document that runs and
// fetches nothing.
import TurndownService from 'turndown';

const OUT =
  'style, script, noscript, template, meta, link, title, base, svg, canvas, img, picture, video, audio, iframe, object, embed, form,' +
  'button, input, select, textarea, nav, dialog, del, s.msoDel, .msoDel, .MsoCommentReference, .MsoCommentText, [hidden]';
/** Styles of what Word hides or writes beside the text: comments, and the marks of lists, which are written anew. */
const HIDDEN = /display:\s*none|visibility:\s*hidden|mso-hide:\s*all|mso-element:\s*(comment|header|footer)|mso-special-character:\s*comment/i;
const HEADINGS: Record<string, string> = { MsoTitle: 'h1', MsoSubtitle: 'h2' };

/** The markdown of a clipboard's or a file's HTML; empty where there are no words in it. */
export function markdownOf(html: string): string {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  clean(body);
  const written = service().turndown(body);
  return written.replace(/[ \t]+$/gm, (end) => (end === '  ' ? end : '')).replace(/^(\[\^\w+\]:) +/gm, '$1 ').replace(/\n{3,}/g, '\n\n').trim();
}

/** Makes plain HTML of a program's. */
function clean(body: HTMLElement): void {
  const comments = document.createTreeWalker(body, NodeFilter.SHOW_COMMENT);
  const notes: Node[] = [];
  while (comments.nextNode()) notes.push(comments.currentNode);
  for (const note of notes) (note as Comment).remove();

  for (const each of body.querySelectorAll<HTMLElement>('[style]')) if (HIDDEN.test(styleOf(each))) each.remove();
  for (const each of body.querySelectorAll(OUT)) each.remove();
  footnotes(body);
  wordLists(body);
  // Google Docs and Word put a list below an item beside it, not into it.
  for (const each of [...body.querySelectorAll(':is(ul, ol) > :is(ul, ol)')]) each.previousElementSibling?.append(each);
  paragraphs(body);
  weights(body);
  links(body);
  for (const each of body.querySelectorAll('br.Apple-interchange-newline')) each.remove();
  // Google Docs writes an empty line between paragraphs as a break that stands alone.
  for (const each of body.querySelectorAll('br')) if (besideBlocks(each)) each.remove();
  for (const each of body.querySelectorAll('li > p:only-child, td > p:only-child, th > p:only-child')) unwrap(each);
  spaces(body);
}

const styleOf = (it: Element): string => it.getAttribute('style') ?? '';

/** An element's children in its place. */
function unwrap(it: Element): void {
  it.replaceWith(...it.childNodes);
}

/** The same element under another name, without its attributes. */
function renamed(it: Element, tag: string): HTMLElement {
  const made = it.ownerDocument.createElement(tag);
  made.append(...it.childNodes);
  it.replaceWith(made);
  return made;
}

/** Word's footnotes and endnotes: a reference in the text, and its words at the end. */
function footnotes(body: HTMLElement): void {
  for (const it of body.querySelectorAll('a[href*="#_ftn"], a[href*="#_edn"]')) {
    const number = /#_(ftn|edn)(ref)?(\d+)$/.exec(it.getAttribute('href') ?? '');
    if (!number) continue;
    const label = `${number[1] === 'edn' ? 'e' : ''}${number[3]}`;
    // The label goes through no escape: the brackets are markdown's own here.
    const mark = it.ownerDocument.createElement('code');
    mark.dataset.footnote = number[2] ? `[^${label}]: ` : `[^${label}]`;
    mark.textContent = mark.dataset.footnote;
    it.replaceWith(mark);
  }
}

/** Word writes an item of a list as a paragraph whose style names the list, the level, and holds the mark as text. */
function wordLists(body: HTMLElement): void {
  let lists: { list: HTMLElement; level: number; of: string }[] = [];
  let before: Element | null = null;
  for (const it of [...body.querySelectorAll<HTMLElement>('p, h1, h2, h3, h4, h5, h6, div')]) {
    const place = /mso-list:\s*(l\d+)\s+level(\d+)/i.exec(styleOf(it));
    const ignored = [...it.querySelectorAll<HTMLElement>('[style]')].find((each) => /mso-list:\s*ignore/i.test(styleOf(each)));
    const mark = ignored?.textContent?.trim() ?? '';
    ignored?.remove();
    if (!it.tagName.startsWith('P') || !place || !/MsoListParagraph|MsoNormal|^$/.test(it.className)) continue;
    const [, of, depth] = place;
    const level = Number(depth);
    const tag = /^[\da-z]+[.)]|^\([\da-z]+\)/i.test(mark) && !/^o$/i.test(mark) ? 'ol' : 'ul';
    // What stands between two items that is no item ends the list.
    if (before && before !== it.previousElementSibling) lists = [];
    while (lists.length > 0 && (lists.at(-1)!.level > level || (lists.at(-1)!.level === level && lists.at(-1)!.of !== of))) lists.pop();
    if ((lists.at(-1)?.level ?? 0) < level) {
      const list = it.ownerDocument.createElement(tag);
      const first = /^\d+/.exec(mark)?.[0];
      if (tag === 'ol' && first) list.setAttribute('start', first);
      const above = lists.at(-1)?.list.lastElementChild;
      if (above) above.append(list);
      else it.before(list);
      lists.push({ list, level, of });
    }
    const item = it.ownerDocument.createElement('li');
    item.append(...it.childNodes);
    lists.at(-1)!.list.append(item);
    it.remove();
    before = lists[0].list;
  }
}

/** Paragraphs by the names of Word's styles, and elements that only Word has. */
function paragraphs(body: HTMLElement): void {
  for (const it of body.querySelectorAll('p[class]')) {
    const heading = HEADINGS[it.className.split(/CxSp/)[0]];
    if (heading) renamed(it, heading);
    else if (/Mso(Intense)?Quote/.test(it.className)) {
      const quote = it.ownerDocument.createElement('blockquote');
      const before = it.previousElementSibling;
      // Two paragraphs of one quotation stay together.
      if (before?.tagName === 'BLOCKQUOTE') before.append(it);
      else {
        it.before(quote);
        quote.append(it);
      }
    }
  }
  for (const it of body.querySelectorAll('*')) if (it.tagName.includes(':')) unwrap(it);
}

/** Google Docs says in a style what is bold and what is italic, and puts all of it into one `b` that is not bold. */
function weights(body: HTMLElement): void {
  for (const it of [...body.querySelectorAll<HTMLElement>('b, strong, i, em')]) {
    const style = styleOf(it);
    const strong = /^(B|STRONG)$/.test(it.tagName);
    if (strong ? /(?<![\w-])font-weight:\s*(normal|[1-4]00)/i.test(style) : /(?<![\w-])font-style:\s*normal/i.test(style)) unwrap(it);
  }
  for (const it of [...body.querySelectorAll<HTMLElement>('span[style]')]) {
    const style = styleOf(it);
    if (!it.textContent?.trim()) continue;
    if (/text-decoration[^;]*line-through/i.test(style)) wrapInside(it, 's');
    if (/(?<![\w-])font-style:\s*(italic|oblique)/i.test(style) && !it.closest('em, i')) wrapInside(it, 'em');
    // A heading is bold of itself.
    if (/(?<![\w-])font-weight:\s*(bold|[6-9]00)/i.test(style) && !it.closest('strong, b, h1, h2, h3, h4, h5, h6')) wrapInside(it, 'strong');
  }
  for (const it of body.querySelectorAll('span, font, u, ins, center')) unwrap(it);
  for (const it of body.querySelectorAll(':is(h1, h2, h3, h4, h5, h6) :is(b, strong)')) unwrap(it);
  // Words of one weight that were cut in two would have their marks back to back.
  body.normalize();
  for (const it of [...body.querySelectorAll('strong, b, em, i')]) {
    const next = it.nextSibling;
    if (next instanceof Element && next.tagName === it.tagName) {
      next.prepend(...it.childNodes);
      it.remove();
    }
  }
}

function wrapInside(it: HTMLElement, tag: string): void {
  const made = it.ownerDocument.createElement(tag);
  made.append(...it.childNodes);
  it.append(made);
}

/** Links lead to the web, without the detour through a search engine; any other is no more than its words. */
function links(body: HTMLElement): void {
  for (const it of body.querySelectorAll('a')) {
    let target = it.getAttribute('href') ?? '';
    const detour = /^https?:\/\/(www\.)?google\.[a-z.]+\/url\?/i.test(target) && new URL(target).searchParams;
    if (detour) target = detour.get('q') ?? detour.get('url') ?? '';
    if (/^(https?:|mailto:)/i.test(target) && it.textContent?.trim()) it.setAttribute('href', target);
    else unwrap(it);
    it.removeAttribute('title');
  }
}

const BLOCK = /^(P|H[1-6]|UL|OL|LI|DIV|TABLE|BLOCKQUOTE|HR|PRE|SECTION|ARTICLE|BODY)$/;

/** Whether a break stands between blocks, not in a line. */
function besideBlocks(it: Element): boolean {
  const beside = (step: 'previousSibling' | 'nextSibling') => {
    let node: ChildNode | null = it[step];
    while (node && ((node.nodeType === Node.TEXT_NODE && !node.textContent?.trim()) || (node as Element).tagName === 'BR')) node = node[step];
    return !node || (node instanceof Element && BLOCK.test(node.tagName));
  };
  return beside('previousSibling') && beside('nextSibling');
}

/** Spaces that do not break, and marks of no width, are a word processor's; a draft has plain ones. */
function spaces(body: HTMLElement): void {
  const texts = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode as Text;
    if (!text.parentElement?.closest('pre')) text.data = text.data.replace(/[\u00A0\u202F]/g, ' ').replace(/[\u200B\uFEFF\u00AD]/g, '');
  }
}

let made: TurndownService | undefined;

function service(): TurndownService {
  if (made) return made;
  made = new TurndownService({ headingStyle: 'atx', bulletListMarker: '-', codeBlockStyle: 'fenced', emDelimiter: '*', hr: '---' });
  // A draft is prose: only what would be read as markup of a whole line, or as HTML, is escaped.
  made.escape = (text) => text.replace(/<(?=[a-z/!?])/gi, '\\<').replace(/^(\s*)(#{1,6} |>|[-+*] |(?:[-=_*] ?){3,}$)/, '$1\\$2');
  made.addRule('item', {
    filter: 'li',
    replacement: (content, node) => {
      const parent = node.parentNode as HTMLElement;
      const items = [...parent.children].filter((it) => it.nodeName === 'LI');
      const number = Number(parent.getAttribute('start') || 1) + items.indexOf(node as HTMLElement);
      const mark = parent.nodeName === 'OL' ? `${number}. ` : '- ';
      const lines = content.trim().replace(/\n{2,}(?=\s*(-|\d+\.) )/g, '\n').split('\n');
      const rest = lines.slice(1).map((line) => (line ? ' '.repeat(mark.length) + line : line));
      return [mark + lines[0], ...rest].join('\n') + (node.nextSibling ? '\n' : '');
    },
  });
  made.addRule('footnote', { filter: (node) => node.hasAttribute('data-footnote'), replacement: (_, node) => (node as HTMLElement).dataset.footnote ?? '' });
  made.addRule('struck', { filter: ['s'], replacement: (content) => `~~${content}~~` });
  made.addRule('cell', { filter: ['td', 'th'], replacement: (content) => ` ${content.trim().replace(/\s*\n\s*/g, ' ').replace(/\|/g, '\\|')} |` });
  made.addRule('row', {
    filter: 'tr',
    replacement: (content, node) => {
      const first = !(node.closest('table') as HTMLElement).querySelector('tr')!.isSameNode(node) ? '' : `\n|${' --- |'.repeat(node.children.length)}`;
      return `\n|${content}${first}`;
    },
  });
  made.addRule('table', { filter: 'table', replacement: (content) => `\n\n${content.trim()}\n\n` });
  made.addRule('rows', { filter: ['thead', 'tbody', 'tfoot'], replacement: (content) => content });
  return made;
}
