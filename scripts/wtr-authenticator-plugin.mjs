/**
 * Gives a browser test an authenticator to make passkeys with, through `executeServerCommand` of '@web/test-runner-commands':
 *
 *   const authenticator = await executeServerCommand('authenticator-add', { hasPrf: true });
 *   await executeServerCommand('authenticator-verify', { authenticator, verified: false }); // the person declines; from then on it is blocked
 *   const ids = await executeServerCommand('authenticator-passkeys', { authenticator });    // base64, as Chromium gives them
 *   await executeServerCommand('authenticator-remove', { authenticator });
 *
 * It is Chromium's own virtual one (CDP, domain WebAuthn), belongs to the test's page, and goes with it.
 */
const OPTIONS = { protocol: 'ctap2', ctap2Version: 'ctap2_1', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true };

export function authenticatorPlugin() {
  const sessions = new WeakMap();

  async function sessionOf(page) {
    if (!sessions.has(page)) {
      const session = await page.context().newCDPSession(page);
      await session.send('WebAuthn.enable');
      sessions.set(page, session);
    }
    return sessions.get(page);
  }

  const commands = {
    async 'authenticator-add'(session, { hasPrf = true } = {}) {
      return (await session.send('WebAuthn.addVirtualAuthenticator', { options: { ...OPTIONS, hasPrf } })).authenticatorId;
    },
    async 'authenticator-verify'(session, { authenticator, verified }) {
      await session.send('WebAuthn.setUserVerified', { authenticatorId: authenticator, isUserVerified: verified });
      return true;
    },
    async 'authenticator-passkeys'(session, { authenticator }) {
      const { credentials } = await session.send('WebAuthn.getCredentials', { authenticatorId: authenticator });
      return credentials.map(({ credentialId }) => credentialId);
    },
    async 'authenticator-remove'(session, { authenticator }) {
      await session.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId: authenticator });
      return true;
    },
  };

  return {
    name: 'authenticator',
    async executeCommand({ command, payload, session }) {
      return Object.hasOwn(commands, command) ? commands[command](await sessionOf(session.browser.getPage(session.id)), payload) : undefined;
    },
  };
}
