// The source report in a real browser, headless: what a reader sees on a screen, a phone and paper, with a keyboard and a
// screen reader; and what a hostile draft can do, which is nothing. Screenshots for people come to lie in SHOTS.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { AXE, COPYDESK, DESKTOP, folder, HOSTILE, HURT, open, PHONE, shot, SHOTS, SMALL, tooWide } from './browser.mjs';

/** Makes a report; gives the page's path. */
function report(name, ...paths) {
  const file = path.join(folder, `${name}.html`);
  const made = spawnSync(COPYDESK, ['report', ...paths, '-o', file], { encoding: 'utf8' });
  assert.equal(made.status, 0, made.stderr);
  return file;
}

/** What a command prints as JSON, one object a line. */
function lines(...command) {
  const done = spawnSync(COPYDESK, command, { encoding: 'utf8', maxBuffer: 1 << 28 });
  assert.ok(done.status === 0 || done.status === 1, done.stderr);
  return done.stdout.trim().split('\n').map((line) => JSON.parse(line));
}

const shown = (page) => page.locator('.note:visible').allInnerTexts();

test('the page loads nothing, runs nothing and has no dead links', async () => {
  for (const [name, ...paths] of [['one', 'tests/drafts/news-faulty.md'], ['several', 'tests/drafts']]) {
    const file = report(name, ...paths);
    const { page, asked, wrong, close } = await open(file);
    assert.deepEqual(asked, [pathToFileURL(file).href]);
    assert.deepEqual(wrong, []);
    const links = await page.evaluate(() => {
      const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
      const targets = [...document.querySelectorAll('a[href^="#"]')].map((link) => link.getAttribute('href').slice(1));
      const described = [...document.querySelectorAll('[aria-describedby]')].map((it) => it.getAttribute('aria-describedby'));
      return {
        scripts: document.scripts.length,
        twice: ids.filter((id, at) => ids.indexOf(id) !== at),
        dead: [...targets, ...described].filter((target) => !document.getElementById(target)),
        count: targets.length,
      };
    });
    assert.deepEqual({ ...links, count: links.count > 50 }, { scripts: 0, twice: [], dead: [], count: true });
    await shot(page, name);
    if (name === 'one') await shot(page, 'one-whole', true);
    await close();
  }
});

test('marks are explained where the pointer, the keyboard or a finger is', async () => {
  const file = report('marks', 'tests/drafts/news-faulty.md');
  const { page, close } = await open(file);
  assert.deepEqual(await shown(page), [], 'nothing is explained before it is asked for');
  await page.locator('.mark.cue', { hasText: 'told the meeting' }).or(page.locator('.mark.cue').nth(1)).first().hover();
  const notes = await shown(page);
  assert.equal(notes.length, 1, `one explanation at a time: ${notes}`);
  assert.match(notes[0], /Says who\?|Nobody is named/);
  await shot(page, 'hover');
  const beside = await page.evaluate(() => {
    const note = [...document.querySelectorAll('.note')].find((it) => it.checkVisibility()).getBoundingClientRect();
    const text = document.querySelector('.text').getBoundingClientRect();
    return note.left >= text.right && note.right <= innerWidth;
  });
  assert.ok(beside, 'the explanation stands beside the text and within the window');

  await page.mouse.move(0, 0);
  const quotation = page.locator('.content.direct:not(:has(.mark))').first();
  await quotation.hover();
  const quoted = await shown(page);
  assert.equal(quoted.length, 1, `a quotation is explained too: ${quoted.join(' | ')}`);
  await page.mouse.move(0, 0);
  await page.locator('.mark').first().focus();
  assert.equal((await shown(page)).length, 1);
  await page.keyboard.press('Tab');
  assert.equal((await shown(page)).length, 1, 'the next mark takes over');
  const described = await page.evaluate(() => document.getElementById(document.activeElement.getAttribute('aria-describedby')).checkVisibility());
  assert.ok(described, 'what is seen is what a screen reader says');
  await close();

  for (const [name, viewport, paths] of [['phone', PHONE, 'tests/drafts/news-faulty.md'], ['phone-several', PHONE, 'tests/drafts'], ['phone-small', SMALL, 'tests/drafts']]) {
    const phone = await open(report(name, paths), { viewport, hasTouch: true, isMobile: true });
    await phone.page.locator('.claim-mark').first().tap();
    assert.equal((await shown(phone.page)).length, 1, `${name}: a tap explains`);
    // Measured by the screen, not by the window, which on a phone grows with a page that is too wide.
    const note = await phone.page.evaluate(() => {
      const { left, right, top, bottom } = [...document.querySelectorAll('.note')].find((it) => it.checkVisibility()).getBoundingClientRect();
      return { left, right, top, bottom };
    });
    const within = note.left >= 0 && note.right <= viewport.width && note.bottom <= viewport.height + 1 && note.top > 0;
    assert.ok(within, `${name}: the explanation fits on the screen: ${JSON.stringify(note)}`);
    await shot(phone.page, name);
    if (name === 'phone') await shot(phone.page, 'phone-whole', true);
    await phone.close();
  }
});

