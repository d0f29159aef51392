import { expect } from '@open-wc/testing';
import { openBackup, sealBackup } from '../../../src/core/crypto/backup.js';
import { randomBytes } from '../../../src/core/crypto/bytes.js';
import { ana, bruno } from '../../support/vault-builders.js';

describe('a backup', () => {
  const key = randomBytes(32);

  it('opens for its person with its recovery key', async () => {
    expect(await openBackup(ana.id, await sealBackup(ana.id, { kept: 1 }, key), key)).to.deep.equal({ kept: 1 });
  });

  it('is nothing to anybody else, with another key, under another name, and where it is no backup', async () => {
    const file = await sealBackup(ana.id, { kept: 1 }, key);
    expect(await openBackup(bruno.id, file, key)).to.equal(undefined);
    expect(await openBackup(ana.id, file, randomBytes(32))).to.equal(undefined);
    for (const person of [ana, bruno]) expect(await openBackup(person.id, file.replace(ana.id, bruno.id), key)).to.equal(undefined);
    for (const other of ['', '{}', '[]', 'null', file.slice(1)]) expect(await openBackup(ana.id, other, key)).to.equal(undefined);
  });
});
