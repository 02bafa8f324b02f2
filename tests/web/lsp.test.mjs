// The language server in the module, beside the program: COPYDESK names the program, PACKAGE the folder of the package. What an editor asks is
// answered by the same code, so the tests of the program's server are run against the module's.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";

const { COPYDESK, PACKAGE } = process.env;
const { openServer } = await import(pathToFileURL(resolve(PACKAGE, "index.js")).href);

const CAPABILITIES = {
  general: { positionEncodings: ["utf-16"] },
  textDocument: { publishDiagnostics: { relatedInformation: true, dataSupport: true, codeDescriptionSupport: true } },
};

/** Runs a program to its end. */
function run(program, args, env = {}) {
  return new Promise((done) => {
    const { NODE_TEST_CONTEXT, ...rest } = process.env;
    const child = spawn(program, args, { env: { ...rest, ...env }, stdio: ["pipe", "pipe", "inherit"] });
    let out = "";
    child.stdout.setEncoding("utf8").on("data", (more) => (out += more));
    child.on("close", (status) => done({ status, out }));
  });
}

/** A client of a server, which is the program or the module: what is sent, and what comes. */
class Client {
  heard = [];
  #waiting = [];
  #last = 0;

  static async of(which) {
    const client = new Client();
    if (which === "module") {
      const server = await openServer({ onMessage: (message) => client.#hear(message) });
      client.write = (message) => server.send(message);
      client.end = () => server.dispose();
      client.page = (request) => server.page(request);
      return client;
    }
    const child = spawn(COPYDESK, ["lsp"], { stdio: ["pipe", "pipe", "inherit"] });
    let bytes = Buffer.alloc(0);
    child.stdout.on("data", (more) => {
      bytes = Buffer.concat([bytes, more]);
      for (let head; (head = bytes.indexOf("\r\n\r\n")) >= 0; ) {
        const end = head + 4 + Number(/\d+/.exec(bytes.subarray(0, head).toString())[0]);
        if (bytes.length < end) return;
        client.#hear(JSON.parse(bytes.subarray(head + 4, end).toString()));
        bytes = bytes.subarray(end);
      }
    });
    client.write = (message) => {
      const body = Buffer.from(JSON.stringify(message));
      child.stdin.write(`Content-Length: ${body.length}\r\n\r\n`);
      child.stdin.write(body);
    };
    client.end = () => child.kill();
    return client;
  }

  async begin(options = {}) {
    await this.ask("initialize", { capabilities: CAPABILITIES, initializationOptions: options });
    this.say("initialized", {});
    return this;
  }

  say(method, params) {
    this.write({ jsonrpc: "2.0", method, params });
  }

  async ask(method, params) {
    const id = ++this.#last;
    this.write({ jsonrpc: "2.0", id, method, params });
    return this.until((message) => message.id === id && !message.method);
  }

  open(uri, text, languageId = "markdown") {
    this.say("textDocument/didOpen", { textDocument: { uri, languageId, version: 1, text } });
  }

  /** The first message that answers to a question, whether it came already or comes. */
  until(of) {
    const found = this.heard.find(of);
    if (found) return found;
    return new Promise((resolve) => this.#waiting.push({ of, resolve }));
  }

  #hear(message) {
    this.heard.push(message);
    this.#waiting = this.#waiting.filter(({ of, resolve }) => !of(message) || resolve(message));
  }
}

test("what is published of the example drafts is the program's to the letter", async () => {
  const drafts = readdirSync("tests/drafts").filter((name) => /\.mdx?$/.test(name));
  const published = async (which) => {
    const client = await (await Client.of(which)).begin();
    const found = {};
    for (const name of drafts) {
      const uri = `untitled:/${name}`;
      client.open(uri, readFileSync(`tests/drafts/${name}`, "utf8"), name.endsWith("x") ? "mdx" : "markdown");
      // An answer that needs all of the text is of the whole; what was published last is what is to be seen then.
      await client.ask("textDocument/documentSymbol", { textDocument: { uri } });
      const last = client.heard.findLast(({ method, params }) => /publish/.test(method) && params.uri === uri);
      found[name] = last ?? (await client.until(({ method, params }) => /publish/.test(method) && params.uri === uri));
    }
    client.end();
    return found;
  };
  const [program, module] = [await published("program"), await published("module")];
  assert.ok(drafts.length > 5);
  for (const name of drafts) assert.deepEqual(module[name], program[name], name);
});

test("a keystroke is heard between two slices of a long draft, and cancelled requests are told", async () => {
  const client = await (await Client.of("module")).begin();
  try {
    const uri = "untitled:/long.md";
    const paragraph = (number) => `The ferry number ${number} is late, critics say, and the harbour is closed until spring.\n\n`;
    client.open(uri, Array.from({ length: 600 }, (_, number) => paragraph(number)).join(""));
    await client.until(({ method, params }) => method === "textDocument/publishDiagnostics" && params.diagnostics.length > 0);
    const hover = { textDocument: { uri }, position: { line: 0, character: 30 } };
    client.write({ jsonrpc: "2.0", id: "late", method: "textDocument/hover", params: hover });
    const edit = { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, text: "TK " };
    client.say("textDocument/didChange", { textDocument: { uri, version: 2 }, contentChanges: [edit] });
    client.write({ jsonrpc: "2.0", id: "gone", method: "textDocument/codeLens", params: { textDocument: { uri } } });
    client.say("$/cancelRequest", { id: "gone" });
    const shown = await client.until(({ params }) => params?.version === 2 && params.diagnostics.some(({ code }) => code === "placeholder"));
    assert.ok(shown.params.diagnostics.length < 600, "the rest is read behind it");
    assert.equal((await client.until(({ id }) => id === "gone")).error.code, -32800);
    assert.ok((await client.until(({ id }) => id === "late")).result.contents);
    await client.until(({ params }) => params?.version === 2 && params.diagnostics.length > 600);
  } finally {
    client.end();
  }
});

test("a page about a draft is made from what the server understood", async () => {
  const options = { files: [{ uri: "file:///desk/copydesk.toml", bytes: btoa('[rules]\nvague-attribution = "off"\n') }] };
  const client = await (await Client.of("module")).begin(options);
  try {
    const uri = "file:///desk/a.md";
    assert.equal(client.page({ uri, name: "a.md", page: "sheet" }), null);
    client.open(uri, "Critics say the ferry cost $4 million, Lena Ostrow said.\n");
    await client.ask("textDocument/documentSymbol", { textDocument: { uri } });
    assert.match(client.page({ uri, name: "a.md", page: "sheet" }), /Lena Ostrow/);
    const report = client.page({ uri, name: "a.md", page: "report" });
    assert.match(report, /^<!DOCTYPE html>/);
    assert.doesNotMatch(report, /vague-attribution/);
  } finally {
    client.end();
  }
});

/** What wants more than a page has: a file for the log, a folder outside of all that the editor shows. */
const OUT_OF_REACH = {
  capabilities: ["the log goes to a file on request, and to the client that traces"],
  folder: [],
  notes: ["a folder outside is read where the person allows it, and not where the folder of the draft does"],
};

for (const [file, without] of Object.entries(OUT_OF_REACH)) {
  test(`the tests of the program's server hold for the module: ${file}`, async () => {
    const args = ["--test", "--test-reporter=tap", `tests/lsp/${file}.test.mjs`];
    const { out } = await run(process.execPath, args, { COPYDESK: resolve("tests/web/stdio.mjs"), PACKAGE: resolve(PACKAGE) });
    const failed = [...out.matchAll(/^not ok \d+ - (.*)$/gm)].map(([, name]) => name);
    assert.deepEqual(failed, without, out);
    assert.match(out, /^ok 1 /m);
  });
}
