import { type FaultCode, MySafeError } from '../core/index.js';

export const closedFault = (): MySafeError => new MySafeError('storage/closed', 'This storage was closed and can’t be used any more. Open a new one.');

export const corruptFault = (database: string, what: string, cause?: unknown): MySafeError =>
  new MySafeError('storage/corrupt', `In the database “${database}”, ${what} can’t be read. Restore the database from a backup.`, { cause });

const SENTENCES: Readonly<Partial<Record<FaultCode, (database: string) => string>>> = {
  'storage/quota': (database) => `The database “${database}” has no room left, and nothing was written. Free space on this device or for this site, then try again.`,
  'storage/newer-schema': (database) => `The database “${database}” was written by a newer version of this application. Reload the page to get that version.`,
  'storage/blocked': (database) => `Another tab keeps the database “${database}” from being upgraded. Close the other tabs of this application, then try again.`,
  'storage/unavailable': (database) => `The database “${database}” can’t be opened or read now, and nothing was written. Allow this site to store data, then try again.`,
  'storage/corrupt': (database) => `The database “${database}” can’t be read. Restore it from a backup.`,
};

export const databaseFault = (code: FaultCode, database: string, cause?: unknown): MySafeError =>
  new MySafeError(code, SENTENCES[code]?.(database) ?? code, { cause });

/** DOMException names of IndexedDB that mean something other than “not now” (security.md 4.2). */
const CODES: Readonly<Record<string, FaultCode>> = {
  QuotaExceededError: 'storage/quota',
  VersionError: 'storage/newer-schema',
  DataError: 'storage/corrupt', // Chromium: a stored value that does not deserialise
  NotReadableError: 'storage/corrupt', // Chromium: the file behind a large value is gone
  NotFoundError: 'storage/corrupt', // a store or index of ours is missing
};

const nameOf = (error: unknown): string => (error instanceof Error || error instanceof DOMException ? error.name : '');

/** What IndexedDB threw, as a fault; what is a fault already, and what it did not throw, stays as it is. */
export function toFault(error: unknown, database: string): unknown {
  if (!(error instanceof DOMException)) return error;
  return databaseFault(Object.hasOwn(CODES, error.name) ? (CODES[error.name] ?? 'storage/unavailable') : 'storage/unavailable', database, error);
}

/** Whether the connection went away under a transaction: nothing of it was written, so it can be run again on a new one. */
export const lostConnection = (error: unknown): boolean => nameOf(error) === 'InvalidStateError' || nameOf(error) === 'AbortError';
