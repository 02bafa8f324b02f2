// The package as people install it: packed by npm, in Node, in a bare page, and through Vite and webpack. PACKAGE names the package's
// folder, HOME_WEB one for what npm fetches, PLAYWRIGHT the library that drives the browser.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createReadStream, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { extname, join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";

const { PACKAGE, HOME_WEB, PLAYWRIGHT } = process.env;
const run = promisify(execFile);
const home = resolve(HOME_WEB);
let browser;

const PAGE = `<!doctype html><meta charset="utf-8"><title>copydesk</title><script type="module" src="MAIN"></script>`;
const MAIN = `import { check, openDesk } from "copydesk";
const text = "Critics say so.\\n";
const desk = await openDesk();
desk.onFindings((event) => { window.heard = event; });
desk.open("draft.md", text, 1);
window.checked = await check(text);
`;

before(async () => {
  mkdirSync(home, { recursive: true });
  const manifest = { private: true, type: "module", devDependencies: { vite: "7.1.12", webpack: "5.102.1", "webpack-cli": "6.0.1" } };
  const written = JSON.stringify(manifest);
  const mark = join(home, "package.json");
  if (!existsSync(mark) || readFileSync(join(home, ".wanted"), "utf8") !== written) {
    writeFileSync(mark, written);
    await run("npm", ["install", "--no-audit", "--no-fund", "--silent"], { cwd: home });
    writeFileSync(join(home, ".wanted"), written);
  }
  const { stdout } = await run("npm", ["pack", "--silent", "--pack-destination", home, resolve(PACKAGE)], { cwd: home });
  rmSync(join(home, "node_modules/copydesk"), { recursive: true, force: true });
  await run("npm", ["install", "--no-save", "--no-audit", "--no-fund", "--silent", `./${stdout.trim().split("\n").pop()}`], { cwd: home });
  writeFileSync(join(home, "main.js"), MAIN);
  writeFileSync(join(home, "index.html"), PAGE.replace("MAIN", "./main.js"));
  if (PLAYWRIGHT) {
    const { chromium } = createRequire(join(PLAYWRIGHT, "x.js"))("playwright-core");
    browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
  }
});
after(() => browser?.close());

const KINDS = { ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript" };

/** Opens a folder's page, with the policy that the package's README names, and asks what was found there. */
async function opened(folder, context) {
  if (!browser) return context.skip("no browser is there");
  const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' 'unsafe-inline'; worker-src 'self'; connect-src 'self'";
  const server = createServer((request, response) => {
    const file = join(folder, new URL(request.url, "http://page").pathname.replace(/\/$/, "/index.html"));
    if (!existsSync(file)) return response.writeHead(404).end();
    response.writeHead(200, { "content-type": KINDS[extname(file)] ?? "application/octet-stream", "content-security-policy": policy });
    createReadStream(file).pipe(response);
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const page = await browser.newPage();
  try {
    const wrong = [];
    page.on("pageerror", (error) => wrong.push(String(error)));
    page.on("console", (message) => message.type() === "error" && !/favicon/.test(message.location().url) && wrong.push(message.text()));
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    const found = page.waitForFunction(() => window.checked && window.heard?.whole && [window.checked, window.heard.findings], null, { timeout: 240_000 });
    const [checked, heard] = await found.then((handle) => handle.jsonValue()).catch((error) => { throw new Error(`${error.message} ${wrong.join("\n")}`); });
    assert.deepEqual(wrong, []);
    assert.deepEqual(checked.map(({ rule }) => rule), ["vague-attribution"]);
    assert.deepEqual(heard, checked);
  } finally {
    await page.close();
    server.close();
  }
}

test("the README's lines run in Node", async () => {
  const [, lines] = /```js\n([^]*?)```/.exec(readFileSync(join(home, "node_modules/copydesk/README.md"), "utf8"));
  writeFileSync(join(home, "readme.mjs"), lines);
  const { stdout } = await run("node", ["readme.mjs"], { cwd: home });
  assert.match(stdout, /vague-attribution: “critics”/);
});

test("in a bare page", async (context) => {
  const map = `<script type="importmap">{"imports":{"copydesk":"/node_modules/copydesk/index.js"}}</script>`;
  const folder = join(home, "bare");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, "node_modules"), { recursive: true });
  await run("cp", ["-r", join(home, "node_modules/copydesk"), join(folder, "node_modules")]);
  writeFileSync(join(folder, "index.html"), PAGE.replace("<title>", `${map}<title>`).replace("MAIN", "./main.js"));
  writeFileSync(join(folder, "main.js"), MAIN);
  await opened(folder, context);
});

/** All files below a folder, by their names alone. */
const below = (folder) => readdirSync(folder, { recursive: true }).map((name) => name.split(/[/\\]/).pop());

test("through Vite", async (context) => {
  const folder = join(home, "vite-built");
  await run("npx", ["vite", "build", "--logLevel", "warn", "--target", "esnext", "--outDir", folder, "--emptyOutDir"], { cwd: home });
  const built = below(folder);
  for (const name of ["weights", "relaxed", "simd", "scalar", "worker"]) assert.ok(built.some((file) => file.startsWith(name)), `${name} in ${built}`);
  await opened(folder, context);
});

test("through webpack", async (context) => {
  const folder = join(home, "webpack-built");
  rmSync(folder, { recursive: true, force: true });
  const config = `export default { mode: "production", entry: "./main.js", experiments: { topLevelAwait: true }, performance: false, output: { path: ${JSON.stringify(folder)}, publicPath: "auto" } };`;
  writeFileSync(join(home, "webpack.config.mjs"), config);
  await run("npx", ["webpack", "--config", "webpack.config.mjs"], { cwd: home });
  assert.equal(below(folder).filter((file) => file.endsWith(".bin")).length, 4);
  writeFileSync(join(folder, "index.html"), PAGE.replace("MAIN", "./main.js"));
  await opened(folder, context);
});
