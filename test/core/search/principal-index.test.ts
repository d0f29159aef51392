import { expect } from '@open-wc/testing';
import * as fc from 'fast-check';
import type { Group, Principal, RecipientMatch, User } from '../../../src/core/model/principal.js';
import { fold } from '../../../src/core/search/fold.js';
import { createPrincipalIndex } from '../../../src/core/search/principal-index.js';
import judgedDirectory from '../../support/judged-directory.json' with { type: 'json' };
import judgedQueries from '../../support/judged-queries.json' with { type: 'json' };
import { makePeople } from '../../support/people.js';
import { naiveTier } from './oracle.js';

const SEED = 20_260_101;

const aUser = (id: string, name: string, username = id, email?: string): User =>
  ({ kind: 'user', id: `user:${id}`, name, username, ...(email === undefined ? {} : { email }), status: 'active' });
const aGroup = (id: string, name: string): Group => ({ kind: 'group', id: `group:${id}`, name, origin: 'directory', memberCount: 1, enabled: true });

const namesOf = (found: readonly RecipientMatch[]): string[] => found.map(({ principal }) => principal.name);
async function findNames(names: readonly string[], text: string): Promise<string[]> {
  return namesOf((await createPrincipalIndex(names.map((name, i) => aUser(`u${i}`, name)))).search(text));
}
async function marked(principal: Principal, text: string): Promise<Record<string, string[]>> {
  const [match] = (await createPrincipalIndex([principal])).search(text);
  return Object.fromEntries((match?.matches ?? []).map(({ field, ranges }) =>
    [field, ranges.map(([start, end]) => ((principal as User)[field] ?? '').slice(start, end))]));
}

