// What the tests of Copydesk's pages in a real browser, headless, have in common.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { after, before } from 'node:test';
import { pathToFileURL } from 'node:url';

export const { COPYDESK, PLAYWRIGHT, SHOTS } = process.env;
const require = createRequire(path.join(PLAYWRIGHT, 'x.js'));
const { chromium } = require('playwright-core');
export const AXE = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

export const DESKTOP = { width: 1280, height: 900 };
export const PHONE = { width: 390, height: 844 };
// The narrowest phones that are still about, and what a desktop's window is at a zoom of four.
export const SMALL = { width: 320, height: 568 };
export const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'copydesk-report-'));
let browser;

before(async () => {
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
});
after(async () => {
  await browser?.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

/** Opens a page; gives it with all that it asked for and all that went wrong in it. */
export async function open(file, options = {}) {
  const context = await browser.newContext({ viewport: DESKTOP, ...options });
  // A busy machine is no fault of the page.
  context.setDefaultTimeout(120000);
  context.setDefaultNavigationTimeout(120000);
  const page = await context.newPage();
  const asked = [];
  const wrong = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('console', (message) => message.type() === 'error' && wrong.push(message.text()));
  page.on('pageerror', (error) => wrong.push(String(error)));
  page.on('dialog', (dialog) => {
    wrong.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.goto(pathToFileURL(file).href);
  return { page, asked, wrong, close: () => context.close() };
}

export const shot = (page, name, fullPage = false) => page.screenshot({ path: path.join(SHOTS, `${name}.png`), fullPage });
/** How much a page is wider than the screen. The window's own width is no measure: on a phone it grows with the page. */
export const tooWide = (page, { width }) => page.evaluate((width) => document.documentElement.scrollWidth - width, width);

/** What a hostile draft tries to run. */
export const HURT = 'window.hurt=1';

/** A hostile draft. */
export const HOSTILE = `---
title: "</title><script>${HURT}</script>"
---
# </h1><script>${HURT}</script> Mayor \\<img src=x onerror=${HURT}> speaks

"<img src=x onerror=${HURT}> We will not stop \\<script>${HURT}\\</script> &lt;script&gt;${HURT}&lt;/script&gt;," Mayor Anna \\<svg/onload=${HURT}> Berg said.

According to Ana "><script>${HURT}</script> Lopez, prices rose because of \`</code></p></style><script>${HURT}</script>\` and <javascript:${HURT}>.

Critics say [the plan](javascript:${HURT}) failed. ![x](http://127.0.0.1:9/x.png) TKTK ' onmouseover='${HURT}' x=" autofocus onfocus="${HURT}

Null \u0000 and \u202e backwards, and an unclosed <!-- comment <style>@import "http://127.0.0.1:9/x.css";</style>
`;
