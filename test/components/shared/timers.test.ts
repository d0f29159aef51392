import { expect } from '@open-wc/testing';
import { Announcer } from '../../../src/components/shared/announcer.js';
import { Timers } from '../../../src/components/shared/timers.js';

const soon = (milliseconds: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, milliseconds); });

describe('Timers', () => {
  it('runs once, after the condition has held for that long', async () => {
    const timers = new Timers();
    let runs = 0;
    const hold = (): void => { timers.while('a', true, 20, () => { runs += 1; }); };
    hold();
    hold();
    expect(runs).to.equal(0);
    await soon(40);
    hold();
    await soon(40);
    expect(runs).to.equal(1);
  });

  it('begins anew when the condition broke off meanwhile', async () => {
    const timers = new Timers();
    let runs = 0;
    const look = (holds: boolean): void => { timers.while('a', holds, 20, () => { runs += 1; }); };
    look(true);
    look(false);
    await soon(40);
    expect(runs).to.equal(0);
    look(true);
    await soon(40);
    expect(runs).to.equal(1);
  });

  it('another subject of the same timer takes its place', async () => {
    const timers = new Timers();
    const ran: string[] = [];
    timers.while('settle ana', true, 20, () => { ran.push('ana'); });
    timers.while('settle rui', true, 20, () => { ran.push('rui'); });
    timers.while('count ana', true, 20, () => { ran.push('count'); });
    await soon(40);
    expect(ran).to.have.members(['rui', 'count']);
  });

  it('clear() stops all', async () => {
    const timers = new Timers();
    let runs = 0;
    timers.while('a', true, 10, () => { runs += 1; });
    timers.clear();
    await soon(30);
    expect(runs).to.equal(0);
  });
});

describe('Announcer', () => {
  it('makes the same text differ by a letter that can’t be seen, and no other', () => {
    let updates = 0;
    const announcer = new Announcer({ addController() { /* not needed */ }, removeController() { /* not needed */ }, requestUpdate() { updates += 1; }, updateComplete: Promise.resolve(true) });
    const said = ['Shared', 'Shared', 'Shared', 'Removed'].map((text) => { announcer.say(text); return announcer.text; });
    expect(said).to.deep.equal(['Shared', 'Shared\u200B', 'Shared', 'Removed']);
    expect(updates).to.equal(4);
    announcer.clear();
    expect(announcer.text).to.equal('');
  });
});
