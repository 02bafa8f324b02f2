// Serves the page to this machine alone, and says where; with --open it is opened in the browser.
// usage: node serve.mjs [--port 8377] [--open] [FOLDER]     (default: dist; another port where that one is taken)
import { spawn } from 'node:child_process';
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { POLICY } from './policy.mjs';

const TYPES = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.mjs': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.md': 'text/markdown; charset=utf-8',
  '.svg': 'image/svg+xml', '.wasm': 'application/wasm', '.json': 'application/json', '.webmanifest': 'application/manifest+json',
};

/** A server of a folder's files that nobody but this machine reaches; `asked` is called with each path. Gives its address and what ends it. */
export async function serve(folder, { port = 0, asked = () => {} } = {}) {
  const server = createServer((request, response) => {
    const path = new URL(request.url, 'http://localhost').pathname;
    asked(path);
    // No file of the page has a name that would be written otherwise in an address.
    const file = join(folder, normalize(path.endsWith('/') ? `${path}index.html` : path));
    const there = file.startsWith(folder + sep) && existsSync(file) && statSync(file).isFile();
    const headers = { 'Content-Security-Policy': POLICY, 'Referrer-Policy': 'no-referrer', 'X-Content-Type-Options': 'nosniff', 'Cache-Control': 'no-cache' };
    if (!there || !['GET', 'HEAD'].includes(request.method)) {
      response.writeHead(there ? 405 : 404, headers).end();
      return;
    }
    response.writeHead(200, { ...headers, 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream', 'Content-Length': statSync(file).size });
    if (request.method === 'HEAD') response.end();
    else createReadStream(file).on('error', () => response.destroy()).pipe(response);
  });
  await new Promise((done, failed) => server.on('error', failed).listen(port, '127.0.0.1', done));
  return {
    address: `http://127.0.0.1:${server.address().port}/`,
    close: () => new Promise((done) => (server.close(done), server.closeAllConnections())),
  };
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({ options: { port: { type: 'string' }, open: { type: 'boolean' } }, allowPositionals: true });
  const folder = resolve(positionals[0] ?? fileURLToPath(new URL('dist', import.meta.url)));
  if (!existsSync(join(folder, 'index.html'))) {
    console.error(`serve.mjs: there is no page in ${folder}. Build it with: node build.mjs`);
    process.exit(2);
  }
  // One port each time: to a browser another port is another place, with nothing kept in it.
  const { address } = await serve(folder, { port: Number(values.port ?? 8377) })
    .catch((error) => (error.code === 'EADDRINUSE' && !values.port ? serve(folder) : Promise.reject(error)))
    .catch((error) => {
      console.error(`serve.mjs: ${error.message}`);
      process.exit(1);
    });
  console.log(`Copydesk is at ${address} – end it with Ctrl+C.`);
  if (values.open) {
    const [program, ...rest] = { darwin: ['open'], win32: ['cmd', '/c', 'start', ''] }[process.platform] ?? ['xdg-open'];
    spawn(program, [...rest, address], { stdio: 'ignore', detached: true }).on('error', () => {}).unref();
  }
}
