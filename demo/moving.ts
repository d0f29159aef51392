import { type Authority, type KeyKeeper, type Result, type UserId, type Vault, openVault } from 'mysafe-share';
import { clearForm, showForm } from './forms.js';
import { keepers } from './keepers.js';
import { part } from './page.js';

interface Move {
  readonly vault: Vault;
  readonly authority: Authority;
  /** What unlocks from now on. */
  readonly keys: KeyKeeper;
  /** Calls when the form is there, so that the page can show it. */
  readonly asking: () => void;
  /** Fires when somebody else signs in meanwhile. */
  readonly signal: AbortSignal;
}

/** The account gets another way to unlock, and the host's key opens it no more. Secrets, shares and history stay: only 32 bytes are wrapped anew. */
async function changeKeeper(actor: UserId, { authority, keys }: Move, input: unknown): Promise<Result<void>> {
  const held = await openVault({ actor, authority, keys: keepers.host() });
  try {
    const added = await held.keys.addMethod(keys, { input });
    const former = (await held.keys.methods()).find(({ kind }) => kind === 'host');
    return added.ok && former ? await held.keys.removeMethod(former.id) : added;
  } finally {
    await held.close();
  }
}

/** Everybody's keys are made under the host's key. Who comes with another keeper moves to it, once. */
export async function moveIn(move: Move): Promise<void> {
  const { vault, asking, signal } = move;
  const { me, keys: { kind, asks } } = vault;
  const kinds = (await vault.keys.methods()).map((method) => method.kind);
  if (kinds.includes(kind) || !kinds.includes('host')) return;
  const act = async (input?: unknown): Promise<Result<void>> => {
    const moved = await changeKeeper(me.id, move, input);
    return moved.ok ? vault.keys.unlock(input) : moved;
  };
  if (asks === undefined) return void await act();
  const form = part('#move-form');
  part('#move-detail').textContent = `So far Acme’s own key opens the keys of ${me.name}. From now on ${asks === 'passphrase' ? 'a passphrase' : 'a passkey'} of yours does, and Acme’s does not.`;
  await new Promise<void>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('Somebody else signed in.')));
    showForm(form, {
      label: asks === 'passphrase' ? 'Set passphrase' : 'Create a passkey', newPassphrase: asks === 'passphrase',
      async act({ input }) {
        const moved = await act(input);
        if (moved.ok) resolve();
        return moved;
      },
    });
    asking();
  }).finally(() => clearForm(form));
}
