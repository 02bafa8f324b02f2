// The module in Node beside the program: COPYDESK names the program, PACKAGE the folder of the package, NEWER_NODE a Node.js of 22 or
// newer, which has the vectors that the fastest build takes.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";

const { COPYDESK, PACKAGE, NEWER_NODE } = process.env;
const load = (name) => import(pathToFileURL(resolve(PACKAGE, name)).href);
const { Engine } = await load("engine.js");
const { Drafts } = await load("drafts.js");
const files = await load("files.js");
const { openDesk, check } = await load("index.js");

/** Each build by itself, so that no other is taken for it. */
const places = Object.fromEntries(
  Object.entries(files.code()).map(([build, { href }]) => [build, { weights: files.weights().href, [build]: href }]),
);
const engines = {};
const engine = async (build) => (engines[build] ??= await Engine.load(places[build]));

const drafts = readdirSync("tests/drafts")
  .filter((name) => /\.mdx?$/.test(name))
  .map((name) => ({ id: name, text: readFileSync(join("tests/drafts", name), "utf8") }));

/** Fifty published articles, evenly drawn, where they are. */
function articles() {
  const news = "../shared/news";
  if (!existsSync(news)) return [];
  const all = readdirSync(news, { recursive: true })
    .filter((name) => /\.(md|txt)$/.test(name))
    .sort();
  const every = Math.max(1, Math.floor(all.length / 50));
  const drawn = all.filter((_, number) => number % every === 0).slice(0, 50);
  return drawn.map((name) => ({ id: `${name}.md`, text: readFileSync(join(news, name), "utf8") }));
}

/** What the program finds in drafts, counted in UTF-16 code units as the package counts. */
function native(list) {
  const input = list.map((draft) => JSON.stringify(draft)).join("\n");
  const run = ["check", "--no-config", "--format", "jsonl", "--jsonl-input"];
  const { stdout } = spawnSync(COPYDESK, run, { input, encoding: "utf8", maxBuffer: 1 << 28 });
  return stdout
    .trim()
    .split("\n")
    .map((line, number) => {
      const bytes = Buffer.from(list[number].text);
      const range = ([start, end]) => {
        const units = (at) => bytes.subarray(0, at).toString().length;
        return { start: units(start), end: units(end) };
      };
      return JSON.parse(line).diagnostics.map(({ rule, severity, message, span, related, fixes }) => ({
        ...range(span),
        rule,
        severity,
        message,
        related: related.map(({ span, message }) => ({ ...range(span), message })),
        fixes: fixes.map(({ title, edits }, first) => ({
          title,
          preferred: first === 0,
          edits: edits.map(({ span, text }) => ({ ...range(span), text })),
        })),
      }));
    });
}

const plain = (findings) => findings.filter(({ rule }) => rule !== "front-matter").map(({ href, ...rest }) => rest);

for (const build of ["relaxed", "simd", "scalar"]) {
  test(`findings are the program's to the letter: ${build}`, async (context) => {
    if (build === "relaxed" && parseInt(process.versions.node) < 22) {
      const run = ["--test", "--test-name-pattern", `: ${build}$`, import.meta.filename];
      const { NODE_TEST_CONTEXT, ...env } = process.env;
      const { status, stdout } = spawnSync(NEWER_NODE, run, { encoding: "utf8", env });
      assert.equal(status, 0, stdout);
      assert.match(stdout, /pass 1/);
      return;
    }
    const read = [...drafts, ...articles()];
    if (read.length === drafts.length) context.diagnostic("../shared/news is not there: only the example drafts are read");
    const asked = await engine(build);
    const expected = native(read);
    let found = 0;
    for (const [number, { id, text }] of read.entries()) {
      const findings = asked.ask({ do: "check", name: id, text });
      assert.deepEqual(plain(findings), expected[number], id);
      found += findings.length;
    }
    assert.ok(found > 50, `${found} findings`);
  });
}

test("a module that reads the known text otherwise is not taken", async () => {
  const wrong = { ...places.scalar, ...places.simd };
  const answer = files.known.answer;
  const kept = answer[0].message;
  try {
    assert.equal((await Engine.load(wrong)).build, "simd");
    answer[0].message = "otherwise";
    // Where the build without vectors is not there either, that is said.
    await assert.rejects(Engine.load({ ...wrong, scalar: "file:///nowhere" }), /nowhere/);
    assert.equal((await Engine.load(wrong)).build, "scalar");
  } finally {
    answer[0].message = kept;
  }
});

test("what a page fetches keeps to its budget", () => {
  for (const [build, code] of Object.entries(files.code())) {
    const bytes = statSync(files.weights()).size + statSync(code).size;
    assert.ok(bytes <= 15_000_000, `${build} and the weights are ${bytes} bytes`);
  }
});

