/** `npm start`: installs what is missing, builds the demo, serves it until it is stopped. PORT chooses the port, 0 a free one. */
import { ensureInstalled } from './ensure-installed.mjs';

const port = Number(process.env.PORT || 8000);

try {
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`PORT is “${process.env.PORT}”; it must be a number from 0 to 65535.`);
  ensureInstalled();
  const { startDemo } = await import('./demo-server.mjs'); // only now is there an esbuild to build it with
  const demo = await startDemo({ port });
  console.log(`MySafe demo: ${demo.url}`);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void demo.close().then(() => process.exit(0)));
} catch (error) {
  console.error(error.code === 'EADDRINUSE'
    ? `Port ${port} is in use: choose another with PORT=${port + 1} npm start, or PORT=0 for a free one.`
    : error.message);
  process.exit(1);
}
