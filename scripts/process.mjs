/** Starts programs so that none outlives the script that started it. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
const GRACE_MS = 3_000;
/** Outermost, each child leads a process group, so that its own children end with it; further in, all stay in that group. */
const LEADS_GROUP = process.platform !== 'win32' && !process.env.MYSAFE_IN_GROUP;
const running = new Set();

/**
 * Runs `node …args` in the repository (or `cwd`) and resolves to its exit code and output. The output goes on to the terminal,
 * unless `quiet`: then it only comes back. What takes longer than `timeoutMs` is ended, and says so.
 */
export function runNode(args, { quiet = false, cwd = root, env = {}, timeoutMs = 300_000 } = {}) {
  return run(process.execPath, args, { quiet, cwd, env, timeoutMs });
}

export function run(program, args, { quiet = false, cwd = root, env = {}, timeoutMs = 300_000, shell = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd, shell, detached: LEADS_GROUP, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, MYSAFE_IN_GROUP: '1', ...env },
    });
    running.add(child);
    let output = '';
    let late = false;
    const timer = setTimeout(() => { late = true; void end(child); }, timeoutMs);
    const take = (stream) => (chunk) => {
      output += chunk;
      if (!quiet) stream.write(chunk);
    };
    child.stdout.setEncoding('utf8').on('data', take(process.stdout));
    child.stderr.setEncoding('utf8').on('data', take(process.stderr));
    child.once('error', (error) => { output += `${error.message}\n`; });
    child.once('close', (code) => {
      clearTimeout(timer);
      running.delete(child);
      if (late) output += `\nended after ${timeoutMs / 1000} s\n`;
      if (code !== 0 && !output.trim()) output = `it said nothing and ended with ${code === null ? 'a signal' : `exit code ${code}`}\n`;
      resolve({ code: late ? 1 : code ?? 1, output });
    });
  });
}

/** Ends everything started here, politely first; resolves when all of it is gone. */
async function endAll() {
  await Promise.all([...running].map(end));
}

function end(child) {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return resolve();
    const timer = setTimeout(() => signal(child, 'SIGKILL'), GRACE_MS);
    child.once('close', () => { clearTimeout(timer); resolve(); });
    signal(child, 'SIGTERM');
  });
}

function signal({ pid }, name) {
  try {
    process.kill(LEADS_GROUP ? -pid : pid, name);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(name, () => void endAll().finally(() => process.exit(1)));
}
process.once('exit', () => running.forEach((child) => signal(child, 'SIGKILL')));
