/**
 * Lets a browser test act in more than its own page, through `executeServerCommand` of '@web/test-runner-commands':
 *
 *   const tab = await executeServerCommand('tab-open');                    // a second tab: shares storage and broadcasts
 *   const other = await executeServerCommand('tab-open', { apart: true }); // another browser profile: shares nothing
 *   await executeServerCommand('tab-open', { url: '/test/support/pages/strict.csp.html' });
 *   await executeServerCommand('tab-evaluate', { tab, run: 'async (n) => { … return n; }', with: 1 }); // resolves to the plain result
 *   await executeServerCommand('tab-close', { tab });
 *   await executeServerCommand('set-offline', { tab: other, offline: true }); // only `apart`: offline, the test's own profile loses the runner
 *
 * `run` is the source of a function (`String(fn)` does, where fn uses only its argument). It imports the library by path,
 * with the real ending: `await import('/src/core/index.ts')`. Whatever is left open closes with the test's page.
 */
const BLANK = '/blank-tab.html';

export function tabsPlugin() {
  const tabs = new Map();
  let opened = 0;

  const commands = {
    async 'tab-open'(page, { url = BLANK, apart = false } = {}) {
      const context = apart ? await page.context().browser().newContext() : page.context();
      if (apart) page.context().once('close', () => void context.close().catch(() => undefined));
      const tab = await context.newPage();
      await tab.goto(new URL(url, page.url()).href);
      const id = `tab-${++opened}`;
      tabs.set(id, tab);
      tab.once('close', () => tabs.delete(id));
      return id;
    },
    async 'tab-evaluate'(page, { tab, run, with: argument }) {
      // `undefined` does not survive the way back through JSON
      return (await tabOf(tab).evaluate(`(${run})(${JSON.stringify(argument)})`)) ?? null;
    },
    async 'tab-close'(page, { tab }) {
      await tabOf(tab).close();
      return true;
    },
    async 'set-offline'(page, { tab, offline }) {
      if (tabOf(tab).context() === page.context()) throw new Error('set-offline needs a tab opened `apart`: the test itself talks to its runner over the network.');
      await tabOf(tab).context().setOffline(offline);
      return true;
    },
  };

  function tabOf(id) {
    const tab = tabs.get(id);
    if (!tab) throw new Error(`There is no open tab “${id}”.`);
    return tab;
  }

  return {
    name: 'tabs',
    serve(context) {
      return context.path === BLANK ? { type: 'html', body: '<!doctype html><title>Another tab</title>' } : undefined;
    },
    executeCommand({ command, payload, session }) {
      return Object.hasOwn(commands, command) ? commands[command](session.browser.getPage(session.id), payload) : undefined;
    },
  };
}
