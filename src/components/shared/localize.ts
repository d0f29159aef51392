import { html, type TemplateResult } from 'lit';

/** A text with `{places}` for what differs, or one text for each plural form of `n` (Unicode CLDR). */
export type Text = string | { readonly one?: string; readonly two?: string; readonly few?: string; readonly many?: string; readonly zero?: string; readonly other: string };
export type Catalogue = Readonly<Record<string, Text>>;
type Param = string | number | undefined;
export type Params = Readonly<Record<string, Param>>;

const rulesByLocale = new Map<string, Intl.PluralRules>();

function pluralRules(locale: string): Intl.PluralRules {
  const known = rulesByLocale.get(locale) ?? new Intl.PluralRules(locale);
  rulesByLocale.set(locale, known);
  return known;
}

/** `asked`, else the nearest `lang` of an element or of what contains it, across shadow roots; else the browser's. What is no language tag is passed over. */
export function localeOf(element: Element, asked?: string): string {
  if (asked && isLocale(asked)) return asked;
  for (let at: Node | null = element; at; at = at instanceof ShadowRoot ? at.host : at.parentNode) {
    const lang = at instanceof Element ? at.getAttribute('lang') : undefined;
    if (lang && isLocale(lang)) return lang;
  }
  return navigator.language;
}

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

/** Speaks one catalogue in one locale. */
export class Localizer<C extends Catalogue> {
  readonly locale: string;
  readonly #texts: C;

  constructor(texts: C, locale: string, overrides: Partial<Record<string, Text>> = {}) {
    this.#texts = { ...texts, ...overrides };
    this.locale = locale;
  }

  #pattern(key: keyof C & string, params: Params): string {
    const text: Text = this.#texts[key] ?? key;
    if (typeof text === 'string') return text;
    return text[pluralRules(this.locale).select(Number(params['n']))] ?? text.other;
  }

  #spoken(value: Param): string {
    return typeof value === 'number' ? value.toLocaleString(this.locale) : (value ?? '');
  }

  /** The text for `key`; numbers in the locale's digits, `n` choosing the plural form. */
  text(key: keyof C & string, params: Params = {}): string {
    return this.#pattern(key, params).replace(/\{(\w+)\}/g, (_, name: string) => this.#spoken(params[name]));
  }

  /** As `text`, each filled place in a `<bdi>`, so that a name of another direction does not turn the sentence round. */
  rich(key: keyof C & string, params: Params = {}): TemplateResult {
    const parts = this.#pattern(key, params).split(/\{(\w+)\}/g);
    return html`${parts.map((part, at) => (at % 2 === 0 ? part : html`<bdi>${this.#spoken(params[part])}</bdi>`))}`;
  }

  list(names: readonly string[]): string {
    return new Intl.ListFormat(this.locale, { type: 'conjunction' }).format(names);
  }

  /** A day, with the time where asked. */
  date(date: Date, options: Intl.DateTimeFormatOptions = { dateStyle: 'medium' }): string {
    return new Intl.DateTimeFormat(this.locale, options).format(date);
  }
}
