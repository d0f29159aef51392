import type * as demanded from './on-demand.js';

/** What no element needs at first. Loaded once. */
export const onDemand = (): Promise<typeof demanded> => import('./on-demand.js');

/** Loads an element when it is first needed, and registers it where `root` looks its elements up; without one, in the page. */
export async function register(name: keyof typeof demanded.elements, root?: ShadowRoot | null): Promise<void> {
  const { elements } = await onDemand();
  const registry = root?.customElementRegistry ?? customElements; // older browsers have the one
  if (!registry.get(name)) registry.define(name, elements[name]);
}
