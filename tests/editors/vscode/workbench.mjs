// A VS Code workbench of its own for the tests: code-server with an empty profile, the packed extension installed, and
// a headless Chromium in front of it. Nothing outside this machine is asked.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

const { CODE_SERVER, PLAYWRIGHT, VSIX, SHOTS } = process.env;
const { chromium } = createRequire(path.join(PLAYWRIGHT, 'x.js'))('playwright-core');

export const sleep = (time) => new Promise((done) => setTimeout(done, time));

/** Waits until `look` gives something true; throws with `what` after `most` milliseconds. */
export async function until(what, look, most = 60000) {
  const end = Date.now() + most;
  for (;;) {
    const seen = await Promise.resolve(look()).catch(() => undefined);
    if (seen) return seen;
    if (Date.now() > end) throw new Error(`waited in vain: ${what}`);
    await sleep(60);
  }
}

function freePort() {
  return new Promise((done) => {
    const server = net.createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

/** Starts a workbench; `files` are written into its folder, `machine` are machine settings. */
export async function start({ files = {}, machine = {}, user = {}, options = [], install = true, vsix = VSIX }) {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'copydesk-workbench-'));
  const folder = path.join(root, 'Entwürfe für morgen');
  for (const sub of ['data/User', 'data/Machine', 'extensions', 'browser', 'bin']) {
    fs.mkdirSync(path.join(root, sub), { recursive: true });
  }
  fs.mkdirSync(folder);
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }
  const settings = {
    'security.workspace.trust.enabled': false, 'workbench.startupEditor': 'none', 'telemetry.telemetryLevel': 'off',
    'update.mode': 'none', 'extensions.autoCheckUpdates': false, 'extensions.autoUpdate': false,
    'workbench.enableExperiments': false, 'chat.disableAIFeatures': true, 'editor.minimap.enabled': false,
    'workbench.secondarySideBar.defaultVisibility': 'hidden', 'editor.wordWrap': 'on', 'editor.hover.delay': 200,
    // What moves is drawn again and again, without a graphics card, by the cores that the tests need.
    'workbench.reduceMotion': 'on', 'editor.cursorBlinking': 'solid',
    ...user,
  };
  const settingsFile = path.join(root, 'data/User/settings.json');
  fs.writeFileSync(settingsFile, JSON.stringify(settings));
  const machineFile = path.join(root, 'data/Machine/settings.json');
  fs.writeFileSync(machineFile, JSON.stringify(machine));
  fs.writeFileSync(path.join(root, 'config.yaml'), 'auth: none\ncert: false\n');
  const base = [CODE_SERVER, '--config', path.join(root, 'config.yaml'), '--user-data-dir', path.join(root, 'data'),
    '--extensions-dir', path.join(root, 'extensions')];
  if (install) {
    const done = spawnSync(process.execPath, [...base, '--install-extension', vsix], { encoding: 'utf8' });
    if (done.status !== 0) throw new Error(`the extension could not be installed: ${done.stdout}${done.stderr}`);
  }
  const port = await freePort();
  const log = fs.openSync(path.join(root, 'code-server.log'), 'w');
  const server = spawn(
    process.execPath,
    [...base, '--auth', 'none', '--bind-addr', `127.0.0.1:${port}`, '--disable-telemetry', '--disable-update-check',
      ...options],
    {
      stdio: ['ignore', log, log],
      // As from a terminal: else a login shell is asked for its PATH, which knows nothing of this bench.
      env: { ...process.env, VSCODE_CLI: '1', PATH: `${path.join(root, 'bin')}:${process.env.PATH}`, EXTENSIONS_GALLERY: '{"serviceUrl":"","itemUrl":"","resourceUrlTemplate":""}' },
    },
  );
  const url = `http://127.0.0.1:${port}`;
  await until('code-server answers', async () => (await fetch(`${url}/healthz`)).ok, 120000);
  const context = await chromium.launchPersistentContext(path.join(root, 'browser'), {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    viewport: { width: 1280, height: 800 },
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync', '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1'],
  });
  const page = context.pages()[0] ?? (await context.newPage());

  const bench = {
    root, folder, page, machineFile, url,
    /** Changes settings of the person. */
    settings: (changes) => fs.writeFileSync(settingsFile, JSON.stringify(Object.assign(settings, changes))),
    remote: (name) => `vscode-remote://127.0.0.1:${port}${name}`,
    /** Opens the workbench with what the payload asks for. */
    async open(payload = [], withFolder = true) {
      const asked = new URLSearchParams(withFolder ? { folder } : { ew: 'true' });
      if (payload.length) asked.set('payload', JSON.stringify(payload));
      await page.goto(`${url}/?${asked}`, { timeout: 90000 });
    },
    async openDraft(name, withFolder = true) {
      await bench.open([['openFile', bench.remote(path.join(folder, name))]], withFolder);
      await page.waitForSelector('.editor-instance .view-line', { timeout: 90000 });
    },
    shot: (name) => page.screenshot({ path: path.join(SHOTS, `${name}.png`) }),
    /** Runs a command from the palette, by its title. */
    async command(title) {
      // A panel that is still loading may swallow the key.
      await until('the palette', async () => {
        await page.keyboard.press('F1');
        await sleep(500);
        return page.locator('.quick-input-widget input[type="text"]').first().isVisible();
      });
      await page.keyboard.type(title);
      await until(`the command ${title}`, async () => {
        const first = page.locator('.quick-input-list .monaco-list-row').first();
        return (await first.innerText()).includes(title);
      });
      await page.keyboard.press('Enter');
    },
    /** The text on the screen, with one blank for any white space. */
    text: () =>
      page.evaluate(() => {
        const lines = [...document.querySelectorAll('.editor-instance .view-lines > .view-line')];
        lines.sort((one, other) => parseFloat(one.style.top) - parseFloat(other.style.top));
        return lines.map((line) => line.textContent).join(' ').replace(/[\s\u00a0]+/g, ' ');
      }),
    /** The middle of some words on the screen, which may be a part of a span. */
    place: (text) => page.evaluate((wanted) => {
      const walker = document.createTreeWalker(document.querySelector('.editor-instance .view-lines'), NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = node.data.replace(/\u00a0/g, ' ').indexOf(wanted);
        if (at < 0) continue;
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + wanted.length);
        const box = range.getBoundingClientRect();
        return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
      }
      return undefined;
    }, text),
    /** What is shown when the pointer rests on some words, as soon as it says what is wanted. */
    async hover(text, wanted) {
      const at = await until(`“${text}” on the screen`, () => bench.place(text));
      return until(`a hover on “${text}” that says ${wanted}`, async () => {
        await page.mouse.move(at.x + 40, at.y + 120);
        await page.mouse.move(at.x, at.y);
        await sleep(900);
        const shown = (await page.locator('.monaco-hover:visible').allInnerTexts()).join('\n');
        return wanted.test(shown) && shown;
      });
    },
    renameBox: page.locator('.rename-box input, .rename-input').first(),
    /** Gives the actor at the cursor another name. */
    async rename(name) {
      const box = bench.renameBox;
      // The box shows before it takes the keys, and selects its words some time after: on a busy machine in the midst of a name
      // that is typed. A click elsewhere or a late answer closes it.
      await until('the new name in the box', async () => {
        if (!(await box.isVisible())) await bench.command('Rename an Actor');
        await box.fill(name, { timeout: 2000 });
        await sleep(400);
        return (await box.inputValue()) === name && box.evaluate((it) => it === document.activeElement);
      });
      await page.keyboard.press('Enter');
    },
    squiggles: () => page.locator('.squiggly-warning, .squiggly-error, .squiggly-info').count(),
    async close() {
      await context.close().catch(() => {});
      server.kill();
      await new Promise((done) => (server.exitCode === null ? server.once('exit', done) : done()));
      if (!process.env.KEEP) fs.rmSync(root, { recursive: true, force: true });
    },
  };
  return bench;
}

/** Runs steps in turn and prints them as TAP; a step that fails does not keep the next from being tried. */
export async function run(name, steps, bench) {
  let number = 0;
  let failed = 0;
  for (const [title, step] of Object.entries(steps)) {
    number += 1;
    const begun = Date.now();
    try {
      const more = await step();
      const took = ((Date.now() - begun) / 1000).toFixed(1);
      console.log(`ok ${number} - ${name}: ${title} (${took} s${more ? `, ${more}` : ''})`);
    } catch (error) {
      failed += 1;
      console.log(`not ok ${number} - ${name}: ${title}`);
      console.log(`# ${String(error.stack).split('\n').slice(0, 4).join('\n# ')}`);
      await bench?.shot(`failed-${name}-${number}`.replace(/\W+/g, '-')).catch(() => {});
    }
  }
  console.log(`1..${number}`);
  return failed;
}
