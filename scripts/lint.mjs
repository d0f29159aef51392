/** `npm run lint`: ESLint, and who may import whom. */
import { checkArrows } from './check-arrows.mjs';
import { checklist } from './counts.mjs';
import { runNode } from './process.mjs';

const { check, finish } = checklist();
const arrows = checkArrows();
check('imports follow the arrows', arrows.length > 0 && arrows.join('\n'));
const { code, output } = await runNode(['node_modules/eslint/bin/eslint.js', '.'], { quiet: true });
if (code === 0 && output.trim()) console.log(output.trim()); // warnings
check('ESLint', code !== 0 && output);
finish();
