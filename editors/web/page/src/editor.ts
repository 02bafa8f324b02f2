// The editor: CodeMirror with what prose asks for. Words at fault are underlined and marked in the gutter; what is said of them
// stands in the list beside it, and for the pointer in a box at the words.
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { HighlightStyle, Language, defineLanguageFacet, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, setDiagnostics } from '@codemirror/lint';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { EditorState, type ChangeSet, type Extension, Transaction } from '@codemirror/state';
import { EditorView, highlightSpecialChars, hoverTooltip, keymap, placeholder, type KeyBinding } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { parser, Strikethrough, Table } from '@lezer/markdown';
import type { Finding } from 'copydesk';
import type { Span } from './draft';
import { element } from './dom';

/** What the editor tells and asks. */
export interface Ears {
  changed(changes: ChangeSet): void;
  /** The cursor went elsewhere. */
  moved(): void;
  /** What is to be said at an offset. */
  hover(offset: number): Promise<{ span: Span; shown: Node } | null>;
  /** HTML was pasted; gives the draft's own notation for it, or nothing where the plain text is as good. */
  paste(html: string, plain: string): string | undefined;
  keys: KeyBinding[];
}

/** A finding, the version of the draft that it was found in, and where its words stand now. */
export interface Placed {
  finding: Finding;
  version: number;
  span: Span;
}

const prose = new Language(defineLanguageFacet(), parser.configure([Table, Strikethrough]), [], 'markdown');

const looks = HighlightStyle.define([
  { tag: tags.heading, class: 'heading' },
  { tag: tags.strong, class: 'strong' },
  { tag: tags.emphasis, class: 'emphasis' },
  { tag: [tags.link, tags.url], class: 'address' },
  { tag: [tags.processingInstruction, tags.contentSeparator, tags.comment], class: 'sign' },
  { tag: tags.monospace, class: 'code' },
  { tag: tags.quote, class: 'quote' },
]);

/** Puts the editor into an element. */
export function openEditor(parent: HTMLElement, ears: Ears): EditorView {
  return new EditorView({ parent, state: fresh('', ears) });
}

/** A state of its own for a draft: what was done to the one before cannot be undone in it. */
export function fresh(text: string, ears: Ears): EditorState {
  return EditorState.create({ doc: text, extensions: extensions(ears) });
}

function extensions(ears: Ears): Extension[] {
  return [
    highlightSpecialChars(),
    history(),
    EditorView.lineWrapping,
    EditorView.perLineTextDirection.of(true),
    // A browser's spelling marks would lie upon ours; whoever wants them has them in the settings of the system's keyboard.
    EditorView.contentAttributes.of({ 'aria-label': 'Draft', spellcheck: 'false', tabindex: '0', autocapitalize: 'sentences' }),
    placeholder('Write here, paste a draft, or drop a file.'),
    prose,
    syntaxHighlighting(looks),
    search({ top: true }),
    highlightSelectionMatches({ minSelectionLength: 3 }),
    lintGutter({ tooltipFilter: () => [] }),
    hoverTooltip(async (view, at) => {
      const told = await ears.hover(at);
      if (!told || told.span.end > view.state.doc.length) return null;
      const dom = element('div', { class: 'told' });
      dom.append(told.shown);
      return { pos: told.span.start, end: told.span.end, above: true, create: () => ({ dom }) };
    }),
    keymap.of([...ears.keys, ...defaultKeymap, ...historyKeymap, ...searchKeymap]),
    EditorView.domEventHandlers({
      paste: (event, view) => {
        const data = event.clipboardData;
        const html = data?.getData('text/html');
        if (!data || !html) return false;
        const markdown = ears.paste(html, data.getData('text/plain'));
        if (markdown === undefined) return false;
        event.preventDefault();
        view.dispatch(view.state.replaceSelection(markdown), { userEvent: 'input.paste', scrollIntoView: true });
        return true;
      },
    }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) ears.changed(update.changes);
      if (update.docChanged || update.selectionSet) ears.moved();
    }),
  ];
}

/** Shows findings at their words. */
export function mark(view: EditorView, placed: Placed[]): void {
  const known = placed.filter(({ span }) => span.end <= view.state.doc.length);
  view.dispatch(
    setDiagnostics(
      view.state,
      known.map(({ finding, span }) => ({ from: span.start, to: span.end, severity: finding.severity, message: finding.message, source: finding.rule })),
    ),
  );
}

/** Takes the cursor to words and shows them. */
export function goTo(view: EditorView, { start, end }: Span, focus = true): void {
  const last = view.state.doc.length;
  const anchor = Math.min(start, last);
  view.dispatch({
    selection: { anchor, head: Math.min(end, last) },
    effects: EditorView.scrollIntoView(anchor, { y: 'center' }),
    annotations: Transaction.userEvent.of('select'),
  });
  if (focus) view.focus();
}
