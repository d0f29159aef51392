import { expect } from '@open-wc/testing';
import { type Hints, broadcastHints } from '../../src/adapters/hints.js';

describe('hints of a commit', () => {
  const open: { close(): void }[] = [];
  const hints = (name: string): Hints => { const made = broadcastHints(name); open.push(made); return made; };
  afterEach(() => { for (const made of open.splice(0)) made.close(); });
  const heard = (by: Hints): Promise<void> => new Promise((resolve) => { by.watch(resolve); });
  const aName = (): string => `hints-${crypto.randomUUID()}`;

  it('reach the watchers here and in other tabs, each commit', async () => {
    const name = aName();
    const [one, other] = [hints(name), hints(name)];
    for (let commit = 0; commit < 2; commit += 1) {
      const [here, there] = [heard(one), heard(other)];
      one.tell();
      await Promise.all([here, there]);
    }
  });

  it('go over the channel of the database alone', async () => {
    const name = aName();
    const channel = new BroadcastChannel(`mysafe-share:${name}`);
    open.push(channel);
    const told = new Promise((resolve) => { channel.onmessage = ({ data }: MessageEvent) => { resolve(data); }; });
    let elsewhere = 0;
    hints(aName()).watch(() => { elsewhere += 1; });
    hints(name).tell();
    expect(await told).to.equal('committed');
    expect(elsewhere).to.equal(0);
  });

  it('do not reach who stopped watching, also between the commit and the hint', async () => {
    const one = hints(aName());
    let heardStopped = 0;
    const stops = [1, 2].map(() => one.watch(() => { heardStopped += 1; }));
    const last = heard(one);
    stops[0]!();
    one.tell();
    stops[1]!();
    await last;
    expect(heardStopped).to.equal(0);
  });

  it('are over once closed: nobody here hears, and no other tab is told', async () => {
    const name = aName();
    const closed = hints(name);
    let rang = 0;
    closed.watch(() => { rang += 1; });
    closed.tell();
    closed.close();
    const channel = `mysafe-share:${name}`;
    const [listens, speaks] = [new BroadcastChannel(channel), new BroadcastChannel(channel)];
    open.push(listens, speaks);
    const told: unknown[] = [];
    const last = new Promise<void>((resolve) => {
      listens.onmessage = ({ data }: MessageEvent) => { told.push(data); if (data === 'the last') resolve(); };
    });
    closed.tell(); // must not open the channel again
    speaks.postMessage('the last');
    await last;
    expect([told, rang]).to.deep.equal([['the last'], 0]);
  });
});
