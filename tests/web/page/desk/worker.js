const drafts = new Map();
let thorough = false;

const RULES = [
  { rule: 'vague-attribution', severity: 'warning', words: /\bCritics\b/g, message: (it) => `“${it}” could be anybody: name them, or say who they are and how many.`, fixes: [['Put names here', '[names]']] },
  { rule: 'placeholder', severity: 'error', words: /\bTK\b/g, message: (it) => `“${it}” stands where something is still to come.`, fixes: [['Delete “TK”', '']] },
  { rule: 'unsourced-figure', severity: 'warning', words: /\$[\d.]+ million/g, message: (it) => `“${it}”: say where the figure comes from.`, fixes: [] },
  { rule: 'inconsistent-spelling', severity: 'error', words: /\bBrennik\b/g, message: (it) => `“${it}” is spelled “Brennick” elsewhere: use one spelling.`, fixes: [['Change to “Brennick”', 'Brennick']], related: /\bBrennick\b/ },
  { rule: 'loaded-verb', severity: 'hint', words: /\b(claimed|admitted)\b/g, message: (it) => `“${it}” judges the speaker: “said” does not.`, fixes: [['Write “said”', 'said']] },
];

function findings(text) {
  const found = RULES.flatMap(({ rule, severity, words, message, fixes, related }) => [...text.matchAll(words)].map(({ index: start, 0: it }) => {
    const end = start + it.length;
    return {
      rule, severity, message: message(it), start, end,
      related: related?.test(text) ? [{ start: text.search(related), end: text.search(related) + 8, message: '“Brennick” here' }] : [],
      fixes: fixes.map(([title, text]) => ({ title, preferred: false, edits: [{ start, end, text }] })),
    };
  }));
  return thorough ? [...found, ...[...text.matchAll(/\bgoose\b/g)].map(({ index: start }) => ({ rule: 'goose', severity: 'info', message: 'A goose.', start, end: start + 5, related: [], fixes: [] }))] : found;
}

const names = (text) => {
  const found = new Map();
  for (const { index, 0: name } of text.matchAll(/\b(Lena Ostrow|Ostrow)\b/g)) {
    const mentions = found.get('Lena Ostrow') ?? found.set('Lena Ostrow', []).get('Lena Ostrow');
    mentions.push({ start: index, end: index + name.length });
  }
  return [...found].map(([name, mentions]) => ({ name, roles: ["the airport's director"], mentions, markdown: `**${name}** (person)\n\n${mentions.length} mentions\n\nSays:\n\n- something (line 3)` }));
};

let timer;
function later() {
  clearTimeout(timer);
  timer = setTimeout(() => {
    for (const [draft, { version, text }] of drafts) postMessage({ draft, version, whole: true, findings: findings(text) });
  }, 30);
}

const answers = {
  configure({ files: { configuration = '' } }) {
    thorough = /strictness\s*=\s*"thorough"/.test(configuration);
    const line = configuration.split('\n').findIndex((it) => /^nonsense/.test(it)) + 1;
    later();
    return line ? [{ message: '“nonsense” is no setting.', file: 'copydesk.toml', line }] : [];
  },
  hover({ draft, version, offset }) {
    const it = drafts.get(draft);
    if (it?.version !== version) return null;
    const card = names(it.text).find(({ mentions }) => mentions.some(({ start, end }) => start <= offset && offset <= end));
    return card ? { ...card.mentions.find(({ end }) => offset <= end), markdown: card.markdown } : null;
  },
  rename({ draft, version, offset, name }) {
    const it = drafts.get(draft);
    if (it?.version !== version) return null;
    const card = names(it.text).find(({ mentions }) => mentions.some(({ start, end }) => start <= offset && offset <= end));
    return card ? card.mentions.map(({ start, end }) => ({ start, end, text: end - start > 6 ? name : name.split(' ').at(-1) })) : null;
  },
  cards: ({ draft }) => names(drafts.get(draft)?.text ?? ''),
  ledger: ({ draft }) => names(drafts.get(draft)?.text ?? '').map(({ name, mentions }) => ({ name, kind: 'named', attributions: mentions.length, words: 30, statements: mentions })),
  report: () => '<!doctype html><html lang="en"><head><title>Report</title><style>h1 { color: rgb(1, 2, 3); }</style></head><body><h1>Source report</h1><script>parent.ran = true</script></body></html>',
};

onmessage = ({ data }) => {
  const { kind, draft } = data;
  if (kind === 'open') drafts.set(draft, { text: data.text, version: data.version });
  else if (kind === 'close') drafts.delete(draft);
  else if (kind === 'change') {
    let { text } = drafts.get(draft);
    for (const edit of data.edits) text = text.slice(0, edit.start) + edit.text + text.slice(edit.end);
    drafts.set(draft, { text, version: data.version });
  } else postMessage({ id: data.id, answer: answers[kind](data) });
  if (kind !== 'configure') later();
};
