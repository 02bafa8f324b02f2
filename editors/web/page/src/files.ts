// Files in and out. They are read in the page; where the browser can, a draft is written back to the file that it came from, or
// else it is offered as a download.
import { element } from './dom';

/** What a dropped or chosen file is to the page, by its name. */
export type Kind = 'draft' | 'web' | 'configuration' | 'roster' | 'unknown';

export interface OpenedFile {
  name: string;
  kind: Kind;
  text: string;
  handle?: FileSystemFileHandle;
}

/** What the browsers' File System Access has beyond TypeScript's library. */
interface Pickers {
  showOpenFilePicker?(): Promise<FileSystemFileHandle[]>;
  showSaveFilePicker?(options: { suggestedName: string }): Promise<FileSystemFileHandle>;
}

/** More is no draft: an accident with a film would take the page down. */
const MOST_BYTES = 8 << 20;
export const ACCEPTED = '.md,.markdown,.mdx,.qmd,.rmd,.txt,.html,.htm,.toml,.csv,.tsv,.json';

export function kindOf(name: string): Kind {
  if (/^\.?copydesk\.toml$/i.test(name)) return 'configuration';
  if (/\.(toml|csv|tsv|json)$/i.test(name)) return 'roster';
  if (/\.html?$/i.test(name)) return 'web';
  return /\.(md|markdown|mdx|qmd|rmd|txt)$/i.test(name) || !name.includes('.') ? 'draft' : 'unknown';
}

/** A file's text, in UTF-8, in UTF-16 with its mark, or as old programs write. Fails with a sentence for the writer. */
export async function read(file: File, handle?: FileSystemFileHandle): Promise<OpenedFile> {
  const kind = kindOf(file.name);
  if (kind === 'unknown') throw new Error(`“${file.name}” is no draft in markdown or plain text: open it in its own program, and paste its text here.`);
  if (file.size > MOST_BYTES) throw new Error(`“${file.name}” is larger than 8 MB and was not opened.`);
  return { name: file.name, kind, text: decoded(new Uint8Array(await file.arrayBuffer())), handle };
}

function decoded(bytes: Uint8Array): string {
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined;
  if (utf16) return new TextDecoder(utf16).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** Lets the writer choose a file; nothing where none was chosen. */
export async function choose(): Promise<OpenedFile | undefined> {
  const { showOpenFilePicker } = window as Pickers;
  if (showOpenFilePicker) {
    const [handle] = await showOpenFilePicker.call(window).catch(given);
    return handle && read(await handle.getFile(), handle);
  }
  const input = element('input', { type: 'file', accept: ACCEPTED });
  const chosen = new Promise<File | undefined>((done) => {
    input.addEventListener('change', () => done(input.files?.[0]));
    input.addEventListener('cancel', () => done(undefined));
  });
  input.click();
  const file = await chosen;
  return file && read(file);
}

/** Writes a draft to the file that it came from, to one that the writer chooses, or as a download. Gives the file where there is one;
 * `false` where the writer thought better of it. */
export async function save(text: string, name: string, handle?: FileSystemFileHandle): Promise<FileSystemFileHandle | undefined | false> {
  const { showSaveFilePicker } = window as Pickers;
  if (!handle && showSaveFilePicker) {
    const chosen = await showSaveFilePicker.call(window, { suggestedName: name }).then((it) => [it]).catch(given);
    if (!chosen[0]) return false;
    handle = chosen[0];
  }
  if (!handle) {
    offer(text, name, 'text/markdown');
    return undefined;
  }
  const file = await handle.createWritable();
  await file.write(text);
  await file.close();
  return handle;
}

/** Gives text to the browser as a download. */
export function offer(text: string, name: string, type: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  element('a', { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** A picker that was closed without a choice has failed in the browser's eyes. */
function given(error: unknown): [] {
  if (error instanceof DOMException && error.name === 'AbortError') return [];
  throw error;
}
