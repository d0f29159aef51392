import type { SecretId } from 'mysafe-share';
import { NAME } from './keepers.js';

/** The part of a stored secret that is tampered with. No host writes there: this is what an attacker on the storage does. */
interface Stored { readonly body: { readonly grants: { permission: string }[] } }

const settled = <T>(request: IDBRequest<T>): Promise<T> => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error ?? new Error('The database did not answer.'));
});

const NOTED = `${NAME} tampered`;
const flipped = new Set<SecretId>(localStorage.getItem(NOTED)?.split(' '));

async function withRecord<T>(id: SecretId, use: (record: Stored | undefined, put: () => void) => T): Promise<T> {
  const database = await settled(indexedDB.open(NAME));
  try {
    const records = database.transaction('records', 'readwrite').objectStore('records');
    const record = (await settled(records.get(['secret', id]))) as Stored | undefined;
    return use(record, () => { records.put(record, ['secret', id]); });
  } finally {
    database.close(); // once what was put is written
  }
}

/** Whether it was tampered with here; `undefined` where nobody else holds a grant. */
export const mayTamper = (id: SecretId): Promise<boolean | undefined> => withRecord(id, (record) => (record?.body.grants[0] ? flipped.has(id) : undefined));

/** Gives the first reader another permission, or the former one back. */
export const tamper = (id: SecretId): Promise<void> => withRecord(id, (record, put) => {
  const grant = record?.body.grants[0];
  if (!grant) return;
  grant.permission = grant.permission === 'view' ? 'edit' : 'view';
  put();
  if (!flipped.delete(id)) flipped.add(id);
  localStorage.setItem(NOTED, [...flipped].join(' '));
});
