import { expect, fixture, html } from '@open-wc/testing';
import { executeServerCommand } from '@web/test-runner-commands';
import { avatar } from '../../src/components/shared/principals.js';
import { webAddress } from '../../src/components/shared/web-address.js';
import { ana } from '../support/vault-builders.js';
import { expectOnlyText, outsideRequests } from './hostile-text.js';
import { until } from './looking.js';
import { watchPage } from './page-watch.js';
import { readPayloads, spread } from './payloads.js';

/** Addresses that run something, or are no address of the web, in the ways they are hidden. */
const NO_LINKS = [
  'javascript:alert(1)', 'JaVaScRiPt:alert(1)', ' javascript:alert(1)', '\u0001javascript:alert(1)', 'java\tscript:alert(1)', 'java\nscript:alert(1)', 'javascript\r:alert(1)',
  'javascript://https://example.org/%0aalert(1)', 'data:text/html,<script>alert(1)</script>', 'DATA:text/html;base64,PHNjcmlwdD4=', 'vbscript:msgbox(1)', 'VBScript:msgbox(1)', 'blob:https://example.org/1',
  'filesystem:https://example.org/1', 'view-source:https://example.org', 'file:///etc/passwd', 'ftp://example.org', 'about:blank', 'intent://x', 'mailto:a@example.org', '//example.org', '/path', 'example.org', 'http://', 'https://<script>',
];

describe('hostile text stays text', () => {
  it('goal 9: a spread of the payloads in every position, none fires and none asks outside', async function () {
    this.timeout(110_000);
    const { all } = await readPayloads();
    await expectOnlyText(spread(all, 60));
  });

  it('the control: as markup, at least 10 of the first 400 fire, elements grow, and a request outside is seen', async function () {
    this.timeout(30_000);
    const { all } = await readPayloads();
    await executeServerCommand('outside-watch');
    const frame = await fixture<HTMLIFrameElement>(html`<iframe title="control"></iframe>`);
    const page = (frame.contentWindow ?? expect.fail('no page')) as Window & typeof globalThis;
    const watch = watchPage(page);
    for (const payload of all.slice(0, 400)) page.document.body.appendChild(page.document.createElement('div')).innerHTML = payload;
    page.document.body.appendChild(page.document.createElement('img')).src = 'https://outside.example/picture';
    await until(() => watch.ran.length >= 10, 'ten that fire');
    await until(() => watch.grown.length >= 100, 'what grew');
    while (!(await outsideRequests()).some((url) => url === 'https://outside.example/picture')) { /* asks the runner again */ }
    watch.stop();
    console.log(`the control: ${watch.ran.length} fired, ${watch.grown.length} grew, ${(await outsideRequests()).length} outside requests`);
  });

  it('T12: only what parses as http or https is a link', () => {
    expect(NO_LINKS.filter((url) => webAddress(url) !== undefined)).to.deep.equal([]);
    expect(['https://example.org', 'HTTP://example.org/a?b#c', ' https://example.org'].map(webAddress)).to.deep.equal(['https://example.org/', 'http://example.org/a?b#c', 'https://example.org/']);
  });

  it('T12: an avatar is fetched only where the host gave an https address or a picture as data', async () => {
    const sourceOf = async (avatarUrl: string | undefined): Promise<string | undefined> => (await fixture(avatar({ ...ana, avatarUrl }))).querySelector('img')?.getAttribute('src') ?? undefined;
    for (const url of [undefined, '', 'http://example.org/a.png', 'data:text/html,x', 'data:,image/', 'data:text/html;image/png,x', ...NO_LINKS]) expect(await sourceOf(url), url).to.equal(undefined);
    expect(await sourceOf('data:image/gif;base64,R0lGODlhAQABAAAAACw=')).to.equal('data:image/gif;base64,R0lGODlhAQABAAAAACw=');
    expect(await sourceOf('HTTPS://avatars.example/a b.png')).to.equal('https://avatars.example/a%20b.png');
  });
});
