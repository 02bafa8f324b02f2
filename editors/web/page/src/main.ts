// The page: puts editor, desk and lists together. What is said of a draft comes from the desk; here it is only shown.
import { openDesk, type Card, type Desk, type Edit, type Finding } from 'copydesk';
import { Draft, type Span } from './draft';
import { counted, element, part, soon } from './dom';
import { fresh, goTo, mark, openEditor, type Ears, type Placed } from './editor';
import { choose, read, save, type OpenedFile } from './files';
import { FindingsList, tally } from './findings';
import { forget, keep, kept } from './keep';
import { rendered, said } from './markdown';
import { Newsroom } from './newsroom';
import { markdownOf } from './paste';
import { showReport } from './report';
import { showActors, showSources } from './sources';
import { openTabs } from './tabs';

const EXAMPLE = 'example.md';
const READING = 'Reading…';
const first = kept();
const draft = new Draft(first?.name ?? EXAMPLE);
let desk: Desk | undefined;
/** What is shown now: the findings of one version of the draft. */
let shown: { version: number; whole: boolean; findings: Finding[] } = { version: draft.version, whole: false, findings: [] };
/** The version that the list is of. */
let listed = draft.version;
let file: FileSystemFileHandle | undefined;
let unsaved = false;
/** How the draft's lines end in its file; the editor knows one kind only. */
let ending = '\n';

const lineOf = ({ start }: Span) => view.state.doc.lineAt(Math.min(start, view.state.doc.length)).number;
/** Findings of a version whose words are still there, where they stand now. */
const placed = ({ findings, version }: { findings: Finding[]; version: number }): Placed[] =>
  findings.flatMap((finding) => {
    const span = draft.place(finding, version);
    return span ? [{ finding, version, span }] : [];
  });
const again = (span: Span, version: number): Span => draft.place(span, version) ?? { start: 0, end: 0 };

const ears: Ears = {
  changed: (changes) => {
    draft.changed(changes);
    unsaved = true;
    followLines();
    keepSoon();
    if (desk) say(READING);
  },
  moved: () => followCursor(),
  hover: async (offset) => {
    const { version } = draft;
    const told = await desk?.hover(draft.id, version, offset);
    const span = told && draft.place(told, version);
    return told && span ? { span, shown: rendered(told.markdown) } : null;
  },
  paste: (html, plain) => {
    const markdown = markdownOf(html);
    return markdown && markdown !== plain.trim() ? markdown : undefined;
  },
  keys: [
    { key: 'F8', run: () => walk(1) },
    { key: 'Shift-F8', run: () => walk(-1) },
    { key: 'Mod-.', run: () => (tabs.choose('findings'), list.focus()) },
    { key: 'F2', run: () => (void renameAt(view.state.selection.main.head), true) },
    { key: 'Mod-s', run: () => (void saveDraft(), true) },
    { key: 'Mod-o', run: () => (void chooseFile(), true) },
  ],
};
const view = openEditor(part('editor'), ears);
const list = new FindingsList(part('panel-findings'), {
  show: ({ finding, version }, focus) => goTo(view, again(finding, version), focus),
  showRelated: ({ finding, version }, number) => {
    const span = draft.place(finding.related[number], version);
    if (span) goTo(view, span);
  },
  fix: ({ version }, fix) => apply(fix.edits, version, fix.title),
  words: (span, version) => view.state.sliceDoc(again(span, version).start, again(span, version).end),
  line: (span, version) => lineOf(again(span, version)),
  place: again,
});
const tabs = openTabs(() => void refreshSources());
const newsroom = new Newsroom((problems) => {
  say(problems.length ? `${counted(problems.length, 'problem')} in the newsroom’s files: ${problems[0]}` : READING);
  keepSoon();
});

// --- what the desk says ---

function found(event: { draft: string; version: number; whole: boolean; findings: Finding[] }): void {
  if (event.draft !== draft.id || event.version < shown.version) return;
  const findings = [...event.findings].sort((a, b) => a.start - b.start || a.end - b.end);
  shown = { version: event.version, whole: event.whole, findings };
  mark(view, placed(shown));
  showSoon();
}

/** The list follows in a pause: who types is not read to, and nothing is laid out between two keys. */
const showSoon = soon(120, () => {
  const now = placed(shown);
  list.show(now, shown.whole ? 'Nothing to ask about this draft.' : READING);
  // Lines of the list before may still be on the page for a moment.
  draft.forget(listed);
  listed = shown.version;
  list.follow(view.state.selection.main.head);
  tabs.count('findings', now.length);
  if (shown.whole && shown.version === draft.version) say(now.length ? `${counted(now.length, 'finding')}: ${tally(shown.findings)}.` : 'Read: nothing to ask about this draft.');
  void refreshSources();
});
const followLines = soon(300, () => list.places());
const followCursor = soon(80, () => view.hasFocus && list.follow(view.state.selection.main.head));

