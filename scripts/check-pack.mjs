/** Installs the packed library into an empty project, as a host would, and uses every entry there: in Node, in a bundler, with its types. */
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { checklist } from './counts.mjs';
import { root, run, runNode } from './process.mjs';

const { name, exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const host = mkdtempSync(join(tmpdir(), 'mysafe-host-'));
process.once('exit', () => rmSync(host, { recursive: true, force: true }));

const { check, finish } = checklist();
const packed = await npm('pack', root, '--silent', '--ignore-scripts', '--pack-destination', host);
check('npm pack', packed.code !== 0 && packed.output);
if (packed.code === 0) await useIn(host);
finish();

async function useIn(folder) {
  const tarball = readdirSync(folder).find((file) => file.endsWith('.tgz'));
  writeFileSync(join(folder, 'package.json'), '{ "name": "host", "private": true, "type": "module" }');
  const installed = await npm('install', folder, '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts', `./${tarball}`);
  check('installs into an empty project', installed.code !== 0 && installed.output);
  if (installed.code !== 0) return;
  const entries = entriesOf(folder);
  for (const entry of entries) {
    if (entry !== `${name}/cdn`) await checkImport(entry, folder);
    await checkBundle(entry, folder);
  }
  for (const [module, moduleResolution] of [['ESNext', 'bundler'], ['NodeNext', 'nodenext']]) await checkTypes(entries, folder, module, moduleResolution);
}

/** The entries a host can import, patterns filled in from what was packed. */
function entriesOf(folder) {
  return Object.entries(exports).filter(([entry]) => !entry.endsWith('.json')).flatMap(([entry, target]) => {
    if (!entry.includes('*')) return [entry];
    const files = join(folder, 'node_modules', name, target.default.replace('*.js', ''));
    try {
      return readdirSync(files).filter((file) => file.endsWith('.js')).map((file) => entry.replace('*', basename(file, '.js')));
    } catch (error) {
      check(`${entry} is in the package`, error.message);
      return [];
    }
  }).map((entry) => name + entry.slice(1));
}

async function checkImport(entry, folder) {
  const { code, output } = await runNode(['--input-type=module', '-e', `await import('${entry}')`], { quiet: true, cwd: folder, timeoutMs: 30_000 });
  check(`${entry} imports in Node`, code !== 0 && output);
}

async function checkBundle(entry, folder) {
  try {
    const { warnings } = await build({
      stdin: { contents: `export * from '${entry}';`, resolveDir: folder }, bundle: true, format: 'esm', platform: 'browser', write: false, logLevel: 'silent',
    });
    check(`${entry} bundles for the browser`, warnings.map(({ text }) => text).join('\n'));
  } catch (error) {
    check(`${entry} bundles for the browser`, error.message);
  }
}

async function checkTypes(entries, folder, module, moduleResolution) {
  const lines = entries.map((entry, index) => `import * as entry${index} from '${entry}';\nexport const used${index}: object = entry${index};`);
  writeFileSync(join(folder, 'consumer.ts'), lines.join('\n'));
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({
    compilerOptions: {
      module, moduleResolution, target: 'ES2022', lib: ['ES2023', 'DOM', 'DOM.Iterable', 'DOM.AsyncIterable'],
      types: [], strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false, noEmit: true,
    },
    files: ['consumer.ts'],
  }));
  const { code, output } = await runNode([join(root, 'node_modules/typescript/bin/tsc'), '-p', folder], { quiet: true, cwd: folder });
  check(`its types hold (moduleResolution ${moduleResolution})`, code !== 0 && output);
}

function npm(command, cwd, ...args) {
  return run('npm', [command, ...args], { quiet: true, cwd, shell: process.platform === 'win32' });
}
