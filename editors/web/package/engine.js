// The module: fetched, unpacked, tried, and asked. Its builds say the same; the fastest is taken that the browser can run and that reads
// a known text as it should, which not all do that a browser says it can run: old iOS computes vectors wrongly, and Node.js 20 products
// of bytes, where a flag lets it.

import { known } from "./files.js";

/** The builds, the fastest first, each with the smallest module that has what it takes: a sum of products of bytes, a vector, nothing. */
const BUILDS = {
  relaxed: Uint8Array.of(
    0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 19, 1, 17, 0, 65, 0, 253, 15, 65, 0, 253, 15, 65, 0, 253, 15, 253,
    147, 2, 11,
  ),
  simd: Uint8Array.of(
    0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11,
  ),
  scalar: Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0),
};

export class Engine {
  #exports;
  #module;
  #weights;

  constructor(module, instance, build, weights) {
    [this.#module, this.#exports, this.#weights] = [module, instance.exports, weights];
    /** The name of the build that was taken. */
    this.build = build;
  }

  /**
   * Loads a module and the weights. `places`: for `weights` and for each build by its name an address, or what lies there, or null for a
   * build that is not there. `progress` hears `{loaded, total}` in bytes.
   */
  static async load(places, progress = () => {}) {
    const told = new Progress(progress);
    const weights = told.fetch(places.weights);
    const builds = Object.keys(BUILDS).filter((build) => places[build] && WebAssembly.validate(BUILDS[build]));
    for (const [number, build] of builds.entries()) {
      const code = told.fetch(places[build]).then((bytes) => WebAssembly.compile(bytes));
      const [module, bytes] = await Promise.all([code, weights]);
      const engine = await Engine.#start(module, bytes, build, places.weights);
      if (number + 1 === builds.length || engine.#isRight()) return engine;
    }
    throw new Error("No build of Copydesk was given that this browser can run.");
  }

  static async #start(module, bytes, build, weights) {
    const engine = new Engine(module, await WebAssembly.instantiate(module, { host: { now: () => performance.now() } }), build, weights);
    engine.#put(bytes);
    if (engine.#exports.weights() !== 1) {
      const given = typeof weights === "string" ? weights : "What was given as weights";
      throw new Error(`${given} is not the file of weights that belongs to this version of Copydesk.`);
    }
    return engine;
  }

  /** Another module like this one, which broke down. */
  async again() {
    const bytes = await new Progress(() => {}).fetch(this.#weights);
    return Engine.#start(this.#module, bytes, this.build, this.#weights);
  }

  /** The answer to a request. Throws where the module breaks down, as all below do; then it is of no more use. */
  ask(request) {
    this.#write(request);
    return this.#read(this.#exports.answer());
  }

  /** Hands the language server a message of its client. */
  hear(message) {
    this.#write(message);
    this.#exports.hear();
  }

  /** Has the language server work for a moment: in how many milliseconds it goes on, less than none where a message must come first. */
  step() {
    return this.#exports.step();
  }

  /** What the language server said since this was last asked: messages. */
  said() {
    return this.#read(this.#exports.said());
  }

  /** A page about a draft that is open in the language server. */
  page(request) {
    this.#write(request);
    return this.#read(this.#exports.page());
  }

  /** How many bytes of memory the module has. */
  get memory() {
    return this.#exports.memory.buffer.byteLength;
  }

  #write(request) {
    this.#put(new TextEncoder().encode(JSON.stringify(request)));
  }

  #read(bytes) {
    const answer = new Uint8Array(this.#exports.memory.buffer, this.#exports.answered(), bytes);
    return JSON.parse(new TextDecoder().decode(answer));
  }

  #put(bytes) {
    const place = this.#exports.room(bytes.length);
    new Uint8Array(this.#exports.memory.buffer, place, bytes.length).set(bytes);
  }

  #isRight() {
    try {
      const answer = this.ask({ do: "check", name: "known.md", text: known.text, configuration: known.configuration });
      return JSON.stringify(answer) === JSON.stringify(known.answer);
    } catch {
      return false;
    }
  }
}

/** Counts what is fetched. */
class Progress {
  #tell;
  #loaded = 0;
  #totals = [];

  constructor(tell) {
    this.#tell = tell;
  }

  /** The bytes at an address, or given as they are, unpacked. */
  async fetch(address) {
    if (typeof address !== "string") return unpacked(address);
    if (address.startsWith("file:")) {
      const { readFile } = await import(/* webpackIgnore: true */ /* @vite-ignore */ "node:fs/promises");
      return unpacked(new Uint8Array(await readFile(new URL(address))));
    }
    const response = await fetch(address);
    if (!response.ok) throw new Error(`${address} could not be loaded: ${response.status} ${response.statusText}`);
    const number = this.#totals.push(Number(response.headers.get("content-length")) || 0) - 1;
    const parts = [];
    let length = 0;
    for (const reader = response.body.getReader(); ; ) {
      const { done, value } = await reader.read();
      if (done) break;
      parts.push(value);
      length += value.length;
      this.#loaded += value.length;
      // What a server packs on its way is longer than it says.
      this.#totals[number] = Math.max(this.#totals[number], length);
      this.#tell({ loaded: this.#loaded, total: this.#totals.reduce((sum, total) => sum + total, 0) });
    }
    const bytes = new Uint8Array(length);
    let at = 0;
    for (const part of parts) {
      bytes.set(part, at);
      at += part.length;
    }
    return unpacked(bytes);
  }
}

/** Files lie packed, so that it does not hang on the server how much is fetched; some servers unpack what they send. */
async function unpacked(bytes) {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
