// The page in the other two families of browsers, Firefox and WebKit, as far as this machine has them: FIREFOX and WEBKIT name the
// programs. The whole of what the page does is tried in Chromium (page.test.mjs); here is one journey through it.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { built, EXAMPLE, serve } from './page/built.mjs';

const { PLAYWRIGHT, SHOTS } = process.env;
const FIREFOX = process.env.FIREFOX ?? '/usr/bin/firefox-esr';
const WEBKIT = process.env.WEBKIT ?? '/usr/bin/WebKitWebDriver';
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'copydesk-others-'));
let served;

before(async () => {
  served = await serve(built(folder));
});
after(async () => {
  await served?.close();
  fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** Firefox by the protocol that it speaks itself. */
async function firefox() {
  const puppeteer = createRequire(path.join(PLAYWRIGHT, 'x.js'))('puppeteer-core');
  const browser = await puppeteer.launch({ browser: 'firefox', executablePath: FIREFOX, headless: true, userDataDir: path.join(folder, 'firefox') });
  const page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 800 });
  return {
    goto: (address) => page.goto(address),
    evaluate: (work, ...given) => page.evaluate(work, ...given),
    type: (words) => page.keyboard.type(words),
    press: (key) => page.keyboard.press(key),
    all: async () => {
      await page.keyboard.down('Control');
      await page.keyboard.press('a');
      await page.keyboard.up('Control');
    },
    shot: (to) => page.screenshot({ path: to }),
    close: () => browser.close(),
  };
}

const CONTROL = '\ue009';
const KEYS = { F8: '\ue038', F2: '\ue032', Enter: '\ue007', Escape: '\ue00c', ArrowDown: '\ue015', Tab: '\ue004' };

