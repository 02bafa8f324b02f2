// Open drafts beside the module: reads them in turns that a message can come between, and holds back what is asked of a draft until it
// is read. What to do next the module says; here is only when.

import { Engine } from "./engine.js";
import { Later } from "./later.js";

/** A turn ends after so many milliseconds, and a step should take no longer than so many. */
const TURN = 24;
const STEP = 16;
/** The most blocks of a step. */
const MOST = 32;
/** So often more is shown of a long draft, and so long does a writer pause before the whole is checked again. */
const PART = 700;
const PAUSE = 200;
/** A check that takes no longer than this is done at every keystroke. */
const QUICK = 8;

export class Drafts {
  #tell;
  #engine = null;
  /** What came while the module was loaded. */
  #early = [];
  #drafts = new Map();
  #configured = null;
  #blocks = 4;
  #planned = false;
  #later = new Later();
  #ended = false;

  /** `tell` hears answers `{id, answer}` and `{id, error}`, findings `{draft, version, whole, findings}` and `{progress}`. */
  constructor(tell) {
    this.#tell = tell;
  }

  /** Takes a message. */
  take(message) {
    if (message.do === "load") this.#load(message);
    else if (message.do === "cancel") this.#cancel(message.id);
    else if (this.#engine) this.#act(message);
    else this.#early.push(message);
  }

  end() {
    this.#ended = true;
    for (const draft of this.#drafts.values()) clearTimeout(draft.pause);
    this.#drafts.clear();
    this.#later.end();
  }

  async #load({ id, places }) {
    try {
      this.#engine = await Engine.load(places, (progress) => this.#tell({ progress }));
    } catch (error) {
      this.#tell({ id, error: String(error?.message ?? error) });
      return;
    }
    this.#tell({ id, answer: true });
    for (const message of this.#early.splice(0)) this.take(message);
  }

  #cancel(id) {
    this.#early = this.#early.filter((message) => message.id !== id);
    for (const draft of this.#drafts.values()) {
      draft.waiting = draft.waiting.filter((message) => message.id !== id);
    }
  }

  #act(message) {
    const draft = this.#drafts.get(message.draft);
    switch (message.do) {
      case "open": {
        clearTimeout(draft?.pause);
        draft?.waiting.forEach(({ id }) => this.#tell({ id, answer: null }));
        const { text, version } = message;
        const opened = { text, version, next: null, waiting: [], shown: null, took: Infinity, pause: null, broken: 0 };
        this.#drafts.set(message.draft, opened);
        this.#ask(message.draft, { do: "open", draft: message.draft, text, version });
        break;
      }
      case "change": {
        if (!draft) break;
        clearTimeout(draft.pause);
        const edits = whole(draft, message.edits);
        [draft.version, draft.broken] = [message.version, 0];
        this.#ask(message.draft, {
          do: "change",
          draft: message.draft,
          version: message.version,
          edits,
          quick: draft.took <= QUICK,
        });
        break;
      }
      case "close":
        clearTimeout(draft?.pause);
        draft?.waiting.forEach(({ id }) => this.#tell({ id, answer: null }));
        this.#drafts.delete(message.draft);
        this.#ask(message.draft, { do: "close", draft: message.draft });
        break;
      case "configure": {
        const { configuration, roster } = message;
        this.#configured = { do: "configure", configuration, roster };
        this.#answer(message.id, null, this.#configured);
        for (const [name, other] of this.#drafts) {
          clearTimeout(other.pause);
          other.shown = null;
          other.next = "read";
          this.#plan(name);
        }
        break;
      }
      case "hover":
        this.#answer(message.id, message.draft, message);
        break;
      default:
        // What hangs on the whole draft waits until it is read.
        if (draft && (draft.next === "read" || draft.next === "check")) draft.waiting.push(message);
        else this.#answer(message.id, message.draft, message);
    }
  }

