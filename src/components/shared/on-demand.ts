/** What no element needs at first, in one file: each further one that a bundler splits off takes code out of the window whose size is counted. */
import { Toasts } from '../toasts/toasts.js';
import { Unlock } from '../unlock/unlock.js';

export const onDemand = { 'mysafe-toasts': Toasts, 'mysafe-unlock': Unlock } as const;
