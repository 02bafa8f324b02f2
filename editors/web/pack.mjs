// Packs a file as browsers unpack it, the smaller of two ways: `node pack.mjs FILE OUT`. Weights have no repetitions; looking for some
// costs them a tenth, so that they are packed number by number.
import { readFileSync, writeFileSync } from "node:fs";
import { constants, gzipSync } from "node:zlib";

const [file, out] = process.argv.slice(2);
const bytes = readFileSync(file);
const ways = [constants.Z_DEFAULT_STRATEGY, constants.Z_HUFFMAN_ONLY];
const packed = ways.map((strategy) => gzipSync(bytes, { level: 9, strategy }));
writeFileSync(out, packed.sort((one, other) => one.length - other.length)[0]);
