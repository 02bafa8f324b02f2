// A journalist's way through the workbench, with the packed extension in an empty profile.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { run, sleep, start, until } from './workbench.mjs';

const sample = fs.readFileSync(new URL('../../../editors/vscode/walkthrough/sample.md', import.meta.url), 'utf8');
const bench = await start({ files: { 'bridge.md': sample } });
const { page, place, hover } = bench;
const rows = (view) => page.locator(`.pane:has(.pane-header[aria-label^="${view}"]) .monaco-list-row`);
const rowTexts = async (view) => (await rows(view).allInnerTexts()).map((text) => text.replace(/\s+/g, ' '));

/** Runs `act`, and waits for a page of a panel that has all the words. */
async function panel(what, words, act) {
  await act();
  return until(what, async () => {
    for (const frame of page.frames()) {
      const text = await frame.locator('body').innerText({ timeout: 2000 }).catch(() => '');
      if (words.every((it) => it.test(text))) return frame;
    }
    return undefined;
  });
}
/** The pictures of a page, each with its description and how wide it is; 0 is one that is not shown. */
const pictures = (frame) => frame.locator('img').evaluateAll((all) => all.map((it) => [it.alt, it.naturalWidth]));
async function closePanel(frame) {
  await page.keyboard.press('Control+W');
  await until('the panel is closed', async () => !page.frames().includes(frame), 5000).catch(() => bench.command('View: Close Editor'));
}

/** The line above the draft that counts its sources, and what the side bar counts: kind by kind, and in the head of the view. */
const lens = async () => (await page.locator('.codelens-decoration').allInnerTexts()).join('\n').replace(/\s+/g, ' ');
async function countedInViews() {
  const kinds = { Named: 'named', 'Described but unnamed': 'described', Documents: 'documents?', Anonymous: 'anonymous',
    'Could be anybody': 'that could be anybody' };
  const parts = (await rowTexts('Sources')).flatMap((row) => {
    const [, kind, count] = /^(\D+?) ?(\d+) ·/.exec(row) ?? [];
    return kind in kinds ? [`${count} ${kinds[kind]}`] : [];
  });
  const head = await page.locator('.pane-header[aria-label^="Sources"] .description').innerText();
  return new RegExp(`^${head}: ${parts.join(', ')}$`);
}

/** Where the cursor is and how much is selected, as the status bar says. */
const position = () => page.locator('.statusbar-item', { hasText: /Ln \d/ }).innerText();

/** The pictures that the README shows are taken anew with README=overwrite. */
async function picture(shot, name) {
  await bench.shot(shot);
  if (process.env.README !== 'overwrite') return;
  const folder = new URL('../../../editors/vscode/media/shots/', import.meta.url);
  fs.copyFileSync(path.join(process.env.SHOTS, `${shot}.png`), new URL(`${name}.png`, folder));
}

async function click(text) {
  await page.keyboard.press('Escape');
  const at = await until(`“${text}” on the screen`, () => place(text));
  await page.mouse.click(at.x, at.y);
}

