/**
 * `npm run test:mutation [-- folders] [--only=glob]`: changes the code of a folder in small ways, one at a time (Stryker), and runs its tests on each.
 * Prints the share that the tests notice, and the changes that they don't. Fails below the floor that test/mutation/folders.mjs sets.
 * `--only=src/core/crypto/wrap.ts` looks at a part, and holds it to no floor.
 */
import { Stryker } from '@stryker-mutator/core';
import { folders } from '../test/mutation/folders.mjs';
import { countLine } from './counts.mjs';

const NOTICED = ['Killed', 'Timeout'];
const MISSED = ['Survived', 'NoCoverage'];

const args = process.argv.slice(2);
const only = args.find((arg) => arg.startsWith('--only='))?.slice('--only='.length);
const wanted = args.filter((arg) => !arg.startsWith('--'));
const names = Object.keys(folders).filter((name) => wanted.length === 0 || wanted.includes(name));
const total = { passed: 0, failed: 0 };

for (const name of names) (await isHeld(name)) ? total.passed += 1 : total.failed += 1;
console.log(countLine(total));
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;

function optionsFor(name) {
  return {
    mutate: [only ?? folders[name].mutate],
    buildCommand: `node test/mutation/bundle.mjs ${name}`,
    testRunner: 'mocha', mochaOptions: { spec: ['.cache/mutation/tests.mjs'] }, plugins: ['@stryker-mutator/mocha-runner'],
    coverageAnalysis: 'perTest', disableTypeChecks: false, timeoutMS: 10_000, concurrency: 2,
    tempDirName: '.cache/stryker', ignorePatterns: ['**', '!src/**', '!test/**', '!package.json', '!tsconfig.json'],
    reporters: ['progress-append-only'], allowEmpty: false, logLevel: 'error', fileLogLevel: 'off', thresholds: { high: 100, low: 0, break: null },
  };
}

async function isHeld(name) {
  const start = performance.now();
  const results = await new Stryker(optionsFor(name)).runMutationTest();
  const of = (states) => results.filter(({ status }) => states.includes(status));
  const [noticed, missed] = [of(NOTICED), of(MISSED)];
  for (const { fileName, location: { start: { line, column } }, mutatorName, replacement, status } of missed) console.log(`${fileName}:${line}:${column} ${status} ${mutatorName}: ${replacement?.replace(/\s+/g, ' ').slice(0, 120)}`);
  const share = (noticed.length / (noticed.length + missed.length)) * 100;
  const floor = only ? 0 : folders[name].floor;
  console.log(`${name}: ${noticed.length} of ${noticed.length + missed.length} mutants noticed, ${share.toFixed(1)} % (at least ${floor} %), ${((performance.now() - start) / 1_000).toFixed(0)} s`);
  return share >= floor;
}
