/** A line for each test file, then every failure with its stack, then `N passed, N failed` as the last line. */
import { relative } from 'node:path';

export function readableReporter() {
  return {
    reportTestFileResults({ logger, sessionsForTestFile, testFile }) {
      for (const session of sessionsForTestFile) {
        const { passed, failed, skipped } = countOf(session);
        const left = skipped ? `, ${skipped} skipped` : '';
        logger.log(`${failed ? '✗' : '✓'} ${relative(process.cwd(), testFile)}: ${passed} of ${passed + failed}${left} (${secondsOf(session)} s)`);
        for (const line of session.logs) logger.log('    console:', ...line);
      }
    },
    stop({ sessions }) {
      const total = { passed: 0, failed: 0 };
      for (const session of sessions) {
        const { passed, failed } = countOf(session);
        total.passed += passed;
        total.failed += failed;
        if (failed) console.log(`\n✗ ${relative(process.cwd(), session.testFile)}\n${failuresOf(session).map(describe).join('\n')}`);
      }
      console.log(`\n${total.passed} passed, ${total.failed} failed`);
    },
  };
}

const secondsOf = ({ testResults }) => (testsOf(testResults).reduce((sum, { duration = 0 }) => sum + duration, 0) / 1_000).toFixed(1);

/** A file that did not load, crashed, or passed without running a test counts as one failure. */
function countOf(session) {
  const tests = testsOf(session.testResults);
  const passed = tests.filter((test) => test.passed && !test.skipped).length;
  const skipped = tests.filter((test) => test.skipped).length;
  const failed = tests.length - passed - skipped;
  return { passed, skipped, failed: failed || (session.passed && tests.length > 0 ? 0 : 1) };
}

function failuresOf(session) {
  const tests = testsOf(session.testResults).filter((test) => !test.passed && !test.skipped);
  const missing = session.request404s.map((url) => ({ name: 'not found', error: { message: url } }));
  const failures = [...tests, ...session.errors.map((error) => ({ name: 'outside of a test', error })), ...missing];
  return failures.length > 0 ? failures : [{ name: 'the file holds no test', error: {} }];
}

function testsOf(suite, path = []) {
  if (!suite) return [];
  const here = suite.tests.map((test) => ({ ...test, name: [...path, test.name].join(' › ') }));
  return [...here, ...suite.suites.flatMap((child) => testsOf(child, [...path, child.name]))];
}

function describe({ name, error = {} }) {
  const { message = '', stack = '', expected, actual } = error;
  const values = expected === undefined && actual === undefined ? [] : [`expected: ${expected}`, `actual:   ${actual}`];
  const lines = [message, ...values, ...(stack.includes(message) ? stack.replace(message, '') : stack).split('\n')];
  return [`  ✗ ${name}`, ...lines.filter((line) => line.trim()).map((line) => `      ${line.replaceAll('\n', '\n      ')}`)].join('\n');
}
