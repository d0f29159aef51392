/** Every checking script ends with the line `N passed, N failed`; `npm test` adds them up. */
const COUNT = /^(\d+) passed, (\d+) failed$/;

/** Collects checks, prints each as it comes, and ends with the count. */
export function checklist() {
  const count = { passed: 0, failed: 0 };
  return {
    check(what, problem) {
      count[problem ? 'failed' : 'passed'] += 1;
      console.log(problem ? `✗ ${what}\n${indented(String(problem))}` : `✓ ${what}`);
    },
    finish() {
      console.log(countLine(count));
      if (count.failed > 0 || count.passed === 0) process.exitCode = 1;
    },
  };
}

export function countLine({ passed, failed }) {
  return `${passed} passed, ${failed} failed`;
}

/** The count that `output` ends with, and the output without it. A run that names no count, or fails without one failure, failed once. */
export function countOf({ code, output }) {
  const lines = output.trimEnd().split('\n');
  const [, passed, failed] = COUNT.exec(lines.at(-1)) ?? [];
  if (passed === undefined) return { passed: 0, failed: 1, text: [...lines, `(no count; exit code ${code})`].join('\n') };
  return { passed: Number(passed), failed: Number(failed) || (code === 0 ? 0 : 1), text: lines.slice(0, -1).join('\n').trimEnd() };
}

function indented(text) {
  return text.trim().split('\n').map((line) => `    ${line}`).join('\n');
}
