// Writes dist/README.md, the extension's page: README.md with its pictures inside. The page of an installed extension
// shows pictures from https addresses and from within itself, and none that lie beside it.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';

const page = readFileSync(new URL('README.md', import.meta.url), 'utf8').replace(
  /(!\[[^\]]*\]\()([^):]+\.png)\)/g,
  (_, before, name) => `${before}data:image/png;base64,${readFileSync(new URL(name, import.meta.url), 'base64')})`,
);
mkdirSync(new URL('dist/', import.meta.url), { recursive: true });
writeFileSync(new URL('dist/README.md', import.meta.url), page);
