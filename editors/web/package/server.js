// The language server: messages of its client go in, its own come out, and in between the module works, in turns that a message can come
// between. What it does, and when, the module says.

import { Engine } from "./engine.js";
import { Later } from "./later.js";

/** A turn ends after so many milliseconds. */
const TURN = 24;

export class Server {
  #engine;
  #hear;
  #fail;
  #later = new Later();
  #timer = null;
  #planned = false;
  /** What was said and not handed on yet. */
  #said = [];
  #telling = false;

  constructor(engine, hear, fail) {
    [this.#engine, this.#hear, this.#fail] = [engine, hear, fail];
  }

  static async open(places, { onMessage, onFault = () => {}, onProgress }) {
    return new Server(await Engine.load(places, onProgress), onMessage, onFault);
  }

  send(message) {
    this.#try((engine) => engine.hear(message));
    this.#plan(0);
  }

  page(request) {
    return this.#try((engine) => engine.page(request)) ?? null;
  }

  async rules() {
    return this.#try((engine) => engine.ask({ do: "rules" })) ?? [];
  }

  async named(configuration) {
    return this.#try((engine) => engine.ask({ do: "named", configuration })) ?? [];
  }

  dispose() {
    this.#engine = null;
    clearTimeout(this.#timer);
    this.#later.end();
  }

  /** Asks something of the module, and hands on what it says. Where it breaks down, it is of no more use. */
  #try(ask) {
    if (!this.#engine) return undefined;
    let answer;
    try {
      answer = ask(this.#engine);
      this.#said.push(...this.#engine.said());
    } catch (error) {
      this.dispose();
      this.#fail(error);
      return undefined;
    }
    // Whoever hears something may answer at once; then the rest is handed on behind it.
    if (this.#telling) return answer;
    this.#telling = true;
    while (this.#engine && this.#said.length) this.#hear(this.#said.shift());
    this.#telling = false;
    return answer;
  }

  /** Goes on after so many milliseconds; not by itself where they are less than none. */
  #plan(left) {
    clearTimeout(this.#timer);
    if (!this.#engine || this.#planned || left < 0) return;
    if (left > 0) {
      this.#timer = setTimeout(() => this.#turn(), left);
      return;
    }
    this.#planned = true;
    this.#later.plan(() => {
      this.#planned = false;
      this.#turn();
    });
  }

  #turn() {
    const end = performance.now() + TURN;
    let left;
    do {
      left = this.#try((engine) => engine.step()) ?? -1;
    } while (left === 0 && performance.now() < end);
    this.#plan(left);
  }
}
