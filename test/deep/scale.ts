/** How much of each campaign to do, above 0 and at most 1: `MYSAFE_DEEP_SCALE`, which a page is told by test/deep/web-test-runner.config.mjs. */
function readScale(): number {
  const told = (globalThis as { readonly mysafeDeepScale?: number }).mysafeDeepScale;
  const scale = told ?? Number(typeof process === 'undefined' ? 1 : process.env['MYSAFE_DEEP_SCALE'] ?? 1);
  if (scale > 0 && scale <= 1) return scale;
  throw new Error('MYSAFE_DEEP_SCALE is a number above 0 and at most 1.');
}

/** `whole`, or the part of it that this run is to do: at least one. */
export const scaled = (whole: number): number => Math.max(1, Math.round(whole * readScale()));
