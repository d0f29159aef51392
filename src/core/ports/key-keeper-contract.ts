import { MySafeError } from '../model/fault.js';
import type { UserId } from '../model/ids.js';
import { aRule, equal, holds } from './contract-check.js';
import type { ContractRule } from './contract-rule.js';
import type { KeyKeeper, UnlockRecord } from './key-keeper.js';

/** How a test opens a key keeper, and what a person hands it. */
export interface KeyKeeperHarness {
  open(): Promise<KeyKeeper>;
  /** A keeper as there would be one in another browser, or another process. */
  openElsewhere(): Promise<KeyKeeper>;
  clean(): Promise<void>;
  /** Whether the keeper's part comes along: typed by the person, on their device, or handed out by the host. Else it stays where it was made, and so do the keys. */
  readonly travels: boolean;
  /** What the person hands over, for keepers that ask for something. */
  readonly input?: unknown;
  /** Something else than `input`, where there is one. */
  readonly wrongInput?: unknown;
}

const ada: UserId = 'user:ada';
const bob: UserId = 'user:bob';
const foreign: UnlockRecord = { kind: 'a kind that no keeper has', params: {}, sealed: 'AAAA' };
const unlocking = async (keeper: KeyKeeper, records: readonly UnlockRecord[], input: unknown, actor = ada): Promise<unknown> => {
  const result = await keeper.unlock({ actor, records, input });
  return result.ok ? [...result.value.accountKey] : result.refusal.code;
};

/** Parameters out of their bounds may be thrown about; they still open nothing. */
const unlockingChanged = (keeper: KeyKeeper, record: UnlockRecord, input: unknown): Promise<unknown> => unlocking(keeper, [record], input)
  .catch((fault: unknown) => { if (fault instanceof MySafeError && fault.code === 'keys/unsafe-parameters') return fault.code; throw fault; });

function another(value: unknown): unknown {
  if (typeof value === 'number') return value + 1;
  return typeof value === 'string' ? (value.startsWith('A') ? 'B' : 'A') + value.slice(1) : null;
}

