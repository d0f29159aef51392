/** Finds a Chromium for the tests; on a bare Debian-like machine it installs one. Run alone, it prints the path. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const MAC = ['Google Chrome', 'Chromium', 'Microsoft Edge'].map((app) => `/Applications/${app}.app/Contents/MacOS/${app}`);
const WINDOWS = ['Google\\Chrome\\Application\\chrome.exe', 'Chromium\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'];
const APT_INSTALL = ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-liberation'];

/** The path of a Chromium. Installs one where that needs no question (Linux, root, apt-get); throws a one-sentence error otherwise. */
export function findBrowser() {
  const chosen = process.env.CHROME_PATH;
  if (chosen) {
    if (isExecutable(chosen)) return chosen;
    throw new Error(`CHROME_PATH is “${chosen}”, which is not an executable file.`);
  }
  return installedBrowser() ?? aptBrowser() ?? fail();
}

/** What playwright needs to start it. Root can't use Chromium's sandbox; everyone else keeps it. */
export function browserLaunchOptions() {
  return {
    executablePath: findBrowser(),
    chromiumSandbox: !isRoot(),
    args: ['--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  };
}

function installedBrowser() {
  const onPath = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
    .flatMap((folder) => NAMES.map((name) => join(folder, name)));
  const known = process.platform === 'darwin' ? MAC
    : process.platform === 'win32' ? ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA']
      .flatMap((root) => WINDOWS.map((app) => join(process.env[root] ?? '', app)))
    : [];
  return [...(process.platform === 'win32' ? [] : onPath), ...known].find(isExecutable);
}

function aptBrowser() {
  if (process.platform !== 'linux' || !isRoot() || !apt(['--version'], 'ignore')) return undefined;
  console.error('No Chromium found; installing it with apt-get.');
  if (!apt(['update'])) console.error('apt-get update failed; trying with the package lists at hand.');
  return apt(APT_INSTALL) ? installedBrowser() : undefined;
}

function apt(args, output = 2 /* stdout stays free for the path */) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync('apt-get', args, { stdio: ['ignore', output, output], env }).status === 0;
}

function fail() {
  throw new Error({
    darwin: 'No Chrome, Chromium or Edge in /Applications: install one, or set CHROME_PATH to its executable.',
    win32: 'No Chrome, Chromium or Edge found: install one, or set CHROME_PATH to its .exe file.',
  }[process.platform] ?? 'No Chromium found: install the package “chromium” or Google Chrome, or set CHROME_PATH to its executable.');
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function isRoot() {
  return process.getuid?.() === 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    console.log(findBrowser());
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
