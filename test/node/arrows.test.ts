import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { forbidden } from '../../scripts/check-arrows.mjs';

describe('the arrows between folders', () => {
  const against: readonly (readonly [file: string, specifier: string])[] = [
    ['core/vault/open-vault.ts', '../../adapters/memory-storage.js'],
    ['core/vault/open-vault.ts', '../authority/local-authority.js'],
    ['core/protocol/command.ts', '../crypto/canonical.js'],
    ['core/model/ids.ts', '../crypto/bytes.js'],
    ['core/model/ids.ts', '../policy/index.js'],
    ['core/policy/apply.ts', '../authority/context.js'],
    ['core/authority/secrets.ts', '../vault/open-vault.js'],
    ['core/authority/secrets.ts', '../crypto/wrap.js'],
    ['core/crypto/content.ts', '../protocol/command.js'],
    ['core/model/ids.ts', 'zod'],
    ['core/vault/envelopes.ts', '@hpke/core'],
    ['core/protocol/command.ts', 'canonicalize'],
    ['core/vault/open-vault.ts', 'lit'],
    ['core/vault/open-vault.ts', 'node:fs'],
    ['keys/device-keys.ts', 'lit/decorators.js'],
    ['components/provider/provider.ts', 'idb'],
    ['components/provider/provider.ts', '../../core/vault/open-vault.js'],
    ['components/provider/provider.ts', '../../adapters/indexeddb-storage.js'],
    ['adapters/memory-storage.ts', '../core/ports/storage.js'],
    ['keys/device-keys.ts', '../adapters/indexeddb-storage.js'],
    ['cdn.ts', '../demo/main.js'],
    ['helpers/things.ts', '../core/index.js'],
  ];
  for (const [file, specifier] of against) {
    it(`stop ${file} from importing ${specifier}`, () => assert.match(forbidden(file, specifier) ?? '', new RegExp(`^src/${file} `)));
  }

  const along: readonly (readonly [file: string, specifier: string])[] = [
    ['core/vault/open-vault.ts', '../crypto/wrap.js'],
    ['core/vault/open-vault.ts', '../protocol/authority.js'],
    ['core/authority/secrets.ts', '../crypto/canonical.js'],
    ['core/authority/secrets.ts', '../policy/index.js'],
    ['core/policy/apply.ts', './may.js'],
    ['core/model/ids.ts', 'zod/mini'],
    ['core/crypto/wrap.ts', '@hpke/core'],
    ['core/index.ts', './vault/open-vault.js'],
    ['components/share-dialog/share-dialog.ts', '../shared/context.js'],
    ['components/share-dialog/share-dialog.ts', '../../core/for-components.js'],
    ['components/share-dialog/share-dialog.ts', 'lit/decorators.js'],
    ['adapters/indexeddb-storage.ts', 'idb'],
    ['define/share-dialog.ts', '../components/share-dialog/share-dialog.js'],
    ['cdn.ts', './define.js'],
  ];
  for (const [file, specifier] of along) {
    it(`let ${file} import ${specifier}`, () => assert.equal(forbidden(file, specifier), undefined));
  }
});
