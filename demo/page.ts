/** The element that index.html has under this selector. */
export function part<E extends HTMLElement = HTMLElement>(selector: string): E {
  const found = document.querySelector<E>(selector);
  if (!found) throw new Error(`index.html has no “${selector}”.`);
  return found;
}

export function element(tag: keyof HTMLElementTagNameMap, className: string, ...children: (Node | string)[]): HTMLElement {
  const made = document.createElement(tag);
  made.className = className;
  made.append(...children);
  return made;
}

/** Up to two letters for somebody without a picture. */
export function initialsOf(name: string): string {
  const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  const words = name.split(/\s+/);
  const chosen = words.length > 1 ? [words[0], words.at(-1)] : [name];
  return chosen.map((word = '') => [...letters.segment(word)][0]?.segment ?? '').join('').toUpperCase();
}

/** A name that stays whole beside text of the other direction. */
export const isolated = (name: string): HTMLElement => element('bdi', '', name);

export const dateOf = (at: Date): string => at.toLocaleDateString('en', { dateStyle: 'medium' });
export const timeOf = (at: Date): string => at.toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short' });
