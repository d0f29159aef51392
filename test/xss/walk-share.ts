import type { SecretSummary, Vault } from '../../src/core/index.js';
import { MOST_PASTED, splitEntries } from '../../src/core/vault/pasted-entries.js';
import type { ShareDialog } from '../../src/components/index.js';
import { FOUND_AT_ONCE, type HostileWorld, OUTSIDER, entryAt, findsFrom } from './hostile-world.js';
import { all, atPayload, find, nameFrom, onOneLine, pasteInto, place, textIn, typeInto, until } from './looking.js';
import type { Seen } from './seen.js';

/** Finds everybody whom these payloads name, several at once, and adds them. */
async function findAndAdd(share: ShareDialog, payloads: readonly string[], from: number, seen: Seen): Promise<void> {
  typeInto(share, '#input', findsFrom(from));
  await until(() => share.snapshot?.matchesFor === findsFrom(from) && !share.snapshot.searching, 'the search');
  await share.updateComplete;
  const names = all(share, '.option .name').map((name) => name.textContent);
  seen.option += payloads.filter((payload) => names.filter((name) => name === nameFrom(payload)).length >= 4).length;
  share.addRecipients(share.snapshot?.matches ?? []);
  await share.updateComplete;
}

/** Types it and presses Enter. Resolves with the sentence under the box. */
async function errorOn(share: ShareDialog, entry: string): Promise<string> {
  typeInto(share, '#input', entry);
  await share.updateComplete; // what was said of the one before is gone
  find(share, '#input')?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, composed: true, cancelable: true }));
  return until(() => textIn(share, '#input-error:not([hidden])')?.trim(), 'the error');
}

async function nameNobody(share: ShareDialog, payload: string, at: number, seen: Seen): Promise<void> {
  const entry = `nobody ${onOneLine(payload)}`;
  if ((await errorOn(share, entry)).includes(entry.trim())) seen.entry += 1;
  const said = await errorOn(share, `${OUTSIDER}${entryAt(at)}`);
  if (said.endsWith(nameFrom(payload).trim())) seen.reason += 1;
}

/** Pastes what names nobody: each of its entries becomes a chip. One text has more of them than can be pasted at once. */
async function pasteNobody(share: ShareDialog, payload: string, seen: Seen): Promise<void> {
  const text = `nobody ${payload}\nnobody else`;
  const entries = splitEntries(text);
  const [first, ...more] = entries.length > MOST_PASTED ? Array.from({ length: Math.ceil(entries.length / MOST_PASTED) }, (_, at) => entries.slice(at * MOST_PASTED, (at + 1) * MOST_PASTED).join('\n')) : [text];
  pasteInto(share, '#input', first ?? '');
  await until(() => all(share, '[part=unmatched-chip]').length >= 2, 'the chips');
  for (const rest of more) {
    const before = all(share, '[part=unmatched-chip]').length;
    pasteInto(share, '#input', rest);
    await until(() => all(share, '[part=unmatched-chip]').length > before, 'more chips');
  }
  seen.chip += 1;
}

export async function openShare(vault: Vault, secret: SecretSummary): Promise<ShareDialog> {
  const share = await place('mysafe-share-dialog', vault);
  share.show(secret);
  await until(() => find(share, '.body')?.getAttribute('aria-busy') === 'false', 'the window');
  return share;
}

export async function walkShare({ vault, secrets, crowd, plain }: HostileWorld, seen: Seen): Promise<void> {
  const crowded = await openShare(vault, crowd);
  const names = new Set(all(crowded, '[part=recipient-name]').map((name) => name.textContent));
  seen.row += secrets.filter(({ payload }) => names.has(nameFrom(payload))).length;
  crowded.remove();
  const share = await openShare(vault, plain);
  share.validateOn = 'commit'; // else a slow page has the pause speak first: that nobody is found, before Enter has its answer
  for (let at = 0; at < secrets.length; at += FOUND_AT_ONCE) {
    await findAndAdd(share, secrets.slice(at, at + FOUND_AT_ONCE).map(({ payload }) => payload), at, seen);
    share.reset();
  }
  for (const [at, { payload }] of secrets.entries()) {
    atPayload(payload);
    await nameNobody(share, payload, at, seen);
    await pasteNobody(share, payload, seen);
    share.reset();
  }
  share.remove();
}
