import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Page, chromium } from 'playwright-core';
import { startDemo } from '../../../scripts/demo-server.mjs';
import { browserLaunchOptions } from '../../../scripts/ensure-browser.mjs';
import { addressOf } from '../../support/demo-browser.js';
import { PATIENCE_MS, type DayOptions, liveThroughADay } from './day.js';
import { type KeysSeen, recordKeys } from './record-keys.js';
import { ENCODINGS, type Encoding, type Searched, type Sought, searchFiles } from './search.js';

/** Twice what a database keeps in its log before it writes a table. */
const FILLER_BYTES = 9_000_000;

/** With the one helper that a compiler puts into the text of a function. */
const RECORD_KEYS = `((__name) => (${String(recordKeys)})())((named) => named);`;

/** A browser on the profile, from opening to closing, with the keys that its page saw. */
async function inBrowser<T>(profile: string, address: string, act: (page: Page) => Promise<T>): Promise<{ readonly keys: ReadonlySet<string>; readonly done: T }> {
  const context = await chromium.launchPersistentContext(profile, { ...browserLaunchOptions(), locale: 'en-US', viewport: { width: 1280, height: 800 } });
  try {
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    await page.addInitScript({ content: RECORD_KEYS });
    await page.goto(address);
    const done = await act(page);
    const keys = new Set(await page.evaluate(() => (globalThis as unknown as { readonly keysSeen: KeysSeen }).keysSeen()));
    return { keys, done };
  } finally {
    await context.close();
  }
}

/** What a page would leave that keeps its secrets badly, once in each encoding, in the database and in the small store beside it. */
async function plant(page: Page): Promise<readonly Sought[]> {
  const texts = new Map(ENCODINGS.map((encoding) => [encoding, randomBytes(32).toString('base64url')]));
  const written = (encoding: Encoding): string => {
    const text = texts.get(encoding) ?? '';
    if (encoding === 'UTF-8') return text;
    return encoding === 'UTF-16LE' ? `${text}ł` : Buffer.from(text).toString(encoding); // a letter beyond Latin makes all of them wide
  };
  await page.evaluate(async (planted) => {
    const opened = indexedDB.open('planted');
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      opened.onupgradeneeded = () => { opened.result.createObjectStore('texts', { autoIncrement: true }); };
      opened.onsuccess = () => { resolve(opened.result); };
      opened.onerror = () => { reject(opened.error ?? new Error('not opened')); };
    });
    const change = database.transaction('texts', 'readwrite', { durability: 'strict' });
    for (const text of planted) change.objectStore('texts').add({ text });
    await new Promise((resolve, reject) => { change.oncomplete = resolve; change.onabort = reject; });
    database.close();
  }, ENCODINGS.map(written));
  return ENCODINGS.map((encoding) => ({ what: `planted as ${encoding}`, bytes: Buffer.from(texts.get(encoding) ?? '') }));
}

/** More than the log of the database holds, so that all that came before goes into tables. */
async function fillLog(page: Page): Promise<void> {
  await page.evaluate(async (bytes) => {
    const portion = 50_000;
    const opened = indexedDB.open('filler');
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      opened.onupgradeneeded = () => { opened.result.createObjectStore('bytes', { autoIncrement: true }); };
      opened.onsuccess = () => { resolve(opened.result); };
      opened.onerror = () => { reject(opened.error ?? new Error('not opened')); };
    });
    for (let left = bytes; left > 0; left -= portion * 20) {
      const change = database.transaction('bytes', 'readwrite');
      for (let at = 0; at < 20; at += 1) change.objectStore('bytes').add(crypto.getRandomValues(new Uint8Array(portion)));
      await new Promise((resolve, reject) => { change.oncomplete = resolve; change.onabort = reject; });
    }
    database.close();
    const deleted = indexedDB.deleteDatabase('filler');
    await new Promise((resolve) => { deleted.onsuccess = resolve; });
  }, FILLER_BYTES);
}

const ready = async (page: Page): Promise<void> => void (await page.waitForSelector('html[data-state="ready"]'));
const hostKeyOf = (page: Page): Promise<string | null> => page.evaluate(() => localStorage.getItem('acme-console host key'));

