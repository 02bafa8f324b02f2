#!/usr/bin/env node
// The module in the place of the program: `copydesk lsp`, with the language server of the package in PACKAGE. Files of the folder in which
// it is started, and of the client's folders, are handed to it before each message, as an editor in a browser hands them over when they
// change: a test that writes a file and says nothing finds it read.

import { readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const { openServer } = await import(pathToFileURL(resolve(process.env.PACKAGE, "index.js")).href);
/** What is known of each file: its length and when it was changed. */
const known = new Map();
const folders = new Set([realpathSync(".")]);
let shutDown = false;

const server = await openServer({
  onMessage(message) {
    const body = Buffer.from(JSON.stringify(message));
    process.stdout.write(`Content-Length: ${body.length}\r\n\r\n`);
    process.stdout.write(body);
  },
  onFault(error) {
    console.error(error);
    process.exit(101);
  },
});

/** Files that are new, others than before, or gone. */
function changes() {
  const there = new Set();
  const changed = [];
  const look = (file) => {
    const about = statSync(file, { throwIfNoEntry: false });
    if (!about) return;
    if (about.isDirectory()) return readdirSync(file).forEach((name) => look(join(file, name)));
    there.add(file);
    const stamp = `${about.mtimeMs} ${about.size}`;
    if (known.get(file) === stamp) return;
    known.set(file, stamp);
    changed.push({ uri: pathToFileURL(file).href, bytes: readFileSync(file).toString("base64") });
  };
  folders.forEach(look);
  for (const file of [...known.keys()].filter((file) => !there.has(file))) {
    known.delete(file);
    changed.push({ uri: pathToFileURL(file).href, bytes: null });
  }
  return changed;
}

function take(message) {
  const { method, params } = message;
  const added = [...(params?.workspaceFolders ?? []), ...(params?.event?.added ?? [])].map(({ uri }) => uri);
  [params?.rootUri, ...added].filter((uri) => uri?.startsWith("file:")).forEach((uri) => folders.add(fileURLToPath(uri)));
  const files = changes();
  if (method === "initialize") {
    message = { ...message, params: { ...params, initializationOptions: { ...params?.initializationOptions, files } } };
  } else if (files.length) {
    server.send({ jsonrpc: "2.0", method: "copydesk/files", params: { files } });
  }
  if (method === "shutdown") shutDown = true;
  server.send(message);
  if (method === "exit") process.exit(shutDown ? 0 : 1);
}

let input = Buffer.alloc(0);
process.stdin.on("data", (chunk) => {
  input = Buffer.concat([input, chunk]);
  for (;;) {
    const head = input.indexOf("\r\n\r\n");
    if (head < 0) return;
    const length = Number(/content-length: *(\d+)/i.exec(input.subarray(0, head).toString())[1]);
    if (input.length < head + 4 + length) return;
    const body = input.subarray(head + 4, head + 4 + length).toString();
    input = input.subarray(head + 4 + length);
    take(JSON.parse(body));
  }
});
process.stdin.on("end", () => process.exit(shutDown ? 0 : 1));