test("weights of another version are refused in a sentence", async () => {
  await assert.rejects(Engine.load({ ...places.scalar, weights: files.code().scalar.href }), /not the file of weights/);
});

/** Reads a draft to its end, and gives its findings. */
function settle(asked, draft, told) {
  let findings = told.findings;
  while (told.next) {
    told = asked.ask({ do: "step", draft, blocks: 3, due: true });
    findings = told.findings ?? findings;
  }
  assert.equal(told.whole, true);
  return findings;
}

/** Numbers that are the same in every run. */
function random(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

test("after any edit the findings are those of a fresh reading", async () => {
  const asked = await engine("simd");
  const pick = random(23);
  const scraps = ["", "x", " ", "\n\n", "🦅 ", "é", "“", "Critics say so. ", "TK", "Lena Ostrow said. ", "# ", "40 of the 52 ", "\r\n"];
  const long = drafts.map(({ text }) => text).join("\n\n").repeat(2);
  for (const [name, start, rounds] of [["short.md", drafts[0].text, 40], ["long.md", long, 6]]) {
    let text = start;
    settle(asked, name, asked.ask({ do: "open", draft: name, text, version: 0 }));
    for (let version = 1; version <= rounds; version++) {
      const edits = [];
      for (let more = pick(3); more >= 0; more--) {
        // Characters are edited whole here; halves are another test.
        const characters = [...text.slice(pick(text.length))];
        const from = text.length - characters.join("").length;
        const at = pick(2) ? 0 : pick(Math.min(40, characters.length + 1));
        const start = from + characters.slice(0, at).join("").length;
        const end = start + characters.slice(at, at + pick(30)).join("").length;
        const inserted = scraps[pick(scraps.length)];
        if (/[\ud800-\udbff]$/.test(text.slice(0, start)) || /[\ud800-\udbff]$/.test(text.slice(0, end))) continue;
        edits.push({ start, end, text: inserted });
        text = text.slice(0, start) + inserted + text.slice(end);
      }
      const quick = pick(2) === 0;
      const findings = settle(asked, name, asked.ask({ do: "change", draft: name, version, edits, quick }));
      assert.deepEqual(findings, asked.ask({ do: "check", name, text }), `${name} ${version}`);
    }
    asked.ask({ do: "close", draft: name });
  }
});

test("hostile drafts and requests end nothing", async () => {
  const asked = await engine("simd");
  const times = (text, count) => text.repeat(count);
  const hostile = {
    nothing: "",
    "halves of characters": "Critics \ud83d say \ude00 so.",
    zeros: times("\0 ", 2000),
    "block quotes in block quotes": times(">", 20_000) + " x",
    "lists in lists": Array.from({ length: 400 }, (_, depth) => `${" ".repeat(2 * depth)}- x`).join("\n"),
    brackets: times("[", 20_000),
    stars: times("*_", 10_000),
    "quotation marks": times("“ ", 3000),
    "front matter without end": `---\n${times("a: [", 2000)}`,
    "a fence without end": "```\n" + times("x\n", 5000),
    "no blank": times("x", 100_000),
    "from right to left": times("\u202e\u05d0 ", 3000),
    "longer than is read": times("Critics say so. TK\n\n", 120_000),
  };
  for (const [name, text] of Object.entries(hostile)) {
    const findings = asked.ask({ do: "check", name: `${name}.md`, text });
    for (const { start, end } of findings) assert.ok(start <= end && end <= text.length, name);
  }
  assert.ok(asked.ask({ do: "check", name: "long.md", text: hostile["longer than is read"] })[0].rule === "long-draft");
  assert.match(asked.ask({ do: "nothing" }).problem, /nothing/);
  assert.equal(asked.ask({ do: "hover", draft: "none.md", version: 1, offset: 0 }), null);
  assert.equal(asked.ask({ do: "check", name: "a.md", text: "Critics say so.\n" })[0].rule, "vague-attribution");
});

const STORY = `Lena Ostrow, the auditor, found $4 million missing, critics say.

“It is gone,” Ostrow said. The council will meet on Tuesday.
`;

/** The next findings of a whole text. */
const heard = (desk, version) =>
  new Promise((resolve) => {
    const stop = desk.onFindings((event) => {
      if (!event.whole || event.version !== version) return;
      stop();
      resolve(event.findings);
    });
  });

test("a desk in Node: findings, hover, renaming, cards, sources, report, configuration", async () => {
  const desk = await openDesk();
  try {
    const first = heard(desk, 1);
    desk.open("story.md", STORY, 1);
    const critics = (await first).find(({ rule }) => rule === "vague-attribution");
    assert.equal(STORY.slice(critics.start, critics.end), "critics");
    const hover = await desk.hover("story.md", 1, critics.start);
    assert.match(hover.markdown, /could be anybody/);
    assert.match(hover.markdown, /^`vague-attribution`$/m, "the rule, and no command that nobody has here");
    const [ostrow] = await desk.cards("story.md");
    assert.equal(ostrow.name, "Lena Ostrow");
    assert.ok(ostrow.roles.includes("the auditor"), JSON.stringify(ostrow.roles));
    assert.match(ostrow.markdown, /\*\*Lena Ostrow\*\*/);
    assert.equal(STORY.slice(ostrow.mentions[0].start, ostrow.mentions[0].end), "Lena Ostrow");
    assert.ok((await desk.ledger("story.md")).some(({ name, kind }) => name === "Lena Ostrow" && kind === "named"));
    assert.match(await desk.report("story.md"), /^<!DOCTYPE html>/);
    const edits = await desk.rename("story.md", 1, 2, "Mara Lindt");
    let renamed = STORY;
    for (const { start, end, text } of edits.toReversed()) renamed = renamed.slice(0, start) + text + renamed.slice(end);
    assert.match(renamed, /^Mara Lindt, the auditor[^]*Lindt said/);
    await assert.rejects(desk.rename("story.md", 1, 2, " "), /needs a name/);
    assert.equal(await desk.hover("story.md", 0, 2), null);

    const second = heard(desk, 2);
    const stale = desk.hover("story.md", 1, 2);
    desk.change("story.md", 2, [{ start: critics.start, end: critics.end, text: "Ostrow" }]);
    assert.equal(await stale, null);
    assert.ok(!(await second).some(({ rule }) => rule === "vague-attribution"));

    const problems = await desk.configure({
      configuration: '[rules]\nno-such-rule = "off"\nplaceholder = "error"\n',
      roster: [{ name: "people.csv", text: "name,role\nLena Ostrow,auditor\n" }],
    });
    assert.deepEqual(problems.map(({ file, line }) => [file, line]), [["copydesk.toml", 2]]);
    const third = heard(desk, 3);
    desk.change("story.md", 3, [{ start: 0, end: 0, text: "TK " }]);
    assert.equal((await third).find(({ rule }) => rule === "placeholder").severity, "error");
  } finally {
    desk.dispose();
  }
  assert.equal(await desk.hover("story.md", 3, 0), null);
});

test("edits that part a character are read as the page has them", async () => {
  const desk = await openDesk();
  try {
    let text = "🦅 Critics say so.\n";
    desk.open("bird.md", text, 1);
    let version = 1;
    for (const [start, end, inserted] of [[1, 1, "x"], [0, 1, "\ud83d"], [1, 2, ""], [1, 2, "\udd85"]]) {
      desk.change("bird.md", ++version, [{ start, end, text: inserted }]);
      text = text.slice(0, start) + inserted + text.slice(end);
    }
    const [finding] = await heard(desk, version);
    // To the module the halves stay apart, but it counts them alike.
    assert.ok(text.slice(0, finding.end).endsWith("Critics"));
  } finally {
    desk.dispose();
  }
});

test("a module that breaks down loses no text", async () => {
  const told = [];
  const drafts = new Drafts((message) => told.push(message));
  const wait = async (of) => {
    for (let tries = 0; tries < 2000; tries++) {
      const found = told.find(of);
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error(`nothing like it was told: ${JSON.stringify(told).slice(0, 500)}`);
  };
  const { ask } = Engine.prototype;
  try {
    drafts.take({ do: "load", id: 1, places: places.simd });
    await wait(({ id }) => id === 1);
    drafts.take({ do: "open", draft: "a.md", text: "Critics say so.\n", version: 1 });
    await wait(({ version, whole }) => version === 1 && whole);
    Engine.prototype.ask = function (request) {
      if (request.do !== "change") return ask.call(this, request);
      Engine.prototype.ask = ask;
      throw new WebAssembly.RuntimeError("unreachable");
    };
    drafts.take({ do: "change", draft: "a.md", version: 2, edits: [{ start: 0, end: 0, text: "TK. " }], id: 2 });
    drafts.take({ do: "change", draft: "a.md", version: 3, edits: [{ start: 0, end: 0, text: "TK. " }] });
    const { findings } = await wait(({ version, whole }) => version === 3 && whole);
    assert.deepEqual(findings.map(({ rule, start }) => [rule, start]), [
      ["placeholder", 0],
      ["placeholder", 4],
      ["vague-attribution", 8],
    ]);
  } finally {
    Engine.prototype.ask = ask;
    drafts.end();
  }
});

test("check in Node", async () => {
  const findings = await check(STORY, { name: "story.md", configuration: '[rules]\nvague-attribution = "error"\n' });
  assert.equal(findings.find(({ rule }) => rule === "vague-attribution").severity, "error");
});