test('nothing sticks out on a phone, whatever the drafts', async () => {
  const long = path.join(folder, 'long.md');
  const name = 'Donaudampfschifffahrtsgesellschaftskapitaensmuetze';
  fs.writeFileSync(long, `# ${name} speaks\n\n"We will not stop the ferry this year," said Anna ${name}, the mayor of Bridport.\n`);
  for (const [name, ...paths] of [['wide', 'tests/drafts'], ['long', long], ['wide-long', 'tests/drafts', long]]) {
    const file = report(name, ...paths);
    for (const viewport of [PHONE, SMALL]) {
      const { page, close } = await open(file, { viewport, hasTouch: true, isMobile: true });
      assert.ok(await tooWide(page, viewport) <= 0, `${name} at ${viewport.width}: too wide by ${await tooWide(page, viewport)}`);
      if (name === 'wide') {
        await page.locator('#overview table').last().evaluate((it) => it.scrollIntoView({ behavior: 'instant' }));
        await shot(page, `overview-${viewport.width}`);
      }
      await close();
    }
  }
});

test('a finding leads to its words and back, and an actor to the card', async () => {
  const { page, close } = await open(report('links', 'tests/drafts/news-faulty.md'));
  await page.locator('.findings li a:text-matches("^Line")').first().click();
  const mark = page.locator('.found-mark:target');
  assert.ok(await mark.isVisible());
  await mark.click();
  assert.ok(await page.locator('.findings li:target').isVisible());
  await page.locator('a.mark.source.named').first().click();
  assert.ok(await page.locator('.card:target').isVisible());
  await close();
});

test('the chart and the map say in words what they draw', async () => {
  const { page, close } = await open(report('chart', 'tests/drafts/news-faulty.md'));
  const chart = await page.evaluate(() => {
    const rows = [...document.querySelectorAll('.voices tbody tr')].map((row) => Number(row.querySelector('.count').textContent));
    const wide = [...document.querySelectorAll('.voices tbody svg')].map((svg) =>
      [...svg.querySelectorAll('rect')].reduce((sum, rect) => sum + Number(rect.getAttribute('width')), 0));
    return { rows, wide, labels: [...document.querySelectorAll('.voices svg')].map((svg) => svg.getAttribute('aria-label')) };
  });
  assert.ok(chart.rows.length > 4);
  assert.deepEqual(chart.rows, [...chart.rows].sort((a, b) => b - a), 'the most words first');
  chart.rows.forEach((words, row) => assert.ok(Math.abs(chart.wide[row] / 1000 - words / chart.rows[0]) < 0.01, `bar ${row}`));
  chart.labels.forEach((label, row) => assert.match(label, new RegExp(`: ${chart.rows[row]} words?, `)));
  const strips = await page.locator('.map tbody tr').count();
  assert.equal(strips, chart.rows.length, 'the map has a line for each voice');
  await close();
});

const SPOKEN = `# Berg speaks of the ferry

Anna Berg, the mayor of Bridport, said on Monday that the ferry would stop for a month. Piet Janssen, an engineer, said that it would not.

The pier is old.

"We cannot go on like this," Berg said. She said that the pier was "rotten to the core" and old.
`;

