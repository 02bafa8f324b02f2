// Runs host/index.js inside the extension host of a real workbench: no mocks of the `vscode` API.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { sleep, start } from './workbench.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
// As it is packed, with its program.
const extension = path.resolve(here, '../../../editors/vscode/dist/extension');
const bench = await start({
  files: {
    'draft.md': '# Harbour\n\nMayor Ines Halloran said no. “Müßig – 😀,” Halloran said.\n\n😀 ä: Critics say the ferry is too small.\n',
    'copydesk.toml': '[rules]\nloaded-verb = "off"\n',
  },
  // In a browser the workbench saves by itself after a second; what is marked before that is to be seen.
  user: { 'files.autoSave': 'off' },
  // Without this option the workbench does not read from its address which tests to run.
  options: ['--vscode-option', 'enable-smoke-test-driver'],
  install: false,
});
const ended = new Promise((done) => {
  bench.page.exposeFunction('codeAutomationExit', done);
  bench.page.exposeFunction('codeAutomationLog', (_, words) => {
    const text = words.join(' ');
    if (text.includes('[host]')) console.log(text.replace(/^.*\[host\] /s, ''));
  });
});
await sleep(200);
await bench.open([
  ['extensionDevelopmentPath', bench.remote(extension)],
  ['extensionTestsPath', bench.remote(path.join(here, 'host/index.js'))],
]);
const status = await Promise.race([ended, sleep(240000).then(() => 2)]);
if (status === 2) console.log('not ok 1 - VS Code, extension host: the tests ended in time');
await bench.shot('host');
await bench.close();
process.exit(status);
