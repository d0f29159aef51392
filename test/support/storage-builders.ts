/** The same builders as the contract's: a row, a record, a batch, a query, where only what matters is said. */
export {
  HOSTILE, NOW, aBatch, aQuery, aRecord, aRow, aSecret, aUse, ada, bob, cyd, earlier, found, grantTo, later, next, numbered, put, write,
} from '../../src/core/ports/storage-fixtures.js';
