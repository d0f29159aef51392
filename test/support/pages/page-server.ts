import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';

export interface PageServer { readonly url: string; close(): Promise<void> }

const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.svg': 'image/svg+xml' };

/** Serves `files`, by path (`/` is the page), on a free port of the loopback address; under `policy`, where there is one. */
export async function servePage(files: ReadonlyMap<string, string | Uint8Array>, policy?: string): Promise<PageServer> {
  const server = createServer(({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://localhost');
    const contents = files.get(pathname);
    const type = pathname === '/' ? '.html' : extname(pathname);
    response.writeHead(contents === undefined ? 404 : 200, { 'content-type': TYPES[type] ?? 'text/plain', ...(policy && { 'content-security-policy': policy }) });
    response.end(contents);
  });
  await new Promise<void>((resolve, reject) => { server.once('error', reject).listen(0, '127.0.0.1', resolve); });
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}/`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
