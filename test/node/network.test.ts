import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build, stop } from 'esbuild';
import { type Browser, type Page, chromium } from 'playwright-core';
import { browserLaunchOptions } from '../../scripts/ensure-browser.mjs';
import { type PageServer, servePage } from '../support/pages/page-server.js';

interface Manifest { readonly exports: Record<string, string | { readonly default: string }> }
interface Lock { readonly packages: Record<string, { readonly dev?: boolean; readonly devOptional?: boolean; readonly hasInstallScript?: boolean }> }

const root = new URL('../../', import.meta.url);
const read = async <T>(path: string): Promise<T> => JSON.parse(await readFile(new URL(path, root), 'utf8')) as T;
const ELEMENTS = ['provider', 'secret-form', 'secret-list', 'secret-view', 'share-dialog', 'toasts'];

/** Every name that a host can import, as built: `dist/`, by the exports of the package. */
async function entries(): Promise<readonly string[]> {
  const { exports } = await read<Manifest>('package.json');
  const names = Object.entries(exports).filter(([, target]) => typeof target !== 'string').map(([name]) => `mysafe-share${name.slice(1)}`);
  return names.flatMap((name) => (name.endsWith('/*') ? ELEMENTS.map((element) => name.replace('*', element)) : [name]));
}

/** One module an entry, as a host's bundler would make it. `tsconfigRaw` keeps esbuild from taking src/ for the package. */
async function bundled(names: readonly string[]): Promise<Map<string, Uint8Array>> {
  const { outputFiles } = await build({
    stdin: { contents: names.map((name, at) => `export const entry${at} = () => import('${name}');`).join('\n'), resolveDir: fileURLToPath(root) },
    outdir: '/', write: false, bundle: true, splitting: true, format: 'esm', target: 'es2022', platform: 'browser', logLevel: 'silent', tsconfigRaw: {},
  }).finally(stop);
  return new Map(outputFiles.map(({ path, contents }) => [path, contents]));
}

/** Notes and denies what goes anywhere but to the page's own files. */
async function denyAll(page: Page, { url }: PageServer, files: ReadonlyMap<string, unknown>): Promise<readonly string[]> {
  const denied: string[] = [];
  await page.context().route('**/*', async (route) => {
    const asked = new URL(route.request().url());
    if (asked.origin === new URL(url).origin && files.has(asked.pathname)) return route.continue();
    denied.push(asked.href);
    return route.abort();
  });
  page.on('websocket', (socket) => denied.push(socket.url()));
  return denied;
}

describe('the package asks nothing of the network', () => {
  let browser: Browser;
  before(async () => { browser = await chromium.launch(browserLaunchOptions()); });
  after(() => browser.close());

  it('goal 13: every entry loads where all other requests are denied, and a request made on purpose is denied and seen', async () => {
    const names = await entries();
    assert.ok(names.length >= 14, names.join(', '));
    const files = new Map<string, string | Uint8Array>([['/', '<!doctype html><title>Nothing else</title>'], ...await bundled(names)]);
    const server = await servePage(files);
    const page = await browser.newPage();
    try {
      const denied = await denyAll(page, server, files);
      await page.goto(server.url);
      const loaded = await page.evaluate(async (path) => {
        const all = await import(path) as Record<string, () => Promise<object>>;
        const modules = await Promise.all(Object.values(all).map((load) => load()));
        document.body.append(...['secret-list', 'secret-view', 'secret-form', 'share-dialog', 'toasts'].map((name) => document.createElement(`mysafe-${name}`)));
        await new Promise(requestAnimationFrame);
        return modules.length;
      }, '/stdin.js');
      assert.equal(loaded, names.length);
      assert.deepEqual(denied, []);
      await page.evaluate(() => fetch('https://outside.example/').catch(() => undefined));
      assert.deepEqual(denied, ['https://outside.example/']);
    } finally {
      await page.close();
      await server.close();
    }
  });

  it('T10: no package that is installed with it runs a script', async () => {
    const { packages } = await read<Lock>('package-lock.json');
    const shipped = Object.entries(packages).filter(([path, { dev, devOptional }]) => path !== '' && !dev && !devOptional);
    assert.ok(shipped.length > 5, 'the lock file was read');
    assert.deepEqual(shipped.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => path), []);
    assert.ok(Object.values(packages).some(({ hasInstallScript }) => hasInstallScript), 'the control: esbuild, which is for development, has one');
  });
});
