// The page in a real browser, headless: what a writer sees, types, pastes and drops, with a keyboard and a screen reader, on a phone and
// without a network; and what a hostile draft can do, which is nothing. Screenshots for people come to lie in SHOTS.
// The package `copydesk` is the one that editors/web/build makes.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { built, CLIPBOARD, EXAMPLE, PAGE, serve } from './page/built.mjs';

const { PLAYWRIGHT, SHOTS } = process.env;
const require = createRequire(path.join(PLAYWRIGHT, 'x.js'));
const { chromium } = require('playwright-core');
const AXE = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const DESKTOP = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };
const SMALL = { width: 320, height: 568 };
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'copydesk-page-'));
let browser;
let served;
const asked = [];

before(async () => {
  served = await serve(built(folder), { asked: (it) => asked.push(it) });
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    // Whatever asks for another place than the little server finds nothing, and is in the list of what was asked.
    args: ['--no-sandbox', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'],
  });
});
after(async () => {
  await browser?.close();
  await served?.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

/** Opens the page as for the first time; gives it with all that went wrong in it and all that it asked of other places. */
async function open(options = {}) {
  const context = await browser.newContext({ viewport: DESKTOP, ...options });
  // A busy machine is no fault of the page.
  context.setDefaultTimeout(60000);
  const page = await context.newPage();
  const wrong = [];
  const elsewhere = [];
  // What the policy stops is told as a request all the same, and as one that failed by it.
  const left = (request) => request.url().startsWith('http') && !request.url().startsWith(served.address) && request.failure()?.errorText !== 'csp';
  context.on('requestfinished', (request) => left(request) && elsewhere.push(request.url()));
  context.on('requestfailed', (request) => left(request) && elsewhere.push(request.url()));
  page.on('console', (message) => message.type() === 'error' && wrong.push(message.text()));
  page.on('pageerror', (error) => wrong.push(String(error)));
  const confirmed = [];
  page.on('dialog', (dialog) => {
    if (dialog.type() !== 'beforeunload') confirmed.push(dialog.message());
    void dialog.accept();
  });
  await page.goto(served.address);
  await page.waitForSelector('html[data-ready]');
  return { page, context, wrong, elsewhere, confirmed, close: () => context.close() };
}

const read = (page) => page.waitForFunction(() => /^\d+ findings?:|^Read:/.test(document.getElementById('status').textContent));
const opened = async (options) => {
  const it = await open(options);
  await read(it.page);
  return it;
};
const text = (page) => page.evaluate(() => [...document.querySelectorAll('.cm-line')].map((it) => it.textContent).join('\n'));
const messages = (page) => page.locator('.finding .message').allInnerTexts();
const status = (page) => page.locator('#status').innerText();
const shot = (page, name) => SHOTS && page.screenshot({ path: path.join(SHOTS, `page-${name}.png`) });

/** Puts a draft in the place of the one that is there, as from the clipboard. */
async function write(page, draft) {
  await page.locator('.cm-content').focus();
  await page.keyboard.press('Control+a');
  await paste(page, { 'text/plain': draft });
}

function paste(page, data) {
  return page.evaluate((data) => {
    const clipboardData = new DataTransfer();
    for (const [type, value] of Object.entries(data)) clipboardData.setData(type, value);
    document.querySelector('.cm-content').dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, data);
}

function drop(page, files) {
  return page.evaluate((files) => {
    const dataTransfer = new DataTransfer();
    for (const [name, bytes] of files) dataTransfer.items.add(new File([new Uint8Array(bytes)], name));
    document.querySelector('.cm-content').dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  }, files.map(([name, it]) => [name, [...Buffer.from(it)]]));
}

test('the page is written to the package’s types', () => {
  const done = spawnSync('npm', ['run', '--silent', 'check'], { cwd: PAGE, encoding: 'utf8' });
  assert.equal(done.status, 0, done.stdout);
});

test('the first visit shows a draft, what is said of it, and fetches nothing from elsewhere', async () => {
  const { page, wrong, elsewhere, close } = await opened();
  console.log(`# the first findings ${Math.round(await page.evaluate(() => performance.now()))} ms after the page was asked for`);
  assert.equal(await text(page), EXAMPLE);
  const found = await messages(page);
  assert.ok(found.some((it) => it.includes('“Critics”')) && found.some((it) => it.includes('“TK”')), found.join('\n'));
  assert.ok((await page.locator('.cm-lintRange').count()) >= 3, 'the words are marked');
  assert.ok((await page.locator('.cm-lint-marker').count()) >= 3, 'and the gutter');
  await shot(page, 'desktop');
  assert.deepEqual(wrong, []);
  assert.deepEqual(elsewhere, []);
  await close();
});

test('one can write before the reader is there, and sees how far it is', async () => {
  const context = await browser.newContext({ viewport: DESKTOP, serviceWorkers: 'block' });
  const page = await context.newPage();
  let release;
  const held = new Promise((done) => (release = done));
  await page.route(/copydesk\//, async (route) => {
    if (!/\.js$/.test(route.request().url())) await held;
    await route.continue();
  });
  await page.goto(served.address);
  await page.waitForSelector('html[data-ready]');
  await page.locator('.cm-content').focus();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('Critics say that it costs too much.');
  assert.match(await text(page), /costs too much\.$/);
  assert.ok(await page.locator('#progress').isVisible());
  release();
  await read(page);
  assert.ok(!(await page.locator('#progress').isVisible()));
  assert.equal((await messages(page)).filter((it) => it.includes('“Critics”')).length, 2, 'what was written meanwhile is read too');
  await context.close();
});

test('where the reader does not come, the page says so, and one can write and save all the same', async () => {
  const context = await browser.newContext({ viewport: DESKTOP, serviceWorkers: 'block' });
  const page = await context.newPage();
  await page.route(/copydesk\/files\//, (route) => route.abort());
  await page.goto(served.address);
  await page.waitForFunction(() => /^The reader could not be started: ./.test(document.getElementById('status').textContent));
  await write(page, 'Mine.');
  await page.evaluate(() => delete window.showSaveFilePicker);
  const [saved] = await Promise.all([page.waitForEvent('download'), page.locator('#save').click()]);
  assert.equal(fs.readFileSync(await saved.path(), 'utf8'), 'Mine.');
  await context.close();
});

test('the pointer on marked words and on a name is told what there is to say', async () => {
  const { page, close } = await opened();
  const told = page.locator('.cm-tooltip .told');
  await page.locator('.cm-lintRange', { hasText: 'Critics' }).hover();
  await told.waitFor();
  assert.match(await told.innerText(), /“Critics” could be anybody[^]*vague-attribution/);
  assert.equal((await page.locator('.cm-tooltip').innerText()).match(/could be anybody/g).length, 1, 'once');
  assert.doesNotMatch(await told.innerText(), /copydesk explain/, 'nobody has a command line here');
  await shot(page, 'hover');
  await page.mouse.move(5, 5);
  await told.waitFor({ state: 'detached' });
  await page.locator('.cm-line', { hasText: 'Ostrow said' }).hover({ position: { x: 20, y: 12 } });
  await told.waitFor();
  assert.match(await told.innerText(), /Lena Ostrow \(person\)/);
  await close();
});

test('what is told aloud is what was found, not that it reads', async () => {
  const { page, close } = await opened();
  await page.evaluate(() => {
    window.aloud = [];
    new MutationObserver(() => window.aloud.push(document.getElementById('told').textContent)).observe(document.getElementById('told'), { childList: true, characterData: true, subtree: true });
  });
  await page.locator('.cm-content').focus();
  await page.keyboard.press('Control+End');
  for (const word of ['The ', 'goose ', 'slept.']) {
    await page.keyboard.type(word);
    await page.waitForTimeout(600);
  }
  assert.deepEqual(await page.evaluate(() => window.aloud), [], 'nothing new was found');
  await page.keyboard.type(' Critics say so.');
  await page.waitForFunction(() => window.aloud.length > 0);
  assert.match(await page.evaluate(() => window.aloud.at(-1)), /^\d+ findings: /);
  await close();
});

for (const name of fs.readdirSync(CLIPBOARD).filter((it) => it.endsWith('.html'))) {
  test(`pasted as ${name}`, async () => {
    const { page, elsewhere, close } = await opened();
    await write(page, 'x');
    await page.keyboard.press('Control+a');
    const html = fs.readFileSync(path.join(CLIPBOARD, name), 'utf8');
    await paste(page, { 'text/html': html, 'text/plain': 'nothing of it' });
    assert.equal(await text(page), fs.readFileSync(path.join(CLIPBOARD, name.replace('.html', '.md')), 'utf8').trim());
    await page.keyboard.press('Control+a');
    await paste(page, { 'text/html': '<span style="color: red">two&nbsp;words</span>', 'text/plain': 'two words' });
    assert.equal(await text(page), 'two words', 'plain words stay plain');
    assert.deepEqual(elsewhere, [], 'nothing of it is fetched');
    await close();
  });
}

test('a fix is made, undone, and not made where the words were changed', async () => {
  const { page, close } = await opened();
  const fix = page.locator('.findings > li', { hasText: '“Critics”' }).locator('.fix').first();
  await fix.click();
  await page.waitForFunction(() => ![...document.querySelectorAll('.finding .message')].some((it) => it.textContent.includes('“Critics”')));
  assert.doesNotMatch(await text(page), /Critics/);
  assert.match(await status(page), /finding|Done/);
  await page.locator('.cm-content').focus();
  await page.keyboard.press('Control+z');
  assert.equal(await text(page), EXAMPLE);
  await page.waitForFunction(() => [...document.querySelectorAll('.finding .message')].some((it) => it.textContent.includes('“Critics”')));
  await close();
});

test('marks and fixes move with the words, before anything is read again', async () => {
  const { page, close } = await opened();
  // Held back: the desk answers nothing from here on.
  await page.locator('.cm-content').focus();
  await page.keyboard.press('Control+Home');
  for (const line of ['New words above.', 'And more.']) {
    await page.keyboard.type(line);
    await page.keyboard.press('Enter');
  }
  await page.locator('.findings > li', { hasText: '“Critics”' }).locator('.fix').first().click();
  assert.match(await text(page), /^New words above\.\nAnd more\.\n# Goose/);
  assert.doesNotMatch(await text(page), /Critics/);
  assert.match(await text(page), / say the bird/);
  await close();
});

test('another place that belongs to a finding is told with its line, and is a step away', async () => {
  const { page, close } = await opened();
  await write(page, 'Hal Brennick, an engineer, said the beams had come.\n\nBrennick said that he had counted them.\n\nBrennik said he would finish his count by Friday.');
  const other = page.locator('.findings > li', { hasText: '“Brennik”' }).locator('.related').first();
  await other.waitFor();
  const [, line] = /^Line (\d+): /.exec(await other.innerText());
  await other.click();
  const at = await page.evaluate(() => [getSelection().toString(), [...document.querySelectorAll('.cm-line')].findIndex((it) => it.contains(getSelection().anchorNode)) + 1]);
  assert.deepEqual(at, ['Brennick', Number(line)]);
  await close();
});

test('the list is walked by keyboard, says what it says, and leads to the words and back', async () => {
  const { page, close } = await opened();
  await page.locator('.cm-content').focus();
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('F8');
  const first = await page.evaluate(() => getSelection().toString());
  assert.ok(first && EXAMPLE.includes(first), 'F8 selects the words');
  assert.match(await status(page), /^Line \d+: /, 'and says what is the matter with them');
  await page.keyboard.press('F8');
  assert.notEqual(await page.evaluate(() => getSelection().toString()), first);
  await page.keyboard.press('Shift+F8');
  assert.equal(await page.evaluate(() => getSelection().toString()), first);
  await page.keyboard.press('Control+.');
  const active = () => page.evaluate(() => document.activeElement.innerText);
  const stops = await page.locator('.finding').allInnerTexts();
  await page.keyboard.press('Home');
  for (const stop of stops) {
    assert.equal(await active(), stop);
    await page.keyboard.press('ArrowDown');
  }
  assert.equal(await page.locator('.findings [tabindex="0"]').evaluateAll((all) => new Set(all.map((it) => it.closest('li'))).size), 1, 'one finding is among the stops');
  await page.keyboard.press('Home');
  while (!(await active()).includes('“Critics”')) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => getSelection().toString()), '[names]', 'what is to be filled in is in hand');
  await page.keyboard.type('Two pilots');
  assert.match(await text(page), /\nTwo pilots say the bird/);
  await page.waitForFunction(() => !document.querySelector('.findings').innerText.includes('“Critics”'));

  await write(page, 'Ana Lopez, the engineer, claimed that the dam was safe.\n\nBo Berg, the mayor, admitted that the road was late.');
  await page.waitForFunction(() => document.querySelectorAll('.finding').length === 2 && /^2 findings/.test(document.getElementById('status').textContent));
  await page.keyboard.press('Control+.');
  await page.keyboard.press('Home');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelectorAll('.finding').length === 1);
  assert.match(await text(page), /^Ana Lopez, the engineer, said/);
  await page.waitForFunction(() => document.activeElement.classList.contains('finding'), undefined, { timeout: 10000 });
  await page.keyboard.press('Enter');
  assert.ok(await page.evaluate(() => document.activeElement.classList.contains('cm-content')), 'Enter goes to the words');
  await page.keyboard.press('Control+.');
  await page.keyboard.press('Escape');
  assert.ok(await page.evaluate(() => document.activeElement.classList.contains('cm-content')), 'Escape goes back');
  await close();
});

test('actors have cards, are renamed in one step, and sources are counted', async () => {
  const { page, close } = await opened();
  await page.locator('#tab-findings').focus();
  await page.keyboard.press('ArrowRight');
  const called = (panel, name) => page.locator(`#panel-${panel} .card`, { has: page.getByRole('heading', { name, exact: true }) });
  const card = called('actors', 'Lena Ostrow');
  await card.waitFor();
  await shot(page, 'actors');
  await card.locator('summary').click();
  assert.match(await card.locator('.told').innerText(), /Lena Ostrow \(person\)/);
  await card.locator('.places button').last().click();
  assert.match(await page.evaluate(() => getSelection().toString()), /Ostrow|she/i);
  await card.getByRole('button', { name: /Rename/ }).click();
  await page.keyboard.type('Lena Nordahl');
  await page.keyboard.press('Enter');
  await called('actors', 'Lena Nordahl').or(page.locator('.cm-line', { hasText: 'Lena Nordahl' })).first().waitFor();
  assert.equal(await text(page), EXAMPLE.replaceAll('Ostrow', 'Nordahl'));
  await page.locator('.cm-content').focus();
  await page.keyboard.press('Control+z');
  assert.equal(await text(page), EXAMPLE);
  await page.locator('#tab-sources').click();
  const source = called('sources', 'Lena Ostrow');
  await source.waitFor();
  assert.match(await source.innerText(), /\d+ attributions?/);
  await close();
});

test('the name at the cursor is renamed with F2, and elsewhere it says so', async () => {
  const { page, close } = await opened();
  await page.locator('.cm-line', { hasText: 'The standoff' }).click();
  await page.keyboard.press('Home');
  await page.keyboard.press('F2');
  await page.waitForFunction(() => /No actor/.test(document.getElementById('status').textContent));
  await page.locator('.cm-line', { hasText: 'Ostrow said' }).click();
  await page.keyboard.press('Home');
  await page.keyboard.press('F2');
  await page.locator('#rename-dialog[open]').waitFor();
  assert.equal(await page.locator('#rename-name').inputValue(), 'Lena Ostrow');
  await page.keyboard.press('Escape');
  assert.equal(await text(page), EXAMPLE);
  await close();
});

test('the report is shown with its looks, runs nothing, and is saved whole', async () => {
  const { page, wrong, close } = await opened();
  await page.locator('#report').click();
  await page.locator('iframe[data-ready]').waitFor();
  const frame = page.frameLocator('iframe');
  assert.ok(await frame.locator('h1').first().isVisible());
  assert.notEqual(await frame.locator('h1').first().evaluate((it) => getComputedStyle(it).color), 'rgb(0, 0, 0)', 'the sheet is there');
  assert.equal(await page.evaluate(() => window.ran), undefined);
  await shot(page, 'report');
  const [saved] = await Promise.all([page.waitForEvent('download'), page.locator('#report-save').click()]);
  assert.match(fs.readFileSync(await saved.path(), 'utf8'), /<style>/);
  assert.deepEqual(wrong.filter((it) => !/sandboxed/.test(it)), []);
  await close();
});

test('a newsroom’s files are dropped in, and their faults are told by line', async () => {
  const { page, close } = await opened();
  const before = (await messages(page)).length;
  await drop(page, [['copydesk.toml', '# ours\nnonsense = 1\nstrictness = "thorough"\n'], ['people.csv', 'name\nLena Ostrow\n']]);
  await page.waitForFunction(() => /copydesk\.toml, line 2: /.test(document.getElementById('newsroom-problems').textContent));
  assert.equal(await page.locator('#newsroom-problems code').first().textContent(), 'nonsense');
  for (const place of ['#newsroom-problems', '#status', '#told']) assert.doesNotMatch(await page.locator(place).textContent(), /`/, place);
  assert.equal(await page.locator('#strictness').inputValue(), 'thorough', 'the file’s strictness is shown');
  await page.locator('#newsroom').click();
  assert.match(await page.locator('#newsroom-files').innerText(), /copydesk\.toml[^]*people\.csv/);
  await shot(page, 'newsroom');
  await page.getByRole('button', { name: 'Remove copydesk.toml' }).click();
  await page.getByRole('button', { name: 'Remove people.csv' }).click();
  await page.keyboard.press('Escape');
  await page.locator('#strictness').selectOption('thorough');
  await page.waitForTimeout(500);
  await page.locator('#strictness').selectOption('normal');
  await page.waitForFunction((before) => document.querySelectorAll('.finding').length === before, before);
  assert.equal(await text(page), EXAMPLE, 'the draft stays');
  await close();
});

test('drafts are opened, dropped and saved as they were written', async () => {
  const { page, confirmed, close } = await opened();
  await drop(page, [['windows.txt', Buffer.from('“Café” is TK.\r\nSo it is.\r\n', 'latin1').map((it, at) => (it === 0x1c ? 0x93 : it === 0x1d ? 0x94 : it))]]);
  await page.waitForFunction(() => document.getElementById('name').textContent === 'windows.txt');
  assert.equal(await text(page), '“Café” is TK.\nSo it is.\n');
  await read(page);
  assert.ok((await messages(page)).some((it) => it.includes('“TK”')));
  await page.evaluate(() => delete window.showSaveFilePicker);
  const [saved] = await Promise.all([page.waitForEvent('download'), page.locator('#save').click()]);
  assert.equal(saved.suggestedFilename(), 'windows.txt');
  assert.equal(fs.readFileSync(await saved.path(), 'utf8'), '“Café” is TK.\r\nSo it is.\r\n');
  assert.deepEqual(confirmed, [], 'what was not changed is not asked about');
  await page.locator('.cm-content').focus();
  await page.keyboard.type('More. ');
  await drop(page, [['story.html', '<h1>Ferry</h1><p>The <b>ferry</b> stops.</p>']]);
  await page.waitForFunction(() => document.getElementById('name').textContent === 'story.md');
  assert.equal(confirmed.length, 1, 'what was changed and not saved is asked about');
  assert.equal(await text(page), '# Ferry\n\nThe **ferry** stops.');
  await drop(page, [['film.mp4', 'x']]);
  await page.waitForFunction(() => /“film.mp4” is no draft/.test(document.getElementById('status').textContent));
  await page.locator('.cm-content').focus();
  await page.keyboard.press('Control+z');
  assert.equal(await text(page), '# Ferry\n\nThe **ferry** stops.', 'undo does not lead back into another draft');
  await close();
});

test('a draft is gone with the page, unless it was to be kept', async () => {
  const { page, close } = await opened();
  await write(page, 'My secret draft.');
  await page.waitForTimeout(1200);
  assert.deepEqual(await page.evaluate(() => Object.keys(localStorage)), [], 'nothing is stored');
  await page.reload();
  await page.waitForSelector('html[data-ready]');
  assert.equal(await text(page), EXAMPLE);
  await write(page, 'My kept draft is TK.');
  await page.locator('#keep').check();
  await page.waitForFunction(() => localStorage.length === 1);
  await page.reload();
  await read(page);
  assert.equal(await text(page), 'My kept draft is TK.');
  assert.ok((await messages(page)).some((it) => it.includes('“TK”')));
  await page.locator('#keep').uncheck();
  assert.deepEqual(await page.evaluate(() => Object.keys(localStorage)), []);
  await close();
});

test('without a network it loads again and reads, and once loaded it asks for nothing', async () => {
  const { page, context, wrong, elsewhere, close } = await opened();
  await page.reload();
  await read(page);
  asked.length = 0;
  await write(page, 'Critics say it costs TK.\n\nLena Ostrow said so.');
  await page.waitForFunction(() => document.querySelectorAll('.finding').length >= 2);
  await page.locator('#tab-actors').click();
  await page.locator('#panel-actors .card').first().waitFor();
  await page.locator('#report').click();
  await page.locator('iframe[data-ready]').waitFor();
  await page.keyboard.press('Escape');
  // After a page is loaded the browser itself asks, some time later, whether the worker that serves it offline is the newest.
  const byPage = () => asked.filter((it) => it !== '/sw.js');
  assert.deepEqual(byPage(), [], 'no request after load');
  // Even what would ask is refused.
  const refused = await page.evaluate(async (own) => {
    const tries = await Promise.allSettled([fetch('https://example.test/?draft'), fetch(`${own}?draft=secret`, { method: 'POST', body: 'x' }), fetch(`${own}other.json`)]);
    new Image().src = 'https://example.test/pixel.gif';
    return tries.map((it) => it.status);
  }, served.address);
  assert.deepEqual(refused, ['rejected', 'rejected', 'rejected']);
  assert.deepEqual(byPage(), []);
  assert.deepEqual(elsewhere, []);
  wrong.length = 0;
  await context.setOffline(true);
  const { address } = served;
  await served.close();
  await page.reload();
  await read(page);
  assert.ok((await messages(page)).some((it) => it.includes('“TK”')));
  assert.deepEqual(wrong, []);
  await shot(page, 'offline');
  await close();
  served = await serve(path.join(folder, 'dist'), { asked: (it) => asked.push(it), port: Number(new URL(address).port) });
});

test('the policy is on the page, on what the server sends, and on the worker', async () => {
  const { page, close } = await opened();
  await page.reload();
  const policies = await page.evaluate(async () => {
    const worker = await fetch('copydesk/worker.js');
    return [document.querySelector('meta[http-equiv=Content-Security-Policy]').content, worker.headers.get('Content-Security-Policy')];
  });
  for (const policy of policies) {
    assert.match(policy, /default-src 'none'; connect-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; img-src 'self'/);
    assert.doesNotMatch(policy, /unsafe-inline|unsafe-eval(?<!wasm-unsafe-eval)|data:|blob:|\*/);
  }
  await close();
});

test('a hostile draft runs nothing, breaks nothing and hides nothing', async () => {
  const { page, wrong, elsewhere, close } = await opened();
  const hostile = [
    '<script>window.ran = 1</script><img src="https://evil.test/x" onerror="window.ran = 2">',
    '“<svg onload=window.ran=3>Critics” say TK [x](javascript:window.ran=4) <style>body{display:none}</style>',
    'Critics\u202e say\u2066 TK \u200f\u061c\u0007\u0000 אמרה השרה TK',
    `${'TK '.repeat(3000)}${'x'.repeat(200_000)}`,
    '\ud83d\ude00 \ud83d Critics admitted \udc00 it',
  ].join('\n\n');
  await write(page, hostile);
  await page.waitForFunction(() => document.querySelectorAll('.finding').length > 3);
  await page.locator('#tab-actors').click();
  await page.locator('#tab-sources').click();
  await page.locator('#tab-findings').click();
  await page.locator('#report').click();
  await page.locator('iframe[data-ready]').waitFor();
  await page.keyboard.press('Escape');
  assert.equal(await page.evaluate(() => window.ran), undefined);
  assert.equal(await page.locator('#panels :is(script, img, svg, style)').count(), 0);
  assert.ok(await page.locator('#editor').isVisible());
  await page.locator('.cm-content').focus();
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('Still here. ');
  assert.match(await text(page), /^Still here\. <script>/);
  assert.deepEqual(wrong.filter((it) => !/sandboxed/.test(it)), []);
  await paste(page, { 'text/html': '<img src=x onerror="window.ran=5"><script>window.ran=6</script><p onclick="window.ran=7">words</p>', 'text/plain': '' });
  assert.match(await text(page), /^Still here\. words/);
  assert.equal(await page.evaluate(() => window.ran), undefined);
  assert.deepEqual(elsewhere, []);
  await close();
});

/** A draft of so many words, with something to say on each paragraph. */
function long(words) {
  const paragraph = 'Critics say the harbour would cost $4.2 million, and the council claimed that nobody had asked for it. Lena Ostrow, the director, said on Monday that the pier was old and that the goose, which had lived under it for nine years, would be looked after by TK until the work was done.';
  const each = paragraph.split(' ').length;
  return Array.from({ length: Math.ceil(words / each) }, (_, at) => `${at + 1}. ${paragraph}`);
}

/** How long each task took the page's own thread while something was done, in milliseconds of its work, the longest first. On a
 * machine that does other things too, the clock tells of those; the thread's own time does not. */
async function tasks(page, done) {
  await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline', '__metadata'] });
  await done();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  const main = new Set(traceEvents.filter((it) => it.name === 'thread_name' && it.args.name === 'CrRendererMain').map((it) => `${it.pid} ${it.tid}`));
  const ran = traceEvents.filter((it) => it.name.endsWith('RunTask') && main.has(`${it.pid} ${it.tid}`) && it.tdur !== undefined);
  assert.ok(ran.length > 1000, `the tasks are measured: ${ran.length}`);
  return ran.map((it) => it.tdur / 1000).sort((a, b) => b - a);
}

test('ten thousand words are typed in, and no task on the page takes 50 ms', async () => {
  const { page, close } = await opened();
  await write(page, '# A long story');
  await page.keyboard.press('Control+End');
  const took = await tasks(page, async () => {
    for (const paragraph of long(10_000)) await page.keyboard.insertText(`\n\n${paragraph}`);
    for (const place of ['Control+End', 'Control+Home']) {
      await page.keyboard.press(place);
      await page.keyboard.type('Critics said that it would take longer than anybody had thought. ', { delay: 20 });
    }
    await page.waitForFunction(() => document.querySelectorAll('.finding').length > 300, undefined, { timeout: 120000 });
    await page.waitForTimeout(500);
  });
  console.log(`# the longest tasks, of ${took.length}: ${took.slice(0, 5).map((it) => it.toFixed(1)).join(', ')} ms`);
  await shot(page, 'long');
  assert.deepEqual(took.filter((it) => it >= 50), []);
  await close();
});

test('axe finds nothing amiss, in light and dark, on a desk and a phone, in each tab and dialog', async () => {
  for (const [name, options] of [['light', {}], ['dark', { colorScheme: 'dark' }], ['phone', { viewport: PHONE, hasTouch: true, isMobile: true }]]) {
    const { page, close } = await opened({ ...options, bypassCSP: true });
    const axe = async (where) => {
      await page.evaluate(AXE);
      const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ['violations'] }));
      assert.deepEqual(violations.map((it) => `${it.id}: ${it.nodes.map((node) => node.html).join(' ')}`), [], `${name}, ${where}`);
    };
    await axe('findings');
    await page.locator('.finding').first().click();
    await axe('a finding in hand');
    await shot(page, name);
    for (const tab of ['actors', 'sources']) {
      await page.locator(`#tab-${tab}`).click();
      await page.locator(`#panel-${tab} .card`).first().waitFor();
      await axe(tab);
    }
    for (const dialog of ['about', 'newsroom']) {
      await page.locator(`#${dialog}`).click();
      await axe(dialog);
      await shot(page, `${name}-${dialog}`);
      await page.keyboard.press('Escape');
    }
    await page.locator('.cm-content').focus();
    await page.keyboard.press('Control+f');
    await page.locator('.cm-search').waitFor();
    await axe('search');
    await close();
  }
});

