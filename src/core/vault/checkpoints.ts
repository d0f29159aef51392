import { toBase64Url } from '../crypto/bytes.js';
import { canonicalBytes } from '../crypto/canonical.js';
import { hashOf, isSignedBy, readEntry, secretIdOf } from '../crypto/signatures.js';
import type { Checkpoint, Entry, Signed } from '../model/entry.js';
import type { SecretId, UserId } from '../model/ids.js';
import { type Result, accept, refuse } from '../model/refusal.js';
import { type ChainState, checkpointOf, followed, stateBefore } from '../policy/index.js';
import type { Connection } from './connection.js';
import { change } from './signing.js';
import { signerOf } from './trust.js';

const bytesOf = (checkpoint: Checkpoint | undefined): string => toBase64Url(canonicalBytes(checkpoint ?? null));
/** Whether a checkpoint says what its chain adds up to. */
export const isTrue = (state: ChainState, checkpoint: Checkpoint): boolean => bytesOf(checkpointOf(state)) === bytesOf(checkpoint);

/** Whether it is the owner's own, or hands the secret over for the organisation, and does no more. */
async function mayName(connection: Connection, owner: UserId, entry: Entry, signed: Signed): Promise<Result<boolean>> {
  const signer = await signerOf(connection, entry);
  if (!signer.ok) return signer;
  const { key, forOrganisation } = signer.value;
  const may = forOrganisation ? entry.steps.every(({ kind }) => kind === 'transfer') : entry.actor === owner;
  return accept(may && key !== undefined && (await isSignedBy(signed, key)));
}

/**
 * The state at a checkpoint, from the entries that prove it: the first, which the id is the hash of, those by which each owner, or the organisation, made the next
 * one, and the checkpoint, signed by the last. `undefined` where they do not.
 */
export async function stateAtCheckpoint(connection: Connection, secret: SecretId, proof: readonly Signed[]): Promise<Result<{ state: ChainState; head: string } | undefined>> {
  const entries = proof.map((signed) => ({ signed, entry: readEntry(signed) }));
  const [first, last] = [entries[0]?.entry, entries.at(-1)];
  const [creation] = first?.steps ?? [];
  if (creation?.kind !== 'create' || (await secretIdOf(creation.genesis)) !== secret || !last?.entry) return accept(undefined);
  let owner = creation.genesis.author;
  let seq = 0;
  for (const { entry, signed } of entries) {
    if (entry?.secret !== secret || entry.seq <= seq) return accept(undefined);
    const named = await mayName(connection, owner, entry, signed);
    if (!named.ok) return named;
    if (!named.value) return accept(undefined);
    seq = entry.seq;
    for (const step of entry.steps) if (step.kind === 'transfer') owner = step.to;
  }
  const [step] = last.entry.steps;
  if (step?.kind !== 'checkpoint' || step.state.owner !== last.entry.actor) return accept(undefined);
  const state = followed(stateBefore(last.entry, step.state), last.entry, new Set());
  return accept(state && { state, head: await hashOf(last.signed) });
}

/** Signs what the chain adds up to. For the owner. */
export const writeCheckpoint = (connection: Connection, secret: SecretId): Promise<Result<null>> =>
  change(connection, 'secret.checkpoint', secret, ({ chain }) => {
    const state = checkpointOf(chain.state);
    return Promise.resolve(state ? accept({ fields: {}, steps: [{ kind: 'checkpoint', state }] }) : refuse({ code: 'access/not-found' }));
  });
