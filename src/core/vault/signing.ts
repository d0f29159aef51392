import { randomId } from '../crypto/bytes.js';
import { hashOf, signEntry } from '../crypto/signatures.js';
import type { Place } from '../crypto/content.js';
import type { UnlockedKeys } from '../crypto/keyset.js';
import type { SignedStep, Through } from '../model/entry.js';
import type { SecretId } from '../model/ids.js';
import { type Result, accept, refuse } from '../model/refusal.js';
import type { ChainState } from '../policy/index.js';
import type { CommandOf, CommandResults, CommandType } from '../protocol/command.js';
import type { VerifiedChain } from './chains.js';
import type { Connection } from './connection.js';

/** How many entries an owner lets pass before the next checkpoint: about a second of verifying for a new reader. */
export const CHECKPOINT_EVERY = 500;
/** Somebody else's write may come between asking and answering; then everything is made anew on what is there. */
export const MOST_ATTEMPTS = 6;

type SignedType = Extract<CommandOf<CommandType>, { signed: string; secretId: string }>['type'];
/** What one command says, and what is signed of it. `undefined`: there is nothing to do. */
export interface Change<T extends SignedType> {
  readonly fields: Omit<CommandOf<T>, 'id' | 'type' | 'secretId' | 'signed'>;
  readonly steps: readonly SignedStep[];
}

/** The next place in a chain, and the keys to sign it with. */
export interface Desk {
  readonly chain: VerifiedChain;
  readonly keys: UnlockedKeys;
  readonly place: Omit<Place, 'version'>;
}

/** Signs the entry for a place. */
export async function signAt(connection: Connection, keys: UnlockedKeys, { secret, seq, prev }: Pick<Place, 'secret' | 'seq' | 'prev'>, command: string, steps: readonly SignedStep[], after: { at: number; through: readonly Through[] }): Promise<string> {
  const { through } = after;
  return signEntry({
    v: 1, suite: 'MS1', secret, seq, prev, command, actor: connection.actor, actorKey: keys.publicKeys.signing.id,
    at: after.at, ...(through.length > 0 && { through }), steps,
  }, keys.signing);
}

/** A command of these is written as it was signed, or refused. Of the others somebody else's, which came first, may have done the same. */
const ONE_OUTCOME: ReadonlySet<SignedType> = new Set<SignedType>(['secret.edit', 'secret.transfer', 'secret.delete', 'secret.leave']);

/** Whether it is this very entry that was written. A share tells for each principal whether it changed something. */
const isOurs = (type: SignedType, result: CommandResults[SignedType]): boolean =>
  ONE_OUTCOME.has(type) || (result !== null && 'results' in result && result.results.some(({ outcome }) => outcome !== 'unchanged'));

/** Holds the authority to what it accepted: no other entry may stand at its place. Where somebody else's may, the chain is read as it is now. */
async function pinWritten(connection: Connection, type: SignedType, { secret, seq }: Pick<Place, 'secret' | 'seq'>, signed: string, result: CommandResults[SignedType]): Promise<void> {
  connection.chains.expect(secret, seq, isOurs(type, result) ? await hashOf(signed) : undefined);
  if (!isOurs(type, result)) await connection.chains.read(secret);
}

/** Whether an authority that accepts this must have written it: it changes what was so in the state that it was signed on. */
function isWritten(type: SignedType, steps: readonly SignedStep[], { enabled }: ChainState): boolean {
  const isSo = ({ kind }: SignedStep): boolean => (kind === 'enable' && enabled) || (kind === 'disable' && !enabled) || kind === 'complete' || (kind === 'rekey' && type === 'secret.share');
  return steps.some((step) => !isSo(step));
}

/**
 * Changes a secret by a signed command made on its verified chain; again from the start where somebody else was first or the clocks disagreed.
 * `make` may refuse. `again` tells whether a `secret/changed-meanwhile` is one to go on from: the default is yes.
 */
export async function change<T extends SignedType>(
  connection: Connection, type: T, secretId: SecretId,
  make: (desk: Desk) => Promise<Result<Change<T>>>, again: (revision: number) => boolean = () => true,
): Promise<Result<CommandResults[T]>> {
  for (let attempt = 1; ; attempt += 1) {
    const unlocked = connection.keys.take();
    if (!unlocked.ok) return unlocked;
    const chain = await connection.chains.read(secretId);
    if (!chain.ok) return chain;
    const keys = unlocked.value;
    const { state, head, through } = chain.value;
    const place = { secret: secretId, seq: state.seq + 1, prev: head, author: connection.actor, authorKey: keys.publicKeys.signing.id };
    const made = await make({ chain: chain.value, keys, place });
    if (!made.ok) return made;
    const id = randomId();
    const signed = await signAt(connection, keys, place, id, made.value.steps, { at: Math.max(chain.value.now, state.at), through });
    const told = await connection.tell(type, { ...made.value.fields, secretId, signed } as unknown as Omit<CommandOf<T>, 'id' | 'type'>, id);
    if (told.ok && isWritten(type, made.value.steps, state)) await pinWritten(connection, type, place, signed, told.value);
    if (told.ok && state.owner === connection.actor && place.seq - state.checkpointAt >= CHECKPOINT_EVERY) connection.checkpoint(secretId);
    if (told.ok || attempt === MOST_ATTEMPTS) return told;
    const { refusal } = told;
    if (refusal.code === 'clock/skewed') connection.learnTime(refusal.now.getTime());
    else if (refusal.code !== 'secret/changed-meanwhile' || !again(refusal.revision)) return refuse(refusal);
  }
}

export const nothingMore = <T extends SignedType>(fields: Change<T>['fields'], steps: readonly SignedStep[]): Result<Change<T>> => accept({ fields, steps });
