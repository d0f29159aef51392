import { register } from '../shared/register.js';
import type { Toasts } from './toasts.js';

/** A short message after something happened. Its first text stands alone; the second says what it was about. */
export interface Toast {
  readonly title: string;
  readonly detail?: string;
  /** Takes back what was done. */
  readonly undo?: () => void;
  readonly action?: { readonly label: string; run(): void };
}

/** The page's region. It is loaded and made when it is first needed, so a window that only might say something does not carry it. */
async function region(): Promise<Toasts> {
  await register('mysafe-toasts');
  return document.querySelector('mysafe-toasts') ?? document.body.appendChild(document.createElement('mysafe-toasts'));
}

/** Shows a toast in the page's region. `from` tells where to look for an open modal. */
export async function showToast(from: Element, toast: Toast): Promise<void> {
  await (await region()).show(from, toast);
}
