import { describe, it } from 'node:test';
import { holdParsersTo } from './fuzz/campaign.js';
import { WHOLE } from './fuzz/fuzz.js';
import { scaled } from './scale.js';

describe('every public parser, with a million hostile inputs (security.md, goal 6)', () => {
  it('refuses with a code, and within 100 ms', () => holdParsersTo(scaled(WHOLE)));
});
