// What the page may do, as its policy tells the browser: load its own files, run its own code and the reader's, and connect to the
// place that it came from. It is in the page itself, on what the service worker hands out, and on what the little server sends.
export const POLICY = [
  "default-src 'none'",
  "connect-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');
