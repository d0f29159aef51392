/** For `node --test`: every failure with its stack, a line for each file, then `N passed, N failed` as the last line. */
import { relative, resolve } from 'node:path';
import { inspect } from 'node:util';

const SUMMARY = /^(tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) [\d.]+$/;

export default async function* readable(events) {
  const files = new Map();
  for await (const { type, data } of events) {
    if (type === 'test:stdout' || type === 'test:stderr') yield data.message;
    if (type === 'test:diagnostic' && !SUMMARY.test(data.message)) yield `${data.message}\n`;
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    const outcome = outcomeOf(type, data);
    if (!outcome) continue;
    const file = relative(process.cwd(), data.file ?? '?');
    const count = files.get(file) ?? { passed: 0, failed: 0, skipped: 0, ms: 0 };
    count[outcome] += 1;
    count.ms += data.details.duration_ms;
    files.set(file, count);
    if (outcome === 'failed') yield `✗ ${file}: ${reasonOf(type, data)}\n`;
  }
  const total = { passed: 0, failed: 0 };
  for (const [file, { passed, failed, skipped, ms }] of files) {
    total.passed += passed;
    total.failed += failed;
    yield `${failed ? '✗' : '✓'} ${file}: ${passed} of ${passed + failed}${skipped ? `, ${skipped} skipped` : ''} (${(ms / 1_000).toFixed(1)} s)\n`;
  }
  yield `${total.passed} passed, ${total.failed} failed\n`;
}

/** A suite counts only where it broke by itself (in a hook). A file that passes as a whole held no test: that is a failure too. */
function outcomeOf(type, data) {
  if (data.skip !== undefined || data.todo !== undefined) return 'skipped';
  if (type === 'test:pass') return isFile(data) ? 'failed' : data.details.type === 'suite' ? undefined : 'passed';
  return data.details.error?.failureType === 'subtestsFailed' ? undefined : 'failed';
}

function isFile({ nesting, name, file }) {
  return nesting === 0 && file !== undefined && resolve(name) === file;
}

function reasonOf(type, data) {
  const { name, details } = data;
  if (type === 'test:pass') return 'the file holds no test';
  if (isFile(data)) return `outside of a test (${details.error?.cause ?? details.error?.message}), see its output`;
  const error = details.error?.cause ?? details.error;
  const text = error instanceof Error && error.stack ? error.stack : inspect(error);
  return `${name}\n${text.split('\n').map((line) => `    ${line}`).join('\n')}`;
}
