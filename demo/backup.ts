import type { Vault } from 'mysafe-share';
import { html } from 'lit';
import { ask } from './ask.js';
import { stepUpFor } from './forms.js';
import { printed } from './recovery-key.js';
import type { View } from './security-page.js';

async function make(vault: Vault): Promise<void> {
  let address = '';
  await ask({
    title: 'Backup', label: 'Make it', stepUp: await stepUpFor(vault.keys),
    body: html`<p>You get a file and a new recovery key that opens it. A recovery key that you have stops working, and so does a backup from before.</p>`,
    act: (given) => vault.keys.backup(given),
    answer({ file, recoveryKey }, close) {
      address = URL.createObjectURL(new Blob([file], { type: 'text/plain' }));
      const download = html`<p><a href=${address} download="acme-backup-${vault.me.username}.txt">Save the backup file</a>. Keep it and the paper in two places.</p>`;
      return printed(recoveryKey, vault, close, download);
    },
  });
  URL.revokeObjectURL(address);
}

/** Restoring is `<mysafe-unlock>`’s: it offers that where the keys are not in this browser. */
export const backup: View = (vault, again) => Promise.resolve(html`<p>One file with your keys and whose keys you know. Acme’s storage is this browser, so every sealed record is in it too. Without its recovery key it opens for nobody.</p>
  <p class="actions"><button type="button" class="button plain" @click=${() => make(vault).then(again)}>Make a backup</button></p>`);
