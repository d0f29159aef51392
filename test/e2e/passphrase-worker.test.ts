import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { type Browser, chromium } from 'playwright-core';
import { browserLaunchOptions } from '../../scripts/ensure-browser.mjs';

const built = (path: string): string => fileURLToPath(new URL(`../../dist/${path}`, import.meta.url));
const STRICT = "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types lit-html";
const WITH_OURS = `${STRICT} mysafe-share`;

/** Enrols and unlocks in the page; what it says must be true for the two to have agreed. */
const ENROL_AND_UNLOCK = `async ([module, options]) => {
  const { passphraseKeys } = await import(module);
  const keys = passphraseKeys({ ...options, cost: { t: 2, m: 19456, p: 1 } });
  const asked = { actor: 'user:ana', input: { passphrase: 'correct horse' } };
  const { accountKey, record } = await keys.enrol(asked);
  const opened = await keys.unlock({ ...asked, records: [record] });
  return opened.ok && String(opened.value.accountKey) === String(accountKey);
}`;

/** What was built, as a host serves it: its own bundle, the worker beside it as a bundler copies it, the file for pages without one. */
async function startHost() {
  const { outputFiles } = await build({ entryPoints: { host: built('keys/index.js') }, bundle: true, splitting: true, format: 'esm', outdir: '/', write: false, tsconfigRaw: '{}' });
  const files = new Map<string, string>(outputFiles.map(({ path, text }) => [path, text]));
  files.set('/argon2-worker.js', await readFile(built('keys/argon2-worker.js'), 'utf8'));
  files.set('/cdn/mysafe.js', await readFile(built('cdn/mysafe.min.js'), 'utf8'));
  const server = createServer(({ url = '/' }, response) => {
    const { pathname, searchParams } = new URL(url, 'http://localhost');
    const code = files.get(pathname);
    response.setHeader('content-security-policy', searchParams.get('policy') ?? STRICT);
    response.writeHead(code === undefined && pathname !== '/' ? 404 : 200, { 'content-type': code === undefined ? 'text/html' : 'text/javascript' });
    response.end(code ?? '<!doctype html><title>Host</title>');
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return { url: `http://localhost:${(server.address() as AddressInfo).port}`, close: () => { server.close(); server.closeAllConnections(); } };
}

describe('the worker of passphraseKeys, as it is built', () => {
  let host: Awaited<ReturnType<typeof startHost>>;
  let browser: Browser;
  before(async () => {
    host = await startHost();
    browser = await chromium.launch(browserLaunchOptions());
  });
  after(async () => {
    await browser.close();
    host.close();
  });

  async function run(policy: string, module: string, options: object = {}) {
    const page = await browser.newPage();
    const workers: string[] = [];
    const requests: string[] = [];
    page.on('worker', (worker) => workers.push(worker.url().replace(host.url, '')));
    page.on('request', (request) => requests.push(request.url().replace(host.url, '')));
    await page.addInitScript('globalThis.violations = []; document.addEventListener("securitypolicyviolation", ({ violatedDirective }) => violations.push(violatedDirective))');
    await page.goto(`${host.url}/?policy=${encodeURIComponent(policy)}`);
    const agreed = await page.evaluate<boolean>(`(${ENROL_AND_UNLOCK})(${JSON.stringify([module, options])})`);
    const violations = await page.evaluate<string[]>('violations');
    await page.close();
    return { agreed, workers, violations, requests };
  }

  it('is found beside the module and runs under the strictest policy, with nothing reported', async () => {
    const { requests, ...seen } = await run(WITH_OURS, '/host.js');
    assert.deepEqual(seen, { agreed: true, workers: ['/argon2-worker.js', '/argon2-worker.js'], violations: [] });
    assert.deepEqual(requests.filter((path) => /argon2id/.test(path)), [], 'the page itself did not load Argon2id');
  });

  it('is done without where the page’s Trusted Types do not list ours', async () => {
    const { agreed, workers, violations } = await run(STRICT, '/host.js');
    assert.deepEqual({ agreed, workers }, { agreed: true, workers: [] });
    assert.ok(violations.includes('trusted-types'), 'the page is told why');
  });

  it('is done without in the single file, which asks for no file beside it', async () => {
    const { requests, ...seen } = await run(WITH_OURS, '/cdn/mysafe.js');
    assert.deepEqual(seen, { agreed: true, workers: [], violations: [] });
    assert.deepEqual(requests.filter((path) => path.includes('argon2')), []);
  });

  it('runs for the single file where the host says where it is', async () => {
    const { agreed, workers, violations } = await run(WITH_OURS, '/cdn/mysafe.js', { worker: '/argon2-worker.js' });
    assert.deepEqual({ agreed, workers, violations }, { agreed: true, workers: ['/argon2-worker.js', '/argon2-worker.js'], violations: [] });
  });
});
