/** The size budgets of design.md, section 8: what a host's own bundle grows by, minified and gzipped (level 9). 1 KB = 1,024 bytes. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { checklist } from './counts.mjs';
import { root } from './process.mjs';

const KB = 1_024;
const MOST_PACKAGES = 14;

/** Rows whose source is still being written. To be emptied: a missing entry that is not named here is a failure. */
const NOT_BUILT_YET = ['src/define/share-dialog.ts', 'src/define.ts', 'src/adapters/indexeddb-storage.ts'];

const BUDGETS = [
  { what: 'define/share-dialog', kb: 24, needs: ['src/define/share-dialog.ts'], code: "import 'mysafe-share/define/share-dialog';" },
  {
    what: 'openVault + localAuthority + IndexedDB storage + deviceKeys', kb: 55, needs: ['src/adapters/indexeddb-storage.ts'],
    code: `export { openVault, localAuthority } from 'mysafe-share';
      export { indexedDbStorage } from 'mysafe-share/storage/indexeddb'; export { deviceKeys } from 'mysafe-share/keys';`,
  },
  { what: 'define, everything', kb: 75, needs: ['src/define.ts'], code: "import 'mysafe-share/define';" },
];

/** Elements that an entry brings along at once, because its element shows them; all others are loaded when they are opened. */
const SHOWS = { 'secret-list': ['toasts'] };

const { check, finish } = checklist();
for (const { what, kb, needs, code } of BUDGETS) {
  await checkEntry(what, needs, async () => {
    const bytes = (await firstLoad(code)).reduce((sum, { gzipped }) => sum + gzipped, 0);
    const figures = `${(bytes / KB).toFixed(1)} KB of ${kb} KB`;
    return bytes <= kb * KB ? { figures } : { figures, problem: `${((bytes - kb * KB) / KB).toFixed(1)} KB too many` };
  });
}
for (const file of existsSync(join(root, 'src/define')) ? readdirSync(join(root, 'src/define')).sort() : []) {
  const element = basename(file, '.ts');
  await checkEntry(`define/${element} brings no other element`, [`src/define/${file}`], async () => {
    const folders = (await firstLoad(`import 'mysafe-share/define/${element}';`)).flatMap(({ inputs }) => inputs)
      .map((input) => /^src\/components\/([^/]+)\//.exec(input)?.[1]).filter(Boolean);
    const others = [...new Set(folders)].filter((folder) => ![element, 'shared', ...(SHOWS[element] ?? [])].includes(folder));
    return { problem: others.length > 0 && `it brings ${others.join(', ')}` };
  });
}
const packages = Object.entries(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages)
  .filter(([path, { dev, devOptional }]) => path !== '' && !dev && !devOptional).map(([path]) => path.replace(/^.*node_modules\//, ''));
check(`${packages.length} runtime packages of ${MOST_PACKAGES}`, packages.length > MOST_PACKAGES && packages.join(', '));
finish();

async function checkEntry(what, needs, measure) {
  const missing = needs.filter((path) => !existsSync(join(root, path)));
  if (missing.some((path) => NOT_BUILT_YET.includes(path))) return console.log(`– ${what}: not built yet (${missing.join(', ')})`);
  try {
    const { figures, problem } = await measure();
    check(figures ? `${what}: ${figures}` : what, problem);
  } catch (error) {
    check(what, error.message);
  }
}

/** What a page loads before anything is opened: the entry and what it imports statically, without chunks loaded on demand. */
async function firstLoad(contents) {
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: root, loader: 'ts' }, absWorkingDir: root, outdir: '/bundle', write: false, metafile: true, logLevel: 'silent',
    bundle: true, splitting: true, minify: true, format: 'esm', target: 'es2022', platform: 'browser',
  });
  const files = new Map(Object.keys(metafile.outputs).map((path, index) => [path, outputFiles[index]]));
  const first = new Set([Object.keys(metafile.outputs).find((path) => metafile.outputs[path].entryPoint === '<stdin>')]);
  for (const path of first) { // grows while it is walked
    for (const { path: imported, kind } of metafile.outputs[path].imports) if (kind === 'import-statement') first.add(imported);
  }
  return [...first].map((path) => ({
    gzipped: gzipSync(files.get(path).contents, { level: 9 }).length,
    inputs: Object.entries(metafile.outputs[path].inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([input]) => input),
  }));
}
