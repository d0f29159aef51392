import type { onDemand } from './on-demand.js';

/** Loads an element when it is first needed, and registers it where `root` looks its elements up; without one, in the page. */
export async function register(name: keyof typeof onDemand, root?: ShadowRoot | null): Promise<void> {
  const { onDemand } = await import('./on-demand.js');
  const registry = root?.customElementRegistry ?? customElements; // older browsers have the one
  if (!registry.get(name)) registry.define(name, onDemand[name]);
}
