import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { passphraseKeys } from '../../src/keys/index.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

describe('the key keepers', () => {
  it('bring Argon2id only when a passphrase is worked on', async () => {
    const { metafile: { outputs } } = await build({
      entryPoints: { keys: 'src/keys/index.ts' }, absWorkingDir: root, outdir: '/bundle', write: false, metafile: true, bundle: true, splitting: true, format: 'esm', platform: 'browser',
    });
    const holding = Object.keys(outputs).filter((path) => Object.keys(outputs[path]!.inputs).some((input) => input.includes('@noble/hashes/argon2')));
    const first = new Set(Object.keys(outputs).filter((path) => outputs[path]!.entryPoint === 'src/keys/index.ts'));
    for (const path of first) for (const { path: imported, kind } of outputs[path]!.imports) if (kind === 'import-statement') first.add(imported);
    assert.equal(first.size >= 1 && holding.length, 1, 'there is one chunk with it');
    assert.deepEqual(holding.filter((path) => first.has(path)), []);
  });

  it('open with a passphrase where there is neither page nor worker', async () => {
    const keys = passphraseKeys({ cost: { t: 2, m: 19_456, p: 1 } });
    const asked = { actor: 'user:ana', input: { passphrase: 'correct horse' } } as const;
    const { accountKey, record } = await keys.enrol(asked);
    const opened = await keys.unlock({ ...asked, records: [record] });
    assert.deepEqual(opened, { ok: true, value: { accountKey } });
  });
});
