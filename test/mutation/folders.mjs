/** What is mutated, with the share of mutants that must be killed (security.md 5, goal 7), and by which tests: those of the folder itself. Most mutants fail in the first tests, so the `slow` ones come last; `beside` are tests of something else. */
export const folders = {
  policy: { floor: 95, mutate: 'src/core/policy/**/*.ts', tests: ['test/core/policy'], slow: ['invariants', 'random-commands', 'chain-histories'] },
  crypto: { floor: 90, mutate: 'src/core/crypto/**/*.ts', tests: ['test/core/crypto', 'test/vectors'], slow: ['written', 'vectors'] },
  adapters: { floor: 90, mutate: 'src/adapters/**/*.ts', tests: ['test/adapters'], beside: ['broken-storage'] },
};
