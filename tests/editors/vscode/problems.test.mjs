// What goes wrong for people: no program, a server that dies, no folder, an unsaved draft, a broken file.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { run, sleep, start, until } from './workbench.mjs';

const draft = '# Harbour\n\nMayor Ines Halloran said no.\n\nCritics say the ferry is too small.\n';
const bench = await start({
  files: {
    'draft.md': draft,
    'old.md': Buffer.from('\x93The caf\xe9 is shut,\x94 the owner said.\n', 'latin1'),
    'copydesk.toml': '[rules]\nvague-atribution = "off"\n',
    'noted.md': '---\ncopydesk: { notes: talk.vtt }\n---\n\n“We will repair the pier in spring,” Ana Lopez, the engineer, said.\n',
    'talk.vtt': 'WEBVTT\n\n00:00:01.000 --> 00:00:09.000\n<v Ana Lopez>We will dismantle the pier in spring.\n',
    // What a folder's settings say of the program is not obeyed.
    '.vscode/settings.json': '{ "copydesk.serverPath": "/elsewhere/copydesk" }',
  },
  machine: { 'copydesk.serverPath': '/nowhere/copydesk' },
});
const { page } = bench;
const toasts = async () => (await page.locator('.notification-toast').allInnerTexts()).join('\n');
/** One message is shown, and none follows when everything is read again. */
async function toldOnce() {
  await sleep(1500);
  assert.equal(await page.locator('.notification-toast').count(), 1);
  await bench.command('Notifications: Clear All Notifications');
  const configuration = path.join(bench.folder, 'copydesk.toml');
  fs.utimesSync(configuration, new Date(), new Date());
  await page.locator('.view-line').last().click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('\n\nNobody asked TKTK.');
  await until('its mark', async () => (await page.locator('.squiggly-error').count()) >= 1);
  await page.keyboard.press('Control+S');
  await sleep(1500);
  assert.equal(await toasts(), '');
  for (let count = 0; count < '..Nobody asked TKTK.'.length; count += 1) await page.keyboard.press('Backspace');
  await page.keyboard.press('Control+S');
  await until('the mark is gone', async () => (await page.locator('.squiggly-error').count()) === 0);
}
/** The text of a draft's fact-check sheet. */
async function sheetOf(name) {
  await bench.openDraft(name);
  // Before the draft is read the command has nothing to show.
  await until('its lens', async () => /named/.test((await page.locator('.codelens-decoration').allInnerTexts()).join()));
  await bench.command('Fact-Check Sheet');
  return until('the sheet', async () => {
    for (const frame of page.frames()) {
      const text = await frame.locator('body').innerText({ timeout: 2000 }).catch(() => '');
      if (/Fact-check sheet/i.test(text) && /Ana Lopez/.test(text)) return text;
    }
    return undefined;
  });
}
const status = page.locator('.statusbar-item', { hasText: 'Copydesk' });
/** The servers that run with this profile's extension. */
function servers() {
  const found = [];
  for (const pid of fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const program = fs.readlinkSync(`/proc/${pid}/exe`);
      if (program.startsWith(bench.root) && path.basename(program) === 'copydesk') found.push(Number(pid));
    } catch {
      // It ended meanwhile, or is none of ours.
    }
  }
  return found;
}

