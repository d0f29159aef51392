/** Searches the deep worlds: every state that can be reached, every step that anybody may try there (security.md 3.4). Minutes. */
import { describeReport } from '../policy-search/report.js';
import { search } from '../policy-search/search.js';
import { deepWorlds } from '../policy-search/worlds.js';

const count = { passed: 0, failed: 0 };
for (const world of deepWorlds) {
  const report = search(world);
  const asBefore = !world.found || (report.states === world.found.states && report.transitions === world.found.transitions);
  const held = report.violations.size === 0 && asBefore;
  count[held ? 'passed' : 'failed'] += 1;
  console.log(`${held ? '✓' : '✗'} ${describeReport(world, report)}${asBefore ? '' : `\n  expected ${JSON.stringify(world.found)}`}`);
}
console.log(`${count.passed} passed, ${count.failed} failed`);
if (count.failed > 0) process.exitCode = 1;
