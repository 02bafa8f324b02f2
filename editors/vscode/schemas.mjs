// Writes from what the program knows: schemas/copydesk.schema.json, and the rules among the settings in package.json.
// usage: node schemas.mjs PATH/TO/copydesk [--check]; with --check it only says what is not as the program has it.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [program, check] = process.argv.slice(2);
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
const schema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Copydesk’s configuration',
  type: 'object',
  properties: {
    extends: { description: 'The style guide that the newsroom follows.', type: 'string', enum: ['ap', 'reuters', 'bbc', 'guardian'] },
    genre,
    exclude: list('Drafts that a check of a whole folder leaves out.'),
    roster: list('The files of the newsroom’s own list of actors.'),
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
      description: 'Other severities, and another genre, for some folders.',
      type: 'array',
      items: {
        type: 'object',
        properties: { paths: list('The drafts that this is for.'), genre, rules: ruleTable },
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
  'package.json': manifest.replace(/("propertyNames": \{ "enum": )\[[^\]]*\]/, `$1${names}`),
};

let wrong = false;
for (const [name, text] of Object.entries(wanted)) {
  const file = new URL(name, import.meta.url);
  if (readFileSync(file, 'utf8') === text) continue;
  if (check) console.error(`${name} is not what the program’s rules say; run schemas.mjs.`);
  else writeFileSync(file, text);
  wrong = check;
}

// The other settings are written by hand, since they need words of their own; what they allow is the schema's.
const settings = JSON.parse(manifest).contributes.configuration.properties;
const { properties: { extends: style, genre: kind, naming, sourcing } } = schema;
const mirrored = { extends: style, genre: kind, 'naming.second-reference': naming.properties['second-reference'], 'sourcing.single-source-words': sourcing.properties['single-source-words'] };
for (const [key, { enum: words }] of Object.entries(mirrored)) {
  const setting = settings[`copydesk.${key}`];
  if (setting && String(setting.enum?.slice(1)) === String(words)) continue;
  console.error(`The setting copydesk.${key} in package.json does not allow what the schema does.`);
  wrong = true;
}

// The roster's schema is written by hand; its fields are those of the program, which names all in the head of a table.
const folder = mkdtempSync(join(tmpdir(), 'copydesk-schema-'));
writeFileSync(join(folder, 'actors.json'), '[]');
const head = execFileSync(program, ['roster', 'export', '--format', 'csv', 'actors.json'], { cwd: folder, encoding: 'utf8' });
rmSync(folder, { recursive: true });
const roster = JSON.parse(readFileSync(new URL('schemas/roster.schema.json', import.meta.url), 'utf8'));
const fields = Object.keys(roster.properties.actor.items.properties).sort().join();
if (fields !== head.trim().split(',').sort().join()) {
  console.error(`schemas/roster.schema.json has the fields ${fields}; the program has ${head.trim()}.`);
  wrong = true;
}
process.exit(wrong ? 1 : 0);
