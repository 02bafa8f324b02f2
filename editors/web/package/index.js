// The desk from outside: it hands requests to a worker, or where there is none to the same code here, and sees to it that nobody is
// answered of an older text. Whatever is said of a draft comes from the module.

import { Drafts } from "./drafts.js";
import * as files from "./files.js";
import { Server } from "./server.js";

/** @type {import("./index.d.ts").openDesk} */
export async function openDesk(options = {}) {
  const places = placesOf(options);
  const elsewhere = options.worker !== null && (options.worker || typeof Worker === "function");
  const link = elsewhere ? workerLink(options.worker) : localLink();
  const desk = new Desk(link);
  await desk.load(places, options.onProgress);
  return desk;
}

/** @type {import("./index.d.ts").openServer} */
export function openServer(options) {
  return Server.open(placesOf(options), options);
}

/** The desks that checks were asked of, by their places. */
const desks = new Map();

/** @type {import("./index.d.ts").check} */
export async function check(text, { name = "draft.md", configuration, weights, code } = {}) {
  const key = `${weights} ${code}`;
  if (!desks.has(key)) desks.set(key, openDesk({ weights, code }));
  let findings = null;
  try {
    findings = await (await desks.get(key))[CHECK]({ do: "check", name, text: String(text), configuration });
  } catch (error) {
    // What could not be loaded is tried again by the next call.
    desks.delete(key);
    throw error;
  }
  if (findings === null) throw new Error(`Copydesk broke down over ${name}.`);
  return findings;
}

const CHECK = Symbol("check");

/** Where everything lies, as a worker can be told. */
function placesOf({ weights, code }) {
  const href = (place) => place instanceof Uint8Array ? place : new URL(place, globalThis.document?.baseURI ?? import.meta.url).href;
  const given = typeof code === "string" || code instanceof URL ? { scalar: code } : (code ?? files.code());
  return {
    weights: href(weights ?? files.weights()),
    ...Object.fromEntries(Object.keys(files.code()).map((build) => [build, given[build] ? href(given[build]) : null])),
  };
}

function workerLink(given) {
  const worker = given ?? new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
  return {
    send: (message) => worker.postMessage(message),
    listen(hear, fail) {
      worker.addEventListener("message", (event) => hear(event.data));
      worker.addEventListener("error", (event) => fail(new Error(event.message || "The worker could not be started.")));
    },
    end: () => worker.terminate(),
  };
}

/** The same without a worker. */
function localLink() {
  let drafts;
  return {
    send: (message) => queueMicrotask(() => drafts?.take(message)),
    listen(hear) {
      drafts = new Drafts(hear);
    },
    end() {
      drafts.end();
      drafts = null;
    },
  };
}

class Desk {
  #link;
  #listeners = new Set();
  /** The latest version of each open draft. */
  #versions = new Map();
  /** What waits for an answer, by its number. */
  #waiting = new Map();
  #last = 0;
  #progress;
  #ended = false;

  constructor(link) {
    this.#link = link;
    link.listen(
      (message) => this.#hear(message),
      (error) => this.#fail(error),
    );
  }

  async load(places, onProgress) {
    this.#progress = onProgress;
    try {
      await this.#ask({ do: "load", places });
    } catch (error) {
      this.dispose();
      throw error;
    }
  }

  open(draft, text, version) {
    this.#versions.set(draft, version);
    this.#forget(draft);
    this.#send({ do: "open", draft, text: String(text), version });
  }

  change(draft, version, edits) {
    if (!this.#versions.has(draft)) throw new Error(`The draft ${draft} is not open.`);
    this.#versions.set(draft, version);
    this.#forget(draft);
    this.#send({ do: "change", draft, version, edits });
  }

  close(draft) {
    this.#versions.delete(draft);
    this.#forget(draft, true);
    this.#send({ do: "close", draft });
  }

  configure({ configuration, roster } = {}) {
    return this.#ask({ do: "configure", configuration, roster });
  }

  async named(configuration) {
    return (await this.#ask({ do: "named", configuration })) ?? [];
  }

  onFindings(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async hover(draft, version, offset) {
    if (this.#versions.get(draft) !== version) return null;
    return this.#ask({ do: "hover", draft, version, offset });
  }

  async rename(draft, version, offset, name) {
    if (this.#versions.get(draft) !== version) return null;
    const edits = await this.#ask({ do: "rename", draft, version, offset, name });
    if (edits?.refused !== undefined) throw new Error(edits.refused);
    return edits;
  }

  async cards(draft) {
    return (await this.#ask({ do: "cards", draft })) ?? [];
  }

  async ledger(draft) {
    return (await this.#ask({ do: "ledger", draft })) ?? [];
  }

  async report(draft) {
    return (await this.#ask({ do: "report", draft })) ?? "";
  }

  async sheet(draft, { legal = false } = {}) {
    return (await this.#ask({ do: "sheet", draft, legal })) ?? "";
  }

  async rules() {
    return (await this.#ask({ do: "rules" })) ?? [];
  }

  [CHECK](request) {
    return this.#ask(request);
  }

  dispose() {
    if (this.#ended) return;
    this.#ended = true;
    for (const { resolve } of this.#waiting.values()) resolve(null);
    this.#waiting.clear();
    this.#listeners.clear();
    this.#link.end();
  }

  #ask(request) {
    if (this.#ended) return Promise.resolve(null);
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject, draft: request.draft, version: request.version });
      this.#send({ ...request, id });
    });
  }

  #send(message) {
    if (!this.#ended) this.#link.send(message);
  }

  /** Answers what was asked of an older text of the draft, or of whatever text, with null. */
  #forget(draft, all = false) {
    for (const [id, waiting] of this.#waiting) {
      if (waiting.draft !== draft || (waiting.version === undefined && !all)) continue;
      this.#waiting.delete(id);
      waiting.resolve(null);
      this.#send({ do: "cancel", id });
    }
  }

  #hear(message) {
    if (message.progress) {
      this.#progress?.(message.progress);
    } else if (message.id !== undefined) {
      const waiting = this.#waiting.get(message.id);
      this.#waiting.delete(message.id);
      if (message.error === undefined) waiting?.resolve(message.answer);
      else waiting?.reject(new Error(message.error));
    } else if (message.findings && this.#versions.get(message.draft) === message.version) {
      for (const listener of [...this.#listeners]) listener(message);
    }
  }

  #fail(error) {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
