import type { SecretId } from '../model/ids.js';
import { endOf } from '../model/permission.js';
import type { Result } from '../model/refusal.js';
import type { AccessEntry } from '../model/sharing.js';
import { type ChainState, changedFields } from '../policy/index.js';
import type { SecretReading } from '../protocol/query.js';
import { type VerifiedChain, notProved, readAlong } from './chains.js';
import type { Asking, Connection } from './connection.js';
import { holdTo } from './envelopes.js';
import { MOST_ATTEMPTS } from './signing.js';

const own = <T extends object, K extends keyof T>(value: T, key: K): T[K] | undefined => (Object.hasOwn(value, key) ? value[key] : undefined);

const lineOf = (entry: AccessEntry): string =>
  [entry.principal, entry.permission, endOf(entry)?.getTime() ?? '', own(entry, 'grantedBy'), own(entry, 'grantedAt')?.getTime()].map((part) => (typeof part === 'object' ? part.id : String(part))).join(' ');

/** Who has access, as the chain proves it. */
function linesOf({ owner, grants }: ChainState): string[] {
  const lines = grants.map((grant) => [grant.principal, grant.permission, endOf(grant) ?? '', grant.grantedBy, grant.grantedAt].map(String).join(' '));
  return [[owner, 'own', '', 'undefined', 'undefined'].join(' '), ...lines];
}

/** Whether what the authority shows of a secret is what its chain proves. Names of people are the directory's word. */
function agrees(state: ChainState, { summary }: Pick<SecretReading, 'summary'>): boolean {
  const proved = linesOf(state);
  return summary.id === state.secret && summary.owner.id === state.owner && summary.enabled === state.enabled && summary.hasClientSecret === state.hasValue
    && changedFields(state.label, summary).length === 0 && summary.version === state.content?.version && !state.deleted
    && summary.access.length === proved.length && summary.access.every((entry, at) => lineOf(entry) === proved[at])
    && summary.createdBy.id === state.createdBy && summary.createdAt.getTime() === state.createdAt && summary.changedBy.id === state.changedBy
    && summary.changedAt.getTime() === state.at && summary.rotatedAt.getTime() === state.rotatedAt && own(summary, 'leftAt')?.getTime() === own(state, 'leftAt');
}

/** A secret as the authority shows it, held to its verified chain, as a rule in one question. @throws {MySafeError} `chain/forged`, `chain/rolled-back`, `envelope/tampered` */
export async function readVerified(connection: Connection, id: SecretId, options?: Asking): Promise<Result<Omit<SecretReading, 'chainPart'> & { chain: VerifiedChain }>> {
  for (let attempt = 1; ; attempt += 1) {
    const reading = await readAlong(connection.chains, id, (after) => connection.ask({ type: 'secret.read', secretId: id, after }, options));
    if (!reading.ok) return reading;
    const { seq, envelope, chain: { state } } = reading.value;
    if (state.seq > seq && attempt < MOST_ATTEMPTS) continue; // somebody changed it before all of the chain was here
    if (state.seq !== seq || !agrees(state, reading.value)) throw notProved();
    await holdTo(state.content, envelope, false);
    return reading;
  }
}
