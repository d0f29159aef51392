/** The tests of one folder of src/core alone (`COVERED=policy` or `crypto`), held to the coverage of security.md 5, goal 7: every branch of it. */
import base from './web-test-runner.config.mjs';

const folder = process.env.COVERED ?? 'policy';

export default {
  ...base,
  plugins: base.plugins.filter(({ name }) => name !== 'bundle'), // it is counted by module
  files: [`test/core/${folder}/*.test.ts`],
  coverage: true,
  coverageConfig: {
    include: [`src/core/${folder}/**/*.ts`], reporters: ['text'], reportDir: `.cache/${folder}-coverage`,
    threshold: { statements: 100, branches: 100, functions: 100, lines: 100 },
  },
};
