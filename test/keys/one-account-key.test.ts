import { expect } from '@open-wc/testing';
import { openAccountKey, sealAccountKey } from '../../src/core/index.js';
import { formatRecoveryKey, parseRecoveryKey, recoveryWrappingKey } from '../../src/core/crypto/recovery-key.js';
import { keepers } from '../support/key-keeper-harnesses.js';
import { ana } from '../support/vault-builders.js';

const actor = ana.id;

it('every keeper, and a printed recovery key, can be a way to one account key', async function () {
  this.timeout(30_000);
  const given = crypto.getRandomValues(new Uint8Array(32));
  const all = await Promise.all(Object.values(keepers).map(async (make) => {
    const harness = make();
    const keeper = await harness.open();
    return { harness, keeper, record: (await keeper.enrol({ actor, input: harness.input, accountKey: given })).record };
  }));
  const recovery = crypto.getRandomValues(new Uint8Array(32));
  const recoveryRecord = await sealAccountKey(given, await recoveryWrappingKey(recovery), { kind: 'recovery', actor, params: {} });
  const records = [recoveryRecord, ...all.map(({ record }) => record)];
  for (const { harness, keeper } of all) {
    const opened = await keeper.unlock({ actor, records, input: harness.input });
    expect(opened.ok && [...opened.value.accountKey], keeper.kind).to.deep.equal([...given]);
    await harness.clean();
  }
  const typed = await parseRecoveryKey(await formatRecoveryKey(recovery));
  const opened = await openAccountKey(recoveryRecord, await recoveryWrappingKey(typed!), actor);
  expect(opened.ok && [...opened.value.accountKey]).to.deep.equal([...given]);
});
