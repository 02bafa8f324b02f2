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
/** The package `copydesk`, as editors/web/build makes it. */
const PACKAGE = process.env.PACKAGE ?? path.join(path.resolve(process.env.CARGO_TARGET_DIR ?? path.join(PAGE, '../../../target')), 'web/package');

/** Builds the page in a folder; gives where it came to lie. */
export function built(folder) {
  const dist = path.join(folder, 'dist');
  assert.ok(fs.existsSync(path.join(PAGE, 'node_modules')), 'what the page is built with is not here: run `npm ci --ignore-scripts` in editors/web/page');
  const done = spawnSync(process.execPath, ['build.mjs', PACKAGE, dist], { cwd: PAGE, encoding: 'utf8' });
  assert.equal(done.status, 0, done.stderr + done.stdout);
  return dist;
}
