import { expect } from '@open-wc/testing';
import { type KeyKeeper, type UnlockRecord, openAccountKey } from '../../src/core/index.js';
import { fromBase64Url, toUtf8 } from '../../src/core/crypto/bytes.js';
import type { Argon2idRequest } from '../../src/keys/argon2-cost.js';
import { computeArgon2id } from '../../src/keys/argon2id.js';
import { passphraseKeys } from '../../src/keys/index.js';
import { LEAST_COST, WORKER } from '../support/key-keeper-harnesses.js';
import { ana, faultOf } from '../support/vault-builders.js';

const actor = ana.id;
const passphrase = 'correct horse battery staple';
const cheap = (): KeyKeeper => passphraseKeys({ worker: WORKER, cost: LEAST_COST });
const opening = async (keeper: KeyKeeper, record: UnlockRecord, input: unknown = { passphrase }): Promise<unknown> => {
  const result = await keeper.unlock({ actor, records: [record], input });
  return result.ok ? [...result.value.accountKey] : result.refusal.code;
};

/** Argon2id of one's own that notes what it was given, and hands out bytes that the test keeps hold of. */
function watched(): { readonly requests: Argon2idRequest[]; readonly keys: Uint8Array[]; readonly keeper: KeyKeeper } {
  const requests: Argon2idRequest[] = [];
  const keys: Uint8Array[] = [];
  const keeper = passphraseKeys({ cost: LEAST_COST, argon2id: async (request) => {
    requests.push(request);
    const key = new Uint8Array(await crypto.subtle.digest('SHA-256', Uint8Array.from([...request.password, ...request.salt])));
    keys.push(key);
    return key;
  } });
  return { requests, keys, keeper };
}

/** Notes every worker that is made while `work` runs, and whether it was ended. */
async function workersDuring(work: () => Promise<unknown>): Promise<readonly { readonly url: string; readonly type?: string; ended: boolean }[]> {
  const made: { url: string; type?: string; ended: boolean }[] = [];
  const Original = globalThis.Worker;
  globalThis.Worker = class extends Original {
    readonly note = { url: '', ended: false } as { url: string; type?: string; ended: boolean };
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      made.push(Object.assign(this.note, { url: String(url), type: options?.type }));
    }

    override terminate(): void { this.note.ended = true; super.terminate(); }
  };
  try {
    await work();
  } finally {
    globalThis.Worker = Original;
  }
  return made;
}

