import { expect } from '@open-wc/testing';
import type { Result } from '../../src/core/index.js';
import { aSecret, ana, ok } from '../support/vault-builders.js';
import { type Scene, aScene } from './scene.js';

/** One lie, and what the victim does that it is meant for. */
export interface Attack {
  /** What is done, and the paper or incident that it comes from. */
  readonly name: string;
  /** The refusal or fault that the victim gets; `no effect`: everything goes as if nobody had lied, and the server has no key. */
  readonly code: string;
  /** What happened before, honestly. */
  readonly before?: (scene: Scene) => Promise<unknown>;
  readonly lie: (scene: Scene) => unknown;
  readonly act: (scene: Scene) => Promise<unknown>;
  /** Looked at after an attack without effect. */
  readonly after?: (scene: Scene) => Promise<unknown>;
}

const told = { detected: 0, attacks: 0 };
export const tally = (): typeof told => told;

const isResult = (value: unknown): value is Result<unknown> => typeof value === 'object' && value !== null && Object.hasOwn(value, 'ok');

/** `ok`, or the code of the refusal or fault. */
export async function verdict(work: Promise<unknown>): Promise<string> {
  try {
    const value = await work;
    return isResult(value) && !value.ok ? value.refusal.code : 'ok';
  } catch (error) {
    const { code } = error as { code?: unknown };
    return typeof code === 'string' ? code : `no fault of ours: ${String(error)}`;
  }
}

/** Without the lie the same goes well: what is refused is refused for the lie. */
async function control({ before, act }: Attack): Promise<void> {
  const scene = await aScene();
  await before?.(scene);
  expect(await verdict(act(scene)), 'without the lie').to.equal('ok');
  await scene.close();
}

/** After it the victim works on. */
async function goesOn(scene: Scene): Promise<void> {
  scene.liar.repent();
  await scene.mend();
  const vault = await scene.vault(ana);
  ok(await vault.keys.unlock());
  const { id } = ok(await vault.secrets.add(aSecret({ name: 'Afterwards', clientSecret: 'later' })));
  expect(ok(await vault.secrets.reveal(id)).clientSecret).to.equal('later');
}

export function attack(given: Attack): void {
  const { name, code, before, lie, act, after } = given;
  told.attacks += 1;
  it(name, async function () {
    this.timeout(30_000);
    await control(given);
    const scene = await aScene();
    await before?.(scene);
    const since = scene.liar.commands.length;
    await lie(scene);
    expect(await verdict(act(scene))).to.equal(code === 'no effect' ? 'ok' : code);
    expect(await scene.stolen(since), 'keys that the server can open').to.equal(0);
    await after?.(scene);
    await goesOn(scene);
    await scene.close();
    told.detected += 1;
  });
}
