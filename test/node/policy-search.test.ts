import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { describeReport } from '../policy-search/report.js';
import { mutants } from '../policy-search/mutants.js';
import { search } from '../policy-search/search.js';
import { quickWorlds } from '../policy-search/worlds.js';

const reports = quickWorlds.map((world) => ({ world, report: search(world) }));

describe('every reachable state of a small world (security.md 3.4)', () => {
  for (const { world, report } of reports) {
    it(`keeps every invariant: ${world.name}`, (test) => {
      test.diagnostic(describeReport(world, report));
      assert.deepEqual([...report.violations], []);
      assert.deepEqual({ states: report.states, transitions: report.transitions }, world.found);
    });
  }

  it('knows who can gain through a group of their own, and nobody else', () => {
    const [withGroup, withoutGroup] = reports.map(({ report }) => report.accepted);
    assert.ok((withGroup?.get('the group’s owner gains through the own group') ?? 0) > 0);
    assert.deepEqual([...withoutGroup ?? []], []);
  });
});

describe('the search', () => {
  for (const { name, breaks, rules } of mutants) {
    it(`sees that ${name} (${breaks})`, () => {
      const found = quickWorlds.some((world) => search(world, rules, ({ violations }) => violations.has(breaks)).violations.has(breaks));
      assert.ok(found, `${breaks} holds in every state that can be reached`);
    });
  }
});