test('nothing sticks out on a phone, and a finding is a tap away', async () => {
  for (const viewport of [PHONE, SMALL]) {
    const { page, close } = await opened({ viewport, hasTouch: true, isMobile: true });
    const wide = () => page.evaluate((width) => document.documentElement.scrollWidth - width, viewport.width);
    assert.ok((await wide()) <= 0, `too wide by ${await wide()} at ${viewport.width}`);
    for (const control of await page.locator('header :is(button, select)').all()) {
      const { x, width } = await control.boundingBox();
      assert.ok(x >= 0 && x + width <= viewport.width, `${await control.getAttribute('id')} is out of sight at ${viewport.width}`);
    }
    await page.locator('.finding', { hasText: '“TK”' }).tap();
    const mark = page.locator('.cm-lintRange', { hasText: /^TK$/ });
    await page.waitForTimeout(300);
    const box = await mark.boundingBox();
    assert.ok(box && box.y > 0 && box.y < viewport.height / 2 + 100, `the words are in sight: ${JSON.stringify(box)}`);
    await shot(page, `phone-${viewport.width}`);
    await write(page, `${'Donaudampfschifffahrtsgesellschaftskapitaensmuetze'.repeat(4)} is TK.`);
    await page.waitForFunction(() => document.querySelectorAll('.finding').length >= 1);
    assert.ok((await wide()) <= 0, `too wide by ${await wide()} with a long word`);
    await close();
  }
});
