// Reads, with libraries of others, what `copydesk check` wrote, for test_formats.py: `node read.mjs FORMAT FILE` prints JSON.
// `github` turns it round: it reads findings and prints the commands that GitHub's own toolkit writes for them.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const home = process.env.PACKAGES;
const require = createRequire(join(home, "package.json"));
const [format, file] = process.argv.slice(2);
const text = readFileSync(file, "utf8");

const readers = {
  // The parser of a plugin that posts checkstyle reports on pull requests.
  checkstyle() {
    const { xml2js } = require("xml-js");
    const parser = "danger-plugin-lint-report/dist/parse/checkstyle_parser.js";
    return require(parser).parseCheckstyle(xml2js(text), process.cwd());
  },
  async rdjson() {
    const { RDFormatValidator } = require("@umbrelladocs/rdformat-validator");
    const validator = new RDFormatValidator({ strictMode: true, allowExtraFields: false });
    return await validator.validateString(text);
  },
  sarif() {
    return require(join(home, "node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"));
  },
  async github() {
    const core = await import(pathToFileURL(join(home, "node_modules/@actions/core/lib/core.js")));
    for (const { kind, message, properties } of JSON.parse(text)) core[kind](message, properties);
  },
};

const read = await readers[format]();
if (read !== undefined) console.log(JSON.stringify(read));
