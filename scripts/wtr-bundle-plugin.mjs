/**
 * Serves each test file bundled, what it shares with others in chunks: a page asks for some 50 files instead of some 250 modules.
 * What a test opens by its address (a frame, a worker, a module in another tab) is served as it is.
 */
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { build } from 'esbuild';
import { root } from './process.mjs';

const TEST = /^test\/(?!node\/|e2e\/).+\.test\.ts$/;
const CHUNKS = 'test-chunks';
/** The address of a file, as the server has it. */
const addressOf = (path) => `/${relative(root, path).split(sep).join('/')}`;

/** A module keeps its own address, wherever its code ends up. */
const ownAddress = {
  name: 'own-address',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, async ({ path }) => ({
      loader: 'ts', contents: (await readFile(path, 'utf8')).replaceAll('import.meta.url', `new URL('${addressOf(path)}', location.origin).href`),
    }));
  },
};

async function bundle() {
  const { outputFiles } = await build({
    entryPoints: readdirSync(root + 'test', { recursive: true }).map((name) => `test/${name.split(sep).join('/')}`).filter((path) => TEST.test(path)),
    absWorkingDir: root, outbase: root, outdir: root, chunkNames: `${CHUNKS}/[hash]`, write: false, bundle: true, splitting: true, format: 'esm', target: 'esnext',
    conditions: ['development'], plugins: [ownAddress], external: ['/__web-*', 'crypto'], sourcemap: 'inline', logLevel: 'error',
  });
  return new Map(outputFiles.map(({ path, text }) => [addressOf(path), text]));
}

export function bundlePlugin() {
  let bundled;
  return {
    name: 'bundle',
    async serve({ path }) {
      if (!TEST.test(path.slice(1)) && !path.startsWith(`/${CHUNKS}/`)) return undefined;
      const body = (await (bundled ??= bundle())).get(path.replace(/\.ts$/, '.js'));
      return body === undefined ? undefined : { body, type: 'js' };
    },
  };
}
