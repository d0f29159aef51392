const onApple = (): boolean => /Mac|iPhone|iPad|iPod/.test(navigator.platform);

/** What a person presses to copy what is selected. */
export const copyKeys = (): string => (onApple() ? '⌘C' : 'Ctrl+C');

/**
 * Puts on the clipboard what `text` becomes. Rejects where the browser does not allow it.
 * Safari lets a click write only while its handler runs, so there the promise itself is handed over (WebKit blog, “Async Clipboard API”, 2020).
 */
export async function writeClipboard(text: Promise<string>): Promise<void> {
  if (navigator.vendor.startsWith('Apple') && typeof ClipboardItem === 'function') {
    const blob = text.then((value) => new Blob([value], { type: 'text/plain' }));
    return navigator.clipboard.write([new ClipboardItem({ 'text/plain': blob })]);
  }
  return navigator.clipboard.writeText(await text);
}

/** Selects everything in `element`, so that the keys of `copyKeys` copy it. */
export function selectText(element: Element): void {
  getSelection()?.selectAllChildren(element);
}
