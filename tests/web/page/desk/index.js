// A stand-in for the package `copydesk`, for the tests of the page alone: the same ways to ask and to be told, and a worker that
// marks a few set words.
export async function openDesk({ onProgress = () => {} } = {}) {
  const response = await fetch(new URL('./weights.bin', import.meta.url));
  const total = Number(response.headers.get('Content-Length'));
  let loaded = 0;
  for (const reader = response.body.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) break;
    onProgress({ loaded: (loaded += value.length), total });
  }
  const worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
  const listeners = new Set();
  const waiting = new Map();
  let last = 0;
  worker.onmessage = ({ data }) => {
    if (data.id) {
      waiting.get(data.id)(data.answer);
      waiting.delete(data.id);
    } else for (const listener of listeners) listener(data);
  };
  const tell = (what) => worker.postMessage(what);
  const ask = (what) => new Promise((answered) => {
    last += 1;
    waiting.set(last, answered);
    tell({ ...what, id: last });
  });
  return {
    open: (draft, text, version) => tell({ kind: 'open', draft, text, version }),
    change: (draft, version, edits) => tell({ kind: 'change', draft, version, edits }),
    close: (draft) => tell({ kind: 'close', draft }),
    configure: (files) => ask({ kind: 'configure', files }),
    onFindings: (listener) => (listeners.add(listener), () => listeners.delete(listener)),
    hover: (draft, version, offset) => ask({ kind: 'hover', draft, version, offset }),
    rename: (draft, version, offset, name) => ask({ kind: 'rename', draft, version, offset, name }),
    cards: (draft) => ask({ kind: 'cards', draft }),
    ledger: (draft) => ask({ kind: 'ledger', draft }),
    report: (draft) => ask({ kind: 'report', draft }),
    dispose: () => worker.terminate(),
  };
}
