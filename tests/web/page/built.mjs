// The page, built for a test into a folder of its own.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = fileURLToPath(new URL('.', import.meta.url));
export const PAGE = path.join(HERE, '../../../editors/web/page');
export const { serve } = await import(path.join(PAGE, 'serve.mjs'));
export const CLIPBOARD = path.join(HERE, 'clipboard');
export const EXAMPLE = fs.readFileSync(path.join(HERE, '../../drafts/faulty-brief.md'), 'utf8');
/** Whether what the package promises is here. */
export const TYPED = fs.existsSync(path.join(PAGE, '../package/index.d.ts'));
/** The package `copydesk`, where it is built. */
const PACKAGE = process.env.PACKAGE ?? path.join(path.resolve(process.env.CARGO_TARGET_DIR ?? path.join(PAGE, '../../../target')), 'web/package');
const WHOLE = fs.existsSync(path.join(PACKAGE, 'index.js'));

/** Builds the page in a folder; gives where it came to lie. */
export function built(folder) {
  const dist = path.join(folder, 'dist');
  if (!fs.existsSync(path.join(PAGE, 'node_modules/esbuild'))) run('npm', 'ci', '--silent', '--ignore-scripts', '--no-audit', '--no-fund');
  run(process.execPath, 'build.mjs', WHOLE ? PACKAGE : standIn(path.join(folder, 'desk')), dist);
  return dist;
}

/** What stands in for the package, with something heavy to fetch. */
function standIn(made) {
  console.log('# the package copydesk is not built (bash editors/web/build): the page is tested with one that marks a few set words');
  fs.cpSync(path.join(HERE, 'desk'), made, { recursive: true });
  fs.writeFileSync(path.join(made, 'weights.bin'), Buffer.alloc(2_000_000));
  return made;
}

function run(program, ...rest) {
  const done = spawnSync(program, rest, { cwd: PAGE, encoding: 'utf8' });
  assert.equal(done.status, 0, `${program} ${rest.join(' ')}: ${done.stderr}${done.stdout}`);
}
