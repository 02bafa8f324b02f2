// Writes from what the program knows: schemas/copydesk.schema.json and schemas/words.schema.json, and the rules among the settings in package.json.
// usage: node schemas.mjs PATH/TO/copydesk [--check]; with --check it only says what is not as the program has it.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const [path, check] = process.argv.slice(2);
// Some of what is asked of the program is asked in another folder.
const program = resolve(path);
const { rules } = JSON.parse(execFileSync(program, ['rules', '--format', 'json'], { encoding: 'utf8' }));
const severity = ['error', 'warning', 'info', 'hint', 'off'];
const entry = (description) => ({ description, type: 'string', enum: severity });
const groups = [...new Set(rules.map((rule) => rule.group))];
const ruleTable = {
  description: 'How much each rule or group matters. A rule’s own line beats its group’s.',
  type: 'object',
  properties: Object.fromEntries([
    ...groups.map((group) => [group, entry(`All rules of the group ${group}.`)]),
    ...rules.map((rule) => [rule.name, entry(rule.summary)]),
  ]),
  additionalProperties: false,
};
const list = (description) => ({ description, type: 'array', items: { type: 'string' } });
const genre = {
  description: 'What a draft is, unless its front matter says otherwise.',
  type: 'string',
  enum: ['opinion', 'interview', 'profile', 'brief', 'news', 'live'],
};
const strictness = {
  description: 'How sure Copydesk must be before it asks for a source.',
  type: 'string',
  enum: ['quiet', 'normal', 'thorough'],
};
const some = (description) => ({ description, type: ['string', 'array'], items: { type: 'string' } });
const word = {
  description: 'A word that the newsroom avoids, or wants to be looked at each time.',
  type: 'array',
  items: {
    type: 'object',
    properties: {
      avoid: some('The word or phrase that is not used, or several. One with a capital is meant as it is written.'),
      review: some('The same, where it is not wrong but somebody should look.'),
      prefer: some('What stands there instead; where there is just one, it can be put in.'),
      reason: { description: 'Why, in a few words.', type: 'string' },
      except: some('Phrases in which the word is right.'),
      forms: {
        description: 'Whose forms the word is found in; left out, the words themselves decide.',
        type: 'string',
        enum: ['noun', 'verb', 'both', 'none'],
      },
    },
    additionalProperties: false,
  },
};
const words = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Copydesk’s words: those that a newsroom avoids, and what it prefers',
  type: 'object',
  properties: { word },
  additionalProperties: false,
};
const schema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Copydesk’s configuration',
  type: 'object',
  properties: {
    extends: { description: 'The style guide that the newsroom follows.', type: 'string', enum: ['ap', 'reuters', 'bbc', 'guardian'] },
    genre,
    strictness,
    exclude: list('Drafts that a check of a whole folder leaves out.'),
    roster: list('The files of the newsroom’s own list of actors.'),
    words: list('The files of the newsroom’s own list of words.'),
    word,
    rules: ruleTable,
    naming: {
      description: 'How actors are named.',
      type: 'object',
      properties: {
        'second-reference': {
          description: 'What stands for a person after the first mention.',
          type: 'string',
          enum: ['surname', 'honorific', 'full'],
        },
      },
      additionalProperties: false,
    },
    figures: {
      description: 'What figures and dates are compared with.',
      type: 'object',
      properties: {
        'date-keys': list('The keys of front matter that tell when a draft is published, the first before the others.'),
      },
      additionalProperties: false,
    },
    notes: {
      description: 'How quotations are checked against the notes that a draft names.',
      type: 'object',
      properties: {
        quotes: {
          description: 'Whether a quotation is word for word, or may mend grammar and leave words out that say nothing.',
          type: 'string',
          enum: ['verbatim', 'tidied'],
        },
        fillers: list('Words that may be left out of a quotation, beside “um” and the like.'),
        folders: list('Where notes lie that a draft names without a folder.'),
      },
      additionalProperties: false,
    },
    sourcing: {
      description: 'How many sources a story needs.',
      type: 'object',
      properties: {
        'single-source-words': {
          description: 'From how many words on a story that rests on one source is reported.',
          type: 'integer',
          minimum: 0,
        },
      },
      additionalProperties: false,
    },
    overrides: {
      description: 'Other severities, another genre and another strictness, for some folders.',
      type: 'array',
      items: {
        type: 'object',
        properties: { paths: list('The drafts that this is for.'), genre, strictness, rules: ruleTable },
        required: ['paths'],
        additionalProperties: false,
      },
    },
  },
  additionalProperties: false,
};
const manifest = readFileSync(new URL('package.json', import.meta.url), 'utf8');
const names = JSON.stringify(Object.keys(ruleTable.properties)).replaceAll(',', ', ');
const wanted = {
  'schemas/copydesk.schema.json': `${JSON.stringify(schema, null, 2)}\n`,
  'schemas/words.schema.json': `${JSON.stringify(words, null, 2)}\n`,
  'package.json': manifest.replace(/("propertyNames": \{ "enum": )\[[^\]]*\]/, `$1${names}`),
};