const failed = await run('VS Code', {
  async 'an installed extension marks the draft at once'() {
    const begun = Date.now();
    await bench.openDraft('bridge.md');
    const window = Date.now();
    await until('a squiggle', async () => (await bench.squiggles()) > 0, 60000);
    const marked = Date.now();
    await until('squiggles', async () => (await bench.squiggles()) >= 4);
    await bench.shot('1-first-marks');
    return `${((marked - window) / 1000).toFixed(1)} s from the draft on the screen to its first mark, ` +
      `${((window - begun) / 1000).toFixed(1)} s to get there, load ${os.loadavg()[0].toFixed(1)} on ${os.cpus().length} cores`;
  },
  async 'the Problems panel has a row for each finding'() {
    await page.keyboard.press('Control+Shift+M');
    const texts = await until('rows', async () => {
      const all = await page.locator('.markers-panel .monaco-list-row').allInnerTexts();
      return all.length > 4 && all;
    });
    assert.match(texts.join('\n'), /“Critics” could be anybody/);
    assert.match(texts.join('\n'), /vague-attribution/);
    await bench.shot('2-problems');
    await page.keyboard.press('Control+Shift+M');
    await page.keyboard.press('Control+J').catch(() => {});
    await until('the panel closes', async () => !(await page.locator('.markers-panel').isVisible()), 5000).catch(() => page.keyboard.press('Control+J'));
  },
  async 'the status bar counts'() {
    const item = page.locator('.statusbar-item', { hasText: 'Copydesk' });
    await until('a count', async () => /Copydesk \d/.test(await item.innerText()));
  },
  async 'resting on a name shows who that is'() {
    const card = await hover('Halloran said', /Ines Halloran/);
    assert.match(card, /mention/);
    await picture('3-actor-card', 'card');
  },
  async 'resting on marked words tells why, once, and the rule is a click away'() {
    const card = await hover('Critics', /could be anybody[^]*Explain this rule/);
    assert.equal(card.match(/could be anybody/g).length, 1);
    await bench.shot('4-why');
    const rule = await panel('the rule', [/vague-attribution/, /Stays silent/i], () =>
      page.locator('.monaco-hover:visible a', { hasText: 'Explain this rule' }).click());
    await closePanel(rule);
  },
  async 'the quick fix menu offers fixes, and one is taken'() {
    await click('Lindgrem');
    const menu = await until('the menu', async () => {
      // Asked before the last edit is worked through, the editor may show no menu at all.
      if (!(await page.locator('.action-widget:visible').count())) await page.keyboard.press('Control+.');
      await sleep(1000);
      const text = (await page.locator('.action-widget:visible').allInnerTexts()).join('|');
      return /Lindgren/.test(text) && text;
    });
    assert.match(menu, /Ignore/);
    await bench.shot('5-quick-fix');
    await page.keyboard.press('Enter');
    await until('the fix in the draft', async () => !(await bench.text()).includes('Lindgrem'));
    await page.keyboard.press('Control+S');
    const file = path.join(bench.folder, 'bridge.md');
    await until('the fix on the disk', () => !fs.readFileSync(file, 'utf8').includes('Lindgrem'));
    // The misspelled name was counted as a source of its own.
    await until('the sources above the draft, counted anew', async () => /^4 sources: 2 named/.test(await lens()));
  },
  async 'a fault that is typed is marked, and the mark goes with it'() {
    await click('harbour master');
    await page.keyboard.press('Control+End');
    const before = await until('marks', () => bench.squiggles());
    await page.keyboard.type(' Repairs start TKTK.');
    await until('one more mark', async () => (await bench.squiggles()) > before);
    for (let count = 0; count < 20; count += 1) await page.keyboard.press('Backspace');
    await until('as before', async () => (await bench.squiggles()) === before);
  },
  async 'the side bar shows actors, sources and findings'() {
    const icon = await page.locator('.activitybar .action-item:has(a[aria-label^="Copydesk"])').boundingBox();
    await page.mouse.click(icon.x + 12, icon.y + 12);
    const actors = await until('actors', async () => {
      const texts = await rowTexts('Actors');
      return texts.length >= 2 && texts;
    });
    assert.match(actors.join('\n'), /Ines Halloran.*Mayor/i);
    const sources = await until('sources', async () => {
      const texts = await rowTexts('Sources');
      return texts.length >= 3 && texts;
    });
    assert.match(sources.join('\n'), /Named.*%/);
    const findings = await until('findings', async () => {
      const texts = await rowTexts('Findings');
      return texts.length >= 3 && texts;
    });
    assert.match(findings.join('\n'), /Attribution ?\d/);
    // The editor asks for the line above the draft some time after the last edit; in between the two may differ.
    await until('the same count above the draft and in the side bar', async () => (await countedInViews()).test(await lens()));
    await rows('Actors').filter({ hasText: 'Ines Halloran' }).locator('.monaco-tl-twistie').click();
    await sleep(400);
    assert.match(await lens(), await countedInViews());
    await picture('6-views', 'views');
  },
  async 'a click on a row goes to its words'() {
    await rows('Actors').filter({ hasText: 'mentions' }).locator('.monaco-tl-twistie').click();
    await rows('Actors').filter({ hasText: /^Line 5/ }).first().click();
    await until('the mention', async () => /Ln 5, Col \d+ \(8 selected\)/.test(await position()));
    await rows('Sources').filter({ hasText: 'Critics' }).locator('.monaco-tl-twistie').first().click();
    await rows('Sources').filter({ hasText: 'the ferry is far too small' }).first().click();
    await until('the statement', async () => /Ln 9.*selected/.test(await position()));
    await rows('Findings').filter({ hasText: /^TK/ }).first().click();
    await until('the finding', async () => /Ln 15, Col \d+ \(2 selected\)/.test(await position()));
    await rows('Sources').filter({ hasText: 'Critics' }).locator('.monaco-tl-twistie').first().click();
    await rows('Actors').filter({ hasText: 'Ines Halloran' }).locator('.monaco-tl-twistie').first().click();
  },
  async 'the views follow while typing'() {
    await click('harbour master');
    await page.keyboard.press('Control+End');
    await page.keyboard.type(' Dr. Wilma Osterkamp, a bridge engineer, said the piers were sound.');
    await until('the new actor', async () => (await rowTexts('Actors')).join().includes('Wilma Osterkamp'));
    await until('the new source', async () => (await rowTexts('Sources')).join().includes('Wilma Osterkamp'));
    await page.keyboard.type(' Watch TKTK.');
    await until('the new finding', async () => (await rowTexts('Findings')).join().includes('TKTK'));
    for (let count = 0; count < ' Watch TKTK.'.length; count += 1) await page.keyboard.press('Backspace');
    await until('it is gone', async () => !(await rowTexts('Findings')).join().includes('TKTK'));
  },
  async 'the next claim is one key away'() {
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('Alt+F7');
    await until('the claim', async () => /Ln 7.*\(48 selected\)/.test(await position()));
    await bench.shot('7-next-claim');
    await page.keyboard.press('Alt+F7');
    await until('the next', async () => /Ln 7.*\(12 selected\)/.test(await position()));
  },
  async 'a selection is attributed to an actor of the draft'() {
    await click('free ferry');
    await page.keyboard.press('Control+End');
    await page.keyboard.type(' Rents will double.');
    for (let count = 0; count < 'Rents will double.'.length; count += 1) await page.keyboard.press('Shift+ArrowLeft');
    await bench.command('Attribute the Selection to a Source');
    await until('the choice', async () => (await page.locator('.quick-input-list .monaco-list-row').allInnerTexts()).join().includes('Halloran'));
    await bench.shot('8-attribute');
    await page.keyboard.type('Halloran');
    await page.keyboard.press('Enter');
    await until('the words', async () => (await bench.text()).includes('Rents will double, according to Ines Halloran.'));
  },
  async 'an actor is renamed in every form'() {
    await click('Halloran said');
    await bench.command('Rename an Actor');
    await until('the box', () => bench.renameBox.isVisible());
    await bench.shot('9-rename');
    await bench.rename('Ines Quist');
    await until('all forms', async () => {
      const text = await bench.text();
      return !text.includes('Halloran') && text.includes('Mayor Ines Quist');
    });
  },
  async 'the source report opens beside the draft: the page that the command line makes, of what stands there unsaved too'() {
    const report = await panel('the report', [/Source report/i, /Ines Quist/], () => bench.command('Open the Source Report'));
    const policies = await report.locator('meta[http-equiv="Content-Security-Policy"]').all();
    const [added, own, ...more] = await Promise.all(policies.map((it) => it.getAttribute('content')));
    // The extension's stands first, so that the page could do nothing if it came without its own.
    assert.equal(added, "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:");
    assert.match(own, /^default-src 'none'; style-src 'sha256-[^']*'/);
    assert.deepEqual(more, []);
    assert.equal(await report.locator('script, iframe, [src]').count(), 0);
    await bench.shot('11-report');
    const words = async (frame) => (await frame.locator('body').textContent()).replace(/\s+/g, ' ').trim();
    const shown = await words(report);
    await closePanel(report);
    await click('harbour master');
    await page.keyboard.press('Control+S');
    const file = path.join(bench.folder, 'bridge.md');
    await until('the draft on the disk', () => fs.readFileSync(file, 'utf8').includes('Rents'));
    const printed = execFileSync(process.env.COPYDESK, ['report', 'bridge.md'], { cwd: bench.folder, encoding: 'utf8' });
    const other = await page.context().newPage();
    await other.setContent(printed);
    assert.equal(shown, await words(other));
    await other.close();
  },
  async 'the fact-check sheet opens beside the draft, and can be ticked and written on'() {
    const sheet = await panel('the sheet', [/Fact-check sheet/i, /Ines Quist/], () => bench.command('Fact-Check Sheet'));
    assert.equal(await sheet.locator('script, iframe, [src]').count(), 0);
    const box = sheet.locator('tbody input[type=checkbox]').first();
    await box.check();
    assert.ok(await box.isChecked());
    const cell = sheet.locator('td.fill div').first();
    await cell.fill('the register');
    assert.equal(await cell.textContent(), 'the register');
    await bench.shot('17-sheet');
    await closePanel(sheet);
  },
  async 'a rule is explained'() {
    await bench.command('Explain a Rule');
    await until('the rules', async () => (await page.locator('.quick-input-list .monaco-list-row').count()) > 3);
    await page.keyboard.type('vague-attribution');
    const rule = await panel('the page', [/vague-attribution/, /Stays silent/i], () => page.keyboard.press('Enter'));
    await bench.shot('10-rule');
    await closePanel(rule);
  },
  async 'an actor is added to the roster from the row'() {
    const row = rows('Actors').filter({ hasText: 'Wilma Osterkamp' });
    await row.hover();
    await row.locator('.action-label[aria-label*="Add an Actor to the Roster"]').click();
    await until('the roster', async () => (await page.locator('.tab', { hasText: 'actors.toml' }).count()) === 1);
    await until('its entry', async () =>
      /name = "Wilma Osterkamp"/.test((await page.locator('.view-lines').allInnerTexts()).join().replace(/\u00a0/g, ' ')));
    await bench.shot('12-roster');
    await until('the configuration names it, on the disk', () =>
      /^roster = \["newsroom\/actors.toml"\]/.test(fs.readFileSync(path.join(bench.folder, 'copydesk.toml'), 'utf8')));
    // A roster is no draft: the views stay with the draft, and nothing is wrong.
    assert.match((await rowTexts('Actors')).join(), /Ines Quist/);
    assert.equal(await page.locator('.notification-toast').count(), 0);
  },
  async 'the output tells what happens'() {
    await bench.command('Copydesk: Show the Output');
    await until('the panel', async () => page.locator('.part.panel .output-view').isVisible());
    const shown = () => page.locator('.part.panel').innerText();
    await until('its channel', async () => /^Copydesk$/m.test(await shown()));
    await until('what runs', async () => /\[info\] The server runs: [^]*server\/copydesk/.test((await shown()).replace(/\s+/g, ' ')));
    // Nothing failed on the way here.
    assert.doesNotMatch(await shown(), /\berror\b/i);
    await bench.shot('15-output');
    await bench.command('View: Hide Panel');
  },
  async 'the page of the extension has no picture that is not shown'() {
    await bench.command('Extensions: Show Installed Extensions');
    const entry = page.locator('.extensions-list .monaco-list-row', { hasText: 'Copydesk' }).first();
    await until('the extension', () => entry.isVisible());
    await entry.click();
    const details = await panel('its page', [/What you see/, /Settings/], () => {});
    await sleep(500);
    assert.deepEqual(await pictures(details), []);
    await bench.shot('16-page');
    await bench.command('View: Close Primary Side Bar');
  },
  async 'the walkthrough opens, with a sample draft'() {
    await bench.command('View: Close All Editors');
    await bench.command('Welcome: Open Walkthrough...');
    await page.keyboard.type('Start with Copydesk');
    await until('the choice', async () => /Start with Copydesk/.test(await page.locator('.quick-input-list .monaco-list-row').first().innerText()));
    await page.keyboard.press('Enter');
    const steps = await until('its steps', async () => {
      const text = await page.locator('.gettingStartedContainer').innerText();
      return /See who carries the story/.test(text) && text;
    });
    assert.match(steps, /Go from claim to claim/);
    for (const [step, alt] of [['Open a draft', 'The card of an actor'], ['See who carries the story', 'A draft with marks']]) {
      await page.locator('.gettingStartedContainer .getting-started-step', { hasText: step }).first().click();
      await until(`the picture of “${step}”`, async () => {
        const all = (await Promise.all(page.frames().map((it) => pictures(it).catch(() => [])))).flat();
        return all.some(([words, width]) => words.startsWith(alt) && width > 0);
      }, 20000);
      await bench.shot(`13-walkthrough-${step.split(' ')[0].toLowerCase()}`);
    }
    await page.locator('.gettingStartedContainer .getting-started-step', { hasText: 'Open a draft' }).first().click();
    await page.locator('.gettingStartedContainer .monaco-button', { hasText: 'Open the Sample Draft' }).first().click();
    await until('the sample', async () => (await page.locator('.tabs-container .tab.active').innerText()).includes('Untitled'));
    await until('its marks', async () => (await bench.squiggles()) >= 3);
  },
  async 'the settings of the newsroom are chosen on a page, and written as by hand'() {
    const file = path.join(bench.folder, 'copydesk.toml');
    await bench.openDraft('bridge.md');
    const settings = await panel('the settings', [/Newsroom Settings/, /The desk/, /copydesk\.toml/], () => bench.command('Newsroom Settings'));
    assert.deepEqual(await settings.locator('[data-add]').allInnerTexts(), ['Add a File…', 'Add a File…', 'Add a Folder…']);
    await settings.locator('#extends').selectOption('bbc');
    await until('the line', async () => fs.existsSync(file) && /extends = "bbc"/.test(fs.readFileSync(file, 'utf8')), 20000);
    await settings.locator('summary', { hasText: 'Attribution' }).click();
    await bench.shot('17-settings');
    await settings.locator('#rules-vague-attribution').selectOption('off');
    await until('the second line', async () => /\[rules\]\nvague-attribution = "off"/.test(fs.readFileSync(file, 'utf8')), 20000);
    await settings.locator('#rules-vague-attribution').selectOption('');
    await until('it is gone', async () => !/vague/.test(fs.readFileSync(file, 'utf8')), 20000);
    await settings.locator('#extends').selectOption('');
    await until('all is as it was', async () => !/extends/.test(fs.readFileSync(file, 'utf8')), 20000);
    await closePanel(settings);
  },
  async 'everything can be read in a dark theme too'() {
    bench.settings({ 'workbench.colorTheme': 'Dark Modern' });
    await bench.openDraft('bridge.md');
    await until('the theme', () => page.locator('.monaco-workbench.vs-dark').count());
    await until('marks', async () => (await bench.squiggles()) >= 4);
    const report = await panel('the report', [/Source report/i], () => bench.command('Open the Source Report'));
    const [red] = await report.evaluate(() => getComputedStyle(document.body).backgroundColor.match(/\d+/g).map(Number));
    assert.ok(red < 128, `the report is as dark as the editor: ${red}`);
    await bench.shot('14-dark');
    await closePanel(report);
  },
}, bench);
await bench.close();
process.exit(failed ? 1 : 0);
