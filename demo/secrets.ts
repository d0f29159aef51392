import type { GroupId, Permission, SecretInput, UserId } from 'mysafe-share';

/** Whom a secret is shared with: a username, a directory group's id or a private group's name; and when that ends, in days from today. */
type Share = readonly [who: string, permission: Permission, endsInDays?: number];

export interface SeededSecret extends Omit<SecretInput, 'clientSecret'> {
  readonly owner: string;
  readonly shared?: readonly Share[];
  readonly disabled?: true;
}

interface SeededGroup { readonly owner: string; readonly name: string; readonly description: string; readonly members: readonly string[] }

export const privateGroups: readonly SeededGroup[] = [
  { owner: 'ana.souza', name: 'Payments on-call', description: 'Whoever holds the pager for payments.', members: ['bruno.lima', 'carla.mendes'] },
  { owner: 'joao.pereira', name: 'Release crew', description: 'Ships on Tuesdays.', members: ['lukasz.wisniewski', 'misaki.sato', 'kwame.mensah'] },
  { owner: 'maria.silva2', name: 'App reviewers', description: 'Tests every build.', members: ['jing.chen', 'liam.gallagher'] },
];

const ONCALL = 'Payments on-call';
const PLATFORM = 'group:platform-engineering';

export const secrets: readonly SeededSecret[] = [
  { owner: 'ana.souza', name: 'Stripe live key', url: 'https://api.stripe.com/v1', clientId: 'acme-payments-live', identifier: 'stripe-live', method: 'Bearer token', tags: ['payments', 'production'],
    notes: 'Charges real cards. Rotate every quarter; the on-call runbook says how.' },
  { owner: 'ana.souza', name: 'SendGrid production', url: 'https://api.sendgrid.com/v3', clientId: 'acme-mail', identifier: 'sendgrid-prod', method: 'API key', tags: ['email', 'production'],
    shared: [['joao.pereira', 'view']] },
  { owner: 'ana.souza', name: 'Adyen test merchant', url: 'https://checkout-test.adyen.com/v71', clientId: 'AcmeECOM_test', identifier: 'adyen-test', method: 'API key', tags: ['payments', 'staging'],
    shared: [['group:payments', 'edit']] },
  { owner: 'ana.souza', name: 'Apple Pay merchant', url: 'https://apple-pay-gateway.apple.com', clientId: 'merchant.example.acme', method: 'mTLS', tags: ['payments', 'mobile'], shared: [[ONCALL, 'view'], ['liam.gallagher', 'view']] },
  { owner: 'ana.souza', name: 'Datadog payments', url: 'https://api.datadoghq.eu', clientId: 'dd-payments', method: 'API key', tags: ['monitoring'], shared: [[ONCALL, 'view'], ['group:site-reliability', 'view']] },
  { owner: 'ana.souza', name: 'Exchange rates feed', url: 'https://openexchangerates.org/api', clientId: 'acme-fx', method: 'API key', tags: ['finance'] },
  { owner: 'ana.souza', name: 'Fraud scoring sandbox', url: 'https://sandbox.fraud.example/v2', clientId: 'acme-sandbox', method: 'OAuth 2.0', tags: ['payments', 'staging'], disabled: true,
    notes: 'Trial ended. Kept until the invoice is settled.' },
  { owner: 'ana.souza', name: 'Invoice PDF renderer', url: 'https://pdf.internal.acme.example', clientId: 'billing', method: 'Basic', tags: ['finance', 'internal'], shared: [['carla.mendes', 'edit']] },
  { owner: 'ana.souza', name: 'PayPal webhooks', url: 'https://api-m.paypal.com', clientId: 'acme-br-web', identifier: 'paypal-hooks', method: 'OAuth 2.0', tags: ['payments', 'production'],
    shared: [['bruno.lima', 'edit'], ['carla.mendes', 'view']] },
  { owner: 'ana.souza', name: 'PIX gateway', url: 'https://pix.bank.example/api/v2', clientId: 'acme-pix', identifier: 'pix', method: 'mTLS', tags: ['payments', 'production', 'brazil'], shared: [[ONCALL, 'edit'], ['joao.pereira', 'view']] },
  { owner: 'ana.souza', name: 'Twilio SMS', url: 'https://api.twilio.com/2010-04-01', clientId: 'acme-sms', method: 'Basic', tags: ['notifications'], shared: [['bruno.lima', 'view', 14]] },

  { owner: 'joao.pereira', name: 'Cloudflare acme.example', url: 'https://api.cloudflare.com/client/v4', clientId: 'zone-acme', identifier: 'cf-acme', method: 'Bearer token', tags: ['dns', 'production'],
    shared: [[PLATFORM, 'edit'], ['ana.souza', 'view']] },
  { owner: 'joao.pereira', name: 'GitHub deploy bot', url: 'https://api.github.com', clientId: 'acme-deploy-bot', method: 'App token', tags: ['ci'], shared: [[PLATFORM, 'edit'], ['Release crew', 'view']] },
  { owner: 'joao.pereira', name: 'Grafana admin', url: 'https://grafana.internal.acme.example', clientId: 'admin', method: 'Basic', tags: ['monitoring', 'internal'], shared: [['group:site-reliability', 'edit'], ['ana.souza', 'edit']] },
  { owner: 'joao.pereira', name: 'Kubernetes staging', url: 'https://k8s-staging.internal.acme.example:6443', clientId: 'ci-staging', method: 'Bearer token', tags: ['platform', 'staging'], shared: [[PLATFORM, 'view']] },
  { owner: 'joao.pereira', name: 'PagerDuty events', url: 'https://events.pagerduty.com/v2', clientId: 'acme-routing', method: 'API key', tags: ['monitoring'], shared: [['group:site-reliability', 'edit'], ['ana.souza', 'view']] },
  { owner: 'joao.pereira', name: 'Sentry ingest', url: 'https://sentry.internal.acme.example/api/0', clientId: 'acme-web', method: 'DSN', tags: ['monitoring', 'internal'], shared: [['group:security', 'view']] },
  { owner: 'joao.pereira', name: 'Terraform Cloud', url: 'https://app.terraform.io/api/v2', clientId: 'acme-infra', method: 'Bearer token', tags: ['platform'], shared: [['fernanda.araujo', 'view'], ['thiago.monteiro', 'edit']] },

  { owner: 'bruno.lima', name: 'Chargeback portal', url: 'https://disputes.cards.example/api', clientId: 'acme-disputes', method: 'OAuth 2.0', tags: ['payments'], shared: [['ana.souza', 'edit']] },
  { owner: 'bruno.lima', name: 'Payout bank API', url: 'https://api.bank.example/payouts/v1', clientId: 'acme-payouts', identifier: 'payouts', method: 'mTLS', tags: ['payments', 'production'], shared: [['group:payments', 'view']] },
  { owner: 'bruno.lima', name: 'Postman workspace', url: 'https://api.getpostman.com', clientId: 'bruno-lima', method: 'API key', tags: ['tools'] },
  { owner: 'bruno.lima', name: 'SEPA direct debit', url: 'https://sepa.bank.example/v3', clientId: 'acme-sepa', method: 'mTLS', tags: ['payments', 'europe'], shared: [['group:payments', 'view']], disabled: true },

  { owner: 'carla.mendes', name: 'Figma export', url: 'https://api.figma.com/v1', clientId: 'carla-mendes', method: 'Bearer token', tags: ['design'] },
  { owner: 'carla.mendes', name: 'Google Ads reporting', url: 'https://googleads.googleapis.com', clientId: 'acme-ads', method: 'OAuth 2.0', tags: ['marketing'], shared: [['ana.souza', 'view', 30], ['bruno.lima', 'view', -3]] },
  { owner: 'carla.mendes', name: 'HubSpot CRM', url: 'https://api.hubapi.com', clientId: 'acme-crm', method: 'Bearer token', tags: ['marketing'], shared: [['maria.silva', 'view'], ['group:growth', 'edit']] },
  { owner: 'carla.mendes', name: 'Mailchimp audience', url: 'https://us6.api.mailchimp.com/3.0', clientId: 'acme-news', method: 'API key', tags: ['email', 'marketing'], shared: [['group:growth', 'edit']] },

  { owner: 'maria.silva', name: 'BigQuery reader', url: 'https://bigquery.googleapis.com', clientId: 'reader@acme-dwh', method: 'Service account', tags: ['data'], shared: [['group:data-analytics', 'view'], ['ana.souza', 'view']] },
  { owner: 'maria.silva', name: 'Looker embed', url: 'https://acme.looker.example:19999/api/4.0', clientId: 'embed', method: 'OAuth 2.0', tags: ['data'] },
  { owner: 'maria.silva', name: 'Snowflake loader', url: 'https://acme.eu-west-1.snowflake.example', clientId: 'LOADER', method: 'Key pair', tags: ['data', 'finance'], shared: [['group:finance', 'view'], ['group:data-analytics', 'edit']] },

  { owner: 'maria.silva2', name: 'App Store Connect', url: 'https://api.appstoreconnect.apple.com/v1', clientId: 'acme-ios', method: 'JWT', tags: ['mobile'], shared: [['App reviewers', 'view']] },
  { owner: 'maria.silva2', name: 'Apple push certificate', url: 'https://api.push.apple.com', clientId: 'example.acme.app', method: 'mTLS', tags: ['mobile', 'notifications'], shared: [['group:mobile', 'edit']] },
  { owner: 'maria.silva2', name: 'Firebase Android', url: 'https://fcm.googleapis.com/v1', clientId: 'acme-android', method: 'Service account', tags: ['mobile', 'notifications'], shared: [['group:mobile', 'view']] },

  { owner: 'fernanda.araujo', name: 'Okta audit log', url: 'https://acme.okta.example/api/v1', clientId: 'siem', method: 'API key', tags: ['security'], shared: [['group:security', 'edit']] },
  { owner: 'fernanda.araujo', name: 'VirusTotal lookup', url: 'https://www.virustotal.com/api/v3', clientId: 'acme-soc', method: 'API key', tags: ['security'], shared: [['torsten.kruger', 'view']] },
  { owner: 'thiago.monteiro', name: 'Argo CD', url: 'https://argo.internal.acme.example', clientId: 'sync', method: 'Bearer token', tags: ['platform', 'ci'], shared: [[PLATFORM, 'view']] },
  { owner: 'thiago.monteiro', name: 'Container registry', url: 'https://registry.internal.acme.example/v2', clientId: 'push', method: 'Basic', tags: ['platform'], shared: [[PLATFORM, 'edit']] },
  { owner: 'lukasz.wisniewski', name: 'Allegro marketplace', url: 'https://api.allegro.pl', clientId: 'acme-pl', method: 'OAuth 2.0', tags: ['sales', 'europe'] },
  { owner: 'misaki.sato', name: 'LINE Messaging', url: 'https://api.line.me/v2', clientId: 'acme-jp', method: 'Bearer token', tags: ['notifications', 'japan'], shared: [['naoki.yamamoto', 'edit']] },
  { owner: 'ahmed.hassan', name: 'Paymob Egypt', url: 'https://accept.paymob.com/api', clientId: 'acme-eg', method: 'API key', tags: ['payments', 'africa'], shared: [['group:payments', 'view']] },
  { owner: 'helena.brandao', name: 'Xero ledger', url: 'https://api.xero.com', clientId: 'acme-books', method: 'OAuth 2.0', tags: ['finance'], shared: [['group:finance', 'edit'], ['gunther.weiss', 'view', 60]] },
];

/** Who opened what lately, the latest last. */
export const uses: readonly (readonly [username: string, secret: string])[] = [
  ['bruno.lima', 'Payout bank API'], ['joao.pereira', 'SendGrid production'], ['ana.souza', 'PIX gateway'], ['maria.silva', 'BigQuery reader'], ['ana.souza', 'Chargeback portal'],
  ['joao.pereira', 'Cloudflare acme.example'], ['carla.mendes', 'PayPal webhooks'], ['ana.souza', 'Twilio SMS'], ['joao.pereira', 'Grafana admin'], ['ana.souza', 'Stripe live key'],
];

/** Looks like a key and is none: the same for the same name, and of no format that a real service or a scanner knows. */
export async function demoValue(name: string): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`Acme ${name}`)));
  const letters = Array.from(hash.subarray(0, 12), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `demo-${name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}-${letters}`;
}

export const isGroup = (who: string): who is GroupId => who.startsWith('group:');
export const userId = (username: string): UserId => `user:${username}`;
