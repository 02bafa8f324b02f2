// Completion in copydesk.toml, rosters and lists of words, from the schemas that also serve other TOML tools. What is wrong in them
// the server reports itself.
import * as vscode from 'vscode';
import { SCHEMES } from './drafts';

interface Schema {
  description?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  enum?: string[];
  type?: string;
}

/** A schema of those that lie in the extension. */
export async function schemaOf<T>(context: vscode.ExtensionContext, name: string): Promise<T> {
  const file = vscode.Uri.joinPath(context.extensionUri, 'schemas', `${name}.schema.json`);
  return JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(file))) as T;
}

export function registerConfigurationCompletion(context: vscode.ExtensionContext): vscode.Disposable {
  const provide = (pattern: string, name: string) => {
    let known: Promise<Schema> | undefined;
    return vscode.languages.registerCompletionItemProvider(
      SCHEMES.map((scheme) => ({ scheme, pattern })),
      {
        provideCompletionItems: async (document, position) =>
          items(document, position, await (known ??= schemaOf<Schema>(context, name))),
      },
      '"',
      '[',
    );
  };
  return vscode.Disposable.from(
    provide('**/copydesk.toml', 'copydesk'),
    provide('**/{roster,actors}.toml', 'roster'),
    provide('**/*words.toml', 'words'),
  );
}

function items(document: vscode.TextDocument, position: vscode.Position, root: Schema): vscode.CompletionItem[] {
  const line = document.lineAt(position).text.slice(0, position.character);
  const kinds = vscode.CompletionItemKind;
  if (/^\s*\[+[\w-]*$/.test(line)) {
    return Object.entries(root.properties ?? {})
      .filter(([, it]) => it.properties || it.items?.properties)
      .map(([name, it]) => item(name, kinds.Module, it));
  }
  const table = tableAt(document, position.line, root);
  const value = /^\s*([\w-]+)\s*=\s*\[?\s*"?[\w-]*$/.exec(line);
  if (value) {
    const it = table?.properties?.[value[1]];
    const choices = it?.enum ?? it?.items?.enum ?? [];
    const quoted = line.includes('"');
    return choices.map((choice) => new vscode.CompletionItem(quoted ? choice : `"${choice}"`, kinds.Value));
  }
  if (!/^\s*[\w-]*$/.test(line)) return [];
  return Object.entries(table?.properties ?? {})
    .filter(([, it]) => !it.properties && !it.items?.properties)
    .map(([name, it]) => {
      const made = item(name, kinds.Property, it);
      made.insertText = `${name} = `;
      made.command = it.enum && { command: 'editor.action.triggerSuggest', title: 'Suggest a value' };
      return made;
    });
}

function item(name: string, kind: vscode.CompletionItemKind, schema: Schema): vscode.CompletionItem {
  const made = new vscode.CompletionItem(name, kind);
  made.documentation = schema.description;
  return made;
}

/** The schema of the table in which a line stands. */
function tableAt(document: vscode.TextDocument, line: number, root: Schema): Schema | undefined {
  for (let above = line - 1; above >= 0; above--) {
    const head = /^\s*\[+\s*([\w-]+)\s*\]+/.exec(document.lineAt(above).text);
    if (head) {
      const found = root.properties?.[head[1]];
      return found?.items ?? found;
    }
  }
  return root;
}
