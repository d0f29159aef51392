import { groupIdOf, hashOf, isMembershipSignedBy, isSignedBy, readEntry, secretIdOf } from '../crypto/signatures.js';
import type { Entry, Signed, Through } from '../model/entry.js';
import { MySafeError } from '../model/fault.js';
import type { PrincipalId, SecretId } from '../model/ids.js';
import { type Result, accept } from '../model/refusal.js';
import { type ChainState, followed } from '../policy/index.js';
import type { ChainPart, WithChain } from '../protocol/query.js';
import type { Connection } from './connection.js';
import { isPrivate } from './lawful-recipients.js';
import type { Mark } from './memory.js';
import { isMadeBy, signerOf } from './trust.js';

/** The most chains whose verified state is held in memory: those that were looked at last. */
const MOST_HELD = 500;

/** A secret's chain, verified to its last entry, with what this person may cite to act on it. */
export interface VerifiedChain {
  readonly state: ChainState;
  readonly head: string;
  readonly through: readonly Through[];
  /** The authority's time when it answered. */
  readonly now: number;
}

/** One verified entry, for who wants to look at the proof. `word`: through a directory group, so its membership is the authority's word. `forOrganisation`: signed with a key of theirs. */
export interface VerifiedEntry { readonly entry: Entry; readonly word: boolean; readonly forOrganisation: boolean }

type Known = Pick<VerifiedChain, 'state' | 'head'>;

/** Asks for what follows an entry. */
type AskPart = (after: number, whole: boolean) => Promise<Result<ChainPart>>;

/** The verified chains of a vault. */
export interface Chains {
  /** The chain as far as the authority has it now, verified. Calls about one secret run one after another. `ask` gets its first part, where something else comes with it. @throws {MySafeError} `chain/forged`, `chain/rolled-back` */
  read(secret: SecretId, ask?: AskPart): Promise<Result<VerifiedChain>>;
  /** Every entry from the first, verified again. */
  proof(secret: SecretId): Promise<Result<readonly VerifiedEntry[]>>;
  /** Notes that the authority took an entry at this place, the one with this hash where it can be no other: a chain that ends before it is not the same history. */
  expect(secret: SecretId, seq: number, head?: string): void;
  forget(): void;
}

const forged = (seq: number): MySafeError =>
  new MySafeError('chain/forged', `Entry ${seq} of this secret’s history was not made by somebody who was allowed to make it. Nothing after it is used. Keep the data and tell whoever runs the storage.`);
const rolledBack = (): MySafeError =>
  new MySafeError('chain/rolled-back', 'This secret’s history is older than, or another one than, what was already seen here. Keep the data and tell whoever runs the storage.');

/** The groups that an entry acts through. A private group, which the data key is wrapped for, must be proved by its owner for that very epoch key; one that it is wrapped for no more lets nobody act. */
async function groupsOf(connection: Connection, before: ChainState | undefined, { actor, seq, through = [] }: Entry): Promise<Result<{ groups: Set<PrincipalId>; word: boolean }>> {
  const groups = new Set<PrincipalId>();
  let word = false;
  for (const { group, proof } of through) {
    const wrapped = before?.wraps.get(group);
    if (Boolean(wrapped) !== Boolean(proof) || (!proof && isPrivate(connection, before, group))) throw forged(seq);
    if (proof) {
      const statement = { group, genesis: proof.genesis, epoch: proof.epoch, key: proof.key, member: actor };
      const made = await isMadeBy(connection, proof.genesis, (owner) => isMembershipSignedBy(statement, proof.signature, owner));
      if (!made.ok) return made;
      if (!made.value || wrapped?.key !== proof.key || (await groupIdOf(proof.genesis)) !== group) throw forged(seq);
    } else {
      word = true;
    }
    groups.add(group);
  }
  return accept({ groups, word });
}

const checkpoints = () => import('./on-demand.js'); // one in some hundred entries

/** Whether the checkpoints of an entry, if it has any, say what the chain before it adds up to. */
async function isTrueTo(known: Known | undefined, { steps }: Entry): Promise<boolean> {
  const states = steps.flatMap((step) => (step.kind === 'checkpoint' ? [step.state] : []));
  if (states.length === 0) return true;
  const { isTrue } = await checkpoints();
  return known !== undefined && states.every((state) => isTrue(known.state, state));
}

/** The chain after one more entry. @throws {MySafeError} `chain/forged` */
async function extended(connection: Connection, secret: SecretId, known: Known | undefined, signed: Signed, entry: Entry | undefined): Promise<Result<Known & VerifiedEntry>> {
  const seq = (known?.state.seq ?? 0) + 1;
  if (entry?.secret !== secret || entry.prev !== (known?.head ?? '')) throw forged(seq);
  const [first] = entry.steps;
  if (!known && (first?.kind !== 'create' || (await secretIdOf(first.genesis)) !== secret)) throw forged(seq);
  const signer = await signerOf(connection, entry);
  if (!signer.ok) return signer;
  const { key, forOrganisation } = signer.value;
  if (!key || !(await isSignedBy(signed, key))) throw forged(seq);
  const groups = await groupsOf(connection, known?.state, entry);
  if (!groups.ok) return groups;
  const state = followed(known?.state, entry, groups.value.groups, forOrganisation);
  if (!state || !(await isTrueTo(known, entry))) throw forged(seq);
  return accept({ state, head: await hashOf(signed), entry, word: groups.value.word, forOrganisation });
}

/** Remembers how far a chain was seen, as the one that was looked at last. */
function note({ memory }: Connection, mark: Mark): void {
  memory.secrets.delete(mark.id);
  memory.secrets.set(mark.id, mark);
  memory.changed();
}

