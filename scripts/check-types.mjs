/** The type check, once for each world the code must compile in: headless, with a DOM, and under test. */
import { checklist } from './counts.mjs';
import { runNode } from './process.mjs';

const PROJECTS = { 'the core has no DOM': 'tsconfig.core.json', 'library and demo': 'tsconfig.json', 'tests': 'tsconfig.test.json' };

const { check, finish } = checklist();
for (const [what, project] of Object.entries(PROJECTS)) {
  const { code, output } = await runNode(['node_modules/typescript/bin/tsc', '-p', project], { quiet: true });
  check(`types: ${what} (${project})`, code !== 0 && output);
}
finish();
