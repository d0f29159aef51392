import { readFile } from 'node:fs/promises';
import { type PageServer, servePage } from './page-server.js';

const HTML = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>One file</title></head>
<body><mysafe-provider><mysafe-secret-list></mysafe-secret-list></mysafe-provider><script type="module" src="/main.js"></script></body></html>`;

/** What a host writes that has no bundler. */
const MAIN = `import { ephemeralKeys, localAuthority, memoryStorage, openVault, staticDirectory } from './mysafe.min.js';
const user = (id, name) => ({ id: 'user:' + id, name, username: id, email: id + '@acme.example' });
const directory = staticDirectory({ users: [user('ana.souza', 'Ana Souza'), user('joao.pereira', 'João Pereira'), user('bruno.lima', 'Bruno Lima')] });
const authority = localAuthority({ storage: memoryStorage(), directory });
const keys = ephemeralKeys();
const vault = await openVault({ actor: 'user:ana.souza', authority, keys });
await openVault({ actor: 'user:joao.pereira', authority, keys });
await vault.secrets.add({ name: 'Stripe live key', url: 'https://dashboard.stripe.com', clientId: 'acct', clientSecret: 'demo-stripe-live-key-1' });
document.querySelector('mysafe-provider').vault = vault;
document.documentElement.dataset.state = 'ready';`;

/** A page with the list, made from the single file of the package alone. @throws where the package was not built. */
export async function serveCdnPage(policy: string): Promise<PageServer> {
  const bundle = await readFile(new URL('../../../dist/cdn/mysafe.min.js', import.meta.url)).catch(() => { throw new Error('dist/cdn/mysafe.min.js is missing: run “npm run build” first.'); });
  return servePage(new Map<string, string | Uint8Array>([['/', HTML], ['/main.js', MAIN], ['/mysafe.min.js', bundle]]), policy);
}