export interface AtRest {
  readonly canaries: number;
  readonly keys: number;
  /** After the day, and after the databases were compacted. */
  readonly searched: readonly Searched[];
  /** What of the sought was found, of all encodings, one line each. */
  readonly found: readonly string[];
  /** What had to be found and was not. */
  readonly missed: readonly string[];
}

const hex = (text: string): Buffer => Buffer.from(text, 'hex');

/**
 * Lives through a day in a new profile, opens the browser twice more so that its databases compact, and looks through every file before and after.
 * Controls, which must be found: a text planted in each encoding, the name of a secret, which is readable by design, and the host's key, which the demo keeps in the page for want of a host.
 */
export async function searchProfileAfterADay(options: DayOptions): Promise<AtRest> {
  const profile = await mkdtemp(join(tmpdir(), 'mysafe-profile-'));
  const demo = await startDemo({ port: 0 });
  const address = addressOf(demo.url, { keys: 'passphrase' });
  try {
    const first = await inBrowser(profile, address, async (page) => ({ planted: await plant(page), day: await liveThroughADay(page, options), hostKey: await hostKeyOf(page) }));
    const { planted, day, hostKey } = first.done;
    const kept = Buffer.from(hostKey ?? '', 'base64url').toString('hex');
    const keys = new Set([...first.keys].filter((key) => key !== kept));
    const sought = (): readonly Sought[] => [
      ...day.canaries,
      ...[day.recoveryKey, day.recoveryKey.replaceAll(/[\s-]/g, '')].map((text) => ({ what: 'a recovery key', bytes: Buffer.from(text) })),
      ...[...keys].map((key, at) => ({ what: `key ${at + 1}, of ${key.length / 2} bytes`, bytes: hex(key) })),
    ];
    const controls: readonly Sought[] = [...planted, { what: 'a readable name', bytes: Buffer.from(day.readable) }, { what: 'the host’s key', bytes: hex(kept) }];
    const searched = [await searchFiles(profile, [...sought(), ...controls])];
    for (const act of [fillLog, ready]) {
      const again = await inBrowser(profile, address, async (page) => { await ready(page); await act(page); });
      for (const key of again.keys) if (key !== kept) keys.add(key);
    }
    searched.push(await searchFiles(profile, [...sought(), ...controls]));
    return { canaries: day.canaries.length, keys: keys.size, searched, ...judge(searched, controls, first.keys.has(kept)) };
  } finally {
    await demo.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** What was found and should not, and what was not found and should: each time, in the encoding that it was written in. */
function judge(searched: readonly Searched[], controls: readonly Sought[], sawHostKey: boolean): Pick<AtRest, 'found' | 'missed'> {
  const allowed = new Set(controls.map(({ what }) => what));
  const found = searched.flatMap(({ hits }, at) => hits.filter(({ what }) => !allowed.has(what)).map(({ what, encoding, file }) => `${what}, as ${encoding}, in ${file}${at > 0 ? ', compacted' : ''}`));
  const missed = searched.flatMap(({ hits }, at) => controls.filter(({ what }) => {
    const due = /^planted as (.+)$/.exec(what)?.[1];
    return !hits.some((hit) => hit.what === what && (due === undefined || hit.encoding === due));
  }).map(({ what }) => `${what}${at > 0 ? ', compacted' : ''}`));
  return { found, missed: [...missed, ...(sawHostKey ? [] : ['the host’s key, among those that the page saw']), ...(searched.at(-1)!.tables > 0 ? [] : ['a compacted table'])] };
}

/** One line of what was counted. */
export function lineOf({ canaries, keys, searched, found, missed }: AtRest): string {
  const last = searched.at(-1)!;
  return `at rest: ${canaries} canaries and ${keys} keys, in ${last.files} files (${(last.bytes / 1e6).toFixed(0)} MB, ${last.tables} compacted tables) and before compaction, in ${ENCODINGS.length} encodings: ${found.length} hits; ${missed.length} controls missed`;
}
