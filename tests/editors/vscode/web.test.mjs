// The extension for editors in a browser: it runs in the browser, on the module, and no program of ours is on the machine.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { run, sleep, start, until } from './workbench.mjs';

const draft = '# Harbour\n\nMayor Ines Halloran said no. Critics say the ferry is too small.\n\n“It leaks,” Halloran said. She hid it.\n';
const read = async (name) => fs.promises.readFile(path.join(bench.folder, name), 'utf8');
const bench = await start({
  vsix: process.env.VSIX_WEB,
  files: { 'harbour.md': draft, 'copydesk.toml': 'roster = ["missing.toml"]\n[rules]\nunidentified-actor = "off"\n' },
});
const { page } = bench;
const squiggles = () => page.locator('.squiggly-warning').count();
const rows = (view) => page.locator(`.pane:has(.pane-header[aria-label^="${view}"]) .monaco-list-row`).allInnerTexts();

async function click(words) {
  const { x, y } = await until(`“${words}” on the screen`, () => bench.place(words));
  await page.mouse.click(x, y);
}
/** The texts of all pages that are shown. */
const pages = () => Promise.all(page.frames().map((frame) => frame.locator('body').innerText({ timeout: 2000 }).catch(() => '')));
const lens = async () => (await page.locator('.codelens-decoration').allInnerTexts()).join('\n').replace(/\s+/g, ' ');