/** The cards and the ledger, where somebody looks at them. */
async function refreshSources(): Promise<void> {
  const { version, id } = draft;
  if (!desk || !shown.whole || shown.version !== version) return;
  const guide = {
    show: (span: Span) => {
      const now = draft.place(span, version);
      if (now) goTo(view, now);
    },
    line: lineOf,
    rename: (card: Card) => void rename(card.mentions[0]?.start ?? 0, card.name, version),
  };
  if (tabs.chosen === 'actors') {
    const cards = await desk.cards(id);
    if (version === draft.version) showActors(part('panel-actors'), cards, guide), tabs.count('actors', cards.length);
  } else if (tabs.chosen === 'sources') {
    const sources = await desk.ledger(id);
    if (version === draft.version) showSources(part('panel-sources'), sources, guide), tabs.count('sources', sources.length);
  }
}

// --- what the writer does ---

function walk(step: 1 | -1): boolean {
  const at = view.state.selection.main.from;
  const all = placed(shown);
  const next = step > 0 ? (all.find(({ span }) => span.start > at) ?? all[0]) : (all.findLast(({ span }) => span.start < at) ?? all.at(-1));
  if (!next) return true;
  goTo(view, next.span);
  list.follow(next.span.start);
  say(`Line ${lineOf(next.span)}: ${next.finding.message}`);
  return true;
}

/** Puts edits into the draft, as one step that can be undone. */
function apply(edits: Edit[], version: number, title: string): boolean {
  const now = draft.placeEdits(edits, version);
  if (!now) {
    say('Those words were changed meanwhile: wait until the draft is read again.');
    return false;
  }
  const changes = now.map(({ start, end, text }) => ({ from: start, to: end, insert: text }));
  // What a fix leaves to fill in, in square brackets, is selected: the next key writes in its place.
  let gap: Span | undefined;
  let grown = 0;
  for (const { start, end, text } of [...now].sort((a, b) => a.start - b.start)) {
    const open = /\[[^\]]+\]/.exec(text);
    if (open && !gap) gap = { start: start + grown + open.index, end: start + grown + open.index + open[0].length };
    grown += text.length - (end - start);
  }
  view.dispatch({ changes, userEvent: 'input.fix', scrollIntoView: true });
  if (gap) goTo(view, gap);
  say(`Done: ${title}. Undo it with ${/Mac|iP/.test(navigator.platform) ? '⌘Z' : 'Ctrl+Z'}.`);
  return true;
}

async function renameAt(offset: number): Promise<void> {
  const { version, id } = draft;
  const cards = (await desk?.cards(id)) ?? [];
  const card = cards.find(({ mentions }) => mentions.some(({ start, end }) => start <= offset && offset <= end));
  if (card) await rename(offset, card.name, version);
  else say('No actor stands at the cursor: put it on a name, and try again.');
}

async function rename(offset: number, name: string, version: number): Promise<void> {
  const dialog = part<HTMLDialogElement>('rename-dialog');
  const input = part<HTMLInputElement>('rename-name');
  part('rename-old').textContent = name;
  input.value = name;
  dialog.returnValue = '';
  dialog.showModal();
  input.select();
  await new Promise((closed) => dialog.addEventListener('close', closed, { once: true }));
  const wanted = input.value.trim();
  if (dialog.returnValue !== 'rename' || !wanted || wanted === name || !desk) return;
  const edits = await desk.rename(draft.id, version, offset, wanted).catch((error: unknown) => {
    say(messageOf(error));
    return undefined;
  });
  if (edits === undefined) return;
  if (edits && edits.length) apply(edits, version, `${counted(edits.length, 'mention')} renamed`);
  else say('Nothing was renamed: the draft was changed meanwhile, or nobody stands there. Try again.');
}

/** Opens a draft in the place of the one that is there. */
function start(name: string, text: string, handle?: FileSystemFileHandle): void {
  ending = text.includes('\r\n') ? '\r\n' : '\n';
  file = handle;
  view.setState(fresh(text, ears));
  unsaved = false;
  shown = { version: draft.version + 1, whole: false, findings: [] };
  draft.replace(name, view.state.doc);
  part('name').textContent = name;
  document.title = `${name} – Copydesk`;
  list.show([], desk ? READING : 'The draft is read as soon as the reader has come.');
  if (desk) say(READING);
  for (const tab of ['findings', 'actors', 'sources']) tabs.count(tab, undefined);
  part('panel-actors').replaceChildren();
  part('panel-sources').replaceChildren();
  keepSoon();
}

const mayLeave = () => !unsaved || keeping.checked || confirm('The draft on the page was changed and not saved. Put another in its place?');

async function take(opened: OpenedFile): Promise<void> {
  if (opened.kind === 'configuration' || opened.kind === 'roster') {
    await newsroom.add(opened);
  } else if (mayLeave()) {
    const web = opened.kind === 'web';
    start(web ? opened.name.replace(/\.html?$/i, '.md') : opened.name, web ? markdownOf(opened.text) : opened.text, opened.handle);
    view.focus();
  }
}

