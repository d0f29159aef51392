import { expect } from '@open-wc/testing';
import { Questions } from '../../../src/components/shared/questions.js';

/** Questions that are answered when the test says so. */
function asking() {
  const answers: ((answer: string) => void)[] = [];
  const signals: AbortSignal[] = [];
  const taken: string[] = [];
  const host = { addController() { /* none */ }, removeController() { /* none */ }, requestUpdate() { /* nothing is drawn */ }, updateComplete: Promise.resolve(true) };
  const ask = (): Promise<void> => questions.ask((signal) => new Promise<string>((resolve, reject) => {
    signals.push(signal);
    answers.push((answer) => { if (answer === 'fault') reject(new Error('down')); else resolve(answer); });
  }), { take: (answer) => taken.push(answer), fail: () => taken.push('failed') });
  const questions = new Questions(host, ask);
  return { questions, ask, answers, signals, taken };
}

const turn = (): Promise<void> => new Promise((resolve) => { queueMicrotask(resolve); });

describe('questions', () => {
  it('the latest wins, and the one before is told to stop; both resolve with its answer', async () => {
    const { ask, answers, signals, taken, questions } = asking();
    const both = [ask(), ask()];
    expect([signals[0]?.aborted, signals[1]?.aborted, questions.open]).to.deep.equal([true, false, true]);
    answers[0]!('old');
    await turn();
    expect(taken).to.deep.equal([]);
    answers[1]!('new');
    await Promise.all(both);
    expect([taken, questions.open]).to.deep.equal([['new'], false]);
  });

  it('many changes at once are one question', async () => {
    const { questions, answers } = asking();
    for (let change = 0; change < 5; change += 1) questions.noteChange();
    await turn();
    expect(answers).to.have.length(1);
  });

  it('changes while one is under way are one more after it, and let it be answered', async () => {
    const { questions, ask, answers, signals, taken } = asking();
    const first = ask();
    for (let change = 0; change < 5; change += 1) {
      questions.noteChange();
      await turn();
    }
    expect([answers.length, signals[0]?.aborted]).to.deep.equal([1, false]);
    answers[0]!('first');
    await first;
    expect([taken, answers.length]).to.deep.equal([['first'], 2]);
  });

  it('what goes wrong is told, and does not keep the next from being asked', async () => {
    const { ask, answers, taken } = asking();
    const failed = ask();
    answers[0]!('fault');
    await failed;
    const next = ask();
    answers[1]!('well');
    await next;
    expect(taken).to.deep.equal(['failed', 'well']);
  });

  it('once stopped nothing is taken, and no change is remembered', async () => {
    const { questions, ask, answers, signals, taken } = asking();
    const asked = ask();
    questions.noteChange();
    questions.stop();
    answers[0]!('late');
    await asked;
    expect([taken, signals[0]?.aborted, answers.length]).to.deep.equal([[], true, 1]);
  });
});
