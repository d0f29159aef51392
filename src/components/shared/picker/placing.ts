/** Where a list stands in the flow and its window fills the view. */
const NARROW = '(max-width: 480px), (pointer: coarse) and (max-height: 600px)';

/** Whether a list floats, by the platform's own popover; where anchors are missing or the view is narrow it stands in the flow. */
export const listFloats = (): boolean => CSS.supports('anchor-name: --a') && !matchMedia(NARROW).matches;

/** Shows or hides the list under a box, and brings its active option into view. */
export function placeList(list: HTMLElement | null, isOpen: boolean): void {
  if (list?.popover && list.matches(':popover-open') !== isOpen) list.togglePopover(isOpen);
  list?.querySelector('.active')?.scrollIntoView({ block: 'nearest' });
}
