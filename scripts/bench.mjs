/** `npm run bench [-- names]`: every test/bench/*.bench.ts in Node, every *.bench.browser.ts in Chromium; prints what they report. */
import { createServer } from 'node:http';
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { browserLaunchOptions } from './ensure-browser.mjs';
import { root, runNode } from './process.mjs';

const FOLDER = 'test/bench';
const LONGEST_MS = 300_000;
/** A browser bench is a module; it calls `report(line)` as it goes, and has ended when its top level has. */
const PAGE = `<!doctype html><title>Bench</title><script type="module">
  try { await import('/bench.js'); await done(); } catch (error) { await done(String(error?.stack ?? error)); }
</script>`;

const wanted = process.argv.slice(2);
const names = readdirSync(join(root, FOLDER)).filter((file) => /\.bench(\.browser)?\.ts$/.test(file))
  .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part))).sort();
for (const name of names) {
  console.log(`\n== ${name}`);
  if (!await (name.endsWith('.browser.ts') ? benchInBrowser : benchInNode)(join(FOLDER, name))) process.exitCode = 1;
}

async function benchInNode(file) {
  return (await runNode(['--import', 'tsx', '--expose-gc', file], { timeoutMs: LONGEST_MS })).code === 0;
}

async function benchInBrowser(file) {
  const { outputFiles } = await build({
    entryPoints: { bench: join(root, file), 'argon2-worker': join(root, 'src/keys/argon2-worker.ts') }, // the worker of passphraseKeys() stands beside
    outdir: '/', bundle: true, format: 'esm', target: 'es2022', write: false,
  });
  const codes = new Map(outputFiles.map(({ path, text }) => [`/${basename(path)}`, text]));
  const server = createServer(({ url }, response) => {
    response.setHeader('content-type', codes.has(url) ? 'text/javascript' : 'text/html');
    response.end(codes.get(url) ?? PAGE);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const options = browserLaunchOptions();
  const browser = await chromium.launch({ ...options, args: [...options.args, '--js-flags=--expose-gc'] });
  try {
    const page = await browser.newPage();
    const cpuTime = await watchCpu(page);
    const problem = await new Promise((resolve) => {
      setTimeout(() => resolve(`not done after ${LONGEST_MS / 1000} s`), LONGEST_MS).unref();
      page.once('crash', () => resolve('the page crashed'));
      void page.exposeFunction('report', (line) => console.log(line))
        .then(() => page.exposeFunction('done', resolve))
        .then(() => page.exposeFunction('cpuTime', cpuTime))
        .then(() => page.goto(`http://localhost:${server.address().port}/`))
        .catch((error) => resolve(error.message));
    });
    if (problem) console.error(problem);
    return !problem;
  } finally {
    await browser.close();
    server.close();
    server.closeAllConnections();
  }
}

/** How long the page's main thread has worked, in milliseconds: what it takes of a machine that nothing else runs on. */
async function watchCpu(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration').value * 1_000;
  };
}