test('the map shows a voice where inspect finds its words', async () => {
  const draft = path.join(folder, 'map.md');
  fs.writeFileSync(draft, SPOKEN);
  const [found] = lines('inspect', '--offsets', 'utf16', draft);
  const berg = found.actors.find((actor) => actor.name === 'Anna Berg').id;
  // Each word that is no headline's, and whether it is hers, and quoted.
  const headline = SPOKEN.indexOf('\n');
  const words = [...SPOKEN.matchAll(/\S+/g)].filter((word) => word.index > headline);
  const said = found.attributions.filter((it) => it.actor === berg).flatMap((it) => it.content);
  const quotations = [...SPOKEN.matchAll(/"[^"]*"/g)].map((it) => [it.index, it.index + it[0].length]);
  const inside = (at, spans) => spans.some(([start, end]) => start <= at && at < end);
  const marks = [];
  let before;
  words.forEach(({ index, 0: word }, number) => {
    // A word starts behind its quotation mark.
    const at = word.startsWith('"') ? index + 1 : index;
    const paragraph = SPOKEN.slice(0, index).split('\n\n').length;
    const here = inside(at, said) && { kind: inside(at, quotations) ? 'quoted' : 'told', paragraph };
    if (here && before && before.kind === here.kind && before.paragraph === paragraph) marks.at(-1).words += 1;
    else if (here) marks.push({ kind: here.kind, first: number, words: 1 });
    before = here;
  });
  assert.deepEqual(marks.map((mark) => mark.kind), ['told', 'quoted', 'told', 'quoted', 'told'], 'what is known of this voice');
  const place = (word) => Math.floor(word * 1000 / words.length);
  const expected = marks.map(({ kind, first, words: count }) => ({ kind, x: place(first), width: Math.max(4, place(first + count) - place(first)) }));

  const { page, close } = await open(report('map', draft));
  const row = page.locator('.map tbody tr', { has: page.getByText('Anna Berg', { exact: true }) });
  const drawn = await row.locator('rect:not(.ground)').evaluateAll((rects) => rects.map((it) => (
    { kind: it.getAttribute('class'), x: Number(it.getAttribute('x')), width: Number(it.getAttribute('width')) })));
  assert.deepEqual(drawn, expected);
  // So it is seen: each mark lies that far from the strip's left, in the colour of its kind in the bar above.
  const seen = await row.evaluate((row) => {
    const strip = row.querySelector('svg').getBoundingClientRect();
    return [...row.querySelectorAll('rect:not(.ground)')].map((it) => {
      const box = it.getBoundingClientRect();
      const bar = document.querySelector(`.whole rect.${it.getAttribute('class')}`);
      return { x: ((box.left - strip.left) / strip.width) * 1000, alike: getComputedStyle(it).fill === getComputedStyle(bar).fill };
    });
  });
  seen.forEach((it, number) => assert.ok(Math.abs(it.x - expected[number].x) < 1 && it.alike, `mark ${number}: ${JSON.stringify(it)}`));
  await close();
});

/** The sources of the ledger that are told apart, at first hand, by kind. */
function sourcesOf(found) {
  const counts = {};
  for (const source of found.ledger) {
    if (source.first_hand && source.kind !== 'pronoun') counts[source.kind] = (counts[source.kind] ?? 0) + 1;
  }
  return counts;
}

const COLUMNS = { Words: 'words', Named: 'named', Described: 'described', Documents: 'document', Unnamed: 'anonymous', Vague: 'vague' };

test('the numbers of each draft are those of inspect and check, wherever the page gives them', async () => {
  const file = report('numbers', 'tests/drafts');
  const inspected = lines('inspect', '--offsets', 'utf16', 'tests/drafts');
  const checked = JSON.parse(spawnSync(COPYDESK, ['check', '--format', 'json', 'tests/drafts'], { encoding: 'utf8', maxBuffer: 1 << 28 }).stdout);
  const { page, close } = await open(file);
  const number = (text) => Number(text.replaceAll(',', ''));
  const overview = await page.evaluate(() => {
    const heads = [...document.querySelectorAll('.drafts thead th')].map((it) => it.textContent);
    return [...document.querySelectorAll('.drafts tbody tr')].map((row) => Object.fromEntries([...row.cells].map((cell, at) => [heads[at], cell.innerText])));
  });
  const articles = await page.evaluate(() => [...document.querySelectorAll('article')].map((it) => ({
    name: it.querySelector('.file').textContent,
    glance: [...it.querySelectorAll('.glance li')].map((one) => one.innerText.replace(/\s+/g, ' ')),
    kinds: [...it.querySelectorAll('.kinds tbody tr')].map((row) => [row.querySelector('.kind').textContent, Number(row.cells[1].textContent), row.cells[2].querySelectorAll('li').length]),
    voices: [...it.querySelectorAll('.voices tbody tr')].filter((row) => !row.querySelector('.kind')).map((row) => [row.querySelector('bdi').textContent, Number(row.cells[2].textContent)]),
  })));
  assert.deepEqual(articles.map((it) => it.name), inspected.map((it) => it.path));
  assert.equal(overview.length, inspected.length);
  assert.ok(inspected.length > 5);

  articles.forEach((article, at) => {
    const { path: name, sources } = inspected[at];
    const row = overview[at];
    const expected = sourcesOf(inspected[at]);
    const of = (kind) => expected[kind] ?? 0;
    const shown = Object.fromEntries(article.kinds.map(([kind, count]) => [COLUMNS[kind] ?? kind, count]));
    for (const [column, kind] of Object.entries(COLUMNS).slice(1)) {
      assert.equal(shown[kind] ?? 0, of(kind), `${name}: ${column} by kind`);
      assert.equal(number(row[column]), of(kind), `${name}: ${column} in the overview`);
    }
    for (const [kind, count, listed] of article.kinds) assert.equal(listed, count, `${name}: as many ${kind} as are counted`);
    const told = { named: of('named'), described: of('described') + of('vague'), anonymous: of('anonymous'), documents: of('document') };
    assert.deepEqual(sources, told, name);

    const unnamed = of('described') + of('anonymous') + of('vague');
    assert.ok(article.glance.includes(`${of('named')} named sources`), `${name}: ${article.glance}`);
    assert.ok(article.glance.includes(`${unnamed} without a name`), `${name}: ${article.glance}`);
    assert.ok(article.glance.includes(`${of('document')} documents`), `${name}: ${article.glance}`);
    assert.equal(article.glance[0], `${row.Words} words`, name);

    const open = inspected[at].sentences.filter((it) => it.need !== 'none').length;
    assert.equal(number(row['Claims without a source']), open, name);
    assert.ok(article.glance.includes(`${open} claims without a source`), `${name}: ${article.glance}`);

    const badges = Object.fromEntries([...row.Findings.matchAll(/(\d+) (error|warning|info|hint)/g)].map(([, count, severity]) => [severity, Number(count)]));
    const severities = {};
    for (const it of checked.diagnostics.filter((it) => it.path === name)) severities[it.severity] = (severities[it.severity] ?? 0) + 1;
    assert.deepEqual(badges, severities, `${name}: ${row.Findings}`);
  });
  assert.equal(overview.length, checked.summary.files);
  assert.equal(overview.reduce((sum, row) => sum + number(row.Words), 0), checked.summary.words);

  // Who speaks most: the words of all drafts added up.
  const spoken = {};
  const named = articles.map((it) => it.voices.filter(([name]) => name !== 'Nobody is named'));
  for (const [name, words] of named.flat()) spoken[name] = (spoken[name] ?? 0) + words;
  const most = await page.evaluate(() => [...document.querySelectorAll('.speakers tbody tr')].map((row) => [row.cells[0].textContent, row.cells[1].textContent]));
  assert.ok(most.length > 10);
  assert.deepEqual(most.map(([name, words]) => [name, number(words)]), most.map(([name]) => [name, spoken[name]]));
  assert.equal(number(most[0][1]), Math.max(...Object.values(spoken)));

  // A draft's link leads to its part of the page, there and below.
  for (const table of ['.drafts', '.speakers']) {
    const link = page.locator(`${table} tbody a`).last();
    const target = (await link.getAttribute('href')).slice(1);
    await link.click();
    const article = page.locator('article:target');
    assert.equal(await article.getAttribute('id'), target);
    assert.equal(await article.locator('h2').textContent(), await link.textContent());
    await page.waitForFunction(() => Math.abs(document.querySelector('article:target').getBoundingClientRect().top) < innerHeight / 2);
  }
  await close();
});

test('marks can be switched off', async () => {
  const { page, close } = await open(report('switches', 'tests/drafts/news-faulty.md'));
  const sight = (selector) => page.locator(selector).first().evaluate((it) => {
    const style = getComputedStyle(it);
    return [style.display, style.textDecorationLine, style.backgroundColor].join(' ');
  });
  for (const [id, selector] of [
    ['show-quotes', '.text .quoted'],
    ['show-told', '.text .content.indirect'],
    ['show-attributions', '.text .cue'],
    ['show-claims', '.claim-mark'],
    ['show-names', '.text .mention'],
    ['show-findings', '.found-mark'],
  ]) {
    const before = await sight(selector);
    await page.locator(`#${id}`).uncheck();
    assert.notEqual(await sight(selector), before, id);
  }
  await shot(page, 'switched-off');
  await close();
});

test('readable for everybody: axe finds nothing, in the light, in the dark, on a phone', async () => {
  const files = [report('axe-one', 'tests/drafts/news-faulty.md'), report('axe-several', 'tests/drafts/brief-ferry.md', 'tests/drafts/brief-quarry.md')];
  for (const file of files) {
    for (const options of [{}, { colorScheme: 'dark' }, { viewport: PHONE, isMobile: true, colorScheme: 'dark' }]) {
      const { page, close } = await open(file, options);
      await page.evaluate(AXE);
      const found = await page.evaluate(async () => (await axe.run(document, { resultTypes: ['violations'] })).violations.map(
        (it) => `${it.id}: ${it.nodes.slice(0, 3).map((node) => `${node.target} ${node.failureSummary}`).join(' | ')}`));
      assert.deepEqual(found, [], JSON.stringify(options));
      const wide = await tooWide(page, options.viewport ?? DESKTOP);
      assert.ok(wide <= 0, `nothing sticks out to the right: ${wide}`);
      if (options.colorScheme && file === files[0]) await shot(page, options.viewport ? 'phone-dark' : 'dark', true);
      await close();
    }
  }
});

test('in VS Code the editor\u2019s theme counts, not the system\u2019s', async () => {
  const file = report('theme', 'tests/drafts/brief-ferry.md');
  for (const [system, theme, dark] of [['light', 'vscode-dark', true], ['dark', 'vscode-light', false], ['light', 'vscode-high-contrast', true],
    ['dark', 'vscode-high-contrast vscode-high-contrast-light', false], ['light', '', false], ['dark', '', true]]) {
    const { page, close } = await open(file, { colorScheme: system });
    await page.evaluate((theme) => { document.body.className = theme; }, theme);
    const [red] = await page.evaluate(() => getComputedStyle(document.body).backgroundColor.match(/\d+/g).map(Number));
    assert.equal(red < 128, dark, `${system} system, “${theme}”`);
    await close();
  }
});

test('on paper there are no explanations, and all sections', async () => {
  const { page, close } = await open(report('paper', 'tests/drafts/news-faulty.md'));
  await page.locator('.mark').first().focus();
  await page.emulateMedia({ media: 'print' });
  assert.deepEqual(await shown(page), []);
  for (const heading of await page.locator('h3').all()) assert.ok(await heading.isVisible());
  // What is folded on a screen is all there on paper, which nobody can unfold.
  const folded = page.locator('details .card');
  assert.ok(await folded.count() > 0);
  for (const card of await folded.all()) {
    assert.ok(await card.isVisible(), await card.textContent());
    assert.ok((await card.boundingBox()).height > 20);
  }
  await page.emulateMedia({ media: 'screen' });
  assert.ok(await folded.first().isHidden());
  await page.emulateMedia({ media: null });
  const pdf = path.join(SHOTS, 'paper.pdf');
  await page.pdf({ path: pdf, format: 'A4' });
  const names = await folded.locator('h4').allTextContents();
  const printed = spawnSync('pdftotext', ['-raw', pdf, '-'], { encoding: 'utf8' });
  // Poppler is on many machines, and where it is, the paper itself is read.
  if (printed.status === 0) {
    const [, cards] = printed.stdout.match(/Named, but not speaking: \d+\n([^]*?)\nFindings\n/);
    for (const name of names) assert.ok(cards.includes(name), `${name} is printed`);
  }
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize({ width: 794, height: 1123 });
  await shot(page, 'paper', true);
  await close();
});

test('a hostile draft is shown as words and does nothing', async () => {
  const draft = path.join(folder, `x" onload=${HURT} <img src=x onerror=${HURT}>.md`);
  fs.writeFileSync(draft, HOSTILE);
  fs.writeFileSync(path.join(folder, 'actors.toml'), `[[actor]]\nname = "Anna Berg"\nkind = "person"\nlink = "javascript:${HURT}"\ndescription = "<img src=x onerror=${HURT}>"\n`);
  fs.writeFileSync(path.join(folder, 'copydesk.toml'), 'roster = ["actors.toml"]\n');
  for (const [name, ...paths] of [['hostile', draft], ['hostiles', draft, 'tests/drafts/brief-ferry.md']]) {
    const file = report(name, ...paths);
    const { page, asked, wrong, close } = await open(file);
    // Everything that could be set off is set off.
    await page.evaluate(() => document.querySelectorAll('*').forEach((it) => ['mouseover', 'focus', 'load', 'error'].forEach((event) => it.dispatchEvent(new Event(event)))));
    for (const link of await page.locator('.mark').all()) await link.focus();
    const seen = await page.evaluate(() => ({
      hurt: window.hurt,
      elements: document.querySelectorAll('script, img, iframe, object, embed, form, link, base, video, audio').length,
      handlers: [...document.querySelectorAll('*')].filter((it) => [...it.attributes].some((one) => /^on|^style$/i.test(one.name))).length,
      links: [...document.querySelectorAll('a')].filter((it) => !/^(#|https?:)/.test(it.getAttribute('href'))).length,
      styles: document.querySelectorAll('style').length,
      text: document.body.textContent,
    }));
    assert.deepEqual({ ...seen, text: '' }, { hurt: undefined, elements: 0, handlers: 0, links: 0, styles: 1, text: '' });
    assert.deepEqual(asked, [pathToFileURL(file).href]);
    assert.deepEqual(wrong, []);
    assert.ok(seen.text.includes(`<script>${HURT}</script>`), 'the words are there to read');
    if (name === 'hostile') await shot(page, 'hostile', true);
    await close();
  }
});

test('should markup ever get through, the policy still lets it do nothing', async () => {
  const file = report('policy', 'tests/drafts/brief-ferry.md');
  // What counts is what arrives: the browser reports a request also where the policy stops it before it is sent.
  const arrived = [];
  const server = http.createServer((request, answer) => {
    arrived.push(request.url);
    answer.end();
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const outside = `http://127.0.0.1:${server.address().port}`;
  const inserted = `<script>${HURT}</script><img src="${outside}/x.png" onerror="${HURT}"><a id="bait" href="javascript:${HURT}">x</a><style>body{display:none}</style><p id="styled" style="color:red">x</p><form action="${outside}/form"><button id="send">x</button></form>`;
  const guarded = fs.readFileSync(file, 'utf8').replace('<main', `${inserted}<main`);
  const bare = path.join(folder, 'bare.html');
  fs.writeFileSync(bare, guarded.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, ''));
  const unguarded = await open(bare);
  assert.equal(await unguarded.page.evaluate(() => window.hurt), 1, 'without the policy the bait is taken');
  assert.deepEqual(arrived, ['/x.png']);
  await unguarded.close();
  arrived.length = 0;

  fs.writeFileSync(file, guarded);
  const { page, close } = await open(file);
  await page.locator('#bait').click();
  await page.evaluate(() => document.querySelector('form').requestSubmit());
  const seen = await page.evaluate(() => ({ hurt: window.hurt, shown: getComputedStyle(document.body).display, color: getComputedStyle(document.querySelector('#styled')).color === 'rgb(255, 0, 0)' }));
  assert.deepEqual(seen, { hurt: undefined, shown: 'block', color: false });
  await page.waitForTimeout(500);
  assert.deepEqual(arrived, []);
  await close();
  server.close();
});