describe('passphraseKeys', function () {
  this.timeout(60_000);

  it('derives with 3 passes over 64 MiB in 4 lanes and a salt of 16 bytes, another one for each record', async () => {
    const keeper = passphraseKeys({ worker: WORKER });
    const { accountKey, record } = await keeper.enrol({ actor, input: { passphrase } });
    const { salt, nonce, ...cost } = record.params as { salt: string; nonce: string };
    expect(cost).to.deep.equal({ t: 3, m: 65_536, p: 4 });
    expect([fromBase64Url(salt).length, fromBase64Url(nonce).length]).to.deep.equal([16, 12]);
    const key = computeArgon2id({ password: toUtf8(passphrase), salt: fromBase64Url(salt), t: 3, m: 65_536, p: 4 });
    const opened = await openAccountKey(record, key, actor);
    expect(opened.ok && opened.value.accountKey).to.deep.equal(accountKey);
    expect((await cheap().enrol({ actor, input: { passphrase } })).record.params['salt']).to.not.equal(salt);
    expect(await opening(cheap(), record), 'an old record keeps its cost').to.deep.equal([...accountKey]);
  });

  it('takes a passphrase as the same however a keyboard composes it (NFKC), and no other', async () => {
    const keeper = cheap();
    const { accountKey, record } = await keeper.enrol({ actor, input: { passphrase: 'Pässword ﬁ Å' } });
    for (const same of ['Pa\u0308ssword fi A\u030a', 'Ｐässword ﬁ \u212b']) expect(await opening(keeper, record, { passphrase: same }), same).to.deep.equal([...accountKey]);
    for (const other of ['pässword ﬁ Å', 'Passwort', 'Pässword ﬁ Å ', ' ']) expect(await opening(keeper, record, { passphrase: other }), other).to.equal('keys/wrong-input');
  });

  it('needs some text, however short, and works for nothing without it', async () => {
    const { keeper, requests } = watched();
    const { record } = await keeper.enrol({ actor, input: { passphrase: 'x' } });
    requests.length = 0;
    for (const input of [undefined, null, '', 'x', 7, [], {}, { passphrase: '' }, { passphrase: 7 }, { passphrase: null }, { passphrase: ['x'] }, { passphrase: new String('x') }, Object.create({ passphrase: 'x' })]) {
      expect(await faultOf(keeper.enrol({ actor, input })), `enrol ${JSON.stringify(input)}`).to.equal('keys/wrong-input');
      expect(await keeper.unlock({ actor, records: [record], input }), `unlock ${JSON.stringify(input)}`).to.deep.equal({ ok: false, refusal: { code: 'keys/wrong-input' } });
    }
    expect(requests).to.deep.equal([]);
  });

  it('throws keys/unsafe-parameters at a record that asks for too little or too much, and works for none of them', async () => {
    const { keeper, requests } = watched();
    const { accountKey, record } = await keeper.enrol({ actor, input: { passphrase } });
    requests.length = 0;
    const bad = [
      { m: 19_455 }, { m: 1_048_577 }, { m: 8 }, { m: '65536' }, { m: 65_536.5 }, { m: undefined }, { m: null }, { m: -65_536 }, { m: Infinity },
      { t: 1 }, { t: 0 }, { t: 11 }, { t: NaN }, { t: [3] }, { p: 0 }, { p: 17 }, { p: '4' }, { salt: '' }, { salt: 'AAAAAAAAAAA' }, { salt: `${'A'.repeat(22)}=` }, { salt: 7 }, { salt: undefined },
    ];
    for (const change of bad) {
      const changed = { ...record, params: { ...record.params, ...change } };
      for (const records of [[changed], [record, changed]]) expect(await faultOf(keeper.unlock({ actor, records, input: { passphrase } })), JSON.stringify(change)).to.equal('keys/unsafe-parameters');
    }
    expect(requests).to.deep.equal([]);
    for (const edge of [{ m: 19_456, t: 2, p: 1 }, { m: 1_048_576, t: 10, p: 16 }]) expect(await opening(keeper, { ...record, params: { ...record.params, ...edge } }), JSON.stringify(edge)).to.not.equal('keys/unavailable');
    expect(await opening(keeper, record)).to.deep.equal([...accountKey]);
    for (const cost of [{ t: 1, m: 65_536, p: 4 }, { t: 3, m: 19_455, p: 4 }, { t: 11, m: 65_536, p: 4 }]) expect(() => passphraseKeys({ cost })).to.throw().with.property('code', 'keys/unsafe-parameters');
  });

  it('overwrites the passphrase’s bytes and what was derived from them', async () => {
    const { keeper, requests, keys } = watched();
    const { record } = await keeper.enrol({ actor, input: { passphrase } });
    await opening(keeper, record);
    await opening(keeper, record, { passphrase: 'another' });
    expect(requests.length).to.equal(3);
    for (const bytes of [...requests.map(({ password }) => password), ...keys]) expect(bytes.every((byte) => byte === 0)).to.equal(true);
  });

  it('says so where the host’s own Argon2id does not give 32 bytes, and overwrites the passphrase’s all the same', async () => {
    let given: Uint8Array | undefined;
    for (const result of ['6f09edb6dab35248fdda115ce75a2931fb01b13f7dcccd661b281a96d5408aa4', new Uint8Array(16), new ArrayBuffer(32), undefined]) {
      const keeper = passphraseKeys({ argon2id: async ({ password }) => { given = password; return result as Uint8Array; } });
      expect(await faultOf(keeper.enrol({ actor, input: { passphrase } }))).to.equal('misuse/unfit-key');
      expect(given?.every((byte) => byte === 0)).to.equal(true);
    }
  });

  it('works in one module worker each time, which ends', async () => {
    const workers = await workersDuring(async () => {
      const keeper = cheap();
      const { record } = await keeper.enrol({ actor, input: { passphrase } });
      await opening(keeper, record);
    });
    expect(workers).to.deep.equal(Array(2).fill({ url: new URL(WORKER, location.href).href, type: 'module', ended: true }));
  });

  it('works without a worker where none can be made, and makes none from another origin, a blob or data', async () => {
    const { accountKey, record } = await cheap().enrol({ actor, input: { passphrase } });
    const blob = URL.createObjectURL(new Blob(['postMessage(new Uint8Array(32))'], { type: 'text/javascript' }));
    for (const worker of ['https://elsewhere.example/argon2-worker.js', blob, 'data:text/javascript,postMessage(new Uint8Array(32))', 'http://']) {
      expect(await workersDuring(async () => expect(await opening(passphraseKeys({ worker }), record), worker).to.deep.equal([...accountKey]))).to.deep.equal([]);
    }
    URL.revokeObjectURL(blob);
    const broken = await workersDuring(async () => expect(await opening(passphraseKeys({ worker: '/package.json' }), record)).to.deep.equal([...accountKey]));
    expect(broken.map(({ ended }) => ended), 'what is no worker is ended').to.deep.equal([true]);
    const { Worker } = globalThis;
    Reflect.deleteProperty(globalThis, 'Worker');
    try {
      expect(await opening(cheap(), record)).to.deep.equal([...accountKey]);
    } finally {
      globalThis.Worker = Worker;
    }
  });
});
