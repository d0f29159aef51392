/** A million random commands, decided in Node: the same digest as in the browser (policy-commands.test.ts), so the same answers (security.md 3.4, I12). */
import { DEEP, SEED, digestOf } from '../policy-search/digest.js';

const decided = await digestOf(SEED, DEEP.commands);
const same = decided.sha256 === DEEP.sha256 && decided.refused === DEEP.refused;
console.log(`${same ? '✓' : '✗'} seed ${SEED}: ${decided.commands} commands, ${decided.refused} refused, SHA-256 ${decided.sha256}${same ? '' : `, expected ${DEEP.refused} and ${DEEP.sha256}`}`);
console.log(same ? '1 passed, 0 failed' : '0 passed, 1 failed');
if (!same) process.exitCode = 1;
