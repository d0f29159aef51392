/** Takes toasts along into a window that has just opened: where its host had focus before, no focus event reaches the page. */
export function bringToasts(): void {
  document.querySelector('mysafe-toasts')?.follow?.(); // in a page that never said anything it is no element of ours yet
}
