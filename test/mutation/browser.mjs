/** What the tests ask of a browser, in Node. */
import 'fake-indexeddb/auto';
import { readFile } from 'node:fs/promises';

globalThis.Event = globalThis.IDBVersionChangeEvent; // a fake database takes events of its own alone
globalThis.fetch = async (url) => new Response(await readFile(new URL(url)));
