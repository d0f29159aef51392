/**
 * Lets a browser test see what its page asks of the world, through `executeServerCommand` of '@web/test-runner-commands':
 *
 *   await executeServerCommand('outside-watch');                  // from here on such requests are aborted and kept, those of popups too
 *   const urls = await executeServerCommand('outside-requests');  // every one so far
 */
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

export function outsidePlugin() {
  const seen = new WeakMap();

  const commands = {
    async 'outside-watch'(context) {
      const urls = [];
      seen.set(context, urls);
      await context.route(({ hostname }) => !LOOPBACK.has(hostname), async (route) => {
        urls.push(route.request().url());
        await route.abort();
      });
      return true;
    },
    async 'outside-requests'(context) {
      const urls = seen.get(context);
      if (!urls) throw new Error('outside-requests needs outside-watch first.');
      return urls;
    },
  };

  return {
    name: 'outside',
    executeCommand({ command, session }) {
      return Object.hasOwn(commands, command) ? commands[command](session.browser.getPage(session.id).context()) : undefined;
    },
  };
}
