// Writes dist/README.md, the extension's page: README.md without its pictures. The page of an installed extension shows
// pictures from https addresses alone, neither from beside it nor from within, and a mark of a missing one in their place;
// the walkthrough shows what lies in the package.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';

const page = readFileSync(new URL('README.md', import.meta.url), 'utf8').replace(/^!\[[^\]]*\]\((?!https:)[^)]*\)\n\n/gm, '');
mkdirSync(new URL('dist/', import.meta.url), { recursive: true });
writeFileSync(new URL('dist/README.md', import.meta.url), page);
