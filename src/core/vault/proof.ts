import type { SignedStep } from '../model/entry.js';
import type { PrincipalId, SecretId } from '../model/ids.js';
import type { ProofEntry, ProofStep } from '../model/activity.js';
import { type Principal, type User, vanishedPrincipal } from '../model/principal.js';
import { type Result, accept } from '../model/refusal.js';
import type { VerifiedEntry } from './chains.js';
import type { Connection } from './connection.js';
import { isVerified } from './trust.js';

const MOST_AT_ONCE = 2_000;

const about = (step: SignedStep): PrincipalId | undefined => (step.kind === 'grant' || step.kind === 'revoke' ? step.principal : step.kind === 'transfer' ? step.to : undefined);

function stepOf(step: SignedStep, nameOf: (id: PrincipalId) => Principal): ProofStep {
  const principal = about(step);
  return {
    kind: step.kind, ...(principal && { principal: nameOf(principal) }), ...('permission' in step && { permission: step.permission }),
    ...('expiresAt' in step && step.expiresAt !== undefined && { expiresAt: new Date(step.expiresAt) }),
    ...('version' in step && { version: step.version }), ...('wraps' in step && { keys: step.wraps.length }),
  };
}

async function namesOf({ ask }: Connection, entries: readonly VerifiedEntry[]): Promise<(id: PrincipalId) => Principal> {
  const ids = [...new Set(entries.flatMap(({ entry }) => [entry.actor, ...entry.steps.flatMap((step) => about(step) ?? [])]))];
  const found = await ask({ type: 'principal.get', ids: ids.slice(0, MOST_AT_ONCE) });
  const known = new Map((found.ok ? found.value : []).map((principal) => [principal.id, principal]));
  return (id) => known.get(id) ?? vanishedPrincipal(id);
}

/** The signed history of a secret, every entry verified again. Linear in its length: about 2 ms an entry. */
export async function proofOf(connection: Connection, id: SecretId): Promise<Result<readonly ProofEntry[]>> {
  const proof = await connection.chains.proof(id);
  if (!proof.ok) return proof;
  const nameOf = await namesOf(connection, proof.value);
  return accept(proof.value.map(({ entry, word, forOrganisation }) => ({
    seq: entry.seq, at: new Date(entry.at), actor: nameOf(entry.actor) as User, key: entry.actorKey, compared: forOrganisation || isVerified(connection, entry.actor), onWord: word, forOrganisation,
    steps: entry.steps.map((step) => stepOf(step, nameOf)),
  })));
}
