/** The time in the body of a `use` record, or `undefined` where it holds none. */
export function lastUsedIn(body: unknown): number | undefined {
  if (typeof body !== 'object' || body === null || !('lastUsedAt' in body)) return undefined;
  return Number.isFinite(body.lastUsedAt) ? (body.lastUsedAt as number) : undefined;
}
