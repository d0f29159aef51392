import type { SecretId } from '../model/ids.js';
import { type Result, accept } from '../model/refusal.js';
import type { VersionComparison } from '../model/secret.js';
import type { Connection } from './connection.js';
import { type Content, openContentOf } from './envelopes.js';

function comparisonOf(then: Content, now: Content): VersionComparison {
  const [before, after] = [then.value?.clientSecret, now.value?.clientSecret];
  return {
    clientId: { then: then.details.clientId, now: now.details.clientId },
    notes: { then: then.details.notes, now: now.details.notes },
    clientSecret: before === after ? 'same' : before === undefined ? 'added' : after === undefined ? 'removed' : 'changed',
  };
}

/** Opens both; what leaves here of the client secrets is whether they are the same. */
export async function compareVersions(connection: Connection, id: SecretId, version: number): Promise<Result<VersionComparison>> {
  const then = await openContentOf(connection, id, 'edit', version);
  if (!then.ok) return then;
  const now = await openContentOf(connection, id, 'edit');
  return now.ok ? accept(comparisonOf(then.value, now.value)) : now;
}
