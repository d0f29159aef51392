import { type Scene, aScene } from './scene.js';

/** Shows on a scene of its own what a dishonest server can do and no reader can detect. */
export function accepted(name: string, look: (scene: Scene) => Promise<void>): void {
  it(`accepted: ${name}`, async function () {
    this.timeout(20_000);
    const scene = await aScene();
    await look(scene);
    await scene.close();
  });
}
