import assert from 'node:assert/strict';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { chromium } from 'playwright-core';
import { startDemo } from '../../scripts/demo-server.mjs';
import { browserLaunchOptions } from '../../scripts/ensure-browser.mjs';

/** A label, which the storage may read: the control. And how every client secret of the demo begins, with notes of one. */
const CONTROL = 'Stripe live key';
const CANARIES = ['demo-stripe-live-key-', 'demo-sendgrid-production-', 'Charges real cards'];

/** A text as it may lie in a file: UTF-8, UTF-16, hexadecimal, and base64 from each of its three alignments. */
function forms(text: string): Buffer[] {
  const bytes = Buffer.from(text);
  const base64 = [0, 1, 2].map((shift) => Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64').slice(shift === 0 ? 0 : shift + 1, -4));
  return [bytes, Buffer.from(text, 'utf16le'), Buffer.from(bytes.toString('hex')), ...base64.flatMap((form) => [Buffer.from(form), Buffer.from(form.replaceAll('+', '-').replaceAll('/', '_'))])];
}

async function filesBelow(folder: string): Promise<Buffer[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return Promise.all(entries.filter((entry) => entry.isFile()).map((entry) => readFile(join(entry.parentPath, entry.name))));
}

const hits = (files: readonly Buffer[], text: string): number => files.filter((file) => forms(text).some((form) => file.includes(form))).length;

it('no client secret and no note lies readable in the files of the browser profile', async () => {
  const profile = await mkdtemp(join(tmpdir(), 'mysafe-profile-'));
  const demo = await startDemo({ port: 0 });
  try {
    const context = await chromium.launchPersistentContext(profile, browserLaunchOptions());
    const page = await context.newPage();
    await page.goto(demo.url);
    await page.waitForSelector('html[data-state="ready"]', { timeout: 30_000 });
    await page.getByRole('button', { name: `View ${CONTROL}` }).click();
    await page.getByRole('button', { name: 'Show Client secret' }).click();
    await page.getByText(/^demo-stripe-live-key-/).waitFor();
    await context.close();
    const files = await filesBelow(profile);
    assert.ok(hits(files, CONTROL) > 0, 'the control was not found: the search looks in the wrong place');
    for (const canary of CANARIES) assert.equal(hits(files, canary), 0, `“${canary}” lies in a file`);
  } finally {
    await demo.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});
