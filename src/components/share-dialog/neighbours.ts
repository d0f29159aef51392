/** The same control in the row so many places on, through all rows of the window. */
export function neighbours(row: HTMLElement, by: 1 | -1, control: string): HTMLElement | undefined {
  const root = row.getRootNode() as ShadowRoot;
  const all = [...root.querySelectorAll<HTMLElement>('.recipient[data-id]')];
  for (let at = all.indexOf(row) + by; at >= 0 && at < all.length; at += by) {
    const found = all[at]?.querySelector<HTMLElement>(`[data-control="${control}"]`);
    if (found) return found;
  }
  return undefined;
}
