/** Every statement and branch of the rules is run by their own tests: web-test-runner fails below 100 % (security.md 5, goal 7). */
import { fileURLToPath } from 'node:url';
import { spawnSync } from 'node:child_process';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { status } = spawnSync(process.execPath, ['node_modules/@web/test-runner/dist/bin.js', '--config', 'web-test-runner.policy.config.mjs'], { cwd: root, stdio: 'inherit' });
console.log(status === 0 ? '1 passed, 0 failed' : '0 passed, 1 failed');
process.exitCode = status ?? 1;
