// The three views of the side bar: who is in the story, who says what, and what Copydesk stops at.
import * as vscode from 'vscode';
import { findingsOf, ruleOf } from './findings';
import { Actor, Overview, OverviewStore, Source } from './overview';
import { Range, toRange } from './range';
import { rules } from './rules';
import { Rule, Server } from './server';
import { counted } from './status';

/** A row; `rule` and `actor` are what the row's buttons act on. */
export class Row extends vscode.TreeItem {
  rule?: string;
  actor?: Actor;
  constructor(label: string, readonly children: Row[] = [], open = false) {
    const state = vscode.TreeItemCollapsibleState;
    super(label, children.length ? (open ? state.Expanded : state.Collapsed) : state.None);
  }
  with(more: Partial<Row>): this {
    return Object.assign(this, more);
  }
}

class Rows implements vscode.TreeDataProvider<Row> {
  private rows: Row[] = [];
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;
  set(rows: Row[]): void {
    this.rows = rows;
    this.changed.fire();
  }
  getTreeItem(row: Row): Row {
    return row;
  }
  getChildren(row?: Row): Row[] {
    return row ? row.children : this.rows;
  }
}

export function registerViews(server: Server, store: OverviewStore): vscode.Disposable[] {
  const make = (id: string) => {
    const rows = new Rows();
    return { rows, view: vscode.window.createTreeView(id, { treeDataProvider: rows, showCollapseAll: true }) };
  };
  const actors = make('copydesk.actors');
  const ledger = make('copydesk.ledger');
  const findings = make('copydesk.findings');

  const showOverview = () => {
    const { document, current } = store;
    actors.rows.set(document && current ? current.actors.map((actor) => actorRow(document, actor)) : []);
    ledger.rows.set(document && current ? ledgerRows(document, current) : []);
    ledger.view.description = current && sourceCount(current);
  };
  const showFindings = async () => {
    const document = store.document;
    const found = document ? findingsOf(document.uri) : [];
    findings.view.badge = found.length
      ? { value: found.length, tooltip: counted(found.length, 'finding') }
      : undefined;
    // The rules' groups are asked of another run of the program, which is not to stand in the first findings' way.
    if (!findings.view.visible) return;
    const all = server.health === 'running' ? await rules(server) : [];
    findings.rows.set(document ? findingRows(document, found, all) : []);
  };
  showOverview();
  void showFindings();
  return [
    actors.view,
    ledger.view,
    findings.view,
    store.onDidChange(() => {
      showOverview();
      void showFindings();
    }),
    findings.view.onDidChangeVisibility(() => void showFindings()),
    vscode.languages.onDidChangeDiagnostics(() => void showFindings()),
  ];
}

function jump(uri: vscode.Uri, range: vscode.Range): vscode.Command {
  return { command: 'vscode.open', title: 'Go there', arguments: [uri, { selection: range }] };
}

/** Words on one line, cut behind so many characters, with “…” where there are more. */
function inShort(text: string, most = 80): string {
  const letters = [...text.replace(/\s+/g, ' ').trim()];
  return letters.length > most ? `${letters.slice(0, most - 1).join('').trimEnd()}…` : letters.join('');
}

function words(document: vscode.TextDocument, range: Range): string {
  return inShort(document.getText(toRange(range)));
}

const ICONS = { person: 'person', organisation: 'organization', place: 'location', other: 'symbol-misc' };

function actorRow(document: vscode.TextDocument, actor: Actor): Row {
  const at = (range: Range) => jump(document.uri, toRange(range));
  const stated = [actor.office, ...actor.descriptions].filter((it) => it !== null);
  const card: Row[] = stated.map((it) =>
    new Row(it.words).with({
      iconPath: new vscode.ThemeIcon('tag'),
      description: it.range ? `line ${it.range.start.line + 1}` : 'roster',
      command: it.range ? at(it.range) : undefined,
    }),
  );
  const says = actor.says.map((it) =>
    new Row(it.words).with({
      iconPath: new vscode.ThemeIcon('quote'),
      description: `line ${it.range.start.line + 1}`,
      command: at(it.range),
    }),
  );
  const mentions = actor.mentions.map((range) =>
    new Row(`Line ${range.start.line + 1}`).with({
      description: inShort(document.lineAt(Math.min(range.start.line, document.lineCount - 1)).text),
      command: at(range),
    }),
  );
  const group = (label: string, rows: Row[], icon: string) =>
    rows.length ? [new Row(label, rows).with({ iconPath: new vscode.ThemeIcon(icon) })] : [];
  const children = [
    ...card,
    ...group(counted(says.length, 'statement'), says, 'comment-discussion'),
    ...group(counted(mentions.length, 'mention'), mentions, 'list-selection'),
  ];
  const other = actor.aliases.filter((form) => form !== actor.name);
  const tooltip = new vscode.MarkdownString();
  tooltip.appendText([actor.name, ...stated.map((it) => it.words)].join(', '));
  tooltip.appendMarkdown(`\n\n${counted(actor.mentions.length, 'mention')}, ${counted(actor.says.length, 'statement')}`);
  if (other.length) tooltip.appendMarkdown('\n\nAlso as ').appendText(other.join(', '));
  const mentioned = `${actor.mentions.length}×`;
  return new Row(inShort(actor.name), children).with({
    actor,
    contextValue: 'actor',
    tooltip,
    iconPath: new vscode.ThemeIcon(ICONS[actor.kind] ?? ICONS.other),
    description: actor.role ? `${actor.role} · ${mentioned}` : mentioned,
    command: actor.mentions[0] && at(actor.mentions[0]),
  });
}

