// When what works in turns goes on: behind the messages that are there already, and without the pause that timers make.

export class Later {
  #channel = null;

  /** Has something done soon. Of what is planned at once only the last is done. */
  plan(act) {
    if (typeof WorkerGlobalScope !== "function") {
      setTimeout(act);
      return;
    }
    this.#channel ??= new MessageChannel();
    this.#channel.port1.onmessage = act;
    this.#channel.port2.postMessage(null);
  }

  end() {
    this.#channel?.port1.close();
  }
}