/** A lower place than was seen, or another entry at the same place, is not the same history. */
function hold(mark: Mark | undefined, part: ChainPart): void {
  if (mark && (part.seq < mark.seq || (part.seq === mark.seq && isAnother(mark, part.head)))) throw rolledBack();
}

/** A new reader's start: the state that the owner signed, and the entries after it. */
async function begin(connection: Connection, secret: SecretId, entries: readonly Signed[], checkpoint: number): Promise<Result<{ known: Known; rest: readonly Signed[] }>> {
  const end = entries.findIndex((signed) => readEntry(signed)?.seq === checkpoint) + 1;
  const begun = await (await checkpoints()).stateAtCheckpoint(connection, secret, entries.slice(0, end));
  if (!begun.ok) return begun;
  if (begun.value?.state.seq !== checkpoint) throw forged(checkpoint);
  return accept({ known: begun.value, rest: entries.slice(end) });
}

export const notProved = (): MySafeError =>
  new MySafeError('chain/forged', 'What the storage shows of this secret is not what its signed history proves. Nothing of it is used. Keep the data and tell whoever runs the storage.');

/** An answer about a secret, and the verified chain, whose first part came with it. */
export async function readAlong<T extends WithChain>(chains: Chains, secret: SecretId, ask: (after: number) => Promise<Result<T>>): Promise<Result<Omit<T, 'chainPart'> & { chain: VerifiedChain }>> {
  const answers: T[] = [];
  const chain = await chains.read(secret, async (after) => {
    const answer = await ask(after);
    if (!answer.ok) return answer;
    answers.push(answer.value);
    const part = Object.hasOwn(answer.value, 'chainPart') ? answer.value.chainPart : undefined;
    return part ? accept(part) : Promise.reject(notProved());
  });
  const [answer] = answers;
  if (!chain.ok) return chain;
  if (!answer) throw notProved();
  const { chainPart: _chainPart, ...rest } = answer;
  return accept({ ...rest, chain: chain.value });
}

export function chainsOf(connection: Connection): Chains {
  const held = new Map<SecretId, Known>();
  const running = new Map<SecretId, Promise<Result<VerifiedChain>>>();

  function keep(secret: SecretId, chain: Known): void {
    held.delete(secret);
    held.set(secret, chain);
    for (const oldest of [...held.keys()].slice(0, Math.max(0, held.size - MOST_HELD))) held.delete(oldest);
    if (connection.memory.secrets.get(secret)?.head !== chain.head) note(connection, { id: secret, seq: chain.state.seq, head: chain.head });
  }

  const asking = (secretId: SecretId): AskPart => (after, whole) => connection.ask({ type: 'secret.chain', secretId, after, ...(whole && { whole }) });

  async function follow(secret: SecretId, start: Known | undefined, each: (entry: VerifiedEntry) => void, whole = false, first = asking(secret)): Promise<Result<VerifiedChain>> {
    let [known, ask] = [start, first];
    for (;;) {
      const seen = connection.memory.secrets.get(secret);
      const part = await ask(known?.state.seq ?? 0, whole);
      ask = asking(secret);
      if (!part.ok) return part;
      const now = connection.learnTime(part.value.now);
      hold(seen, part.value);
      if ((connection.memory.secrets.get(secret)?.seq ?? 0) > part.value.seq) continue; // this vault changed it while the answer was on its way
      const { checkpoint } = part.value;
      if (checkpoint !== undefined && (whole || known)) throw forged(checkpoint);
      // what was seen of the chain must lie on it, so it is walked up to there
      if (checkpoint !== undefined && connection.memory.secrets.has(secret)) return follow(secret, undefined, each, true);
      const begun = checkpoint === undefined ? undefined : await begin(connection, secret, part.value.entries, checkpoint);
      if (begun && !begun.ok) return begun;
      if (begun) known = begun.value.known;
      for (const signed of begun?.value.rest ?? part.value.entries) {
        const entry = readEntry(signed);
        if (known && entry?.prev !== known.head && known === start) throw rolledBack();
        const next = await extended(connection, secret, known, signed, entry);
        if (!next.ok) return next;
        known = { state: next.value.state, head: next.value.head };
        const mark = connection.memory.secrets.get(secret);
        if (mark?.seq === known.state.seq && isAnother(mark, known.head)) throw rolledBack();
        each(next.value);
      }
      if (!known || (part.value.entries.length === 0 && known.state.seq < part.value.seq)) throw forged((known?.state.seq ?? 0) + 1);
      if (known.state.seq === part.value.seq && known.head !== part.value.head) throw forged(known.state.seq);
      if (known.state.seq < part.value.seq) continue;
      keep(secret, known);
      return accept({ ...known, through: part.value.through, now });
    }
  }

  return Object.freeze({
    read(secret: SecretId, ask?: AskPart) {
      const run = (running.get(secret) ?? Promise.resolve()).then(ignore, ignore).then(() => follow(secret, held.get(secret), ignore, false, ask));
      running.set(secret, run);
      run.finally(() => { if (running.get(secret) === run) running.delete(secret); }).catch(ignore);
      return run;
    },
    async proof(secret: SecretId) {
      const entries: VerifiedEntry[] = [];
      const chain = await follow(secret, undefined, (entry) => entries.push(entry), true);
      return chain.ok ? accept(entries) : chain;
    },
    expect: (secret: SecretId, seq: number, head = '') => { if ((connection.memory.secrets.get(secret)?.seq ?? 0) < seq) note(connection, { id: secret, seq, head }); },
    forget() { held.clear(); },
  });
}

/** Of a place that was only told, any entry is the one. */
const isAnother = (mark: Mark, head: string): boolean => mark.head !== '' && mark.head !== head;
const ignore = (): void => { /* who asked first hears of it */ };