async function chooseFile(): Promise<void> {
  const opened = await attempt(choose());
  if (opened) await take(opened);
}

async function saveDraft(): Promise<void> {
  const text = view.state.doc.toString().replaceAll('\n', ending);
  const { version } = draft;
  const saved = await attempt(save(text, draft.id, file).then((it) => ({ it })));
  if (!saved || saved.it === false) return;
  file = saved.it;
  if (version === draft.version) unsaved = false;
  say(file ? `Saved as ${file.name}.` : 'Saved among your downloads.');
}

/** What fails is told in a sentence. */
async function attempt<Value>(work: Promise<Value>): Promise<Value | undefined> {
  try {
    return await work;
  } catch (error) {
    say(messageOf(error));
    return undefined;
  }
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** Tells the writer, and whoever listens to the page: that it reads, which it does at every pause, is only shown. */
function say(words: string): void {
  for (const id of words === READING ? ['status'] : ['status', 'told']) {
    const line = part(id);
    const shown = element('span', {}, ...said(words));
    if (line.textContent !== shown.textContent) line.replaceChildren(...shown.childNodes);
  }
}

// --- the page around it ---

const keeping = part<HTMLInputElement>('keep');
const keepSoon = soon(800, () => {
  if (keeping.checked && !keep({ name: draft.id, text: view.state.doc.toString(), house: newsroom.house })) {
    keeping.checked = false;
    say('This browser has no room for the draft: save it as a file.');
  }
});
keeping.addEventListener('change', () => (keeping.checked ? keepSoon() : forget()));
addEventListener('beforeunload', (event) => {
  if (unsaved && !keeping.checked) event.preventDefault();
});

const click = (id: string, work: () => void) => part(id).addEventListener('click', work);
click('new', () => mayLeave() && (start('draft.md', ''), view.focus()));
click('open', () => void chooseFile());
click('save', () => void saveDraft());
click('example', () => void (mayLeave() && openExample()));
click('newsroom', () => part<HTMLDialogElement>('newsroom-dialog').showModal());
click('newsroom-add', () => void chooseFile());
click('about', () => part<HTMLDialogElement>('about-dialog').showModal());
click('report', () => void makeReport());
// The browser's own way to close a dialog on a tap beside it is not everywhere yet.
for (const dialog of document.querySelectorAll('dialog')) dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
part('panels').addEventListener('keydown', (event) => {
  if (event.key === 'Escape') view.focus();
});

async function makeReport(): Promise<void> {
  if (!desk) return say('The report is there as soon as the reader has come.');
  say('Making the report…');
  const html = await attempt(desk.report(draft.id));
  if (html === undefined) return;
  showReport(html, draft.id);
  say('The report is open.');
}

async function openExample(): Promise<void> {
  const answer = await attempt(fetch(new URL('example.md', document.baseURI)));
  if (answer?.ok) start(EXAMPLE, await answer.text());
}

addEventListener('dragover', (event) => {
  if (!event.dataTransfer?.types.includes('Files')) return;
  event.preventDefault();
  document.body.classList.add('dropping');
});
addEventListener('dragleave', (event) => event.relatedTarget === null && document.body.classList.remove('dropping'));
addEventListener(
  'drop',
  (event) => {
    document.body.classList.remove('dropping');
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    event.stopPropagation();
    void (async () => {
      for (const it of files) {
        const opened = await attempt(read(it));
        if (opened) await take(opened);
      }
    })();
  },
  true,
);

/** The page is to be held by its service worker before the reader is fetched, so that it is fetched once, and kept. Where there is none
 * (a private window of some browsers), the page works without. */
async function held(): Promise<void> {
  const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (!workers) return;
  try {
    await workers.register('sw.js', { updateViaCache: 'none' });
    if (workers.controller) return;
    await new Promise<void>((done) => {
      workers.addEventListener('controllerchange', () => done(), { once: true });
      setTimeout(done, 5000);
    });
  } catch {
    // Offline reloads will not work; all else does.
  }
}

async function load(): Promise<void> {
  const bar = part<HTMLProgressElement>('progress');
  bar.hidden = false;
  say('Fetching the reader, once: you can write meanwhile.');
  await held();
  const megabytes = (bytes: number) => (bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0);
  try {
    desk = await openDesk({
      onProgress: ({ loaded, total }) => {
        if (total > 0) {
          bar.max = total;
          bar.value = loaded;
          part('progress-words').textContent = `${megabytes(loaded)} of ${megabytes(total)} MB`;
        }
      },
    });
  } catch (error) {
    say(`The reader could not be started: ${messageOf(error)}`);
    return;
  } finally {
    bar.hidden = true;
    part('progress-words').textContent = '';
  }
  say(READING);
  desk.onFindings(found);
  await newsroom.read(desk);
  shown.version = draft.version;
  draft.read(desk, view.state.doc);
}

if (first) {
  keeping.checked = true;
  start(first.name, first.text);
  void newsroom.take(first.house);
} else {
  await openExample();
}
document.documentElement.dataset.ready = '';
void load();
