/** `npm test`: everything, from a fresh clone, in one run. Goes on after a failure; the last line is the sum of all counts. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { countOf } from './counts.mjs';
import { findBrowser } from './ensure-browser.mjs';
import { ensureInstalled } from './ensure-installed.mjs';
import { root, runNode } from './process.mjs';

/** What a terminal needs to redraw its progress, and a log does not. */
const REDRAW = /\x1b\[\d*[A-KSTG]/g;
/** A step that takes this long hangs. Most take a minute; all of them together stay under 25 (CONTRIBUTING.md). */
const LONGEST_STEP_MS = 15 * 60_000;

/** In order; what shares a line runs side by side. */
const STEPS = [
  [['Build', 'scripts/build.mjs']],
  [['Types', 'scripts/check-types.mjs'], ['Lint', 'scripts/lint.mjs']],
  [['Size', 'scripts/check-size.mjs'], ['Package', 'scripts/check-pack.mjs']],
  [['Tests in Node', 'scripts/test-node.mjs']],
  [['Tests in the browser', 'node_modules/@web/test-runner/dist/bin.js']],
  [['Demo, end to end', 'scripts/test-node.mjs', 'test/e2e']],
];

const total = { passed: 0, failed: 0 };
const seconds = stopwatch();
try {
  ensureInstalled();
  process.env.CHROME_PATH = findBrowser();
} catch (error) {
  console.log(error.message);
  total.failed += 1;
}
if (total.failed === 0) {
  for (const group of STEPS) await Promise.all(group.map(runStep));
}
console.log(`\nAll of it took ${seconds()} s.\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;

async function runStep([name, script, ...args]) {
  const took = stopwatch();
  const { code, output } = existsSync(join(root, script))
    ? await runNode([script, ...args], { quiet: true, timeoutMs: LONGEST_STEP_MS })
    : { code: 1, output: `${script} is missing` };
  const { passed, failed, text } = countOf({ code, output: output.replace(REDRAW, '') });
  total.passed += passed;
  total.failed += failed;
  console.log(`\n== ${name}: ${passed} passed, ${failed} failed (${took()} s)\n${text}`);
}

function stopwatch() {
  const start = performance.now();
  return () => ((performance.now() - start) / 1000).toFixed(1);
}
