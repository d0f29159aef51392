import { deepActiveElement } from '../shared/dialog-controller.js';

const parentOf = (node: Node): Node | null => (node instanceof Element && node.assignedSlot) || (node instanceof ShadowRoot ? node.host : node.parentNode);

function modalAround(node: Node | undefined): HTMLDialogElement | undefined {
  for (let at: Node | null = node ?? null; at; at = parentOf(at)) {
    if (at instanceof HTMLDialogElement && at.matches(':modal')) return at;
  }
  return undefined;
}

/** Behind a modal nothing can be hit, so a hit in the corner of the page is the modal or its backdrop. */
function hit(): Element | undefined {
  let at = document.elementFromPoint(1, 1);
  for (let inside = at?.shadowRoot?.elementFromPoint(1, 1); inside && inside !== at; inside = at.shadowRoot?.elementFromPoint(1, 1)) at = inside;
  return at ?? undefined;
}

/** The modal on top of the page, if one is open: where focus is, else around `from`, else what covers the page. Looks through open shadow roots. */
export const openModal = (from?: Element): HTMLDialogElement | undefined => modalAround(deepActiveElement()) ?? modalAround(from) ?? modalAround(hit());
