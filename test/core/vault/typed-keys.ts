import { type KeyKeeper, MySafeError, type UserId, deriveWrappingKey, makeAccountKey, openAccountKey, sealAccountKey } from '../../../src/core/index.js';

const KIND = 'typed';
const SHORTEST = 8;
const typedIn = (input: unknown): string | undefined => {
  const { passphrase } = (input ?? {}) as { passphrase?: unknown };
  return typeof passphrase === 'string' ? passphrase : undefined;
};

/** A keeper that asks for a passphrase of 8 letters or more and works in every browser. `asked`: how often it was called on to unlock or to enrol. */
export function typedKeys(): KeyKeeper & { readonly asked: () => number } {
  let asked = 0;
  const wrappingKey = (text: string) => deriveWrappingKey(new TextEncoder().encode(text), 'test/typed');
  return Object.freeze({
    kind: KIND, asks: 'passphrase' as const, asked: () => asked,
    async enrol({ actor, input, accountKey: known }: { actor: UserId; input?: unknown; accountKey?: Uint8Array }) {
      asked += 1;
      const text = typedIn(input);
      if (text === undefined || text.length < SHORTEST) throw new MySafeError('keys/wrong-input', 'Choose 8 letters or more.');
      const accountKey = known ? Uint8Array.from(known) : makeAccountKey();
      return { accountKey, record: await sealAccountKey(accountKey, await wrappingKey(text), { kind: KIND, actor, params: {} }) };
    },
    async unlock({ actor, records, input }: Parameters<KeyKeeper['unlock']>[0]) {
      asked += 1;
      const own = records.filter(({ kind }) => kind === KIND);
      if (own.length === 0) return { ok: false, refusal: { code: 'keys/unavailable' } } as const;
      for (const record of own) {
        const opened = await openAccountKey(record, await wrappingKey(typedIn(input) ?? ''), actor);
        if (opened.ok) return opened;
      }
      return { ok: false, refusal: { code: 'keys/wrong-input' } } as const;
    },
    lock() { /* Nothing is held. */ },
  });
}
