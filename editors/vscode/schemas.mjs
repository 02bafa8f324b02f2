// Writes schemas/copydesk.schema.json from the rules that the program knows: node schemas.mjs PATH/TO/copydesk [--check]
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

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
const file = new URL('schemas/copydesk.schema.json', import.meta.url);
const text = `${JSON.stringify(schema, null, 2)}\n`;
if (check) {
  if (readFileSync(file, 'utf8') !== text) {
    console.error('schemas/copydesk.schema.json is not what the program’s rules say; run schemas.mjs.');
    process.exit(1);
  }
} else {
  writeFileSync(file, text);
}
