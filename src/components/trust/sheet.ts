import { saveFile } from '../shared/csv.js';

/** What is on the paper, or in the file. */
export interface Sheet {
  readonly heading: string;
  readonly lines: readonly string[];
  readonly note: string;
  readonly lang: string;
}

function write(page: Document, { heading, lines, note, lang }: Sheet): void {
  const made = (tag: 'h1' | 'pre' | 'p', text: string): HTMLElement => Object.assign(page.createElement(tag), { textContent: text });
  page.title = heading;
  page.documentElement.lang = lang;
  const key = made('pre', lines.join('\n'));
  key.dir = 'ltr';
  page.body.replaceChildren(made('h1', heading), key, made('p', note));
}

/** Prints a sheet in a document of its own, so that nothing of the page is on it. Returns how to take it out of `root`; it goes by itself when it is printed. */
export function printSheet(root: ParentNode, sheet: Sheet): () => void {
  const frame = document.createElement('iframe');
  frame.className = 'sheet';
  frame.addEventListener('load', () => { // Firefox exchanges an empty document until then
    const { contentDocument: page, contentWindow: view } = frame;
    if (!page || !view) return;
    write(page, sheet);
    view.addEventListener('afterprint', () => { frame.remove(); });
    view.print();
  }, { once: true });
  root.append(frame);
  return () => { frame.remove(); };
}

/** Saves a sheet as a file of text. */
export function saveSheet({ heading, lines, note }: Sheet, name: string): void {
  saveFile(name, [heading, '', ...lines, '', note, ''].join('\n'), 'text/plain');
}
