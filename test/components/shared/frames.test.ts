import { expect } from '@open-wc/testing';
import { framesBetween } from '../../../src/components/shared/frames.js';

describe('between two slices of long work', () => {
  const { now } = performance;
  const { requestAnimationFrame } = window;
  let time = 0;
  let draw: () => void;
  let asked = 0;

  beforeEach(() => {
    time = asked = 0;
    performance.now = () => time;
    window.requestAnimationFrame = (callback) => { asked += 1; draw = () => { callback(time); }; return 0; };
  });
  afterEach(() => {
    performance.now = now;
    window.requestAnimationFrame = requestAnimationFrame;
    Reflect.deleteProperty(document, 'hidden');
  });

  it('a frame is drawn first, and then whenever the slices took 8 ms of it', async () => {
    const drawn = framesBetween();
    const told: string[] = [];
    const first = drawn().then(() => { told.push('goes on'); });
    told.push('drawn');
    draw();
    await first;
    expect([told, asked]).to.deep.equal([['drawn', 'goes on'], 1]);
    time = 7.9;
    await drawn();
    expect(asked).to.equal(1);
    time = 8;
    const second = drawn();
    expect(asked).to.equal(2);
    draw();
    await second;
  });

  it('nobody waits for frames of a page that is not seen', async () => {
    Object.defineProperty(document, 'hidden', { configurable: true, value: true });
    await framesBetween()();
    expect(asked).to.equal(0);
  });

  it('nor for the one that a page does not draw because it was hidden meanwhile', async () => {
    await framesBetween()();
    expect(asked).to.equal(1);
  });
});
