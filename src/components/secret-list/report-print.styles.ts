/** Marks what only paper sees. */
export const PRINTED = 'data-mysafe-print';

function sheetOf(css: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
}

/** While a report is in the page. A host's own layout may clip or stretch what is printed, so the page lets go of it for paper. */
export const pageSheet = sheetOf(`
  [${PRINTED}] { display: none !important; }
  @media print {
    [${PRINTED}] { display: block !important; }
    body > :not([${PRINTED}]) { display: none !important; }
    html, body {
      display: block !important; position: static !important; inline-size: auto !important; block-size: auto !important; min-block-size: 0 !important; max-block-size: none !important;
      margin: 0 !important; padding: 0 !important; overflow: visible !important; background: none !important; color-scheme: light !important;
    }
  }
`);

/** Black on white, a line between rows, the headings again on each page. */
export const printedSheet = sheetOf(`
  :host { color: #000; background: #fff; font: 9pt/1.4 system-ui, sans-serif; }
  h1 { margin: 0; font-size: 14pt; line-height: 1.3; }
  p { margin: 2pt 0 10pt; color: #444; }
  table { inline-size: 100%; border-collapse: collapse; }
  th { font-weight: 600; white-space: nowrap; }
  th, td { padding-block: 3pt; padding-inline: 0 8pt; border-block-end: 0.5pt solid #999; text-align: start; vertical-align: top; overflow-wrap: anywhere; }
  .col-name { font-weight: 600; }
  .col-last-use { white-space: nowrap; }
  tr { break-inside: avoid; }
`);
