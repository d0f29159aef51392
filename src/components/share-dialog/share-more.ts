import type { ReactiveControllerHost, TemplateResult, nothing } from 'lit';
import type { DraftRow, Principal, SecretId, ShareDraft, ShareSnapshot, Vault } from '../../core/for-components.js';
import type { AsideFrom } from '../shared/asides.js';
import { common } from '../shared/catalogue/common.js';
import { shareMoreTexts } from '../shared/catalogue/share-more.js';
import { Localizer } from '../shared/localize.js';
import { Managers } from '../shared/managers.js';
import { nameOf } from '../shared/principals.js';
import { newGroup } from './new-group.js';
import { PlanDetails } from './plan-details.js';
import { RowEnds } from './row-ends.js';
import { shareMoreStyles } from './share-more.styles.js';

const texts = { ...common, ...shareMoreTexts };
export type MoreWords = Localizer<typeof texts>;

type MoreHost = ReactiveControllerHost & AsideFrom;

/** What the share window shows beside its first face. Loaded when it is open. */
export class ShareMore {
  readonly #host: MoreHost;
  readonly #ends: RowEnds;
  readonly #managers: Managers;
  readonly #plan: PlanDetails;

  constructor(host: MoreHost) {
    this.#host = host;
    this.#ends = new RowEnds(host);
    this.#managers = new Managers(host);
    this.#plan = new PlanDetails(host);
    const { styleSheet } = shareMoreStyles;
    if (styleSheet && host.shadowRoot) host.shadowRoot.adoptedStyleSheets = [...host.shadowRoot.adoptedStyleSheets, styleSheet];
  }

  #words(locale: string): MoreWords {
    return new Localizer(texts, locale, this.#host.strings);
  }

  end(row: DraftRow, draft: ShareDraft, { policy }: Vault, locale: string): TemplateResult | typeof nothing {
    const words = this.#words(locale);
    const { id } = row.principal;
    return this.#ends.render(row, { words, policy, name: nameOf(row.principal, words), setEnd: (at) => { draft.setEnd(id, at); }, renew: () => { draft.renew(id); } });
  }

  plan({ plan }: ShareSnapshot, locale: string): TemplateResult | typeof nothing {
    return this.#plan.render(plan, this.#words(locale));
  }

  newGroup(snapshot: ShareSnapshot, draft: ShareDraft, vault: Vault, locale: string): TemplateResult | typeof nothing {
    return newGroup(snapshot, this.#host, draft, vault, this.#words(locale));
  }

  /** Who manages a private group: what is shared with it is entrusted to them. */
  managedBy(principal: Principal, vault: Vault, secretId: SecretId, locale: string): string | undefined {
    const words = this.#words(locale);
    if (principal.kind === 'group' && principal.ownerId === vault.me.id) return words.text('share.managed-by-you');
    const name = this.#managers.nameFor(principal, vault, secretId);
    return name === undefined ? undefined : words.text('share.managed-by', { name });
  }
}
