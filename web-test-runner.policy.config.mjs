/** The tests of the rules alone, held to the coverage of security.md 5, goal 7: every branch of src/core/policy. */
import base from './web-test-runner.config.mjs';

export default {
  ...base,
  plugins: base.plugins.filter(({ name }) => name !== 'bundle'), // it is counted by module
  files: ['test/core/policy/*.test.ts'],
  coverage: true,
  coverageConfig: {
    include: ['src/core/policy/**/*.ts'], reporters: ['text'], reportDir: '.cache/policy-coverage',
    threshold: { statements: 100, branches: 100, functions: 100, lines: 100 },
  },
};
