import { expect } from '@open-wc/testing';
import type { Label } from '../../../src/core/model/secret.js';
import { LABEL_FIELDS, changedFields } from '../../../src/core/policy/index.js';

const label: Label = { name: 'n', url: 'u', identifier: 'i', method: 'm', tags: ['a', 'b'] };

describe('changedFields', () => {
  it('names each field that is another one, and none where nothing is', () => {
    expect(changedFields(label, { ...label, tags: ['a', 'b'] })).to.deep.equal([]);
    for (const field of LABEL_FIELDS) expect(changedFields(label, { ...label, [field]: field === 'tags' ? ['a'] : 'other' }), field).to.deep.equal([field]);
    expect(changedFields(label, { name: 'N', url: 'U', tags: [] })).to.deep.equal(['name', 'url', 'identifier', 'method', 'tags']);
  });

  it('tells tags apart by their number, their order and each letter', () => {
    const others: readonly (readonly string[])[] = [[], ['a'], ['b', 'a'], ['a', 'B'], ['a', 'b', 'c'], ['a,b']];
    for (const tags of others) {
      expect(changedFields(label, { ...label, tags }), tags.join()).to.deep.equal(['tags']);
      expect(changedFields({ ...label, tags }, label), tags.join()).to.deep.equal(['tags']);
    }
  });

  it('sees an identifier come and go', () => {
    const { identifier: _identifier, ...without } = label;
    expect(changedFields(without, label)).to.deep.equal(['identifier']);
    expect(changedFields(label, without)).to.deep.equal(['identifier']);
    expect(changedFields(without, { ...without, identifier: undefined })).to.deep.equal([]);
  });

  it('takes a text for no list of tags, whichever side it stands on', () => {
    const text = { ...label, tags: 'ab' as unknown as readonly string[] };
    expect(changedFields(label, text)).to.deep.equal(['tags']);
    expect(changedFields(text, label)).to.deep.equal(['tags']);
  });
});