const KINDS: [string, string, string][] = [
  ['named', 'Named', 'verified'],
  ['described', 'Described but unnamed', 'person'],
  ['document', 'Documents', 'file-text'],
  ['anonymous', 'Anonymous', 'eye-closed'],
  ['vague', 'Could be anybody', 'question'],
];

/** “3 sources”; those of whom it is not clear who speaks are none. */
function sourceCount(overview: Overview): string {
  const count = overview.sources.filter((source) => KINDS.some(([kind]) => kind === source.kind)).length;
  return count ? counted(count, 'source') : 'No source';
}

function ledgerRows(document: vscode.TextDocument, overview: Overview): Row[] {
  const all = overview.sources.reduce((sum, source) => sum + source.words, 0) || 1;
  const share = (sources: Source[]) => {
    const part = (100 * sources.reduce((sum, source) => sum + source.words, 0)) / all;
    return part < 1 ? 'under 1%' : `${Math.round(part)}%`;
  };
  const listed = new Set(KINDS.map(([kind]) => kind));
  const groups = [...KINDS.map(([kind, label, icon]) => ({ label, icon, of: (it: Source) => it.kind === kind })),
    { label: 'Not clear who', icon: 'ellipsis', of: (it: Source) => !listed.has(it.kind) }];
  return groups.flatMap(({ label, icon, of }) => {
    const sources = overview.sources.filter(of).sort((one, other) => other.words - one.words);
    if (!sources.length) return [];
    const rows = sources.map((source) =>
      new Row(
        inShort(source.name),
        source.statements.map((range) =>
          new Row(words(document, range)).with({
            description: `line ${range.start.line + 1}`,
            command: jump(document.uri, toRange(range)),
          }),
        ),
      ).with({
        description: `${share([source])} · ${counted(source.attributions, 'statement')}`,
        tooltip: `${source.name}: ${share([source])} of the words that the draft attributes to anybody.`,
      }),
    );
    const described = `${rows.length} · ${share(sources)}`;
    const row = new Row(label, rows, true);
    return [row.with({ iconPath: new vscode.ThemeIcon(icon), description: described })];
  });
}

const SEVERITIES: [string, string][] = [
  ['error', 'problemsErrorIcon.foreground'],
  ['warning', 'problemsWarningIcon.foreground'],
  ['info', 'problemsInfoIcon.foreground'],
  ['lightbulb', 'descriptionForeground'],
];

function findingRows(document: vscode.TextDocument, found: vscode.Diagnostic[], all: Rule[]): Row[] {
  const groupOf = new Map(all.map((rule) => [rule.name, rule.group]));
  const groups = new Map<string, Row[]>();
  for (const finding of found) {
    const rule = ruleOf(finding);
    const [icon, colour] = SEVERITIES[finding.severity];
    // The words at fault and the rule: in a narrow side bar a message would be cut before it says anything.
    const at = document.getText(finding.range);
    const row = new Row(inShort(at, 24) || finding.message).with({
      rule,
      contextValue: 'finding',
      tooltip: `${finding.message}\n\n${rule}, line ${finding.range.start.line + 1}`,
      description: rule,
      iconPath: new vscode.ThemeIcon(icon, new vscode.ThemeColor(colour)),
      command: jump(document.uri, finding.range),
    });
    const group = groupOf.get(rule) ?? 'other';
    groups.set(group, [...(groups.get(group) ?? []), row]);
  }
  return [...groups].map(([name, rows]) =>
    new Row(name[0].toUpperCase() + name.slice(1), rows, true).with({ description: String(rows.length) }),
  );
}
