/** The size budgets of design.md, section 8: what a host's own bundle grows by, minified and gzipped (level 9). 1 KB = 1,024 bytes. */
import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { checklist } from './counts.mjs';
import { minifyCss } from './minify-css.mjs';
import { root } from './process.mjs';

const KB = 1_024;
const MOST_PACKAGES = 14;

/** What an element loads as soon as it is in a page. */
const WINDOWS = { 'share-dialog': 'src/components/share-dialog/share-window.ts' };

const BUDGETS = [
  { what: 'define/share-dialog', kb: 24, code: "import 'mysafe-share/define/share-dialog';" },
  // What is in the window comes after the page's start (docs/adr/0019).
  { what: 'define/share-dialog, and the window that it opens', kb: 37, code: "import 'mysafe-share/define/share-dialog';", opens: WINDOWS['share-dialog'] },
  {
    what: 'openVault + localAuthority + IndexedDB storage + deviceKeys', kb: 55,
    code: `export { openVault, localAuthority } from 'mysafe-share';
      export { indexedDbStorage } from 'mysafe-share/storage/indexeddb'; export { deviceKeys } from 'mysafe-share/keys';`,
  },
  // 75 KB after the first issue, 100 KB in the end (design.md 8)
  { what: 'define, everything', kb: 100, code: "import 'mysafe-share/define';" },
];

/** The elements that an element opens: its entry brings them, and no other. */
const OPENS = { 'share-dialog': ['group-editor'], 'group-list': ['group-editor'], 'home-cards': ['secret-view', 'secret-form', 'share-dialog'], 'secret-list': ['secret-view', 'secret-form', 'share-dialog'], 'secret-view': ['share-dialog'], 'secret-form': ['share-dialog'] };
/** Every element may say something: `showToast` is a few lines, the region itself is loaded when it is first needed. */
const SPEAKS = /^src\/components\/toasts\/show-toast\.ts$/;

const { check, finish } = checklist();
for (const { what, kb, code, opens } of BUDGETS) {
  await checkEntry(what, async () => {
    const bytes = (await firstLoad(code, opens)).reduce((sum, { gzipped }) => sum + gzipped, 0);
    const figures = `${(bytes / KB).toFixed(1)} KB of ${kb} KB`;
    return bytes <= kb * KB ? { figures } : { figures, problem: `${((bytes - kb * KB) / KB).toFixed(1)} KB too many` };
  });
}
for (const file of readdirSync(join(root, 'src/define')).sort()) {
  const element = basename(file, '.ts');
  await checkEntry(`define/${element} brings no element that it does not open`, async () => {
    const folders = (await firstLoad(`import 'mysafe-share/define/${element}';`, WINDOWS[element])).flatMap(({ inputs }) => inputs)
      .filter((input) => !SPEAKS.test(input)).map((input) => /^src\/components\/([^/]+)\//.exec(input)?.[1]).filter(Boolean);
    const others = [...new Set(folders)].filter((folder) => ![element, 'shared', ...(OPENS[element] ?? [])].includes(folder));
    return { problem: others.length > 0 && `it brings ${others.join(', ')}` };
  });
}
const packages = Object.entries(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages)
  .filter(([path, { dev, devOptional }]) => path !== '' && !dev && !devOptional).map(([path]) => path.replace(/^.*node_modules\//, ''));
check(`${packages.length} runtime packages of ${MOST_PACKAGES}`, packages.length > MOST_PACKAGES && packages.join(', '));
finish();

async function checkEntry(what, measure) {
  try {
    const { figures, problem } = await measure();
    check(figures ? `${what}: ${figures}` : what, problem);
  } catch (error) {
    check(what, error.message);
  }
}

/** What a page loads before anything is opened: the entry and what it imports statically, without chunks loaded on demand, but for the one that `opens` names. */
async function firstLoad(contents, opens) {
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: root, loader: 'ts' }, absWorkingDir: root, outdir: '/bundle', write: false, metafile: true, logLevel: 'silent',
    bundle: true, splitting: true, minify: true, legalComments: 'none', format: 'esm', target: 'es2022', platform: 'browser',
    plugins: [minifyCss], // as the build does
  });
  const files = new Map(Object.keys(metafile.outputs).map((path, index) => [path, outputFiles[index]]));
  const first = new Set([Object.keys(metafile.outputs).find((path) => metafile.outputs[path].entryPoint === '<stdin>')]);
  for (const path of first) { // grows while it is walked
    for (const { path: imported, kind } of metafile.outputs[path].imports) if (kind === 'import-statement' || (opens && metafile.outputs[imported]?.entryPoint === opens)) first.add(imported);
  }
  if (opens && ![...first].some((path) => metafile.outputs[path].entryPoint === opens)) throw new Error(`nothing loads ${opens}`);
  return [...first].map((path) => ({
    gzipped: gzipSync(files.get(path).contents, { level: 9 }).length,
    inputs: Object.entries(metafile.outputs[path].inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([input]) => input),
  }));
}
