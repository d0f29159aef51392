/** Builds the demo in memory and serves it on the loopback address, under the strictest policy a host could have. */
import { readFile, readdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, stop } from 'esbuild';

const DEMO = fileURLToPath(new URL('../demo', import.meta.url));
const CSP = [
  "default-src 'none'", "script-src 'self'", "worker-src 'self'", "style-src 'self'", "img-src 'self' data:", "connect-src 'self'", "font-src 'self'",
  "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'", 'trusted-types lit-html mysafe-share',
].join('; ');
const HEADERS = {
  'cache-control': 'no-store', 'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer', 'x-content-type-options': 'nosniff',
};
const TYPES = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8',
  '.json': 'application/json', '.map': 'application/json', '.svg': 'image/svg+xml', '.png': 'image/png', '.ico': 'image/x-icon',
  '.woff2': 'font/woff2', '.webmanifest': 'application/manifest+json',
};

/** Resolves when the page can be opened. Port 0 takes a free one; a port in use rejects with `EADDRINUSE`. `policy` replaces the content security policy. */
export async function startDemo({ port = 0, policy = CSP } = {}) {
  const files = await buildDemo();
  const server = createServer((request, response) => {
    const file = files.get(pathOf(request.url));
    const known = file !== undefined && (request.method === 'GET' || request.method === 'HEAD');
    const type = known ? TYPES[extname(file.name)] ?? 'application/octet-stream' : 'text/plain; charset=utf-8';
    response.writeHead(known ? 200 : file ? 405 : 404, { ...HEADERS, 'content-security-policy': policy, 'content-type': type });
    response.end(request.method === 'HEAD' ? undefined : known ? file.contents : 'There is nothing here.\n');
  });
  await new Promise((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  return {
    url: `http://localhost:${server.address().port}/`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Every file there is, by its path: what is not in here can't be asked for, however the path is written. */
async function buildDemo() {
  const bundled = await build({
    // the worker of passphraseKeys() stands beside the bundle, where `new URL('./argon2-worker.js', import.meta.url)` looks for it
    entryPoints: { main: join(DEMO, 'main.ts'), 'argon2-worker': 'mysafe-share/keys/argon2-worker' }, outdir: DEMO, write: false, bundle: true, splitting: true, format: 'esm', target: 'es2022',
    sourcemap: true, logLevel: 'silent', // the library comes from src/, by the paths in tsconfig.json
  }).finally(stop);
  const names = (await readdir(DEMO, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.') && extname(entry.name) in TYPES)
    .map((entry) => join(entry.path, entry.name));
  const files = [
    ...await Promise.all(names.map(async (path) => ({ path, contents: await readFile(path) }))),
    ...bundled.outputFiles.map(({ path, contents }) => ({ path, contents })),
  ].map(({ path, contents }) => ({ name: `/${relative(DEMO, path).split(sep).join('/')}`, contents }));
  return new Map(files.flatMap((file) => (file.name === '/index.html' ? [['/', file]] : []).concat([[file.name, file]])));
}

function pathOf(url) {
  try {
    return decodeURIComponent(new URL(url, 'http://localhost').pathname);
  } catch {
    return undefined; // not a path at all
  }
}
