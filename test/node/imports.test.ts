import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';

interface Manifest { readonly exports: Record<string, string | { readonly default: string }> }
interface TsConfig { readonly compilerOptions: { readonly paths: Record<string, readonly string[]> } }

const root = new URL('../../', import.meta.url);
const { exports } = read<Manifest>('package.json');
const { paths } = read<TsConfig>('tsconfig.json').compilerOptions;
const entries = Object.entries(paths).filter(([name]) => name !== 'mysafe-share/cdn' /* a browser's bundle */).flatMap(([, [path = '']]) => filesOf(path));

/** Imports an entry where there is no page, and whatever the import might set going leaves a trace. */
const PROBE = `
  const traces = [];
  const trap = (name) => new Proxy(function () {}, {
    get: (_, key) => (traces.push(name + '.' + String(key)), trap(name + '.' + String(key))),
    apply: () => (traces.push(name + '()'), trap(name)),
    construct: () => (traces.push('new ' + name), trap(name)),
  });
  const plant = (name, value) => Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  for (const name of ['indexedDB', 'localStorage', 'BroadcastChannel', 'WebSocket', 'EventSource', 'fetch', 'setInterval', 'setTimeout']) plant(name, trap(name));
  plant('customElements', { get: () => undefined, define: (name) => void traces.push('registers ' + name) });
  const before = Reflect.ownKeys(globalThis);
  await import(process.argv[1]);
  const libraries = /^(lit|reactive|__zod_global)/; // what lit and zod note about themselves
  const globals = Reflect.ownKeys(globalThis).filter((key) => !before.includes(key)).map(String).filter((key) => !libraries.test(key));
  process.stdout.write(JSON.stringify({ traces, globals, document: typeof document }));
`;

describe('every entry', () => {
  for (const [name, target] of Object.entries(exports)) {
    if (typeof target === 'string') continue;
    it(`${name}: the compiler finds the source of what is shipped`, () => {
      const source = name === './cdn' ? './src/cdn.ts' : target.default.replace('./dist/', './src/').replace(/\.js$/, '.ts');
      assert.deepEqual(paths[`mysafe-share${name.slice(1)}`], [source]);
    });
  }
  for (const entry of entries) {
    it(`${entry}: imports without a page, and sets nothing going`, async () => {
      const { traces, globals, document } = await importInNode(entry);
      const unasked = traces.filter((trace) => !(entry.startsWith('./src/define') && trace.startsWith('registers mysafe-')));
      assert.deepEqual({ unasked, globals, document }, { unasked: [], globals: [], document: 'undefined' });
    });
  }
});

async function importInNode(entry: string): Promise<{ traces: readonly string[]; globals: readonly string[]; document: string }> {
  const args = ['--import', 'tsx', '--input-type=module', '-e', PROBE, new URL(entry, root).href];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root }).catch(({ stderr }: { stderr: string }) => {
    throw new Error(`it does not import: ${/^.*Error.*$/m.exec(stderr)?.[0] ?? stderr}`);
  });
  return JSON.parse(stdout) as Awaited<ReturnType<typeof importInNode>>;
}

function filesOf(path: string): readonly string[] {
  if (!path.includes('*')) return [path];
  const folder = path.slice(0, path.indexOf('*'));
  return existsSync(new URL(folder, root)) ? readdirSync(new URL(folder, root)).map((file) => folder + file) : [];
}

function read<T>(file: string): T {
  return JSON.parse(readFileSync(new URL(file, root), 'utf8')) as T;
}
