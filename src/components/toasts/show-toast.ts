import type { Toasts } from './toasts.js';

/** A short message after something happened. Its first text stands alone; the second says what it was about. */
export interface Toast {
  readonly title: string;
  readonly detail?: string;
  readonly action?: { readonly label: string; run(): void };
}

/** Shows a toast in the page's region, which is made when it is first needed. `from` tells where to look for an open modal. */
export async function showToast(from: Element, toast: Toast): Promise<void> {
  const region = document.querySelector<Toasts>('mysafe-toasts') ?? document.body.appendChild(document.createElement('mysafe-toasts'));
  await region.show(from, toast);
}
