// Everything that the page is made of, kept where the page was first opened, so that it works without a network. It hands out these
// files and no others: what is not on the list is not fetched, wherever it is. What it hands out has the page's policy on it,
// which binds the worker that reads the drafts too.
export {};
declare const self: ServiceWorkerGlobalScope;
declare const SHELL: string[];
declare const HEAVY: string[];
declare const VERSION: string;
declare const POLICY: string;

interface ServiceWorkerGlobalScope extends EventTarget {
  registration: { scope: string };
  location: Location;
  clients: { claim(): Promise<void> };
}
interface ExtendableEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface FetchEvent extends ExtendableEvent {
  request: Request;
  respondWith(response: Promise<Response> | Response): void;
}

const CACHE = `copydesk-${VERSION}`;
const at = (name: string) => new URL(name, self.registration.scope).href;
const lists = () => [SHELL.map(at), HEAVY.map(at)];

self.addEventListener('install', (event) => {
  const [shell] = lists();
  (event as ExtendableEvent).waitUntil(caches.open(CACHE).then((cache) => cache.addAll(shell.map((it) => new Request(it, { cache: 'no-cache' })))));
});

self.addEventListener('activate', (event) => {
  (event as ExtendableEvent).waitUntil(settle().then(() => self.clients.claim()));
});

/** What is heavy carries its digest in its name: it is taken over from an older page's keep, not fetched again. */
async function settle(): Promise<void> {
  const [, heavy] = lists();
  const cache = await caches.open(CACHE);
  for (const name of await caches.keys()) {
    if (!name.startsWith('copydesk-') || name === CACHE) continue;
    const old = await caches.open(name);
    for (const it of heavy) {
      const there = await old.match(it);
      if (there) await cache.put(it, there);
    }
    await caches.delete(name);
  }
}

self.addEventListener('fetch', (event) => {
  const { request } = event as FetchEvent;
  (event as FetchEvent).respondWith(answer(event as FetchEvent, request));
});

async function answer(event: FetchEvent, request: Request): Promise<Response> {
  const url = new URL(request.url);
  const [shell, heavy] = lists();
  const path = url.origin + url.pathname;
  const name = request.mode === 'navigate' && ![...shell, ...heavy].includes(path) ? at('index.html') : path;
  if (request.method !== 'GET' || ![...shell, ...heavy].includes(name)) return Response.error();
  const cache = await caches.open(CACHE);
  const there = await cache.match(name);
  if (there) return bound(there);
  const fetched = await fetch(name);
  if (fetched.ok) event.waitUntil(cache.put(name, fetched.clone()).catch(() => undefined));
  return bound(fetched);
}

function bound(response: Response): Response {
  const headers = new Headers(response.headers);
  headers.set('Content-Security-Policy', POLICY);
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}
