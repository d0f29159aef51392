import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';

const eslint = new ESLint({
  cwd: fileURLToPath(new URL('../..', import.meta.url)),
  // where CI is set, the parser takes it that no text differs from the file it stands for, and loses the compiler's options where one does
  overrideConfig: { languageOptions: { parserOptions: { disallowAutomaticSingleRunInference: true } } },
});
/** A file that the compiler knows: the rules that need types ask it about the text that stands in for the file's own. */
const PLACE = 'src/components/shared/timers.ts';

async function rulesAgainst(code: string): Promise<readonly string[]> {
  const [result] = await eslint.lintText(`import { html } from 'lit';\nexport const use = html;\n${code}\n`, { filePath: PLACE });
  return (result?.messages ?? []).filter(({ severity }) => severity === 2).map(({ ruleId, message }) => ruleId ?? message);
}

/** Code that turns text into markup or code, or lets a value out (security.md, goal 10), and the rule that refuses it. */
const REFUSED: Readonly<Record<string, string>> = {
  "import { unsafeHTML } from 'lit/directives/unsafe-html.js'; export const a = unsafeHTML;": 'no-restricted-syntax',
  "import { unsafeSVG } from 'lit/directives/unsafe-svg.js'; export const a = unsafeSVG;": 'no-restricted-syntax',
  "import { unsafeStatic } from 'lit/static-html.js'; export const a = unsafeStatic;": 'no-restricted-syntax',
  "import { unsafeHTML as markup } from 'lit/directives/unsafe-html.js'; export const a = markup;": 'no-restricted-syntax',
  "import { styleMap } from 'lit/directives/style-map.js'; export const a = styleMap;": 'no-restricted-syntax',
  "export const a = (e: Element): void => { e.innerHTML = ''; };": 'no-restricted-syntax',
  "export const a = (e: Element): void => { e['innerHTML'] = ''; };": 'no-restricted-syntax',
  "export const a = (e: Element): void => { e.outerHTML = ''; };": 'no-restricted-syntax',
  "export const a = (e: Element): void => { e.insertAdjacentHTML('beforeend', ''); };": 'no-restricted-syntax',
  "export const a = (e: Element): void => { e.setAttribute('style', 'x'); };": 'no-restricted-syntax',
  "export const a = (e: Element): void => { e.setAttribute('onclick', 'x'); };": 'no-restricted-syntax',
  "export const a = (e: HTMLIFrameElement): void => { e.srcdoc = ''; };": 'no-restricted-syntax',
  "export const a = (): void => { document.write(''); };": 'no-restricted-syntax',
  "export const a = (): Document => new DOMParser().parseFromString('', 'text/html');": 'no-restricted-syntax',
  "export const a = html`<p style=\"color: red\"></p>`;": 'no-restricted-syntax',
  "export const a = (look: string) => html`<p class=\"a\" style=${look}></p>`;": 'no-restricted-syntax',
  "export const a = (text: string) => html`<p .innerHTML=${text}></p>`;": 'no-restricted-syntax',
  "export const a = (text: string) => html`<p onclick=${text}></p>`;": 'no-restricted-syntax',
  'export const a = (): number => Math.random();': 'no-restricted-syntax',
  "export const a = (): number => Math['random']();": 'no-restricted-syntax',
  "export const a = (): unknown => eval('1');": 'no-eval',
  "export const a = (): unknown => window.eval('1');": 'no-restricted-syntax',
  "export const a = new Function('return 1');": 'no-new-func',
  "export const a = (): unknown => setTimeout('a()', 1);": '@typescript-eslint/no-implied-eval',
  "export const a = 'javascript:void 0';": 'no-script-url',
  "export const a = (): void => { console.log('x'); };": 'no-console',
  'export const a = (): void => { Promise.resolve(); };': '@typescript-eslint/no-floating-promises',
  'export const a = (): void => { void [1].map(async () => 1); [Promise.resolve()].forEach(async () => 1); fetch("/"); };': '@typescript-eslint/no-floating-promises',
};

describe('the lint refuses', () => {
  for (const [code, rule] of Object.entries(REFUSED)) {
    it(code, async () => { assert.ok((await rulesAgainst(code)).includes(rule), `expected ${rule}, got ${(await rulesAgainst(code)).join(', ') || 'nothing'}`); });
  }

  it('and lets pass what is as it should be', async () => {
    assert.deepEqual(await rulesAgainst('export const a = (text: string, on: () => void) => html`<p class="a" @click=${on} title=${text}>${text}</p>`;'), []);
  });
});
