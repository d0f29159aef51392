/**
 * `npm run test:deep [-- names] [--scale=0.01]`: the long campaigns of test/deep, whole unless scaled, all or those whose name holds one of `names`.
 * `x.node.ts` runs in Node, one after the other; `x.test.ts` in Chromium, with the configuration beside it. CONTRIBUTING.md, “Long campaigns”,
 * says how one is written. Goes on after a failure; the last line is the sum of all counts.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { countLine, countOf } from './counts.mjs';
import { findBrowser } from './ensure-browser.mjs';
import { root, runNode } from './process.mjs';

const FOLDER = 'test/deep';
const LONGEST_MS = 5_400_000; // a file in Node; all files in the browser
const IN_NODE = ['--import', 'tsx', '--test-reporter=./scripts/node-reporter.mjs', '--test-reporter-destination=stdout'];
const IN_BROWSER = ['node_modules/@web/test-runner/dist/bin.js', '--config', `${FOLDER}/web-test-runner.config.mjs`, '--files'];

const wanted = process.argv.slice(2).filter((arg) => !arg.startsWith('--'));
const scale = process.argv.find((arg) => arg.startsWith('--scale='))?.slice('--scale='.length);
if (scale !== undefined) process.env.MYSAFE_DEEP_SCALE = scale;

const files = readdirSync(join(root, FOLDER)).filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part))).sort();
const inNode = files.filter((file) => file.endsWith('.node.ts'));
const inBrowser = files.filter((file) => file.endsWith('.test.ts'));
const total = { passed: 0, failed: 0 };

for (const file of inNode) await campaign(file, [...IN_NODE, `${FOLDER}/${file}`]);
if (inBrowser.length > 0) {
  process.env.CHROME_PATH = findBrowser();
  await campaign(inBrowser.join(', '), [...IN_BROWSER, ...inBrowser.map((file) => `${FOLDER}/${file}`)]);
}
console.log(`\n${countLine(total)}`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;

async function campaign(name, args) {
  const start = performance.now();
  console.log(`\n== ${name}`);
  const { passed, failed } = countOf(await runNode(args, { timeoutMs: LONGEST_MS }));
  total.passed += passed;
  total.failed += failed;
  console.log(`== ${name}: ${passed} passed, ${failed} failed (${((performance.now() - start) / 1000).toFixed(1)} s)`);
}
