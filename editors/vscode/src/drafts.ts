// Which of the editor's documents are drafts.
import * as vscode from 'vscode';

/** Where files may lie: on a disk or not saved yet, and in a browser wherever its editor keeps them. */
export const SCHEMES = ['file', 'untitled', 'vscode-remote', 'vscode-vfs', 'vscode-test-web', 'memfs', 'tmp'];

/**
 * What is read as a draft. The editor takes any file that it does not know for plain text, settings and rosters among
 * them; of those only .txt files are drafts.
 */
export const DRAFTS = SCHEMES.flatMap((scheme) => [
  { scheme, language: 'markdown' },
  { scheme, language: 'mdx' },
  scheme === 'untitled' ? { scheme, language: 'plaintext' } : { scheme, language: 'plaintext', pattern: '**/*.txt' },
]);

/**
 * What may be a configuration, a roster or a list of words: the server reads those that a copydesk.toml names, as they stand in the editor. Under
 * another language a file would be read as a draft, so these are asked for by name and by language.
 */
export const LISTS = SCHEMES.filter((scheme) => scheme !== 'untitled').flatMap((scheme) => [
  ...['toml', 'csv', 'tsv', 'json', 'jsonc', 'yaml'].map((language) => ({ scheme, language, pattern: '**/*{actors,roster,words}*' })),
  { scheme, pattern: '**/copydesk.toml' },
]);

export function isDraft(document: vscode.TextDocument | undefined): document is vscode.TextDocument {
  return !!document && vscode.languages.match(DRAFTS, document) > 0;
}

/** A draft's file name; one that was never saved gets one with the ending of what it is written in. */
export function nameOf(document: vscode.TextDocument): string {
  const ending = document.languageId === 'plaintext' ? 'txt' : document.languageId === 'mdx' ? 'mdx' : 'md';
  return document.isUntitled ? `Untitled.${ending}` : (document.uri.path.split('/').pop() ?? '');
}
