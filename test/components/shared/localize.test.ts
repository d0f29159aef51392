import { expect, fixture, html } from '@open-wc/testing';
import { render } from 'lit';
import { ago } from '../../../src/components/shared/ago.js';
import { Localizer, localeOf } from '../../../src/components/shared/localize.js';

const texts = {
  'hello': 'Hello {name}',
  'people': { one: '{n} person', other: '{n} people' },
  'twice': '{name} and {name}',
} as const;

describe('Localizer', () => {
  it('fills places, each as often as it stands there', () => {
    expect(new Localizer(texts, 'en').text('twice', { name: 'Ana' })).to.equal('Ana and Ana');
  });

  it('chooses the plural form by the locale’s own rules', () => {
    const spoken = (locale: string): string[] => [0, 1, 2, 5].map((n) => new Localizer({ people: { zero: 'zero', one: 'one', two: 'two', few: 'few', many: 'many', other: 'other' } }, locale).text('people', { n }));
    expect(spoken('en')).to.deep.equal(['other', 'one', 'other', 'other']);
    expect(spoken('ar')).to.deep.equal(['zero', 'one', 'two', 'few']);
    expect(spoken('pt-BR')).to.deep.equal(['one', 'one', 'other', 'other']);
  });

  it('falls back to `other` where a form is missing', () => {
    expect(new Localizer(texts, 'ar').text('people', { n: 2 })).to.match(/people$/u);
  });

  it('writes numbers in the locale’s digits and grouping', () => {
    expect(new Localizer(texts, 'de').text('people', { n: 1_234 })).to.equal('1.234 people');
    expect(new Localizer(texts, 'ar-EG').text('people', { n: 12 })).to.equal('١٢ people');
  });

  it('does not fill places that come with a value', () => {
    expect(new Localizer(texts, 'en').text('hello', { name: '{name} {n}' })).to.equal('Hello {name} {n}');
  });

  it('leaves a place empty rather than write “undefined”', () => {
    expect(new Localizer(texts, 'en').text('hello', {})).to.equal('Hello ');
  });

  it('replaces single texts, and leaves the others', () => {
    const words = new Localizer(texts, 'en', { hello: 'Hi {name}' });
    expect([words.text('hello', { name: 'Ana' }), words.text('people', { n: 1 })]).to.deep.equal(['Hi Ana', '1 person']);
  });

  it('sets each filled place apart, so that a name of another direction does not turn the sentence round', async () => {
    const place = await fixture<HTMLElement>(html`<p></p>`);
    render(new Localizer(texts, 'en').rich('hello', { name: '<b>שלום</b>' }), place);
    expect([place.textContent, place.querySelector('bdi')?.textContent, place.querySelectorAll('b').length]).to.deep.equal(['Hello <b>שלום</b>', '<b>שלום</b>', 0]);
  });

  it('joins names as the language does', () => {
    expect(new Localizer(texts, 'en').list(['Ana', 'Rui', 'Eva'])).to.equal('Ana, Rui, and Eva');
    expect(new Localizer(texts, 'pt').list(['Ana', 'Rui', 'Eva'])).to.equal('Ana, Rui e Eva');
  });

  it('says how long ago in the largest unit', () => {
    const now = new Date('2026-03-02T09:00:00Z');
    const back = (seconds: number): string => ago(new Date(now.getTime() - seconds * 1_000), 'en', now);
    expect([back(0), back(59), back(60), back(7_200), back(86_400), back(86_400 * 45), back(86_400 * 800)]).to.deep.equal(['now', '59 seconds ago', '1 minute ago', '2 hours ago', 'yesterday', 'last month', '2 years ago']);
  });
});

describe('localeOf', () => {
  it('finds the nearest `lang`, across shadow roots', async () => {
    const place = await fixture<HTMLElement>(html`<div lang="pt-BR"><section><span></span></section></div>`);
    const inner = place.querySelector('span')!.attachShadow({ mode: 'open' }).appendChild(document.createElement('p'));
    expect(localeOf(inner)).to.equal('pt-BR');
    place.querySelector('section')!.lang = 'de';
    expect(localeOf(inner)).to.equal('de');
  });

  it('passes over what is no language tag', async () => {
    const place = await fixture<HTMLElement>(html`<div lang="fr"><p lang="not a tag"></p></div>`);
    expect(localeOf(place.querySelector('p')!)).to.equal('fr');
  });
});
