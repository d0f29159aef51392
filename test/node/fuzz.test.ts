import { describe, it } from 'node:test';
import { holdParsersTo } from '../deep/fuzz/campaign.js';

describe('every public parser, with hostile inputs (a million of them: npm run test:deep -- fuzz)', () => {
  it('refuses with a code, and within 100 ms', () => holdParsersTo(30_000));
});
