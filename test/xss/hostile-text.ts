import { expect } from '@open-wc/testing';
import { executeServerCommand } from '@web/test-runner-commands';
import { watchPage } from './page-watch.js';
import { nothingSeen } from './seen.js';
import { walk } from './walk.js';

const BATCH = 25;

/** Every request so far that left loopback. All of them were aborted. */
export const outsideRequests = async (): Promise<readonly string[]> => (await executeServerCommand<undefined, string[]>('outside-requests')) ?? expect.fail('nothing was watched');

/** Walks all payloads through every position and holds the page to it: nothing ran, nothing grew, nobody outside was asked. Prints the counts. */
export async function expectOnlyText(payloads: readonly string[]): Promise<void> {
  await executeServerCommand('outside-watch');
  const seen = nothingSeen();
  const watch = watchPage(window);
  const start = performance.now();
  try {
    for (let at = 0; at < payloads.length; at += BATCH) await walk(payloads.slice(at, at + BATCH), seen);
  } finally {
    watch.stop();
  }
  const outside = await outsideRequests();
  console.log(`${payloads.length} payloads, ${watch.looked} elements looked at, ${watch.ran.length} fired, ${watch.grown.length} grew, ${outside.length} outside requests, ${((performance.now() - start) / 1_000).toFixed(1)} s; seen as text: ${JSON.stringify(seen)}`);
  expect({ ran: watch.ran, grown: watch.grown, outside }).to.deep.equal({ ran: [], grown: [], outside: [] });
  for (const [position, times] of Object.entries(seen)) expect(times, `seen in: ${position}`).to.be.at.least(payloads.length);
}