/** WebKit by its driver, which speaks WebDriver. */
async function webkit() {
  const port = 4900 + (process.pid % 1000);
  // It has no way to show nothing: where there is no screen, it is given one that nobody sees.
  const screen = process.env.DISPLAY ? undefined : `:${90 + (process.pid % 900)}`;
  const shown = screen && spawn('Xvfb', [screen, '-screen', '0', '1280x1000x24', '-nolisten', 'tcp'], { stdio: 'ignore' });
  const driver = spawn(WEBKIT, [`--port=${port}`], { stdio: 'ignore', env: { ...process.env, ...(screen && { DISPLAY: screen }), HOME: folder, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1', LIBGL_ALWAYS_SOFTWARE: '1', WEBKIT_DISABLE_DMABUF_RENDERER: '1' } });
  for (const it of [driver, shown]) it?.on('error', () => {});
  const end = () => {
    driver.kill();
    shown?.kill();
  };
  const ask = async (method, to, body) => {
    const answer = await fetch(`http://127.0.0.1:${port}${to}`, { method, body: body && JSON.stringify(body) });
    const { value } = await answer.json();
    if (value?.error) throw new Error(`${value.error}: ${value.message}`);
    return value;
  };
  try {
    for (let tries = 0; ; tries += 1) {
      const up = await ask('GET', '/status').catch(() => null);
      if (up) break;
      assert.ok(tries < 100, 'the driver answers');
      await pause(100);
    }
    const binary = fs.globSync ? fs.globSync('/usr/lib/*/webkit2gtk-4.1/MiniBrowser')[0] : '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser';
    const { sessionId } = await ask('POST', '/session', {
      capabilities: { alwaysMatch: { browserName: 'MiniBrowser', 'webkitgtk:browserOptions': { binary, args: ['--automation'] } } },
    });
    const at = `/session/${sessionId}`;
    const keys = (list) => ask('POST', `${at}/actions`, {
      actions: [{ type: 'key', id: 'keys', actions: list.flatMap((value) => [{ type: 'keyDown', value }, { type: 'keyUp', value }]) }],
    });
    return {
      goto: (url) => ask('POST', `${at}/url`, { url }),
      // The driver's scripts cannot wait; what is waited for is asked for again.
      evaluate: (work, ...args) => ask('POST', `${at}/execute/sync`, { script: `return (${work}).apply(null, arguments)`, args }),
      type: (words) => keys([...words]),
      press: (key) => keys([KEYS[key] ?? key]),
      all: () => ask('POST', `${at}/actions`, {
        actions: [{ type: 'key', id: 'keys', actions: [['keyDown', CONTROL], ['keyDown', 'a'], ['keyUp', 'a'], ['keyUp', CONTROL]].map(([type, value]) => ({ type, value })) }],
      }),
      shot: async (to) => fs.writeFileSync(to, Buffer.from(await ask('GET', `${at}/screenshot`), 'base64')),
      close: async () => {
        await ask('DELETE', at).catch(() => undefined);
        end();
      },
    };
  } catch (error) {
    end();
    throw error;
  }
}

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/** Waits until something holds in the page. */
async function until(page, what, holds, ...given) {
  for (let tries = 0; tries < 300; tries += 1) {
    if (await page.evaluate(holds, ...given)) return;
    await pause(100);
  }
  assert.fail(`${what}: ${await page.evaluate(() => document.body.innerText.slice(0, 600))}`);
}

const shown = () => [...document.querySelectorAll('.cm-line')].map((it) => it.textContent).join('\n');

for (const [name, program, start] of [['Firefox', FIREFOX, firefox], ['WebKit', WEBKIT, webkit]]) {
  test(`${name}: the page reads, is walked, pastes, fixes, and loads again without a network`, { skip: fs.existsSync(program) ? false : `${program} is not here` }, async () => {
    const page = await start();
    try {
      await page.goto(served.address);
      const found = (words) => [...document.querySelectorAll('.finding .message')].some((it) => it.textContent.includes(words));
      await until(page, 'the example is read', found, '“Critics”');
      assert.equal(await page.evaluate(shown), EXAMPLE);
      const looks = await page.evaluate(() => {
        const style = (selector) => getComputedStyle(document.querySelector(selector));
        return [style('.cm-lintRange').textDecorationStyle, style('.cm-scroller').overflowX, document.adoptedStyleSheets.length > 0, document.querySelectorAll('style').length];
      });
      assert.deepEqual(looks, ['wavy', 'hidden', true, 0], 'the styles are there under the policy');
      if (SHOTS) await page.shot(path.join(SHOTS, `page-${name.toLowerCase()}.png`));

      await page.evaluate(() => document.querySelector('.cm-content').focus());
      await page.press('F8');
      await until(page, 'F8 says what is the matter', () => /^Line \d+: /.test(document.getElementById('status').textContent));
      await page.evaluate(() => [...document.querySelectorAll('.findings > li')].find((it) => it.textContent.includes('“Critics”')).querySelector('.fix').click());
      await until(page, 'the fix is made', () => !document.querySelector('.cm-content').textContent.includes('Critics'));

      // Neither browser lets a script fill a clipboard event; what the editor is handed is the same.
      await page.evaluate(() => document.querySelector('.cm-content').focus());
      await page.all();
      await page.evaluate(() => {
        const content = document.querySelector('.cm-content');
        const event = new Event('paste', { bubbles: true, cancelable: true });
        const html = '<p>A <b>ferry</b>.</p><ul><li>“One”</li></ul>';
        Object.defineProperty(event, 'clipboardData', { value: { getData: (type) => (type === 'text/html' ? html : 'A ferry.') } });
        content.dispatchEvent(event);
      });
      assert.equal(await page.evaluate(shown), 'A **ferry**.\n\n- “One”');
      await page.evaluate(() => document.querySelector('.cm-content').focus());
      await page.type(' TK');
      await until(page, 'what is typed is read', found, '“TK”');
      await page.evaluate(() => document.getElementById('report').click());
      await until(page, 'the report is there, with its looks', () => {
        const frame = document.querySelector('iframe[data-ready]');
        const found = frame?.contentDocument.querySelector('.found');
        return !!found && getComputedStyle(found).textDecorationStyle === 'wavy';
      });
      await page.evaluate(() => document.getElementById('report-dialog').close());

      await page.evaluate(() => document.getElementById('keep').click());
      await until(page, 'it is kept', () => localStorage.length === 1);
      const port = Number(new URL(served.address).port);
      const { address } = served;
      await served.close();
      try {
        await page.goto(address);
        await until(page, 'it is read without a network', found, '“TK”');
      } finally {
        served = await serve(path.join(folder, 'dist'), { port });
      }
    } finally {
      await page.close();
    }
  });
}
