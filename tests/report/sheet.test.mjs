// The sheets in a real browser, headless: what a person can do with them on a screen, a phone and paper; and what a hostile draft
// can do in any of their formats, which is nothing. Screenshots for people come to lie in SHOTS.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { AXE, COPYDESK, DESKTOP, folder, HOSTILE, HURT, open, PHONE, shot, SHOTS, SMALL, tooWide } from './browser.mjs';

/** The options of each kind of sheet. */
const KINDS = { facts: [], legal: ['--legal'] };

/** Makes a sheet; gives the file's path. */
function sheet(file, kind, ...paths) {
  const target = path.join(folder, file);
  const made = spawnSync(COPYDESK, ['sheet', ...KINDS[kind], ...paths, '-o', target], { encoding: 'utf8' });
  assert.equal(made.status, 0, made.stderr);
  return target;
}

for (const kind of Object.keys(KINDS)) {
  test(`${kind}: everybody can read it, tick it and write on it, on a screen and on a phone`, async () => {
    const files = [sheet(`${kind}.html`, kind, 'tests/drafts/news-faulty.md'), sheet(`${kind}-all.html`, kind, 'tests/drafts')];
    for (const file of files) {
      for (const options of [{}, { colorScheme: 'dark' }, { viewport: PHONE, isMobile: true }, { viewport: SMALL, isMobile: true, colorScheme: 'dark' }]) {
        const { page, asked, wrong, close } = await open(file, options);
        assert.deepEqual(asked, [pathToFileURL(file).href]);
        assert.deepEqual(wrong, []);
        assert.equal(await page.evaluate(() => document.scripts.length), 0);
        const wide = await tooWide(page, options.viewport ?? DESKTOP);
        assert.ok(wide <= 0, `nothing sticks out to the right: ${wide}`);
        if (file === files[0]) {
          await page.evaluate(AXE);
          const found = await page.evaluate(async () => (await axe.run(document, { resultTypes: ['violations'] })).violations.map(
            (it) => `${it.id}: ${it.nodes.slice(0, 3).map((node) => `${node.target} ${node.failureSummary}`).join(' | ')}`));
          assert.deepEqual(found, [], JSON.stringify(options));
          await shot(page, `sheet-${kind}-${options.viewport ? `phone-${options.viewport.width}` : options.colorScheme ?? 'light'}`);
        }
        await close();
      }
    }
    const { page, close } = await open(files[0]);
    const boxes = page.locator('tbody input[type=checkbox]');
    assert.equal(await boxes.count(), await page.locator('td.fill').count());
    await boxes.first().check();
    await page.keyboard.press('Tab');
    await page.keyboard.type('<b>seen</b>');
    const written = page.locator('td.fill div').first();
    assert.equal(await written.textContent(), '<b>seen</b>', 'the next stop of the Tab key is the cell to write in');
    assert.equal(await written.locator('b').count(), 0);
    const numbers = await page.locator('td.no').allTextContents();
    assert.deepEqual(numbers, numbers.map((_, at) => String(at + 1)));
    await close();
  });

  test(`${kind}: on paper every row has its box and its cell, and none is cut in two`, async () => {
    const { page, close } = await open(sheet(`${kind}-paper.html`, kind, 'tests/drafts/news-faulty.md'));
    const pdf = path.join(SHOTS, `sheet-${kind}.pdf`);
    await page.pdf({ path: pdf, preferCSSPageSize: true });
    const printed = spawnSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' });
    // Poppler is on many machines, and where it is, the paper itself is read.
    if (printed.status === 0) {
      const pages = printed.stdout.split('\f').filter((it) => it.trim());
      assert.ok(pages.length > 1);
      for (const [at, words] of pages.slice(0, -1).entries()) assert.match(words, /Done +No\./, `page ${at + 1} has the head of the table`);
    }
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: 1040, height: 720 });
    await shot(page, `sheet-${kind}-paper`, true);
    for (const cell of await page.locator('td.fill').all()) assert.ok((await cell.boundingBox()).width > 150);
    await close();
  });

  test(`${kind}: a hostile draft is words in every format`, async () => {
    const draft = path.join(folder, `x" onload=${HURT} <img src=x onerror=${HURT}>.md`);
    const cells = `\nAnna Berg told police that =HYPERLINK("http://127.0.0.1:9/x") and | a table | of 31 cells | were stolen by Jon Falk.\n\n"=cmd|' /C calc'!A0," Anna Berg said of the fraud.\n\n| =1+1 | @SUM(1) |\n| --- | --- |\n| -2 | +3 stole \u202edeliberately |\n`;
    fs.writeFileSync(draft, HOSTILE + cells);
    const { page, asked, wrong, close } = await open(sheet(`${kind}-hostile.html`, kind, draft));
    await page.evaluate(() => document.querySelectorAll('*').forEach((it) => ['mouseover', 'focus', 'load', 'error'].forEach((event) => it.dispatchEvent(new Event(event)))));
    const seen = await page.evaluate(() => ({
      hurt: window.hurt,
      elements: document.querySelectorAll('script, img, iframe, object, embed, form, link, base, video, audio').length,
      handlers: [...document.querySelectorAll('*')].filter((it) => [...it.attributes].some((one) => /^on|^style$/i.test(one.name))).length,
      links: [...document.querySelectorAll('a')].filter((it) => !/^(#|https?:)/.test(it.getAttribute('href'))).length,
      styles: document.querySelectorAll('style').length,
    }));
    assert.deepEqual(seen, { hurt: undefined, elements: 0, handlers: 0, links: 0, styles: 1 });
    assert.deepEqual(asked.length, 1);
    assert.deepEqual(wrong, []);
    // What turns the direction of writing in one cell leaves the others alone.
    const order = await page.evaluate(() => [...document.querySelectorAll('tbody tr:not(.sentence)')].every((row) => {
      const left = [...row.cells].map((cell) => cell.getBoundingClientRect().left);
      return left.every((it, at) => at === 0 || it > left[at - 1]);
    }));
    assert.ok(order);
    await shot(page, `sheet-${kind}-hostile`, true);
    await close();

    const table = fs.readFileSync(sheet(`${kind}-hostile.csv`, kind, draft), 'utf8');
    const read = spawnSync('python3', ['-c', 'import csv,io,json,sys; print(json.dumps(list(csv.reader(io.StringIO(sys.stdin.buffer.read().decode("utf-8-sig"))))))'], { input: table, encoding: 'utf8' });
    const rows = JSON.parse(read.stdout);
    assert.ok(rows.length >= 3 && rows.every((row) => row.length === rows[0].length), 'every row has every cell');
    for (const cell of rows.flat()) assert.doesNotMatch(cell, /^\s*[=+\-@|%\t\r]|[\u202a-\u202e\u2066-\u2069]/u, cell);

    const markdown = fs.readFileSync(sheet(`${kind}-hostile.md`, kind, draft), 'utf8');
    assert.doesNotMatch(markdown.replace(/^<!--.*-->$/m, ''), /<|[^\\]\]\(|[\u202a-\u202e\u2066-\u2069]/u);
    const lines = markdown.split('\n').filter((line) => line.startsWith('|'));
    const bars = (line) => line.match(/(?<!\\)\|/g).length;
    assert.ok(lines.length >= 3 && lines.every((line) => bars(line) === bars(lines[0])), 'every row has every cell');
  });
}
