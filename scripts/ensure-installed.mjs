/** Runs `npm ci` where node_modules is missing or differs from package-lock.json, so that a fresh clone needs no step before the first. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Says on stderr what it does; throws a one-sentence error where npm fails. */
export function ensureInstalled() {
  if (isInstalled()) return;
  console.error('Installing what package-lock.json names (npm ci).');
  const { status } = spawnSync('npm', ['ci', '--include=dev' /* even where NODE_ENV is production */, '--no-audit', '--no-fund'], {
    cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error('npm ci failed; its reason is above.');
}

/** Compares with what npm noted at the end of its last install: no stamp of our own can go stale. */
function isInstalled() {
  const wanted = packagesOf('package-lock.json');
  const present = packagesOf('node_modules/.package-lock.json');
  if (!present) return false;
  const missing = Object.entries(wanted).some(([path, { version, optional }]) =>
    path !== '' && (path in present ? present[path].version !== version : !optional /* for another platform */));
  return !missing && Object.keys(present).every((path) => path in wanted);
}

function packagesOf(lockfile) {
  try {
    return JSON.parse(readFileSync(`${root}/${lockfile}`, 'utf8')).packages;
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    ensureInstalled();
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
