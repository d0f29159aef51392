/**
 * `node test/mutation/bundle.mjs <folder>`: the tests of a folder as one module for mocha in Node, `.cache/mutation/tests.mjs`. They run there as they are:
 * what they need of a browser is `expect` of @open-wc/testing, which is chai's, `fetch` for the files beside them, and IndexedDB. What is loaded on demand is a chunk of its own:
 * in one file esbuild would begin every module at its first use, within a test, and Stryker would try its constants on that test alone.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { folders } from './folders.mjs';

const { tests, slow = [], beside = [] } = folders[process.argv[2]];
const isOne = (name) => name.endsWith('.test.ts') && !beside.some((other) => name.includes(other));
const turn = (file) => slow.findIndex((name) => file.includes(name));
const files = tests.flatMap((folder) => readdirSync(folder).filter(isOne).map((name) => `./${folder}/${name}`)).sort((one, other) => turn(one) - turn(other));

/** A test finds its data beside itself, wherever it is bundled to. */
const ownAddress = {
  name: 'own-address',
  setup({ onLoad }) {
    onLoad({ filter: /\/test\/.*\.ts$/ }, ({ path }) => ({ loader: 'ts', contents: readFileSync(path, 'utf8').replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)) }));
  },
};

await build({
  stdin: { contents: ['./test/mutation/browser.mjs', ...files].map((file) => `import '${file}';`).join('\n'), resolveDir: process.cwd() },
  bundle: true, splitting: true, ignoreAnnotations: true, platform: 'node', format: 'esm', target: 'node20', outdir: '.cache/mutation', entryNames: 'tests', outExtension: { '.js': '.mjs' },
  alias: { '@open-wc/testing': '@esm-bundle/chai' }, plugins: [ownAddress], logLevel: 'error',
});