let wrong = false;
for (const [name, text] of Object.entries(wanted)) {
  const file = new URL(name, import.meta.url);
  if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
  if (check) console.error(`${name} is not what the program’s rules say; run schemas.mjs.`);
  else writeFileSync(file, text);
  wrong = check;
}

// The other settings are written by hand, since they need words of their own; what they allow is the schema's, beside an
// empty word where a setting says nothing.
const settings = JSON.parse(manifest).contributes.configuration.properties;
const { properties: { extends: style, genre: kind, strictness: dial, naming, sourcing } } = schema;
const mirrored = { extends: style, genre: kind, strictness: dial, 'naming.second-reference': naming.properties['second-reference'], 'sourcing.single-source-words': sourcing.properties['single-source-words'] };
for (const [key, { enum: words }] of Object.entries(mirrored)) {
  const setting = settings[`copydesk.${key}`];
  if (setting && String(setting.enum?.filter((word) => word)) === String(words)) continue;
  console.error(`The setting copydesk.${key} in package.json does not allow what the schema does.`);
  wrong = true;
}

// What is written by hand above is held against the program: it finds nothing wrong with what the schema allows, and the keys
// and values that it lists in its messages are the schema's.
const folder = mkdtempSync(join(tmpdir(), 'copydesk-schema-'));
const told = (configuration, roster = '') => {
  writeFileSync(join(folder, 'copydesk.toml'), configuration);
  writeFileSync(join(folder, 'actors.toml'), roster);
  return spawnSync(program, ['config'], { cwd: folder, encoding: 'utf8' }).stderr.trim();
};
const complain = (message) => {
  console.error(message);
  wrong = true;
};
const accepts = (...texts) => {
  const problem = told(...texts);
  if (problem) complain(`The schema allows this, and the program does not:\n${texts.join('\n')}\n${problem}`);
};
const lists = (what, words, ...texts) => {
  const list = /(?:; write|; it takes) (.*)/.exec(told(...texts))?.[1] ?? '';
  const known = [...list.matchAll(/`([^`]*)`/g)].map((it) => it[1]);
  if (known.sort().join() === [...words].sort().join()) return;
  complain(`The schema has the ${what} ${[...words].join(', ')}; the program lists ${known.join(', ') || 'none'}.`);
};
/** Compares one table; `head` is what stands above its keys. */
const compare = (table, name, head) => {
  lists(`keys of ${name}`, Object.keys(table.properties), `${head}no-such-key = 1`);
  for (const [key, it] of Object.entries(table.properties)) {
    const line = (value) => `${head}${key} = ${JSON.stringify(value)}`;
    if (it.enum) {
      for (const word of it.enum) accepts(line(word));
      lists(`values of ${key}`, it.enum, line('no-such-word'));
    } else if (it.type === 'integer') {
      accepts(line(it.minimum));
      if (!told(line(it.minimum - 1))) complain(`The program allows a smaller ${key} than ${it.minimum}, which the schema has.`);
    } else if (it === ruleTable) {
      const start = `${head}[${name === 'overrides' ? 'overrides.' : ''}${key}]\n`;
      for (const word of severity) accepts(start + Object.keys(it.properties).map((rule) => `${rule} = "${word}"\n`).join(''));
      lists('severities', severity, `${start}${rules[0].name} = "no-such-word"`);
    } else if (it.properties) {
      compare(it, key, `[${key}]\n`);
    } else if (it.items?.properties) {
      const first = { overrides: 'paths = ["opinion/**"]', word: 'avoid = "whilst"' };
      compare(it.items, key, `[[${key}]]\n${first[key]}\n`);
    } else if (it.type === 'string') {
      accepts(line('words of any kind'));
    } else if (!head.includes(`${key} = `)) {
      accepts(line([]));
    }
  }
};
compare(schema, 'copydesk.toml', '');

// The roster's schema is written by hand too; its fields are those of the program, which names all in the head of a table.
writeFileSync(join(folder, 'actors.json'), '[]');
const head = execFileSync(program, ['roster', 'export', '--format', 'csv', 'actors.json'], { cwd: folder, encoding: 'utf8' });
const roster = JSON.parse(readFileSync(new URL('schemas/roster.schema.json', import.meta.url), 'utf8'));
const entries = roster.properties.actor.items.properties;
const fields = Object.keys(entries).sort().join();
if (fields !== head.trim().split(',').sort().join()) {
  complain(`schemas/roster.schema.json has the fields ${fields}; the program has ${head.trim()}.`);
}
const actor = (line) => ['roster = ["actors.toml"]', `[[actor]]\nname = "Ines Halloran"\n${line}\n`];
for (const kind of entries.kind.enum) accepts(...actor(`kind = "${kind}"`));
lists('kinds of actor', entries.kind.enum, ...actor('kind = "no-such-word"'));
rmSync(folder, { recursive: true });
process.exit(wrong ? 1 : 0);
