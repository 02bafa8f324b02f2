// Measures the package beside the program in one run, and prints the table of tests/README.md: `node tests/web/measure.mjs DRAFT`, with
// COPYDESK and PACKAGE as for the tests. Times are of the processor, in milliseconds, since machines are busy.

import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync, statSync } from "node:fs";
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
  const places = build === "simd" ? { weights, simd: files.simd().href, scalar: files.scalar().href } : { weights, simd: null, scalar: files.scalar().href };
  const [engine, loading] = await timed(() => Engine.load(places));
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
  const keystroke = await middle(15, (number) => {
    told = ask({ do: "change", draft: "d.md", version: number + 1, edits: [{ start: at, end: at, text: "x" }], quick: true });
    settle();
  });
  return { loading, first, warm, keystroke, memory: engine.memory / 1e6 };
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
const [simd, scalar, program] = [await measure("simd"), await measure("scalar"), native()];
const row = (what, ...cells) => console.log(`| ${what} | ${cells.map((cell) => (typeof cell === "number" ? cell.toFixed(cell < 10 ? 1 : 0) : cell)).join(" | ")} |`);
console.log(`${basename(file)}, ${text.split(/\s+/).length} words`);
row("", "program", "module, vectors", "module, none");
row("---", "---", "---", "---");
row("fetched, packed, MB (weights besides, MB)", "–", `${packed("simd")} (${packed("weights")})`, `${packed("scalar")} (${packed("weights")})`);
row("loaded and unpacked, ms", "–", simd.loading, scalar.loading);
row("first findings behind that; program: from its start, ms", program.first, simd.first, scalar.first);
row("a draft that is new to it, ms", program.warm, simd.warm, scalar.warm);
row("times the program", 1, simd.warm / program.warm, scalar.warm / program.warm);
row("a keystroke, all findings anew, ms", "–", simd.keystroke, scalar.keystroke);
row("memory, MB", program.memory, simd.memory, scalar.memory);
