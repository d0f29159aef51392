/** Only what parses as http or https is a link; everything else stays text: never `javascript:` or `data:` (security.md T12). */
export function webAddress(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url && (url.protocol === 'https:' || url.protocol === 'http:') ? url.href : undefined;
}
