/** Runs the tests that need no browser page: `npm run test:node [-- files or folders]`, by default test/node. */
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { root, runNode } from './process.mjs';

const TIMEOUT_SECONDS = 240; // a file
const LONGEST_MS = 900_000; // all of them

const wanted = process.argv.slice(2);
const files = (wanted.length > 0 ? wanted : [join(root, 'test/node')]).flatMap(testsIn).map((file) => relative(root, file)).sort();

if (files.length === 0) {
  console.log(`no test in ${wanted.join(', ') || 'test/node'}\n0 passed, 1 failed`);
  process.exitCode = 1;
} else {
  const folder = mkdtempSync(join(tmpdir(), 'mysafe-share-')); // what the files of one run share
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const { code } = await runNode(['--import', 'tsx', '--test', `--test-timeout=${TIMEOUT_SECONDS * 1000}`, '--test-concurrency=2',
    '--test-reporter=./scripts/node-reporter.mjs', '--test-reporter-destination=stdout', ...files], { timeoutMs: LONGEST_MS, env: { MYSAFE_RUN_FOLDER: folder } });
  process.exitCode = code;
}

function testsIn(path) {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) return [];
  if (!stats.isDirectory()) return [path];
  return readdirSync(path, { recursive: true }).filter((name) => name.endsWith('.test.ts')).map((name) => join(path, name));
}
