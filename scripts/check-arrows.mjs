/** Who may import whom (design.md, section 3). A rule names folders or files of src/ by how their path begins. */
import { readFileSync, readdirSync } from 'node:fs';
import { join, posix, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('..', import.meta.url));
const BELOW = ['core/model/'];
const MIDDLE = ['core/policy/', 'core/search/', 'core/directory/', 'core/ports/'];
/** The half of crypto that needs no private key: an authority verifies, it never opens or signs. */
const VERIFYING = ['bytes', 'canonical', 'marks', 'public-keys', 'signatures', 'verify'].map((name) => `core/crypto/${name}.js`);

/** Besides its own folder, what a folder may import. The first line that fits a file is its rule. */
const ARROWS = [
  ['core/index.ts', ['core/']],
  ['core/for-components.ts', ['core/']],
  ['core/model/', []],
  ['core/ports/', BELOW],
  ['core/search/', [...BELOW, 'core/ports/']],
  ['core/policy/', BELOW],
  ['core/directory/', [...BELOW, 'core/ports/', 'core/search/']],
  ['core/crypto/', [...BELOW, 'core/ports/']],
  ['core/protocol/', [...BELOW, 'core/ports/', 'core/policy/']],
  ['core/authority/', [...BELOW, ...MIDDLE, 'core/protocol/', ...VERIFYING]],
  ['core/vault/', [...BELOW, ...MIDDLE, 'core/protocol/', 'core/crypto/']],
  ['core/', []],
  ['components/', ['core/for-components.js']],
  ['adapters/', ['core/index.js']],
  ['keys/', ['core/index.js']],
  ['client/', ['core/index.js']],
  ['server/', ['core/index.js']],
  ['define', ['define', 'components/']],
  ['cdn.ts', ['']],
];
/** Packages, and the folders that may import them. */
const PACKAGES = {
  'zod/mini': [''], '@hpke/core': ['core/crypto/'], canonicalize: ['core/crypto/'], '@noble/ed25519': ['core/crypto/'], '@noble/hashes': ['keys/'],
  lit: ['components/'], '@lit/context': ['components/'], idb: ['adapters/', 'keys/'],
};

/** Why `file` may not import `specifier`, or nothing. `file` is relative to src/, with slashes. */
export function forbidden(file, specifier) {
  if (!specifier.startsWith('.')) return forbiddenPackage(file, specifier);
  const target = posix.join(posix.dirname(file), specifier);
  const [folder, allowed] = ARROWS.find(([start]) => file.startsWith(start)) ?? [];
  if (!folder) return `src/${file} is in no folder that design.md, section 3, knows`;
  if (target.startsWith('..')) return `src/${file} imports “${specifier}” from outside of src/`;
  if ((folder.endsWith('/') && target.startsWith(folder)) || allowed.some((start) => target.startsWith(start))) return undefined;
  return `src/${file} imports src/${target}; ${folder} may import ${['itself', ...allowed].join(', ')}`;
}

function forbiddenPackage(file, specifier) {
  const [name, folders] = Object.entries(PACKAGES).find(([start]) => specifier === start || (start !== 'zod/mini' && specifier.startsWith(`${start}/`))) ?? [];
  if (!name) return `src/${file} imports “${specifier}”${specifier.startsWith('zod') ? '; zod comes as “zod/mini”' : ', which no rule allows'}`;
  if (folders.some((start) => file.startsWith(start))) return undefined;
  return `src/${file} imports “${specifier}”, which belongs in ${folders.map((folder) => `src/${folder}`).join(' and ')}`;
}

/** Every forbidden import of src/: static, dynamic, for types, and re-exports. */
export function checkArrows() {
  const src = join(root, 'src');
  return readdirSync(src, { recursive: true }).filter((name) => name.endsWith('.ts')).map((name) => name.split(sep).join('/')).sort()
    .flatMap((file) => ts.preProcessFile(readFileSync(join(src, file), 'utf8')).importedFiles.map(({ fileName }) => forbidden(file, fileName)))
    .filter((problem) => problem !== undefined);
}
