/** One promise of a port, as data: needs no test runner. A harness opens, reopens and cleans up what is tested. */
export interface ContractRule<Harness> {
  readonly rule: string;
  /** Resolves where the promise is kept, rejects where it is broken. */
  check(harness: Harness): Promise<void>;
}