/** Every promise of `KeyKeeper`. */
export const keyKeeperContract: readonly ContractRule<KeyKeeperHarness>[] = [
  aRule('enrolling makes a key of 32 bytes, another one each time, and a record of the keeper’s kind', async ({ open, input }) => {
    const keeper = await open();
    const first = await keeper.enrol({ actor: ada, input });
    const second = await keeper.enrol({ actor: bob, input });
    equal([first.accountKey.length, first.record.kind, second.record.kind], [32, keeper.kind, keeper.kind], 'length and kinds');
    holds(!first.accountKey.every((byte, i) => byte === second.accountKey[i]), 'two people never get the same key');
  }),
  aRule('a record is plain data and does not hold the key', async ({ open, input }) => {
    const { accountKey, record } = await (await open()).enrol({ actor: ada, input });
    equal(JSON.parse(JSON.stringify(record)), record, 'the record after JSON');
    holds(/^[\w-]+$/.test(record.sealed), '`sealed` is base64url');
    const key = btoa(String.fromCharCode(...accountKey)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
    const hex = [...accountKey].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    holds(!JSON.stringify(record).includes(key) && !JSON.stringify(record).includes(hex), 'the key is not in the record');
  }),
  aRule('unlocking with the record gives the same key, each time a copy of it', async ({ open, input }) => {
    const keeper = await open();
    const { accountKey, record } = await keeper.enrol({ actor: ada, input });
    const key = [...accountKey];
    accountKey.fill(0);
    for (let round = 0; round < 2; round += 1) {
      const result = await keeper.unlock({ actor: ada, records: [JSON.parse(JSON.stringify(record)) as UnlockRecord], input });
      equal(result.ok && [...result.value.accountKey], key, 'the unlocked key');
      if (result.ok) result.value.accountKey.fill(0);
    }
  }),
  aRule('the keeper finds its own record among others, wherever it stands', async ({ open, input }) => {
    const keeper = await open();
    const { accountKey, record } = await keeper.enrol({ actor: ada, input });
    for (const records of [[foreign, record], [record, foreign], [foreign, record, foreign]]) equal(await unlocking(keeper, records, input), [...accountKey], 'the unlocked key');
  }),
  aRule('without a record of its kind a keeper is `keys/unavailable`', async ({ open, input }) => {
    const keeper = await open();
    await keeper.enrol({ actor: ada, input });
    for (const records of [[], [foreign]]) equal(await unlocking(keeper, records, input), 'keys/unavailable', 'the answer');
  }),
  aRule('elsewhere a keeper unlocks only where the input is all it needs', async ({ open, openElsewhere, travels, input }) => {
    const { accountKey, record } = await (await open()).enrol({ actor: ada, input });
    equal(await unlocking(await openElsewhere(), [record], input), travels ? [...accountKey] : 'keys/unavailable', 'the answer elsewhere');
  }),
  aRule('the wrong input is `keys/wrong-input`, and the right one works after it', async ({ open, input, wrongInput }) => {
    const keeper = await open();
    const { accountKey, record } = await keeper.enrol({ actor: ada, input });
    if (wrongInput !== undefined) equal(await unlocking(keeper, [record], wrongInput), 'keys/wrong-input', 'the answer to the wrong input');
    equal(await unlocking(keeper, [record], input), [...accountKey], 'the answer to the right input');
  }),
  aRule('a record opens for the person it was made for, and for nobody else', async ({ open, input }) => {
    const keeper = await open();
    const { record } = await keeper.enrol({ actor: ada, input });
    await keeper.enrol({ actor: bob, input });
    holds(typeof (await unlocking(keeper, [record], input, bob)) === 'string', 'the record of one person is refused for another');
  }),
  aRule('a record that was changed is refused, not thrown about', async ({ open, input }) => {
    const keeper = await open();
    const { record } = await keeper.enrol({ actor: ada, input });
    const other = await keeper.enrol({ actor: ada, input });
    const flipped = (record.sealed.startsWith('A') ? 'B' : 'A') + record.sealed.slice(1);
    for (const sealed of [flipped, record.sealed.slice(4), 'AAAA', '', other.record.sealed]) {
      holds(typeof (await unlocking(keeper, [{ ...record, sealed }], input)) === 'string', 'a changed `sealed` is refused');
    }
  }),
  aRule('a record with a parameter changed, left out or added does not open', async ({ open, input }) => {
    const keeper = await open();
    const { record } = await keeper.enrol({ actor: ada, input });
    const changes = Object.entries(record.params).flatMap(([name, value]) => [{ [name]: another(value) }, { [name]: undefined }]);
    for (const change of [...changes, { unheardOf: 'of' }]) {
      const params = JSON.parse(JSON.stringify({ ...record.params, ...change })) as UnlockRecord['params'];
      holds(typeof (await unlockingChanged(keeper, { ...record, params }, input)) === 'string', `another “${Object.keys(change)[0]}” does not open`);
    }
  }),
  aRule('with an account key given, enrolling makes another way to that one, and gives a copy of it', async ({ open, input }) => {
    const keeper = await open();
    const { accountKey, record } = await keeper.enrol({ actor: ada, input });
    const key = [...accountKey];
    const added = await keeper.enrol({ actor: ada, input, accountKey });
    equal([...added.accountKey], key, 'the key that came back');
    added.accountKey.fill(0);
    equal([...accountKey], key, 'the key that was given');
    for (const one of [record, added.record]) equal(await unlocking(keeper, [one], input), key, 'the unlocked key');
    const given = Uint8Array.from({ length: 32 }, (_, at) => at);
    const first = await keeper.enrol({ actor: bob, input, accountKey: given });
    given.fill(0);
    equal(await unlocking(keeper, [first.record], input, bob), Array.from({ length: 32 }, (_, at) => at), 'a first key that was given');
  }),
  aRule('after locking, unlocking works as before; locking twice does nothing', async ({ open, input }) => {
    const keeper = await open();
    keeper.lock();
    const { accountKey, record } = await keeper.enrol({ actor: ada, input });
    keeper.lock();
    keeper.lock();
    equal(await unlocking(keeper, [record], input), [...accountKey], 'the unlocked key');
  }),
];
