import type { Refusal, Result, VaultKeys } from 'mysafe-share';
import { type TemplateResult, html, nothing, render } from 'lit';

/** What a form asks for, beside the press of its button. */
export interface Asked {
  /** A passphrase that is made here, typed twice. */
  readonly newPassphrase?: boolean;
  /** What proves once more who is here: the input of the keeper, or the printed key where the keeper has no way in. */
  readonly stepUp?: 'passphrase' | 'recoveryKey' | undefined;
}
/** What was typed, as the calls of `vault.keys` take it. */
export interface Given {
  readonly input?: { readonly passphrase: string };
  readonly unlockWith?: { readonly passphrase?: string; readonly recoveryKey?: string };
}

interface Form extends Asked {
  readonly label: string;
  readonly act: (given: Given) => Promise<Result<unknown>>;
  readonly cancel?: () => void;
}

/** What `addMethod`, `makeRecoveryKey` and the like need of a person now. */
export async function stepUpFor(keys: VaultKeys): Promise<Asked['stepUp']> {
  const kinds = (await keys.methods()).map(({ kind }) => kind);
  if (!kinds.includes(keys.kind)) return 'recoveryKey';
  return keys.asks === 'passphrase' ? 'passphrase' : undefined;
}

/** A host writes its own sentences for refusals: `code` says what happened. */
function sentenceFor({ code }: Refusal, { stepUp, newPassphrase }: Form): string {
  switch (code) {
    case 'keys/wrong-input': return stepUp ? 'That does not open these keys.' : newPassphrase ? 'Enter a passphrase.' : 'No passkey answered. Try again.';
    case 'keys/unavailable': return 'That can’t be done in this browser.';
    case 'access/locked': return 'The keys are locked.';
    case 'input/invalid': return 'The last way to unlock can’t be removed. Add another one first.';
    default: return 'That was refused. Nothing was changed.';
  }
}

const LABELS = { passphrase: 'Your passphrase', recoveryKey: 'Your recovery key', chosen: 'New passphrase', repeated: 'Repeat the new passphrase' } as const;

const field = (root: HTMLElement, name: keyof typeof LABELS, autocomplete: AutoFill): TemplateResult => html`<p class="field">
  <label for="${root.id}-${name}">${LABELS[name]}</label>
  <input id="${root.id}-${name}" name=${name} type=${name === 'recoveryKey' ? 'text' : 'password'} autocomplete=${autocomplete} autocapitalize="none" spellcheck="false" required></p>`;

function givenIn(form: HTMLFormElement, { newPassphrase, stepUp }: Asked): Given | undefined {
  const fields = new FormData(form);
  const typed = (name: string): string => {
    const text = fields.get(name);
    return typeof text === 'string' ? text : '';
  };
  if (newPassphrase && typed('chosen') !== typed('repeated')) return undefined;
  return {
    ...(newPassphrase && { input: { passphrase: typed('chosen') } }),
    ...(stepUp && { unlockWith: { [stepUp]: typed(stepUp) } }),
  };
}

/** Fills `root` with a form. What was typed is in its fields only, and leaves with them. */
export function showForm(root: HTMLElement, form: Form, state: { readonly error?: string; readonly busy?: boolean } = {}): void {
  const { label, act, cancel, newPassphrase, stepUp } = form;
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault(); // the form would leave the page
    if (state.busy) return;
    const given = givenIn(event.target as HTMLFormElement, form);
    if (!given) return showForm(root, form, { error: 'The two passphrases are not the same.' });
    showForm(root, form, { busy: true });
    const done = await act(given).catch((fault: unknown) => ({ ok: false, fault }) as const);
    if (!done.ok) showForm(root, form, { error: 'fault' in done ? 'Something went wrong. Nothing was changed. Try again.' : sentenceFor(done.refusal, form) });
  };
  render(html`<form class="form" aria-busy=${String(state.busy ?? false)} @submit=${submit}>
    ${stepUp ? field(root, stepUp, stepUp === 'passphrase' ? 'current-password' : 'off') : nothing}
    ${newPassphrase ? [field(root, 'chosen', 'new-password'), field(root, 'repeated', 'new-password')] : nothing}
    <p class="error" role="alert">${state.error ?? nothing}</p>
    <p class="actions"><button class="button" aria-disabled=${String(state.busy ?? false)}>${state.busy ? 'One moment…' : label}</button>
      ${cancel ? html`<button type="button" class="button plain" @click=${cancel}>Cancel</button>` : nothing}</p>
  </form>`, root);
}

/** Empties `root`, with everything that was typed in it. */
export const clearForm = (root: HTMLElement): void => { render(nothing, root); };
