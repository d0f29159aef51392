import { expect } from '@open-wc/testing';
import { cleanText, hidesCharacters } from '../../../src/core/model/text.js';
import { LIMITS, type SecretInput } from '../../../src/core/index.js';
import { aSecret, aVault, ana, ok, refused } from '../../support/vault-builders.js';

describe('cleanText', () => {
  it('composes, folds white space, and takes away what hides', () => {
    const rows: readonly (readonly [string, string])[] = [
      ['', ''], [' \t\n\u00a0\u3000 ', ''], ['\u200b\u200d\ufeff', ''], ['  a \n b  ', 'a b'], ['A\u030angstro\u0308m', '\u00c5ngstr\u00f6m'], ['pay\u200bpal', 'paypal'], ['a\u202ecod\u202c', 'acod'], ['a\u0000b', 'ab'],
      ['a\ud800b', 'ab'], ['👩\u200d💻', '👩\u200d💻'], ['می\u200cخواهم', 'می\u200cخواهم'], ['شركة', 'شركة'], ['<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'], ["O'Neil & Söhne", "O'Neil & Söhne"],
    ];
    for (const [given, due] of rows) expect(cleanText(given), JSON.stringify(given)).to.equal(due);
  });

  it('takes away what joins or varies a letter that needs it not, and every other character that is drawn as nothing', () => {
    const rows: readonly (readonly [string, string])[] = [
      ['A\u200dda', 'Ada'], ['Ad\u200ca\ufe0f', 'Ada'], ['pay\u034fpal', 'paypal'], ['a\u3164b\u115f\uffa0\u2800c', 'abc'], ['Ада\u{E0100}м', 'Адам'], ['1\ufe0f', '1'], ['e\u0302\u0302\u200dx', 'ê\u0302x'],
      ['❤\ufe0f\u200d🔥', '❤\ufe0f\u200d🔥'], ['क\u094d\u200dष', 'क\u094d\u200dष'], ['葛\u{E0100}', '葛\u{E0100}'], ['می\u200c\u200c\u200cخ', 'می\u200cخ'], ['م\u200b\u200cخ', 'م\u200cخ'],
    ];
    for (const [given, due] of rows) expect(cleanText(given), JSON.stringify(given)).to.equal(due);
    for (const [given, due] of rows) expect([hidesCharacters(given), hidesCharacters(due)], JSON.stringify(given)).to.deep.equal([given !== due, false]);
  });

  it('white space hides nothing', () => {
    for (const text of ['  Ada  Lovelace\u00a0', 'Ada\tLovelace\n', 'Zoë']) expect(hidesCharacters(text)).to.be.false;
  });

  it('changes nothing the second time', () => {
    expect(cleanText('a \u200b b')).to.equal('a b');
    expect(cleanText('e\u200b\u0301')).to.equal('é');
    for (const text of ['a\u200d \u200cb', ' \u0301x', 'e\u0301\u200b\u0301', '\u200b \u200b a \u200b \u200b b', 'a\u200b\u0301']) expect(cleanText(cleanText(text)), JSON.stringify(text)).to.equal(cleanText(text));
  });
});

describe('names and limits', () => {
  const most: Readonly<Record<string, (n: number) => Partial<SecretInput>>> = {
    name: (n) => ({ name: 'x'.repeat(LIMITS.name + n) }), url: (n) => ({ url: 'x'.repeat(LIMITS.url + n) }), identifier: (n) => ({ identifier: 'x'.repeat(LIMITS.identifier + n) }), method: (n) => ({ method: 'x'.repeat(LIMITS.method + n) }),
    clientId: (n) => ({ clientId: 'x'.repeat(LIMITS.clientId + n) }), notes: (n) => ({ notes: 'x'.repeat(LIMITS.notes + n) }), clientSecret: (n) => ({ clientSecret: 'é'.repeat(LIMITS.clientSecretBytes / 2) + 'x'.repeat(n) }),
  };

  for (const [field, make] of Object.entries(most)) {
    it(`takes ${field} up to its limit, and says too-long past it`, async () => {
      const { vault } = await aVault({ actingAs: ana });
      const added = ok(await vault.secrets.add(aSecret(make(0))));
      ok(await vault.secrets.get(added.id));
      expect(refused(await vault.secrets.add(aSecret(make(1))), 'input/invalid').issues).to.deep.equal([{ path: [field], code: 'too-long' }]);
      expect(refused(await vault.secrets.edit(added.id, make(1), { revision: 1 }), 'input/invalid').issues).to.deep.equal([{ path: [field], code: 'too-long' }]);
    });
  }

  it('takes fifty tags of fifty letters, once each, and no more', async () => {
    const { vault } = await aVault({ actingAs: ana });
    const tags = Array.from({ length: 50 }, (_, i) => String(i).padEnd(50, 'x'));
    expect(ok(await vault.secrets.add(aSecret({ tags }))).tags).to.deep.equal(tags);
    expect(ok(await vault.secrets.add(aSecret({ tags: ['a', ' a ', 'b'] }))).tags).to.deep.equal(['a', 'b']);
    expect(refused(await vault.secrets.add(aSecret({ tags: [...tags, 'one more'] })), 'input/invalid').issues).to.deep.equal([{ path: ['tags'], code: 'too-many' }]);
    expect(refused(await vault.secrets.add(aSecret({ tags: ['ok', 'x'.repeat(51)] })), 'input/invalid').issues).to.deep.equal([{ path: ['tags', 1], code: 'too-long' }]);
  });

  it('keeps strange names as they were written, but for what hides, and finds them', async () => {
    const { vault } = await aVault({ actingAs: ana });
    for (const name of ['شركة الدفع', '<b>bold</b>', '"; DROP TABLE', '__proto__', '${x}', '支付接口', 'Zoë’s API 🔑']) {
      expect(ok(await vault.secrets.add(aSecret({ name }))).name).to.equal(name);
      expect((await vault.secrets.list({ text: name })).items.map((item) => item.name)).to.deep.equal([name]);
    }
    expect(ok(await vault.secrets.add(aSecret({ name: 'a\u200bb\u202ec' }))).name).to.equal('abc');
    expect(refused(await vault.secrets.add(aSecret({ name: '\u200b' })), 'input/invalid').issues).to.deep.equal([{ path: ['name'], code: 'required' }]);
    refused(await vault.secrets.add(aSecret({ name: 'x'.repeat(10_000) })), 'input/invalid');
  });
});
