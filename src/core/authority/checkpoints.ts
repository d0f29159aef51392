import { readEntry } from '../crypto/signatures.js';
import { MySafeError } from '../model/fault.js';
import type { PrincipalId, SecretId, UserId } from '../model/ids.js';
import { type Result, accept } from '../model/refusal.js';
import { type ChainState, checkpointOf, followed } from '../policy/index.js';
import type { CommandOf } from '../protocol/command.js';
import { commit, type Decision } from './commit.js';
import type { AuthorityContext } from './context.js';
import { invalid } from './entries.js';
import { listEntries } from './records.js';
import { planSecret, takeSigned } from './secret-record.js';

const PAGE = 500;

/** What the entries of a chain add up to. They were verified when they were written, so nothing is verified again. */
async function stateNow({ storage, organisationKeys }: AuthorityContext, id: SecretId): Promise<ChainState | undefined> {
  const organisation = await organisationKeys();
  let state: ChainState | undefined;
  for (;;) {
    const page = await listEntries(storage, id, state?.seq ?? 0, PAGE);
    for (const signed of page) {
      const entry = readEntry(signed);
      state = entry && followed(state, entry, new Set<PrincipalId>(entry.through?.map(({ group }) => group)), organisation.has(entry.actorKey));
      if (!state) throw new MySafeError('storage/corrupt', 'The stored entries of a secret do not follow from each other. Restore it from a backup; or, where the organisation handed it over, give localAuthority() the key that signed that.');
    }
    if (page.length < PAGE) return state;
  }
}

/** Keeps the owner's word for what the chain adds up to: a new reader begins there. Costs one look at every entry. */
export function checkpoint(context: AuthorityContext, actorId: UserId, command: CommandOf<'secret.checkpoint'>): Promise<Result<null>> {
  const decide = async (): Promise<Decision> => {
    const taken = await takeSigned(context, actorId, command, { kind: 'delete' }); // the owner's alone, in every state of the secret
    if ('refusal' in taken) return taken;
    const { record, entry } = taken;
    if (entry.seq !== record.seq + 1) return { refusal: { code: 'secret/changed-meanwhile', revision: record.revision } };
    const now = await stateNow(context, record.id);
    const state = now && checkpointOf(now);
    if (!state) return invalid('signed');
    return planSecret(context, taken, { ...record, checkpoint: entry.seq }, { command, signs: [{ kind: 'checkpoint', state }], steps: [] });
  };
  return commit(context, actorId, command, decide, () => Promise.resolve(accept(null)));
}
