import { canonicalBytes } from '../crypto/canonical.js';
import { sha256, toBase64Url } from '../crypto/bytes.js';
import { MySafeError } from '../model/fault.js';
import type { PrincipalId, SecretId, UserId } from '../model/ids.js';
import type { Step } from '../model/activity.js';
import { type Refusal, type Result, refuse } from '../model/refusal.js';
import type { Batch } from '../ports/storage.js';
import type { SharingEvent } from '../ports/notifier.js';
import type { Command, CommandResult } from '../protocol/command.js';
import type { AuthorityContext } from './context.js';

/** What a command would write, decided on what was just read. */
export interface Plan {
  readonly expect: Batch['expect'];
  readonly puts: Batch['puts'];
  readonly deletes?: Batch['deletes'];
  readonly secret?: SecretId;
  readonly at: number;
  readonly steps: readonly Step[];
  /** Those whose view it may change, before or after. */
  readonly readers: Iterable<PrincipalId>;
  /** Plain data kept with the receipt. */
  readonly receipt?: unknown;
  readonly events?: readonly SharingEvent[];
}

/** `unchanged`: there is nothing to write, and the answer is the one for this receipt. */
export type Decision = { readonly refusal: Refusal } | { readonly unchanged: unknown } | Plan;

/** A decision is taken anew when somebody else's write came between reading and writing. */
const MOST_ATTEMPTS = 6;

const digestOf = async (actor: UserId, command: Command): Promise<string> =>
  toBase64Url(await sha256(canonicalBytes({ actor, command })));

const batchOf = (actor: UserId, command: Command, digest: string, plan: Plan): Batch => ({
  command: command.id, digest, expect: plan.expect, puts: plan.puts, deletes: plan.deletes ?? [],
  entry: { command: command.id, ...(plan.secret && { secret: plan.secret }), actor, at: new Date(plan.at), steps: plan.steps },
  readers: [...new Set(plan.readers)], result: plan.receipt ?? null,
});

/** Expects what never is, so it writes nothing: it only tells whether this command was written before. */
const probe = (actor: UserId, command: Command, digest: string, at: number): Batch => ({
  command: command.id, digest, expect: [{ ref: { kind: 'claim', id: 'never' }, revision: 1 }], puts: [], deletes: [],
  entry: { command: command.id, actor, at: new Date(at), steps: [] }, readers: [], result: null,
});

const reused = (): MySafeError => new MySafeError('misuse/command-reused', 'This command id was used for another command. Make a new id for each command.');

/**
 * Decides, writes and answers; again from the first read where another write came between.
 * `answer` reads after the write, so that it says what is stored and not what was meant (but for `secret.open`: ADR 0018); a repeated command gets it too.
 */
export async function commit<C extends Command>(
  context: AuthorityContext, actor: UserId, command: C,
  decide: () => Promise<Decision>, answer: (receipt: unknown) => Promise<Result<CommandResult<C>>>,
): Promise<Result<CommandResult<C>>> {
  const digest = await digestOf(actor, command);
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    const decision = await decide();
    const plan = 'puts' in decision ? decision : undefined;
    const written = await context.storage.commit(plan ? batchOf(actor, command, digest, plan) : probe(actor, command, digest, context.now()));
    if (written.kind === 'mismatch') throw reused();
    if (written.kind === 'replayed') return answer(written.result);
    if ('refusal' in decision) return refuse(decision.refusal);
    if ('unchanged' in decision) return answer(decision.unchanged);
    if (written.kind === 'conflict') continue;
    context.notices.tell(decision.events ?? []);
    return answer(written.result);
  }
  throw new MySafeError('storage/unavailable', 'Others kept changing the same record. Try again.');
}
