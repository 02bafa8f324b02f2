// Measures the package beside the program in one run, and prints the table of tests/README.md: `node tests/web/measure.mjs DRAFT`, with
// COPYDESK and PACKAGE as for the tests, in a Node.js of 22 or newer, which has the vectors that the fastest build takes. Times are of the
// processor, in milliseconds, since machines are busy. Linux only: it tells how long the server's threads ran.

import { spawn, spawnSync } from "node:child_process";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const { COPYDESK, PACKAGE } = process.env;
const [file = "tests/drafts/news-faulty.md"] = process.argv.slice(2);
const text = readFileSync(file, "utf8");
const load = (name) => import(pathToFileURL(resolve(PACKAGE, name)).href);
const { Engine } = await load("engine.js");
const files = await load("files.js");

const used = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const timed = async (act) => {
  const since = used();
  const given = await act();
  return [given, used() - since];
};
/** The middle of so many times. */
const middle = async (count, act) => {
  const times = [];
  for (let number = 0; number < count; number++) times.push((await timed(() => act(number)))[1]);
  return times.sort((one, other) => one - other)[count >> 1];
};
/** The same draft in other words, so that nothing is known of it. */
const other = (number) => text.replace(/\b(the|a|of|in)\b/g, (word, _, at) => (at % 7 === number % 7 ? `${word} new${number}` : word));

async function measure(build) {
  const weights = files.weights().href;
  const [engine, loading] = await timed(() => Engine.load({ weights, [build]: files.code()[build].href }));
  const ask = (request) => engine.ask(request);
  const [, first] = await timed(() => ask({ do: "check", name: "a.md", text }));
  for (let number = 0; number < 6; number++) ask({ do: "check", name: "a.md", text: other(number) });
  const warm = await middle(9, (number) => ask({ do: "check", name: "a.md", text: other(number + 10) }));
  let told = ask({ do: "open", draft: "d.md", text, version: 0 });
  const settle = () => {
    while (told.next) told = ask({ do: "step", draft: "d.md", blocks: 8, due: true });
  };
  settle();
  const at = text.indexOf(". ", text.length / 2);
  let version = 0;
  const type = () => {
    told = ask({ do: "change", draft: "d.md", version: ++version, edits: [{ start: at, end: at, text: "x" }], quick: true });
    settle();
  };
  // V8 compiles anew what runs often, beside it and on the same account: so it is let run first, here as above.
  for (let number = 0; number < 30; number++) type();
  const keystroke = await middle(31, type);
  return { loading, first, warm, keystroke, memory: engine.memory / 1e6 };
}

/** A keystroke in the draft under the server, all findings anew: how long all of its threads ran for it. */
async function typed() {
  const server = spawn(COPYDESK, ["lsp"], { stdio: ["pipe", "pipe", "ignore"] });
  const heard = [];
  let rest = "";
  server.stdout.setEncoding("latin1").on("data", (data) => {
    rest += data;
    for (let head; (head = /^Content-Length: (\d+)\r\n\r\n/.exec(rest)) && rest.length >= head[0].length + Number(head[1]); ) {
      heard.push(JSON.parse(Buffer.from(rest.slice(head[0].length, head[0].length + Number(head[1])), "latin1").toString()));
      rest = rest.slice(head[0].length + Number(head[1]));
    }
  });
  const send = (message) => {
    const body = Buffer.from(JSON.stringify({ jsonrpc: "2.0", ...message }));
    server.stdin.write(`Content-Length: ${body.length}\r\n\r\n`);
    server.stdin.write(body);
  };
  const until = async (fits) => {
    while (!heard.some(fits)) await pause(5);
  };
  send({ id: 1, method: "initialize", params: { processId: null, rootUri: null, capabilities: { textDocument: { publishDiagnostics: { versionSupport: true } } } } });
  await until(({ id }) => id === 1);
  send({ method: "initialized", params: {} });
  const uri = "file:///measured/d.md";
  const told = (version) => until(({ method, params }) => method === "textDocument/publishDiagnostics" && params.version === version);
  send({ method: "textDocument/didOpen", params: { textDocument: { uri, languageId: "markdown", version: 0, text } } });
  await told(0);
  const before = text.slice(0, text.indexOf(". ", text.length / 2)).split("\n");
  const at = { line: before.length - 1, character: before.at(-1).length };
  const ran = () =>
    readdirSync(`/proc/${server.pid}/task`).reduce((sum, task) => sum + Number(readFileSync(`/proc/${server.pid}/task/${task}/schedstat`, "utf8").split(" ")[0]) / 1e6, 0);
  const keystrokes = 30;
  await pause(1000);
  const since = ran();
  for (let version = 1; version <= keystrokes; version++) {
    send({ method: "textDocument/didChange", params: { textDocument: { uri, version }, contentChanges: [{ range: { start: at, end: at }, text: "x" }] } });
    await told(version);
    // What is checked again behind a pause counts too.
    await pause(400);
  }
  const took = (ran() - since) / keystrokes;
  send({ method: "exit" });
  return took;
}

function native() {
  const run = (count) => {
    const input = Array.from({ length: count }, (_, number) => JSON.stringify({ id: "a.md", text: other(number) })).join("\n");
    const script = 'import resource,subprocess,sys; subprocess.run(sys.argv[1:],stdout=subprocess.DEVNULL); u=resource.getrusage(resource.RUSAGE_CHILDREN); print((u.ru_utime+u.ru_stime)*1000, u.ru_maxrss/1000)';
    const { stdout } = spawnSync("python3", ["-c", script, COPYDESK, "check", "--no-config", "--jobs", "1", "--format", "jsonl", "--jsonl-input"], { input, encoding: "utf8" });
    return stdout.trim().split(" ").map(Number);
  };
  const [few, many] = [run(2), run(22)];
  return { first: run(1)[0], warm: (many[0] - few[0]) / 20, memory: many[1] };
}

const packed = (name) => (statSync(join(PACKAGE, "files", readdirSync(join(PACKAGE, "files")).find((it) => it.startsWith(name)))).size / 1e6).toFixed(2);
const names = { relaxed: "module, relaxed vectors", simd: "module, vectors", scalar: "module, none" };
const builds = [];
for (const build of Object.keys(names)) builds.push({ build, ...(await measure(build)) });
const program = { ...native(), keystroke: await typed() };
const row = (what, ...cells) => console.log(`| ${what} | ${cells.map((cell) => (typeof cell === "number" ? cell.toFixed(cell < 10 ? 1 : 0) : cell)).join(" | ")} |`);
console.log(`${basename(file)}, ${text.split(/\s+/).length} words`);
row("", "program", ...Object.values(names));
row("---", "---", ...builds.map(() => "---"));
row("fetched, packed, MB (weights besides, MB)", "–", ...builds.map(({ build }) => `${packed(build)} (${packed("weights")})`));
row("loaded and unpacked, ms", "–", ...builds.map(({ loading }) => loading));
row("first findings behind that; program: from its start, ms", program.first, ...builds.map(({ first }) => first));
row("a draft that is new to it, ms", program.warm, ...builds.map(({ warm }) => warm));
row("times the program", 1, ...builds.map(({ warm }) => warm / program.warm));
row("a keystroke, all findings anew, ms", program.keystroke, ...builds.map(({ keystroke }) => keystroke));
row("times the program", 1, ...builds.map(({ keystroke }) => keystroke / program.keystroke));
row("memory, MB", program.memory, ...builds.map(({ memory }) => memory));
