// Drafts of a folder that are not open: their names count for those that are.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';

import { Editor } from './editor.mjs';

const RIGHT = 'The talks were led by Sergey Petrenko, the deputy minister. It was late when Sergey Petrenko left.\n';
const ODD = 'The talks were led by Sergei Petrenko, the deputy minister, and went on for three hours.\n';
const told = (diagnostics) => diagnostics.find((it) => it.code === 'inconsistent-spelling');

test('a name that a draft on the disk writes otherwise is reported for as long as it does', async () => {
  const editor = await Editor.start({ files: { 'one.md': RIGHT, '.gitignore': 'old.md\n', 'old.md': ODD.repeat(3) } });
  await editor.open('two.md', ODD);
  const found = told(await editor.diagnostics('two.md', { until: told }));
  assert.match(found.message, /“Sergei Petrenko” is spelled “Sergey Petrenko” in one\.md/);
  const changed = (name, type) => editor.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: editor.uri(name), type }] });
  editor.write('one.md', 'The talks went on.\n');
  changed('one.md', 2);
  await editor.diagnostics('two.md', { until: (it) => !told(it) });
  editor.write('three.md', RIGHT);
  changed('three.md', 1);
  assert.match(told(await editor.diagnostics('two.md', { until: told })).message, /in three\.md/);
  fs.rmSync(path.join(editor.folder, 'three.md'));
  changed('three.md', 3);
  await editor.diagnostics('two.md', { until: (it) => !told(it) });
  // What stands in the editor counts for more than what lies on the disk, until it is closed.
  await editor.open('one.md', RIGHT);
  await editor.diagnostics('two.md', { until: told });
  editor.close('one.md');
  await editor.diagnostics('two.md', { until: (it) => !told(it) });
  assert.equal(await editor.stop(), 0);
});
