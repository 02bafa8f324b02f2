// The files of the workspace's folders, for a server that cannot read them itself.
import { Server as Module } from 'copydesk';
import * as vscode from 'vscode';

const CONFIGURATION = 'copydesk.toml';

/** What may be a draft or its notes. */
const DRAFTS = /\.(md|markdown|mdx|qmd|rmd|txt|vtt|srt)$/i;

/** Longer files the server does not read, and no more drafts than that does it compare. */
const MOST_BYTES = 2 << 20;
const MOST_DRAFTS = 300;

/** Every look at a folder may go over the network: of a large repository this many are looked at. */
const MOST_FOLDERS = 1000;

/** So many files are read at once. */
const TOGETHER = 20;

/** A file as the server gets it: the bytes in Base64, or null where it is gone. */
export interface Given {
  uri: vscode.Uri;
  bytes: string | null;
}

export class Folder {
  /** The lists that configurations name, by their addresses. */
  private readonly lists = new Set<string>();

  private constructor(
    private readonly module: Module,
    private readonly files: vscode.Uri[],
  ) {}

  /** Looks through the workspace's folders; what is hidden is left out, and what packages bring. */
  static async look(module: Module): Promise<Folder> {
    const files: vscode.Uri[] = [];
    const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri);
    for (let count = 0; count < folders.length && count < MOST_FOLDERS; count += 1) {
      for (const [name, type] of await entries(folders[count])) {
        const uri = vscode.Uri.joinPath(folders[count], name);
        if (type & vscode.FileType.Directory) {
          if (!name.startsWith('.') && name !== 'node_modules') folders.push(uri);
        } else {
          files.push(uri);
        }
      }
    }
    return new Folder(module, files);
  }

  /** The configurations, the lists that they name, and what git ignores. */
  async settings(): Promise<Given[]> {
    const configurations = await read(this.files.filter(isConfiguration));
    const ignored = this.files.filter(({ path }) => path.endsWith('/.gitignore'));
    return [...configurations, ...(await read([...(await this.named(configurations)), ...ignored]))];
  }

  /** The drafts and notes, some at a time. */
  async *drafts(): AsyncGenerator<Given[]> {
    const drafts = this.files.filter(({ path }) => DRAFTS.test(path)).slice(0, MOST_DRAFTS);
    for (let at = 0; at < drafts.length; at += TOGETHER) yield read(drafts.slice(at, at + TOGETHER));
  }

  /** A file that changed, with the lists that it names where it is a configuration; nothing where the server has no use for it. */
  async changed(uri: vscode.Uri): Promise<Given[]> {
    if (!isConfiguration(uri) && !DRAFTS.test(uri.path) && !this.lists.has(uri.toString())) return [];
    const files = await read([uri]);
    return isConfiguration(uri) ? [...files, ...(await read(await this.named(files)))] : files;
  }

  private async named(configurations: Given[]): Promise<vscode.Uri[]> {
    const named: vscode.Uri[] = [];
    for (const { uri, bytes } of configurations) {
      if (bytes === null) continue;
      const text = new TextDecoder().decode(Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0)));
      const names = await this.module.named(text);
      named.push(...names.map((name) => vscode.Uri.joinPath(uri, '..', name)));
    }
    named.forEach((uri) => this.lists.add(uri.toString()));
    return named;
  }
}

function isConfiguration(uri: vscode.Uri): boolean {
  return uri.path.endsWith(`/${CONFIGURATION}`);
}

async function entries(folder: vscode.Uri): Promise<[string, vscode.FileType][]> {
  try {
    return (await vscode.workspace.fs.readDirectory(folder)).sort(([one], [other]) => (one < other ? -1 : 1));
  } catch {
    // It may be gone, or may not be read; then there is nothing in it for us.
    return [];
  }
}

/** Files as they are now. One that is too long or cannot be read is handed over as gone. */
async function read(files: vscode.Uri[]): Promise<Given[]> {
  return Promise.all(files.map(async (uri) => ({ uri, bytes: await bytesOf(uri) })));
}

async function bytesOf(uri: vscode.Uri): Promise<string | null> {
  try {
    if ((await vscode.workspace.fs.stat(uri)).size > MOST_BYTES) return null;
    const bytes = await vscode.workspace.fs.readFile(uri);
    let text = '';
    // What is spread over the arguments of a call must not be many.
    for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
    return btoa(text);
  } catch {
    return null;
  }
}