const failed = await run('VS Code, problems', {
  async 'a program that is not there is told with a fix'() {
    await bench.openDraft('draft.md');
    const told = await until('a message', async () => {
      const text = await toasts();
      return /could not start/.test(text) && text;
    }, 60000);
    assert.match(told, /“\/nowhere\/copydesk” was not found/);
    assert.match(told, /Server Path/);
    assert.match(told, /Open the Setting/);
    assert.doesNotMatch(told, /couldn't create connection/);
    await bench.shot('t1-no-program');
    assert.match(await status.locator('a').getAttribute('aria-label'), /does not run/);
    await bench.command('Notifications: Clear All Notifications');
  },
  async 'a corrected setting starts it without more ado'() {
    fs.writeFileSync(bench.machineFile, '{}');
    await until('marks', async () => (await bench.squiggles()) > 0, 60000);
    assert.equal(servers().length, 1);
    await until('a count', async () => /1 place/.test(await status.locator('a').getAttribute('aria-label')));
  },
  async 'an error in the configuration is told once, with the line'() {
    const told = await until('a message', async () => {
      const text = await toasts();
      return /vague-atribution/.test(text) && text;
    });
    assert.match(told, /copydesk\.toml, line 2: /);
    await bench.shot('t2-configuration');
    await toldOnce();
  },
  async 'an error in a roster is told once, marked in the file, and the draft is read all the same'() {
    fs.writeFileSync(path.join(bench.folder, 'actors.toml'), '[[actor]]\nname = "Ines Halloran"\nrol = "mayor"\n');
    fs.writeFileSync(path.join(bench.folder, 'copydesk.toml'), 'roster = ["actors.toml"]\n');
    const told = await until('a message', async () => {
      const text = await toasts();
      return /actors\.toml/.test(text) && text;
    });
    assert.match(told, /rol/);
    assert.match(told, /actors\.toml, line 3: /);
    await page.keyboard.press('Control+Shift+M');
    await until('its row among the problems', async () =>
      /actors\.toml/.test((await page.locator('.markers-panel .monaco-list-row').allInnerTexts()).join('\n')));
    await bench.shot('t2-roster');
    assert.ok((await bench.squiggles()) > 0);
    await page.keyboard.press('Control+Shift+M');
    await toldOnce();
  },
  async 'a server that is killed while typing comes back'() {
    await page.locator('.view-line').last().click();
    await page.keyboard.press('Control+End');
    const [before] = servers();
    await page.keyboard.type('One TKTK');
    process.kill(before, 'SIGKILL');
    await page.keyboard.type(' and two TKTK.');
    await until('another server', () => servers().length === 1 && servers()[0] !== before);
    await until('marks of what was typed meanwhile', async () => (await page.locator('.squiggly-error').count()) >= 2);
    await bench.shot('t3-killed');
  },
  async 'a server that keeps dying is left off, with a message'() {
    await until('a message', async () => {
      const [pid] = servers();
      if (pid !== undefined) {
        await sleep(700);
        process.kill(pid, 'SIGKILL');
        await until('it is gone', () => !servers().includes(pid));
      }
      return /stopped several times/.test(await toasts());
    }, 120000);
    await bench.shot('t4-left-off');
    await bench.command('Notifications: Clear All Notifications');
    await bench.command('Restart the Server');
    await until('a server', () => servers().length === 1);
    await until('marks', async () => (await bench.squiggles()) > 0);
  },
  async 'a draft that was never saved is read'() {
    await bench.command('Open the Sample Draft');
    await until('its tab', async () => (await page.locator('.tabs-container .tab.active').innerText()).includes('Untitled'));
    await until('marks', async () => (await bench.squiggles()) >= 3);
  },
  async 'a window without a folder works, for a draft that was never saved too'() {
    await bench.openDraft('draft.md', false);
    await until('marks', async () => (await bench.squiggles()) > 0, 60000);
    await bench.command('Open the Sample Draft');
    await until('its tab', async () => (await page.locator('.tabs-container .tab.active').innerText()).includes('Untitled'));
    await until('marks', async () => (await bench.squiggles()) >= 3);
    await bench.shot('t5-no-folder');
  },
  async 'a draft in an old encoding is told of once, with the way out'() {
    await bench.openDraft('old.md');
    const told = await until('a message', async () => /another encoding/.test(await toasts()) && toasts());
    assert.match(told, /“old\.md” shows “\ufffd”/);
    await bench.shot('t7-encoding');
    await page.locator('.notification-toast .monaco-button', { hasText: 'Reopen with Encoding' }).click();
    await until('the choice', async () => /Reopen with Encoding|Save with Encoding/.test(await page.locator('.quick-input-widget').innerText()));
    await page.keyboard.press('Enter');
    await until('the encodings', async () => /UTF-8/.test(await page.locator('.quick-input-list').innerText()));
    await page.keyboard.type('Windows 1252');
    await page.keyboard.press('Enter');
    await until('its words', async () => /“The café is shut,”/.test(await bench.text()));
    assert.doesNotMatch(await toasts(), /another encoding/);
  },
  async 'beside its notes a page tells what became of the recorded words'() {
    assert.match(await sheetOf('noted.md'), /recorded in other words/);
  },
  async 'a folder that is not trusted is read all the same, and no notes in it'() {
    bench.settings({ 'security.workspace.trust.enabled': true, 'security.workspace.trust.startupPrompt': 'never' });
    await bench.openDraft('draft.md');
    await until('restricted mode', async () => /Restricted/.test(await page.locator('.statusbar').innerText()));
    await until('marks', async () => (await bench.squiggles()) > 0);
    await bench.shot('t6-not-trusted');
    const sheet = await sheetOf('noted.md');
    assert.match(sheet, /We will repair the pier/);
    assert.doesNotMatch(sheet, /recorded in other words|talk\.vtt/);
  },
  async 'without the program inside, the one on the PATH runs'() {
    await bench.openDraft('draft.md');
    await until('marks', async () => (await bench.squiggles()) > 0);
    const inside = fs.readdirSync(path.join(bench.root, 'extensions')).find((name) => name.startsWith('copydesk'));
    // The one that runs already has the new name as well, once its file is moved.
    const before = servers();
    fs.renameSync(path.join(bench.root, 'extensions', inside, 'server/copydesk'), path.join(bench.root, 'bin/copydesk'));
    await bench.command('Restart the Server');
    await until('a server of the PATH', () => servers().length === 1 && !before.includes(servers()[0]));
    await until('marks', async () => (await bench.squiggles()) > 0);
  },
}, bench);
await bench.close();
await until('no server is left behind', () => servers().length === 0, 20000).catch((error) => {
  console.log(`# ${error.message}`);
});
process.exit(failed ? 1 : 0);