describe('createPrincipalIndex', () => {
  it('finds by name, username, e-mail and group name', async () => {
    const index = await createPrincipalIndex([aUser('1', 'João Pereira', 'jota', 'jp@example.org'), aGroup('1', 'Platform Team'), aUser('2', 'Ada')]);
    for (const text of ['pereira', 'jota', 'jp@example.org']) expect(namesOf(index.search(text)), text).to.deep.equal(['João Pereira']);
    expect(namesOf(index.search('team'))).to.deep.equal(['Platform Team']);
    expect(index.size).to.equal(3);
  });

  it('finds words in any order', async () => {
    expect(await findNames(['João Pereira', 'João Silva', 'Ana Pereira'], 'pereira joao')).to.deep.equal(['João Pereira']);
  });

  for (const [name, text] of [['Łukasz', 'lukasz'], ['Søren', 'soren'], ['Groß', 'GROSS'], ['Nguyễn Đức', 'nguyen duc'], ['İpek', 'ipek'], ['Işıl', 'isil'],
    ['Ipek', 'İPEK'], ['Ελένη', 'ελενη'], ['Юлия Ёлкина', 'елкина'], ['مُحَمَّد', 'محمد'], ['Ｗｉｄｅ', 'wide'], ['ﾔﾏﾀﾞ', 'ヤマダ']] as const) {
    it(`finds ${name} for ${text}, without regard to case, accents and width`, async () => {
      expect(await findNames(['Zed', name], text)).to.deep.equal([name]);
    });
  }

  for (const [name, text] of [['王小明', '明'], ['欧阳志强', '志强'], ['田中太郎', '太'], ['田中 太郎', '田中太郎'], ['박 지민', '박지민'], ['김민준', '민준']] as const) {
    it(`finds ${name} for ${text}, by a part and without spaces`, async () => {
      expect(await findNames(['鈴木さくら', name], text)).to.deep.equal([name]);
    });
  }

  it('does not take different Indic, Thai or Korean words for one', async () => {
    expect(await findNames(['की', 'कु'], 'की')).to.deep.equal(['की']);
    expect(await findNames(['ปู', 'ปี'], 'ปี')).to.deep.equal(['ปี']);
    expect(await findNames(['김', '긴'], '김')).to.deep.equal(['김']);
  });

  it('finds parts of words and of e-mails', async () => {
    const index = await createPrincipalIndex([aUser('1', 'Kowalski', 'kk', 'k.kow@globex.com'), aUser('2', 'Ada', 'ada', 'ada@other.org')]);
    for (const text of ['wals', 'lobex', 'globex.com', 'bex.c']) expect(namesOf(index.search(text)), text).to.deep.equal(['Kowalski']);
  });

  it('reads what holds an @ or a dot as an address, and as words', async () => {
    const index = await createPrincipalIndex([aUser('1', 'J. Pereira', 'p1', 'joao.pereira@acme.pt'), aUser('2', 'João Pereira', 'p2', 'jp@globex.com'), aUser('3', 'Karl-Heinz')]);
    expect(namesOf(index.search('joao.pereira'))).to.deep.equal(['J. Pereira', 'João Pereira']);
    for (const text of ['joao.pereira@', 'joao.pereira@acme.pt', 'pereira@acm']) expect(namesOf(index.search(text))[0], text).to.equal('J. Pereira');
    expect(namesOf(index.search('@globex'))).to.deep.equal(['João Pereira']);
    expect(namesOf(index.search('@p2'))).to.deep.equal(['João Pereira']);
    expect(namesOf(index.search('karl-heinz'))).to.deep.equal(['Karl-Heinz']);
  });

  for (const [kind, text] of [['too few', 'perira'], ['too many', 'perreira'], ['another', 'pereixa'], ['swapped', 'preeira'], ['in the first', 'qereira'], ['still typed', 'pera']] as const) {
    it(`forgives one mistake: ${kind}`, async () => {
      expect(await findNames(['Pereira', 'Sousa'], text)).to.deep.equal(['Pereira']);
    });
  }

  it('forgives no mistake in fewer than four letters, and not two', async () => {
    expect(await findNames(['Pereira'], 'pre')).to.deep.equal([]);
    expect(await findNames(['Pereira'], 'prereirr')).to.deep.equal([]);
  });

  it('puts whole words first, then beginnings, then parts, then mistakes', async () => {
    expect(await findNames(['Mart', 'Amarta', 'Martin', 'Marco'], 'mart')).to.deep.equal(['Mart', 'Martin', 'Amarta', 'Marco']);
  });

  it('puts whom one shares with more often earlier among equals only', async () => {
    const index = await createPrincipalIndex(['Ana A', 'Ana B', 'Ana C', 'Anabela'].map((name) => aUser(name.replace(' ', ''), name)));
    const weights: Record<string, number> = { 'user:AnaC': 2, 'user:AnaB': 1, 'user:Anabela': 9 };
    expect(namesOf(index.search('ana', { weightOf: (id) => weights[id] ?? 0 }))).to.deep.equal(['Ana C', 'Ana B', 'Ana A', 'Anabela']);
  });

  it('asks for at most 1,000 weights', async () => {
    const index = await createPrincipalIndex(Array.from({ length: 3_000 }, (_, i) => aUser(`${i}`, `Ana ${i}`)));
    let asked = 0;
    index.search('a', { weightOf: () => { asked += 1; return 0; } });
    expect(asked).to.equal(1_000);
  });

  it('puts names that begin with the text before others that match as well, then goes by name', async () => {
    expect(await findNames(['Abel Jota', 'Joana', 'Zé Jota', 'Joaquim'], 'jo')).to.deep.equal(['Joana', 'Joaquim', 'Abel Jota', 'Zé Jota']);
  });

  it('finds at most `limit`, twenty unless told', async () => {
    const index = await createPrincipalIndex(Array.from({ length: 50 }, (_, i) => aUser(`${i}`, `Ana ${i}`)));
    expect(index.search('ana')).to.have.length(20);
    expect(index.search('ana', { limit: 3 })).to.have.length(3);
    expect(index.search('ana', { limit: 0 })).to.have.length(0);
  });

  it('finds two people with the same name', async () => {
    expect(await findNames(['Ada Lovelace', 'Ada Lovelace'], 'ada love')).to.have.length(2);
  });

  it('ignores hidden characters in names and in what was typed', async () => {
    expect(await findNames(['Jo\u200Bão \u202EPereira\u202C'], 'joao p\u200Dereira')).to.have.length(1);
    expect(await findNames(['Joao'], '\u2066joao\u2069')).to.have.length(1);
  });

  it('finds nobody for nothing', async () => {
    for (const text of ['', '   ', '\u200B', '...']) expect(await findNames(['Ada'], text), JSON.stringify(text)).to.deep.equal([]);
  });

  it('marks the letters that matched, in the original', async () => {
    expect(await marked(aUser('1', 'João Pereira', 'jp', 'joao.pereira@acme.pt'), 'pere joa')).to.deep.equal({ name: ['Joã', 'Pere'], email: ['joa', 'pere'] });
    expect(await marked(aUser('1', 'Jürgen Groß', 'x'), 'gross')).to.deep.equal({ name: ['Groß'] });
    expect(await marked(aUser('1', 'ﾔﾏﾀﾞ', 'x'), 'ダ')).to.deep.equal({ name: ['ﾀﾞ'] });
    expect(await marked(aUser('1', 'Jose\u0301 X', 'x1'), 'jose')).to.deep.equal({ name: ['Jose\u0301'] });
    expect(await marked(aUser('1', 'J', 'x', 'joao.pereira@acme.pt'), 'joao.pereira@ac')).to.deep.equal({ email: ['joao.pereira@ac'] });
    expect(await marked(aUser('1', 'Pereira', 'x'), 'periera')).to.deep.equal({ name: ['Pereira'] });
  });

  it('adds, replaces and removes', async () => {
    const index = await createPrincipalIndex([aUser('1', 'Ada'), aUser('2', 'Bob')]);
    index.add(aUser('3', 'Cleo'));
    index.add(aUser('1', 'Adele'));
    index.remove('user:2');
    index.remove('user:none');
    expect(index.size).to.equal(2);
    expect(namesOf(index.search('cleo'))).to.deep.equal(['Cleo']);
    expect(index.search('bob')).to.deep.equal([]);
    expect(namesOf(index.search('ad'))).to.deep.equal(['Adele']);
  });

  it('keeps the later of two with the same id', async () => {
    const index = await createPrincipalIndex([aUser('1', 'Ada'), aUser('1', 'Adele')]);
    expect([index.size, ...namesOf(index.search('ad'))]).to.deep.equal([1, 'Adele']);
  });

  it('survives a proxy and can not be changed from outside', async () => {
    const index = await createPrincipalIndex([aUser('1', 'Ada')]);
    expect(Object.isFrozen(index)).to.equal(true);
    const proxied = new Proxy(index, {});
    expect(namesOf(proxied.search('ada'))).to.deep.equal(['Ada']);
  });

  it('stays right while newcomers are indexed in the background', async () => {
    const index = await createPrincipalIndex(makePeople(500, SEED));
    for (let i = 0; i < 1_000; i += 1) index.add(aUser(`new${i}`, `Novato ${i}`));
    const during = new Set<number>();
    for (let turn = 0; turn < 40; turn += 1) {
      index.remove(`user:new${turn}`);
      during.add(index.search('novato', { limit: 2_000 }).length - (999 - turn));
      await new Promise((resolve) => { setTimeout(resolve, 2); });
    }
    expect([...during]).to.deep.equal([0]);
    expect(index.size).to.equal(500 + 960);
    expect(namesOf(index.search('novato 999'))).to.deep.equal(['Novato 999']);
    expect(namesOf(index.search('novato 7'))[0]).to.equal('Novato 70');
  });

  it('gives the event loop a turn while it builds', async () => {
    let turns = 0;
    const timer = setInterval(() => { turns += 1; }, 1);
    await createPrincipalIndex(makePeople(20_000, SEED));
    clearInterval(timer);
    expect(turns).to.be.greaterThan(5);
  }).timeout(60_000);

  it('takes hostile names and texts', async () => {
    const hostile = ['', ' ', 'a'.repeat(10_000), 'אב'.repeat(500), '\u202Egnp.exe', '<img src=x onerror=alert(1)>', '\uD800', '\uDC00a', '👩‍👩‍👧 🚀', '\u0000', '***',
      '__proto__', 'constructor', 'e' + '\u0301'.repeat(5_000), '\u200B'.repeat(3_000), '/[(*+?', '@', '@@', '﷽'.repeat(200), Array.from({ length: 3_000 }, (_, i) => i).join(' ')];
    const index = await createPrincipalIndex(hostile.map((name, i) => aUser(`h${i}`, name, name.slice(0, 50), `${name}@${name}`)));
    for (const name of hostile) index.add(aUser(`later${name.length}`, name));
    for (const text of hostile) expect(() => index.search(text), JSON.stringify(text.slice(0, 20))).not.to.throw();
    expect(index.search('🚀')).not.to.have.length(0);
    expect(index.search('img src')).not.to.have.length(0);
    expect(index.search('***')).not.to.have.length(0);
  });

  describe(`random directories (seed ${SEED})`, () => {
    const word = fc.stringMatching(/^[abcéñß]{1,6}$/);
    const name = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' '));
    const user = fc.record({ name, username: fc.oneof(word, fc.tuple(word, word).map((two) => two.join('.'))), email: fc.option(fc.tuple(word, word).map((two) => `${two.join('@')}.cb`), { nil: undefined }) });
    const typed = fc.oneof(name, word, fc.tuple(word, word).map((two) => two.join('.')), fc.tuple(word, word).map((two) => two.join('@')), word.map((one) => `@${one}`));
    const steps = fc.array(fc.tuple(fc.nat(11), fc.option(user, { nil: undefined })), { maxLength: 12 });

    async function afterSteps(users: readonly Omit<User, 'kind' | 'id' | 'status'>[], changes: readonly (readonly [number, Omit<User, 'kind' | 'id' | 'status'> | undefined])[]) {
      const make = (i: number, one: Omit<User, 'kind' | 'id' | 'status'>): User => aUser(`${i}`, one.name, one.username, one.email);
      const living = new Map<string, User>(users.map((one, i) => [`user:${i}`, make(i, one)]));
      const index = await createPrincipalIndex(living.values());
      for (const [i, one] of changes) {
        if (one) { index.add(make(i, one)); living.set(`user:${i}`, make(i, one)); } else { index.remove(`user:${i}`); living.delete(`user:${i}`); }
      }
      return { index, living };
    }

    it('finds exactly whom the rules name, the better tier first', async () => {
      await fc.assert(fc.asyncProperty(fc.array(user, { maxLength: 12 }), steps, fc.array(typed, { minLength: 1, maxLength: 5 }), async (users, changes, texts) => {
        const { index, living } = await afterSteps(users, changes);
        expect(index.size).to.equal(living.size);
        for (const text of texts) {
          const found = index.search(text, { limit: 100 }).map(({ principal }) => principal);
          const expected = [...living.values()].map((one) => naiveTier(one, text)).filter((tier) => tier < 4).sort();
          expect(found.map((one) => naiveTier(one, text)), text).to.deep.equal(expected);
          expect(new Set(found.map(({ id }) => id)).size).to.equal(found.length);
        }
      }), { seed: SEED, numRuns: 250 });
    }).timeout(60_000);

    it('gives the same answers from newcomers as from a fresh index', async () => {
      await fc.assert(fc.asyncProperty(fc.array(user, { maxLength: 12 }), steps, typed, fc.integer({ min: 1, max: 5 }), async (users, changes, text, limit) => {
        const { index, living } = await afterSteps(users, changes);
        const fresh = await createPrincipalIndex(living.values());
        const weightOf = (id: string): number => Number(id.slice(5)) % 3;
        expect(index.search(text, { limit, weightOf })).to.deep.equal(fresh.search(text, { limit, weightOf }));
      }), { seed: SEED, numRuns: 200 });
    }).timeout(60_000);

    it('marks ranges that, folded, are what was typed but for one mistake, in order and apart', async () => {
      await fc.assert(fc.asyncProperty(fc.array(user, { minLength: 1, maxLength: 8 }), typed, async (users, text) => {
        const { index } = await afterSteps(users, []);
        for (const { principal, matches } of index.search(text)) {
          for (const { field, ranges } of matches) {
            let last = 0;
            for (const [start, end] of ranges) {
              expect(start).to.be.at.least(last);
              expect(end).to.be.greaterThan(start);
              last = end;
              const mark = fold(((principal as User)[field] ?? '').slice(start, end));
              expect(text.split(/[\s]+|(?=@)|[.]/).concat(text.split(' '), text.replace(/^@/, '')).map(fold).some((part) => isNear(mark, part) || isNear(mark.replaceAll('ss', 's'), part.replaceAll('ss', 's'))), `${mark} for ${text}`).to.equal(true);
            }
          }
        }
      }), { seed: SEED, numRuns: 250 });
    }).timeout(60_000);
  });

  it('answers all judged queries', async () => {
    const index = await createPrincipalIndex(judgedDirectory as readonly Principal[]);
    const wrong = judgedQueries.filter(({ query, expect: ids, within }) => {
      const first: readonly string[] = index.search(query).slice(0, within).map(({ principal }) => principal.id);
      return !ids.every((id) => first.includes(id));
    });
    expect(judgedQueries).to.have.length(60);
    expect(wrong.map(({ query }) => query)).to.deep.equal([]);
  });
});

/** At most one letter too many, too few, another or swapped. */
function isNear(a: string, b: string): boolean {
  let same = 0;
  while (same < a.length && a[same] === b[same]) same += 1;
  const [restA, restB] = [a.slice(same), b.slice(same)];
  return [restA.slice(1) === restB.slice(1), restA.slice(1) === restB, restA === restB.slice(1),
    restA.slice(2) === restB.slice(2) && restA[0] === restB[1] && restA[1] === restB[0]].some(Boolean);
}
