import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, it } from 'node:test';
import { type Document, anchorsOf, codeBlocksOf, compileErrors, documentAt, documents, hasTitle, linksOf, root } from '../support/documents.js';

const all = documents();
const security = documentAt('docs/security.md');
const honest = documentAt('docs/what-we-do-not-protect.md');
/** The README's table names requirements instead of titles where it links to a file alone: readme.test.ts holds it to them. */
const titled = all.filter(({ path }) => path !== 'README.md');

/** Where a relative link of a document leads, from the root. */
const leadsTo = ({ path }: Document, target: string): string => normalize(join(dirname(path), target.split('#')[0] || path.split('/').at(-1)!));
const sourceOf = (path: string): string => readFileSync(join(root, path), 'utf8');
const codesIn = (path: string): string[] => [...sourceOf(path).matchAll(/'([a-z]+\/[a-z-]+)'/g)].map(([, code = '']) => code);

describe('the documents', () => {
  it('link to files, places and addresses that are there', () => {
    const wrong = all.flatMap((document) => linksOf(document.text).flatMap(({ target }) => {
      if (/^https?:/.test(target)) return URL.canParse(target) ? [] : [target];
      const [file, place] = [leadsTo(document, target), target.split('#')[1]];
      const found = existsSync(join(root, file)) && (place === undefined || anchorsOf(sourceOf(file)).includes(place));
      return found ? [] : [`${document.path}: ${target}`];
    }));
    assert.deepEqual(wrong, []);
    assert.ok(all.flatMap(({ text }) => linksOf(text)).length > 150, 'links were found');
  });

  it('name each test that they link to by its file and its title, and the file has such a test', () => {
    const wrong = all.flatMap((document) => linksOf(document.text).flatMap(({ text, target }) => {
      const file = leadsTo(document, target);
      const bare = !text.includes(' › ') && !titled.includes(document);
      if (!/^test\/.*\.ts$/.test(file) || bare) return [];
      const [named, title] = text.split(' › ');
      return named === file && title !== undefined && existsSync(join(root, file)) && hasTitle(sourceOf(file), title) ? [] : [`${document.path}: ${text}`];
    }));
    assert.deepEqual(wrong, []);
  });

  it('have code that compiles, or that is marked as something else', async () => {
    const blocks = titled.flatMap(({ path, text }) => codeBlocksOf(text).map((block) => ({ ...block, path })));
    assert.deepEqual(blocks.filter(({ language }) => !['ts', 'html', 'sh', 'text'].includes(language)).map(({ path, language }) => `${path}: “${language}”`), []);
    const code = blocks.filter(({ language }) => language === 'ts').map((block) => block.code);
    assert.ok(code.length > 0);
    assert.equal(await compileErrors('docs', code), undefined);
  });

  it('name no code of a refusal or fault that does not exist', () => {
    const codes = new Set([...codesIn('src/core/model/fault.ts'), ...codesIn('src/core/model/refusal.ts')]);
    const families = new Set([...codes].map((code) => code.split('/')[0]));
    const named = all.flatMap(({ path, text }) => [...text.matchAll(/`([a-z]+)\/([a-z-]+)`/g)].map(([, family = '', rest = '']) => ({ path, family, code: `${family}/${rest}` })));
    assert.deepEqual(named.filter(({ family, code }) => families.has(family) && !codes.has(code)).map(({ path, code }) => `${path}: ${code}`), []);
  });

  it('number decisions as their files are, each with its context and its decision', () => {
    for (const { path, text } of all.filter((document) => document.path.startsWith('docs/adr/'))) {
      assert.match(text, new RegExp(`^# ${Number(path.slice('docs/adr/'.length).slice(0, 4))}\\. `), path);
      for (const part of ['Status: ', '## Context', '## Decision']) assert.ok(text.includes(`\n${part}`), `${path} has no “${part}”`);
    }
  });
});

describe('docs/security.md', () => {
  it('has one line for each code of a refusal and of a fault', () => {
    const table = (heading: string): string[] => [...(security.text.split(`### ${heading}\n`)[1]?.split(/^#/m)[0] ?? '').matchAll(/^\| `([a-z/-]+)` \|/gm)].map(([, code = '']) => code);
    assert.deepEqual(table('Refusals').sort(), [...new Set(codesIn('src/core/model/refusal.ts'))].sort());
    assert.deepEqual(table('Faults').sort(), [...new Set(codesIn('src/core/model/fault.ts'))].sort());
  });
});

describe('docs/what-we-do-not-protect.md', () => {
  const points = honest.text.split('\n').filter((line) => line.startsWith('- '));
  const MARK = / \((?:\[[^\]]+\]\([^)]+\)|(not testable): [^()]+)\)$/u;

  it('is one sentence a point, each with its test or the reason why there can be none', (test) => {
    assert.deepEqual(points.filter((point) => /not tested/iu.test(point)), [], 'a point comes with its test');
    for (const point of points) {
      assert.match(point, MARK, point);
      const sentence = point.slice(2).replace(MARK, '');
      assert.match(sentence, /^[^[]+\.$/u, `its one mark stands at the end: ${point}`);
      assert.doesNotMatch(sentence, /[.!?] \p{Lu}/u, `two sentences: ${point}`);
    }
    const never = points.filter((point) => MARK.exec(point)?.[1] !== undefined).length;
    test.diagnostic(`what we do not protect: ${points.length} points, ${points.length - never} shown by a test, ${never} not testable`);
    assert.ok(points.length > 40);
  });

  it('says nothing outside of its points but headings and how to read it', () => {
    const rest = honest.text.split('\n').filter((line) => line !== '' && !line.startsWith('- ') && !line.startsWith('#'));
    assert.equal(rest.length, 1);
  });
});
