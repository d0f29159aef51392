import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Browser, type BrowserContext, type BrowserContextOptions, type Page, chromium } from 'playwright-core';
import { startDemo } from '../../scripts/demo-server.mjs';
import { browserLaunchOptions } from '../../scripts/ensure-browser.mjs';

/** Far beyond the demo's own promise, which has a test of its own: other tests must not depend on how busy the machine is. */
const PATIENCE_MS = 60_000;
const READY = 'html[data-state="ready"]';
type State = Awaited<ReturnType<BrowserContext['storageState']>>;

export interface OpenDemoOptions extends BrowserContextOptions {
  /** Who is signed in: `?as=`. Default: as the demo has it. */
  readonly as?: string;
  /** What unlocks their keys: `?keys=`. Default: as the demo has it. */
  readonly keys?: string;
  /** Which page is shown: what stands after `#`. */
  readonly at?: string;
  /** An empty browser that has to seed first. Default: one that was seeded before. */
  readonly fresh?: boolean;
  /** What the page shows when it is awaited: `ready` or, where it can't be, another `data-state`. */
  readonly until?: 'ready' | 'moving' | 'nobody' | 'failed' | 'seeding';
}

/** One browser with the demo, in a context of its own. */
export interface DemoPage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Console errors, uncaught errors, violations of the content security policy. A good page has none. */
  readonly problems: readonly string[];
  /** Requests that went anywhere but to the demo. A good page makes none. */
  readonly strayRequests: readonly string[];
  /** Signs in as somebody, by the address. */
  signInAs(username: string): Promise<void>;
  /** Chooses somebody in the switcher of the header. */
  switchTo(username: string): Promise<void>;
  /** Waits until a vault is open and shown. */
  ready(username?: string): Promise<void>;
  /** What axe finds on the page as it is, one line each. */
  accessibilityProblems(): Promise<readonly string[]>;
}

export interface DemoBrowser {
  readonly url: string;
  readonly browser: Browser;
  openDemo(options?: OpenDemoOptions): Promise<DemoPage>;
  close(): Promise<void>;
}

/** Serves the demo and starts a browser for it. The first `openDemo` that wants a seeded one seeds; the others start from a copy. `policy` replaces the content security policy. */
export async function startDemoBrowser({ policy }: { readonly policy?: string } = {}): Promise<DemoBrowser> {
  const demo = await startDemo({ port: 0, policy });
  const browser = await chromium.launch(browserLaunchOptions());
  let seeded: Promise<State> | undefined;

  async function openDemo({ as, keys, at, fresh = false, until = 'ready', ...options }: OpenDemoOptions = {}): Promise<DemoPage> {
    const storageState = fresh ? undefined : await (seeded ??= seededState());
    const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1280, height: 800 }, ...options, ...(storageState && { storageState }) });
    const page = await context.newPage();
    const watched = await watch(page, demo.url);
    const made = demoPage(page, context, demo.url, watched);
    await page.goto(addressOf(demo.url, { as, keys, at }));
    await page.waitForSelector(`html[data-state="${until}"]`, { timeout: PATIENCE_MS });
    return made;
  }

  async function seededState(): Promise<State> {
    const kept = await readSeeded(demo.url);
    if (kept) return kept;
    const { context } = await openDemo({ fresh: true });
    const state = await context.storageState({ indexedDB: true });
    await context.close();
    await keepSeeded(state);
    return state;
  }

  return {
    url: demo.url, browser, openDemo,
    async close() {
      await browser.close();
      await demo.close();
    },
  };
}

/** Test files of one run seed once between them: `scripts/test-node.mjs` makes the folder and removes it. */
const seededFile = process.env.MYSAFE_RUN_FOLDER && join(process.env.MYSAFE_RUN_FOLDER, 'seeded-demo.json');

/** What another file of this run seeded, as if it had been done at `url`. */
async function readSeeded(url: string): Promise<State | undefined> {
  if (!seededFile || !existsSync(seededFile)) return undefined;
  const state = JSON.parse(await readFile(seededFile, 'utf8')) as State;
  return { ...state, origins: state.origins.map((origin) => ({ ...origin, origin: new URL(url).origin })) };
}

/** Of two files that seeded at the same time the later one stands; nobody reads half of it. */
async function keepSeeded(state: State): Promise<void> {
  if (!seededFile) return;
  const draft = `${seededFile}.${process.pid}`;
  await writeFile(draft, JSON.stringify(state));
  await rename(draft, seededFile);
}

export function addressOf(url: string, { at = '', ...asked }: Pick<OpenDemoOptions, 'as' | 'keys' | 'at'>): string {
  const address = new URL(url);
  for (const [name, value] of Object.entries(asked)) if (value !== undefined) address.searchParams.set(name, value);
  address.hash = at;
  return address.href;
}

/** Notes what a good page does not do, from before its first script. */
export async function watch(page: Page, url: string): Promise<Pick<DemoPage, 'problems' | 'strayRequests'>> {
  const problems: string[] = [];
  const strayRequests: string[] = [];
  page.on('console', (message) => { if (message.type() === 'error') problems.push(message.text()); });
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('request', (request) => { if (!request.url().startsWith(url) && !/^(data|blob|about):/.test(request.url())) strayRequests.push(request.url()); });
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => console.error(`CSP: ${effectiveDirective} ${blockedURI}`));
  });
  return { problems, strayRequests };
}

function demoPage(page: Page, context: BrowserContext, url: string, watched: Pick<DemoPage, 'problems' | 'strayRequests'>): DemoPage {
  const ready = async (username?: string): Promise<void> => {
    await page.waitForSelector(username === undefined ? READY : `${READY}[data-as="${username}"]`, { timeout: PATIENCE_MS });
  };
  return {
    page, context, ...watched, ready,
    async signInAs(username) {
      await page.goto(addressOf(url, { as: username }));
      await ready(username);
    },
    async switchTo(username) {
      await page.getByLabel('Signed in as').selectOption(username);
      await ready(username);
    },
    async accessibilityProblems() {
      await page.evaluate(await axeSource());
      return page.evaluate(async () => {
        const { axe } = window as unknown as { axe: typeof import('axe-core') };
        const { violations } = await axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
        return violations.flatMap(({ id, help, nodes }) => nodes.map(({ target }) => `${id}: ${help} (${target.join(' ')})`));
      });
    },
  };
}

let axe: Promise<string> | undefined;
const axeSource = (): Promise<string> => (axe ??= readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
