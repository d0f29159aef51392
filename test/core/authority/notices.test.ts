import { expect } from '@open-wc/testing';
import { type Notices, notices } from '../../../src/core/authority/notices.js';
import type { SharingEvent } from '../../../src/core/index.js';

const about = { at: new Date(0), actor: 'user:ana', owner: 'user:ana', secretId: 's', secretName: 'Stripe', principal: 'user:rui' } as const;
const granted = (permission: 'view' | 'edit'): SharingEvent => ({ ...about, kind: 'granted', permission });
const revoked = (before: 'view' | 'edit'): SharingEvent => ({ ...about, kind: 'revoked', before: { permission: before } });
const changed = (before: 'view' | 'edit', permission: 'view' | 'edit'): SharingEvent => ({ ...about, kind: 'changed', before: { permission: before }, permission });

/** What a host hears once everything that is held was let go. */
function heard(seconds: number, tell: (held: Notices) => void): { readonly atOnce: readonly string[]; readonly inTheEnd: readonly string[] } {
  const told: string[] = [];
  const lineOf = (event: SharingEvent): string => `${event.kind} ${event.principal}${'permission' in event ? ` ${event.permission}` : ''}`;
  const held = notices({ notify: (event) => { told.push(lineOf(event)); return Promise.resolve(); } }, seconds);
  tell(held);
  const atOnce = [...told];
  held.flush();
  return { atOnce, inTheEnd: told };
}

describe('what the host is told of a share', () => {
  it('is held for as long as it can be undone, and told when the authority is closed', () => {
    expect(heard(10, ({ tell }) => tell([granted('view')]))).to.deep.equal({ atOnce: [], inTheEnd: ['granted user:rui view'] });
  });

  it('is nothing where it was taken back in that time: a grant, a revocation, another level', () => {
    expect(heard(10, ({ tell }) => { tell([granted('view')]); tell([revoked('view')]); }).inTheEnd).to.deep.equal([]);
    expect(heard(10, ({ tell }) => { tell([revoked('edit')]); tell([granted('edit')]); }).inTheEnd).to.deep.equal([]);
    expect(heard(10, ({ tell }) => { tell([changed('view', 'edit')]); tell([changed('edit', 'view')]); }).inTheEnd).to.deep.equal([]);
  });

  it('is what several shares add up to', () => {
    expect(heard(10, ({ tell }) => { tell([granted('view')]); tell([changed('view', 'edit')]); }).inTheEnd).to.deep.equal(['granted user:rui edit']);
    expect(heard(10, ({ tell }) => { tell([revoked('edit')]); tell([granted('view')]); }).inTheEnd).to.deep.equal(['changed user:rui view']);
    expect(heard(10, ({ tell }) => { tell([changed('view', 'edit')]); tell([revoked('edit')]); }).inTheEnd).to.deep.equal(['revoked user:rui']);
  });

  it('is kept apart for each person who shares and each principal', () => {
    const other = { ...granted('view'), actor: 'user:bruno' } as SharingEvent;
    const another = { ...granted('view'), principal: 'group:ops' } as SharingEvent;
    expect(heard(10, ({ tell }) => { tell([granted('view'), other, another]); tell([revoked('view')]); }).inTheEnd).to.deep.equal(['granted user:rui view', 'granted group:ops view']);
  });

  it('is told at once where the host wants that, and of what can’t be undone', () => {
    expect(heard(0, ({ tell }) => tell([granted('view')])).atOnce).to.deep.equal(['granted user:rui view']);
    expect(heard(10, ({ tell }) => tell([{ ...about, kind: 'left' }])).atOnce).to.deep.equal(['left user:rui']);
  });

  it('stands where the host fails to hear it', () => {
    const held = notices({ notify: () => Promise.reject(new Error('mail is down')) }, 0);
    expect(() => held.tell([granted('view')])).not.to.throw();
  });
});
