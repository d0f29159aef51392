import { expect } from '@open-wc/testing';
import { randomBytes, toBase64Url } from '../../../src/core/crypto/bytes.js';
import { formatRecoveryKey, parseRecoveryKey, recoveryWrappingKey } from '../../../src/core/crypto/recovery-key.js';
import { seededRandom } from '../../support/people.js';

const SYMBOLS = [...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'];
const KEYS = 20;
const parsed = async (text: string): Promise<number[] | undefined> => { const key = await parseRecoveryKey(text); return key && [...key]; };
const keyOf = (random: () => number): Uint8Array => Uint8Array.from({ length: 32 }, () => Math.floor(random() * 256));

/** Every text that differs from `text` in one symbol, or in two that changed places. */
function slipsOf(text: string): string[] {
  const symbols = [...text.replaceAll('-', '')];
  const changed = symbols.flatMap((own, at) => SYMBOLS.filter((symbol) => symbol !== own).map((symbol) => symbols.with(at, symbol)));
  const swapped = symbols.flatMap((own, at) => symbols.slice(at + 1).flatMap((other, after) => (own === other ? [] : [symbols.with(at, other).with(at + 1 + after, own)])));
  return [...changed, ...swapped].map((slip) => slip.join(''));
}

describe('a recovery key', () => {
  it('is 54 symbols in nine groups of six, without I, L, O and U, and reads back', async () => {
    for (const key of [new Uint8Array(32), new Uint8Array(32).fill(255), ...Array.from({ length: 100 }, () => randomBytes(32))]) {
      const text = await formatRecoveryKey(key);
      expect(text).to.match(/^([0-9A-HJKMNP-TV-Z]{6}-){8}[0-9A-HJKMNP-TV-Z]{6}$/);
      expect(await parsed(text)).to.deep.equal([...key]);
    }
  });

  it('is the same text for ever: what was printed stays good', async () => {
    const counting = Uint8Array.from({ length: 32 }, (_, at) => at);
    expect(await formatRecoveryKey(counting)).to.equal('000G40-R40M30-E20918-5GR38E-1W8124-GK2GAH-C5RR34-D1P70X-3RFYBB');
    expect(toBase64Url(await recoveryWrappingKey(counting))).to.equal('eiKJeVVmWdMSVkEE9TmKxc6jzwfldTQFiGKVXEjot-A');
  });

  it('is forgiven its case, spaces and dashes, O for 0, I and L for 1', async () => {
    const random = seededRandom(7);
    let text = '';
    let key = keyOf(random);
    while (!/0/.test(text) || !/1/.test(text)) text = await formatRecoveryKey(key = keyOf(random));
    const bare = text.replaceAll('-', '');
    const ways = [text.toLowerCase(), bare, ` ${text}\n`, [...bare].join(' '), text.replaceAll('-', ' – '), text.replaceAll('0', 'O').replaceAll('1', 'I'), text.replaceAll('0', 'o').replaceAll('1', 'l'), text.replaceAll('1', 'i').replaceAll('0', 'O')];
    ways.push(text + ' '.repeat(500 - text.length));
    for (const way of ways) expect(await parsed(way), way).to.deep.equal([...key]);
  });

  it('is none where symbols are missing, too many, or of another alphabet', async () => {
    const text = await formatRecoveryKey(keyOf(seededRandom(8)));
    for (const none of ['', '-', text.slice(1), text.slice(0, -1), `${text}0`, `${text}-${text}`, `U${text.slice(1)}`, `${text.slice(0, -1)}!`, `${text.slice(0, -1)}é`, `${text.slice(0, -1)}😀`, text + ' '.repeat(501 - text.length)]) {
      expect(await parsed(none), none.slice(0, 80)).to.equal(undefined);
    }
  });

  it(`notices a wrong symbol and two swapped ones, but for 1 in 16,384: every such slip in ${KEYS} keys`, async function () {
    this.timeout(60_000);
    const seed = crypto.getRandomValues(new Uint32Array(1))[0]!;
    const random = seededRandom(seed);
    let slips = 0;
    let missed = 0;
    for (let key = 0; key < KEYS; key += 1) {
      const all = slipsOf(await formatRecoveryKey(keyOf(random)));
      const read = await Promise.all(all.map(parseRecoveryKey));
      slips += all.length;
      missed += read.filter((one) => one !== undefined).length;
    }
    const expected = slips / 2 ** 14;
    console.log(`seed ${seed}: ${missed} of ${slips.toLocaleString('en')} slips unnoticed, ${expected.toFixed(1)} expected`);
    expect(slips).to.be.greaterThan(KEYS * 54 * 31);
    // seven standard deviations: once in more runs than anybody will make
    expect(missed, `seed ${seed}`).to.be.at.most(expected + 7 * Math.sqrt(expected));
  });

  it('wraps under a key of its own, another for each recovery key', async () => {
    const [one, same, other] = [keyOf(seededRandom(1)), keyOf(seededRandom(1)), keyOf(seededRandom(2))];
    const [first, second, third] = (await Promise.all([one, same, other].map(recoveryWrappingKey))).map(toBase64Url);
    expect(first).to.equal(second);
    expect(first).to.not.equal(third);
    expect(first).to.not.equal(toBase64Url(one));
  });
});
