// Lays out dist/extension, the extension as it is packed: the manifest as the marketplaces want it, the page, and what runs.
// usage: node stage.mjs VERSION ADDRESS-OF-THE-REPOSITORY [FOLDER-OF-THE-MODULE], which is for editors that run in a browser
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';

const [version, address, files] = process.argv.slice(2);
const here = new URL('./', import.meta.url);
const stage = new URL('dist/extension/', here);
rmSync(stage, { recursive: true, force: true });
mkdirSync(stage, { recursive: true });

// Nobody builds what is packed.
const { scripts, devDependencies, private: unpublished, ...manifest } = JSON.parse(readFileSync(new URL('package.json', here), 'utf8'));
Object.assign(manifest, {
  version,
  repository: { type: 'git', url: `${address}.git`, directory: 'editors/vscode' },
  homepage: `${address}#readme`,
  bugs: { url: `${address}/issues` },
});
if (files) {
  delete manifest.main;
  manifest.browser = './dist/web.js';
  manifest.capabilities.virtualWorkspaces = true;
  // There is no program to choose, and no folder outside of what the editor shows.
  for (const name of ['serverPath', 'notesRoots']) delete manifest.contributes.configuration.properties[`copydesk.${name}`];
  mkdirSync(new URL('web/', stage));
  for (const name of readdirSync(files)) {
    cpSync(`${files}/${name}`, new URL(`web/${name.replace(/-[0-9a-f]+(?=\.bin$)/, '')}`, stage));
  }
}
writeFileSync(new URL('package.json', stage), `${JSON.stringify(manifest, null, 2)}\n`);

// The page of an installed extension shows pictures from https addresses alone, and a mark of a missing one in the place of any
// other. As long as the repository has no address there are none; the walkthrough shows what lies in the package.
const at = `${address}/raw/v${version}/editors/vscode/`;
const page = readFileSync(new URL('README.md', here), 'utf8');
const picture = /^(!\[[^\]]*\]\()(?!https:)([^)]*\))\n\n/gm;
writeFileSync(new URL('README.md', stage), page.replace(picture, address.includes('OWNER') ? '' : `$1${at}$2\n\n`));

for (const name of [files ? 'dist/web.js' : 'dist/extension.js', 'media/icon.png', 'media/view.svg', 'media/shots', 'schemas', 'walkthrough']) {
  cpSync(new URL(name, here), new URL(name, stage), { recursive: true });
}
for (const name of ['LICENSE', 'CHANGELOG.md']) cpSync(new URL(`../../${name}`, here), new URL(name, stage));