  #answer(id, name, request) {
    const answer = this.#try(name, request);
    if (answer === undefined) this.#tell({ id, answer: null });
    else if (answer?.problem !== undefined) this.#tell({ id, error: answer.problem });
    else this.#tell({ id, answer });
  }

  /** Asks the module something of a draft whose answer tells of its findings. */
  #ask(name, request) {
    const told = this.#try(name, request);
    const draft = this.#drafts.get(name);
    if (!told || !draft) return;
    draft.next = told.next;
    if (told.findings) {
      draft.shown = performance.now();
      this.#tell({ draft: name, version: told.version, whole: told.whole, findings: told.findings });
    }
    if (told.next !== "read" && told.next !== "check") {
      for (const message of draft.waiting.splice(0)) this.#answer(message.id, name, message);
    }
    this.#plan(name);
  }

  /** The module's answer; undefined where it broke down. Then another one takes the drafts over, and the draft at fault is tried once more. */
  #try(name, request) {
    if (!this.#engine) return undefined;
    try {
      return this.#engine.ask(request);
    } catch (error) {
      const fault = this.#drafts.get(name);
      console.warn(`Copydesk begins anew behind ${name}.`, error);
      if (fault) fault.broken += 1;
      this.#revive();
      return undefined;
    }
  }

  async #revive() {
    const engine = this.#engine;
    this.#engine = null;
    try {
      const fresh = await engine.again();
      if (this.#ended) return;
      this.#engine = fresh;
    } catch (error) {
      console.warn("Copydesk could not be loaded again.", error);
      return;
    }
    if (this.#configured) this.#try(null, this.#configured);
    const early = this.#early.splice(0);
    for (const [name, draft] of this.#drafts) {
      clearTimeout(draft.pause);
      // A text that broke the module twice waits for the next edit.
      if (draft.broken > 1) continue;
      this.#ask(name, { do: "open", draft: name, text: draft.text, version: draft.version });
    }
    for (const message of early) this.take(message);
  }

  #plan(name) {
    const draft = this.#drafts.get(name);
    if (draft?.next === "pause") {
      clearTimeout(draft.pause);
      draft.pause = setTimeout(() => this.#step(name), PAUSE);
    } else if (draft?.next && !this.#planned) {
      this.#planned = true;
      this.#later.plan(() => this.#turn());
    }
  }

  #turn() {
    this.#planned = false;
    const end = performance.now() + TURN;
    while (this.#engine && performance.now() < end) {
      // The draft that was changed last comes first.
      const due = [...this.#drafts].filter(([, { next }]) => next === "read" || next === "check");
      if (due.length === 0) return;
      this.#step(due[due.length - 1][0]);
    }
    for (const [name, { next }] of this.#drafts) if (next !== "pause") this.#plan(name);
  }

  #step(name) {
    const draft = this.#drafts.get(name);
    if (!draft || !this.#engine) return;
    const { next, shown } = draft;
    const since = performance.now();
    const due = shown === null || since - shown > PART;
    // Where the module breaks down, nothing more is done of itself.
    draft.next = null;
    this.#ask(name, { do: "step", draft: name, blocks: this.#blocks, due });
    const took = performance.now() - since;
    if (next === "read") {
      this.#blocks = Math.min(MOST, Math.max(1, Math.round((this.#blocks * STEP) / Math.max(took, 1))));
    } else {
      draft.took = took;
    }
  }
}

/**
 * The edits, applied to the text that is kept here for the case that the module breaks down, and widened where one would part the two
 * halves of a character, which the module knows as one.
 */
function whole(draft, edits) {
  const parts = (text, at) => isHigh(text.charCodeAt(at - 1)) && isLow(text.charCodeAt(at));
  return edits.map(({ start, end, text: inserted }) => {
    const { text } = draft;
    let [from, to] = [Math.min(start, end, text.length), Math.min(Math.max(start, end), text.length)];
    draft.text = text.slice(0, from) + inserted + text.slice(to);
    let added = inserted;
    if (parts(text, from)) added = text[(from -= 1)] + added;
    if (to > from && parts(text, to)) added += text[to++];
    return { start: from, end: to, text: added };
  });
}

const isHigh = (unit) => unit >= 0xd800 && unit < 0xdc00;
const isLow = (unit) => unit >= 0xdc00 && unit < 0xe000;
