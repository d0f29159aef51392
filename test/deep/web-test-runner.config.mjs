import base from '../../web-test-runner.config.mjs';

const LONGEST_MS = 3_600_000;
const scale = Number(process.env.MYSAFE_DEEP_SCALE ?? 1);

/** As every test runs, but without haste, two files at a time, and told how much to do (test/deep/scale.ts). */
export default {
  ...base,
  files: ['test/deep/*.test.ts'],
  concurrency: 2,
  testsFinishTimeout: LONGEST_MS,
  testFramework: { config: { timeout: LONGEST_MS } },
  testRunnerHtml: (framework) => `${base.testRunnerHtml(framework)}<script>globalThis.mysafeDeepScale = ${scale};</script>`,
};
