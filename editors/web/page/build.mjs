// Makes dist, the folder that is the page: any server of static files will do. The package `copydesk` is to be built first.
// usage: node build.mjs PACKAGE [FOLDER]     (default: dist); `bash editors/web/build` makes the package and prints where it is
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { POLICY } from './policy.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const desk = resolve(process.argv[2] ?? join(process.env.CARGO_TARGET_DIR ?? join(here, '../../../target'), 'web/package'));
const dist = resolve(process.argv[3] ?? join(here, 'dist'));
/** From this size on a file is fetched when it is asked for, not before the page works offline. */
const HEAVY = 300_000;

if (!existsSync(join(desk, 'index.js'))) {
  console.error(`build.mjs: there is no package copydesk in ${desk}. Build it with: bash editors/web/build`);
  process.exit(2);
}
rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });

/** CodeMirror writes its styles into an element, which the page's policy forbids, unless it is in a shadow tree: there it hands them to
 * the browser as a sheet, which every browser that runs the reader takes for a whole page too. */
const sheets = {
  name: 'sheets',
  setup: ({ onLoad }) =>
    onLoad({ filter: /style-mod\/src\/style-mod\.js$/ }, ({ path }) => {
      const written = readFileSync(path, 'utf8');
      const contents = written.replace('if (!root.head && root.adoptedStyleSheets', 'if (root.adoptedStyleSheets');
      if (contents === written) throw new Error('style-mod has changed: see where it makes a sheet, and let it do so for documents');
      return { contents };
    }),
};
const common = { bundle: true, format: 'esm', target: 'es2022', minify: true, logLevel: 'warning', legalComments: 'none', absWorkingDir: here };
const { metafile } = await build({
  ...common,
  entryPoints: ['src/main.ts'],
  outfile: join(dist, 'page.js'),
  metafile: true,
  plugins: [sheets, { name: 'desk', setup: ({ onResolve }) => onResolve({ filter: /^copydesk$/ }, () => ({ path: './copydesk/index.js', external: true })) }],
});
// The terms of what was bundled go with it.
const within = new Set(Object.keys(metafile.inputs).flatMap((it) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(it)?.[1] ?? []));
const terms = [...within].sort().map((name) => `${name}\n\n${readFileSync(join(here, 'node_modules', name, 'LICENSE'), 'utf8').trim()}\n`);
writeFileSync(join(dist, 'licences.txt'), terms.join('\n---\n\n'));
for (const name of ['page.css', 'icon.svg', 'page.webmanifest']) cpSync(join(here, name), join(dist, name));
cpSync(join(here, '../../../tests/drafts/faulty-brief.md'), join(dist, 'example.md'));
writeFileSync(join(dist, 'index.html'), readFileSync(join(here, 'index.html'), 'utf8').replace('POLICY', POLICY));
// What runs, and no more of the package than that.
cpSync(desk, join(dist, 'copydesk'), {
  recursive: true,
  filter: (from) => !/(\.d\.ts|package\.json|\.md|\.map|node_modules|LICENSE.*|\.tgz)$/.test(from.slice(desk.length)),
});
// Hosts that read such a file send these headers; the page holds to its policy without them too.
writeFileSync(join(dist, '_headers'), `/*\n  Content-Security-Policy: ${POLICY}\n  Referrer-Policy: no-referrer\n  X-Content-Type-Options: nosniff\n`);

const files = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((it) => it.isFile() && it.name !== '_headers')
  .map((it) => join(it.parentPath ?? it.path, it.name).slice(dist.length + 1).replaceAll('\\', '/'))
  .sort();
const whole = createHash('sha256');
for (const name of files) whole.update(name).update(readFileSync(join(dist, name)));
const heavy = files.filter((name) => statSync(join(dist, name)).size >= HEAVY && name.startsWith('copydesk/'));
const list = (names) => JSON.stringify(names);
await build({
  ...common,
  format: 'iife',
  entryPoints: ['src/sw.ts'],
  outfile: join(dist, 'sw.js'),
  define: {
    SHELL: list(files.filter((name) => !heavy.includes(name))),
    HEAVY: list(heavy),
    VERSION: JSON.stringify(whole.digest('hex').slice(0, 16)),
    POLICY: JSON.stringify(POLICY),
  },
});
const bytes = readdirSync(dist, { recursive: true, withFileTypes: true }).filter((it) => it.isFile()).reduce((sum, it) => sum + statSync(join(it.parentPath ?? it.path, it.name)).size, 0);
console.log(`${dist}: ${files.length + 2} files, ${(bytes / 1e6).toFixed(1)} MB`);