const failed = await run('VS Code in a browser', {
  async 'a draft is read by the module, and no program runs'() {
    await bench.openDraft('harbour.md');
    await until('marks', async () => (await squiggles()) >= 1, 90000);
    const ours = fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name)).filter((pid) => {
      try {
        return fs.readlinkSync(`/proc/${pid}/exe`).startsWith(bench.root);
      } catch {
        return false;
      }
    });
    assert.deepEqual(ours, []);
    await bench.shot('w1-marks');
  },
  async 'what is typed is read, and taken back'() {
    await page.locator('.view-line').last().click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('It will cost TKTK.');
    await until('its mark', async () => (await page.locator('.squiggly-error').count()) >= 1);
    for (let count = 0; count < 'It will cost TKTK.'.length; count += 1) await page.keyboard.press('Backspace');
    await until('the mark is gone', async () => (await page.locator('.squiggly-error').count()) === 0);
  },
  async 'a fix is in the menu, and does what it says'() {
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('F8');
    await until('the finding', async () => /could be anybody/.test(await page.locator('.marker-widget').innerText()));
    await page.keyboard.press('Escape');
    await until('the menu', async () => {
      if (!(await page.locator('.action-widget:visible').count())) await page.keyboard.press('Control+.');
      await sleep(1000);
      return /Put.names.here/.test((await page.locator('.action-widget:visible').allInnerTexts()).join('|'));
    });
    await bench.shot('w2-fix');
    await page.keyboard.press('Enter');
    await until('the fix', async () => /\[names\] say the ferry/.test(await bench.text()));
    await page.keyboard.press('Control+Z');
    await until('all is as it was', async () => /Critics say the ferry/.test(await bench.text()));
  },
  async 'the side bar has actors and sources'() {
    await bench.command('Focus on Actors View');
    await until('the actor', async () => (await rows('Actors')).some((row) => /Ines Halloran/.test(row)));
    await until('her statements', async () => (await rows('Sources')).some((row) => /Halloran/.test(row)));
    await bench.shot('w3-views');
  },
  async 'a card, a lens and the way to a name come from the server'() {
    await bench.openDraft('harbour.md');
    await until('the lens', async () => /^2 sources: 1 named, 1 that could be anybody$/.test(await lens()), 90000);
    await bench.hover('Halloran', /Ines Halloran[^]*Mayor/);
    await bench.shot('w4-card');
    await page.keyboard.press('Escape');
    await click('” Halloran');
    await page.keyboard.press('F12');
    await until('the first mention', async () => /Ln 3, Col/.test(await page.locator('.statusbar').innerText()));
  },
  async 'an actor is renamed in every form'() {
    await click('” Halloran');
    await bench.rename('Ines Quist');
    await until('both forms', async () => /Mayor Ines Quist said no[^]*” Quist said/.test(await bench.text()));
    await until('the editor has the keys', () => page.evaluate(() => document.activeElement?.closest('.editor-instance') !== null));
    await page.keyboard.press('Control+Z');
    await until('all is as it was', async () => /Mayor Ines Halloran said no/.test(await bench.text()));
  },
  async 'a setting of the editor holds, and why nothing is said is told'() {
    // Settings that are written behind its back this editor reads when it starts.
    bench.settings({ 'copydesk.rules': { 'vague-attribution': 'off' } });
    await bench.openDraft('harbour.md');
    await until('the lens', async () => /2 sources/.test(await lens()), 90000);
    await until('the rule is off', async () => (await squiggles()) === 0);
    bench.settings({ 'copydesk.rules': {} });
    await bench.openDraft('harbour.md');
    await until('marks', async () => (await squiggles()) >= 1, 90000);
    await click('Critics');
    await bench.command('Why Is This Said Here, or Nothing?');
    await until('the page', async () => (await pages()).some((text) => /Why is this said\?[^]*Critics say the ferry/.test(text)));
    await bench.shot('w5-why');
  },
  async 'the pages about a draft are made, and a rule has its page'() {
    for (const [title, words] of [['Open the Source Report', /Source report/i], ['Fact-Check Sheet', /Fact-check sheet/i], ['Explain a Rule', /adjacent-speakers|attribution/]]) {
      await bench.openDraft('harbour.md');
      await until('marks', async () => (await squiggles()) >= 1, 90000);
      await bench.command(title);
      if (title === 'Explain a Rule') {
        await until('the list', () => page.locator('.quick-input-list .monaco-list-row').first().isVisible());
        await page.keyboard.press('Enter');
      }
      await until(title, async () => (await pages()).some((text) => words.test(text)));
    }
  },
  async 'what is wrong in the configuration is marked there, and a corrected one holds'() {
    const file = path.join(bench.folder, 'copydesk.toml');
    await bench.openDraft('copydesk.toml');
    await until('the mark', async () => (await page.locator('.squiggly-error').count()) >= 1, 90000);
    fs.writeFileSync(file, '[rules]\nvague-attribution = "off"\n');
    await bench.openDraft('harbour.md');
    await sleep(3000);
    assert.doesNotMatch(await bench.text(), /missing/);
    await until('the draft is read', async () => /Copydesk/.test(await page.locator('.statusbar').innerText()));
    await until('the rule is off', async () => (await squiggles()) === 0, 90000);
  },
  async 'an actor is added to the roster, and the settings are a page'() {
    await bench.command('Focus on Actors View');
    await until('the views know her', async () => (await rows('Actors')).some((row) => /Ines Halloran/.test(row)));
    await click('” Halloran');
    await bench.command('Add an Actor to the Roster');
    await until('the roster, on the disk', async () => /name = "Ines Halloran"/.test(await read('newsroom/actors.toml')));
    await until('the configuration names it', async () => /^roster = \["newsroom\/actors.toml"\]/.test(await read('copydesk.toml')));
    await bench.openDraft('harbour.md');
    await bench.command('Newsroom Settings');
    const frame = await until('the page', async () => {
      const shown = await Promise.all(page.frames().map(async (frame) => [frame, await frame.locator('body').innerText({ timeout: 2000 }).catch(() => '')]));
      return shown.find(([, text]) => /Each choice is a line of copydesk\.toml/.test(text))?.[0];
    });
    await bench.shot('w6-settings');
    await frame.locator('#strictness').selectOption('thorough');
    await until('the line', async () => /^strictness = "thorough"$/m.test(await read('copydesk.toml')));
  },
}, bench);
await bench.close();
process.exit(failed ? 1 : 0);
