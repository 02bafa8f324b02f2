// Writes what a package says of its own files: `node stage.mjs PACKAGE package.json Cargo.toml`. The known text is read by the build
// without vectors, whose answer the others are measured by.

import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, manifest, workspace] = process.argv.slice(2);

const version = /^version = "(.*)"$/m.exec(readFileSync(workspace, "utf8"))[1];
writeFileSync(
  join(folder, "package.json"),
  JSON.stringify({ ...JSON.parse(readFileSync(manifest, "utf8")), version }, null, 2) + "\n",
);

const names = readdirSync(join(folder, "files"));
const named = (name) => names.find((file) => file.startsWith(`${name}-`));
const known = {
  text: `The bridge will cost $14 million, critics say.

“We have never seen the contract,” Lena Ostrow, a council member, said on Tuesday. The mayor hid it because he feared the vote.

Ostrov said 40 of the 52 bolts were cracked.
`,
  configuration: "",
};

const written = (answer) => `// Written by editors/web/build. Bundlers find the files by these lines, so that each must be as it is.

export const weights = () => new URL("./files/${named("weights")}", import.meta.url);
export const code = () => ({
  relaxed: new URL("./files/${named("relaxed")}", import.meta.url),
  simd: new URL("./files/${named("simd")}", import.meta.url),
  scalar: new URL("./files/${named("scalar")}", import.meta.url),
});

/** A text, and what is found in it. */
export const known = ${JSON.stringify({ ...known, answer }, null, 2)};
`;
writeFileSync(join(folder, "files.js"), written([]));
const { Engine } = await import(pathToFileURL(resolve(folder, "engine.js")).href);
const place = (name) => pathToFileURL(resolve(folder, "files", named(name))).href;
const engine = await Engine.load({ scalar: place("scalar"), weights: place("weights") });
const answer = engine.ask({ do: "check", name: "known.md", ...known });
if (answer.length < 2) throw new Error(`The known text has too few findings: ${JSON.stringify(answer)}`);
writeFileSync(join(folder, "files.js"), written(answer));
