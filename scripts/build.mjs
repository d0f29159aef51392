/** `npm run build`: dist/ from nothing. JavaScript by tsup, one module for each source file and the CDN bundle; declarations by tsc. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { checklist } from './counts.mjs';
import { root, runNode } from './process.mjs';

rmSync(join(root, 'dist'), { recursive: true, force: true });
const { check, finish } = checklist();
await step('JavaScript (tsup)', ['node_modules/tsup/dist/cli-default.js', '--silent']);
await step('declarations (tsc)', ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json']);
finish();

async function step(what, args) {
  const { code, output } = await runNode(args, { quiet: true });
  check(what, code !== 0 && output);
}
