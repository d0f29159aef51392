import { expect } from '@open-wc/testing';
import { lastUsedIn } from '../../src/adapters/last-used.js';
import { fromCursor, toCursor } from '../../src/adapters/row-cursor.js';

const entry = (id: string) => ({ id }) as Parameters<typeof toCursor>[2];
const nowhere = (): undefined => undefined;

describe('a place in a list', () => {
  it('reads back: its side, the key that the row was sorted by, and its id', () => {
    for (const side of ['after', 'before'] as const) for (const key of ['name', '', 0, 5, undefined]) expect(fromCursor(toCursor(side, key, entry('s')), nowhere)).to.deep.equal({ side, key, id: 's' });
  });

  it('is short, and finds a long key whole again by the row that it was of, unless that has another now', () => {
    const long = 'a'.repeat(5_000);
    const cursor = toCursor('after', long, entry('s'));
    expect(cursor.length).to.be.lessThan(500);
    const asked: string[] = [];
    expect(fromCursor(cursor, (id) => { asked.push(id); return long; })?.key).to.equal(long);
    expect(asked).to.deep.equal(['s']);
    for (const other of ['b'.repeat(5_000), undefined, 7]) expect(fromCursor(cursor, () => other)?.key).to.equal('a'.repeat(400));
    expect(fromCursor(toCursor('after', 'short', entry('s')), () => 'shorter')?.key).to.equal('short');
    expect(fromCursor(toCursor('after', 'a'.repeat(399), entry('s')), () => long)?.key).to.equal('a'.repeat(399));
  });

  it('is none where it is not one of ours', () => {
    const none = ['', 'text', '{', 'null', '{}', '3', '[]', '["between","name","s"]', '[null,"name","s"]', '["after","name"]', '["after","name",3]', '["after",true,"s"]', '["after",{},"s"]', '["after",[],"s"]'];
    for (const cursor of none) expect(fromCursor(cursor, nowhere), cursor).to.equal(undefined);
  });
});

describe('the last use in a record', () => {
  it('is a number, or there is none', () => {
    expect([lastUsedIn({ lastUsedAt: 5 }), lastUsedIn({ lastUsedAt: 0 })]).to.deep.equal([5, 0]);
    expect([undefined, null, 3, 'text', {}, { lastUsedAt: '5' }, { lastUsedAt: NaN }, { lastUsedAt: undefined }].map(lastUsedIn)).to.deep.equal(Array(8).fill(undefined));
  });
});
