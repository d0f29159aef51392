import { MySafeError, type ProofEntry, type ProofStep, type SecretId, type SecretSummary, type UserId, type Vault } from 'mysafe-share';
import { type TemplateResult, html, nothing } from 'lit';
import { timeOf } from './page.js';
import type { View } from './security-page.js';
import { mayTamper, tamper } from './tamper.js';

const PERMISSIONS = { view: 'Can view', edit: 'Can edit', manage: 'Can manage' } as const;
const counted = (n: number, one: string): string => `${n} ${one}${n === 1 ? '' : 's'}`;

/** One signed step, to follow a name. */
function words({ kind, principal, permission, expiresAt, version, keys = 0 }: ProofStep): string {
  const whom = principal?.name ?? '';
  switch (kind) {
    case 'create': return 'made this secret';
    case 'label': return 'labelled it';
    case 'version': return `sealed version ${version} for ${counted(keys, 'reader')}`;
    case 'rekey': return `sealed it anew for ${counted(keys, 'reader')}`;
    case 'complete': return `handed out ${counted(keys, 'key')}`;
    case 'grant': return `granted ${permission ? PERMISSIONS[permission] : ''} to ${whom}${expiresAt ? ` until ${timeOf(expiresAt)}` : ''}`;
    case 'revoke': return `took access from ${whom}`;
    case 'transfer': return `made ${whom} the owner`;
    case 'leave': return 'gave up access';
    case 'checkpoint': return 'signed how it stands';
    default: return `${kind}d it`;
  }
}

const sentence = (steps: readonly ProofStep[]): string => new Intl.ListFormat('en').format(steps.map(words));
const trustIn = ({ actor, compared, forOrganisation }: ProofEntry, me: UserId): string => (forOrganisation ? 'Acme’s own key' : actor.id === me ? 'Your key' : compared ? 'Compared' : 'Known since first contact');

const line = (entry: ProofEntry, me: UserId): TemplateResult => html`<li>
  <p><bdi><b>${entry.actor.name}</b></bdi> ${sentence(entry.steps)}.</p>
  <p class="quiet"><time datetime=${entry.at.toISOString()}>${timeOf(entry.at)}</time> · key <code>${entry.key.slice(0, 8)}</code></p>
  <p class="marks"><span class="mark verified">Signature verified</span> <span class="mark">${trustIn(entry, me)}</span>${entry.onWord ? html` <span class="mark">On the directory’s word</span>` : nothing}</p></li>`;

/** The signed history, and whether what the storage shows of the secret is what that history proves. */
async function proved(vault: Vault, { id, name }: SecretSummary): Promise<TemplateResult> {
  try {
    const [proof, secret] = [await vault.activity.proof(id), await vault.secrets.get(id)];
    if (!proof.ok || !secret.ok) return html`<p class="quiet">This history can’t be read now.</p>`;
    return html`<p class="proved" role="status">${counted(proof.value.length, 'entry').replace('entrys', 'entries')}, all verified. What the storage shows agrees with them.</p>
      <ol class="timeline" aria-label="History of ${name}">${proof.value.map((entry) => line(entry, vault.me.id))}</ol>`;
  } catch (fault) {
    if (!(fault instanceof MySafeError)) throw fault;
    return html`<p class="fault" role="alert"><b>${name} can’t be trusted.</b> ${fault.message} <code>${fault.code}</code></p>`;
  }
}

let chosen: SecretId | undefined;

export const history: View = async (vault, again) => {
  const { items } = await vault.secrets.list({ filter: { status: 'all' }, limit: 200 });
  const secret = items.find(({ id }) => id === chosen) ?? items[0];
  if (!secret) return html`<p class="quiet">No API secrets yet.</p>`;
  const choose = (event: Event): void => {
    chosen = (event.target as HTMLSelectElement).value;
    again();
  };
  const forged = await mayTamper(secret.id);
  return html`<p class="field"><label for="history-of">API secret</label>
      <select id="history-of" @change=${choose}>${items.map(({ id, name }) => html`<option value=${id} ?selected=${id === secret.id}>${name}</option>`)}</select></p>
    ${await proved(vault, secret)}
    ${forged === undefined ? nothing : html`<p class="actions"><button type="button" class="button plain" role="switch" aria-checked=${String(forged)} @click=${() => tamper(secret.id).then(again)}>Tamper with the storage <span aria-hidden="true">· ${forged ? 'on' : 'off'}</span></button>
      <span class="quiet">Demo only: writes another permission for the first reader straight into IndexedDB, as somebody who runs a storage could. Press again to put it back.</span></p>`}`;
};
