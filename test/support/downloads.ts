import { until } from './secret-view-page.js';

/** What the page handed to the browser's downloads, instead of a file on the disk. */
export interface Downloads {
  readonly files: readonly { readonly name: string; readonly text: Promise<string> }[];
  restore(): void;
}

export function testDownloads(): Downloads {
  const files: { name: string; text: Promise<string> }[] = [];
  const { click } = HTMLAnchorElement.prototype;
  HTMLAnchorElement.prototype.click = function noted(this: HTMLAnchorElement) {
    if (!this.download) return click.call(this);
    // `text()` would take the mark away that a program reads the letters by
    files.push({ name: this.download, text: fetch(this.href).then(async (answer) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(await answer.arrayBuffer())) });
  };
  return { files, restore() { HTMLAnchorElement.prototype.click = click; } };
}

/** The next file that the page hands over. */
export async function savedFile(save: () => unknown): Promise<{ readonly name: string; readonly text: string }> {
  const downloads = testDownloads();
  try {
    await save();
    const { name, text } = await until(() => downloads.files[0], 'a file');
    return { name, text: await text };
  } finally {
    downloads.restore();
  }
}

/** What a program reads from a CSV that keeps to RFC 4180. */
export function parseCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  const row: string[] = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    row.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === '\r\n') rows.push(row.splice(0));
  }
  return rows;
}
