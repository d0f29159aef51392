import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { playwrightLauncher } from '@web/test-runner-playwright';
import { browserLaunchOptions } from './scripts/ensure-browser.mjs';
import { authenticatorPlugin } from './scripts/wtr-authenticator-plugin.mjs';
import { bundlePlugin } from './scripts/wtr-bundle-plugin.mjs';
import { outsidePlugin } from './scripts/wtr-outside-plugin.mjs';
import { readableReporter } from './scripts/wtr-reporter.mjs';
import { tabsPlugin } from './scripts/wtr-tabs-plugin.mjs';

const NOISE = ['Lit is in dev mode', 'Multiple versions of Lit loaded'];

/** @hpke/common asks for Node's `crypto` where the platform has none; a browser always has one, so the module is never loaded. */
const noNodeCrypto = { name: 'no-node-crypto', resolveImport: ({ source }) => (source === 'crypto' ? 'data:text/javascript,' : undefined) };

/** Pages of test/support/pages are served as they are; one named `*.csp.html` under the policy that the README asks hosts for. */
const STRICT_CSP = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; " +
  "form-action 'none'; require-trusted-types-for 'script'; trusted-types lit-html";

const WATCHES = process.argv.includes('--watch');

export default {
  files: ['test/{core,adapters,components,keys,malicious,vectors,xss}/**/*.test.ts'],
  nodeResolve: true,
  // the tsconfig carries experimentalDecorators; JSON can be fetched, or imported `with { type: 'json' }`, which 'es2022' does not know
  plugins: [...(WATCHES ? [] : [bundlePlugin()]), noNodeCrypto, esbuildPlugin({ ts: true, target: 'esnext', tsconfig: fileURLToPath(new URL('./tsconfig.json', import.meta.url)) }), tabsPlugin(), outsidePlugin(), authenticatorPlugin()],
  middleware: [
    // Nothing changes while it runs: a page takes what another has loaded before from its cache instead of asking for some 200 modules again.
    async function cachedModules(context, next) {
      await next();
      if (!WATCHES && /\.(ts|m?js)$/.test(context.path) && !context.querystring) context.set('cache-control', 'max-age=3600');
    },
    async function strictPages(context, next) {
      await next();
      if (context.path.endsWith('.csp.html')) context.set('content-security-policy', STRICT_CSP);
    },
  ],
  browsers: [playwrightLauncher({
    product: 'chromium', launchOptions: browserLaunchOptions(),
    // nothing fades: a check of contrast in the middle of a transition would depend on the moment
    createBrowserContext: ({ browser }) => browser.newContext({ reducedMotion: 'reduce' }),
  })],
  concurrency: 2,
  testsStartTimeout: 30_000,
  testsFinishTimeout: 300_000,
  testFramework: { config: { timeout: 10_000 } },
  testRunnerHtml: (framework) => `<!doctype html><html><body>
    <script type="module" src="${framework}"></script>
    <script type="module" src="/test/support/plain-failures.js"></script>
  </body></html>`,
  staticLogging: !process.stdout.isTTY,
  reporters: [readableReporter()],
  filterBrowserLogs: ({ args }) => !NOISE.some((noise) => String(args[0]).startsWith(noise)),
};
