/** Same control, so that one can go on doing the same. */
const sameIn = (card: Element | undefined, control: string): HTMLElement | undefined =>
  card?.querySelector<HTMLElement>(`[data-control="${CSS.escape(control)}"]`) ?? card?.querySelector<HTMLElement>('[data-control]') ?? undefined;

/** Of the cards above or below, the nearest one that stands in the same column. */
function vertically(cards: readonly Element[], from: Element, direction: 1 | -1): Element | undefined {
  const here = from.getBoundingClientRect();
  const beyond = cards.map((card) => ({ card, box: card.getBoundingClientRect() }))
    .filter(({ box }) => (box.top - here.top) * direction > 1)
    .sort((a, b) => (a.box.top - b.box.top) * direction || Math.abs(a.box.left - here.left) - Math.abs(b.box.left - here.left));
  return beyond[0]?.card;
}

/** The control that an arrow key goes to from a control of a card: the same one in the next card that way. */
export function cardTarget(root: ParentNode, from: HTMLElement, key: string): HTMLElement | undefined {
  const cards = [...root.querySelectorAll('[data-id]')];
  const card = from.closest('[data-id]');
  if (!card) return undefined;
  const forward = from.matches(':dir(rtl)') ? 'ArrowLeft' : 'ArrowRight';
  const beside = (by: 1 | -1): Element | undefined => cards[cards.indexOf(card) + by];
  const target = key === 'ArrowUp' || key === 'ArrowDown' ? vertically(cards, card, key === 'ArrowDown' ? 1 : -1) : beside(key === forward ? 1 : -1);
  return sameIn(target, from.dataset['control'] ?? '');
}
