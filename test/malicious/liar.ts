import type { Authority, Result, UserId } from '../../src/core/index.js';
import type { Command, CommandOf, CommandResults, CommandType } from '../../src/core/protocol/command.js';
import type { Query, QueryResults } from '../../src/core/protocol/query.js';

type QueryOf<T extends Query['type']> = Extract<Query, { type: T }>;
type AnswerLie<T extends Query['type']> = (honest: QueryResults[T], query: QueryOf<T>, actor: UserId) => QueryResults[T] | Promise<QueryResults[T]>;
type CommandLie<T extends CommandType> = (command: CommandOf<T>, honest: (command: CommandOf<T>) => Promise<Result<CommandResults[T]>>, actor: UserId) => Promise<Result<CommandResults[T]>>;

type Reading = QueryResults['secret.read'];

/** A server that passes everything on, except for what it was told to lie about. Notes every command, as a server can. */
export interface Liar {
  readonly authority: Authority;
  readonly commands: readonly Command[];
  /** Changes the answer to questions of this type, where it is not refused. */
  answer<T extends Query['type']>(type: T, lie: AnswerLie<T>): void;
  /** Does something else with commands of this type. */
  obey<T extends CommandType>(type: T, lie: CommandLie<T>): void;
  /** Is honest from now on. */
  repent(): void;
}

const honestly: AnswerLie<Query['type']> = (honest) => honest;

export function liarOver(honest: Authority): Liar {
  const answers = new Map<string, AnswerLie<Query['type']>>();
  const deeds = new Map<string, CommandLie<CommandType>>();
  const commands: Command[] = [];
  /** A lie about the chain holds wherever the chain is told. */
  async function withPart({ chainPart }: Reading, reading: Reading, { secretId, after = 0 }: QueryOf<'secret.read'>, actor: UserId): Promise<Reading> {
    const lie = (answers.get('secret.chain') ?? honestly) as AnswerLie<'secret.chain'>;
    return chainPart ? { ...reading, chainPart: await lie(chainPart, { type: 'secret.chain', secretId, after }, actor) } : reading;
  }
  const authority = {
    ...honest,
    async execute(actor: UserId, command: Command) {
      commands.push(command);
      const lie = deeds.get(command.type);
      return lie ? lie(command, (changed) => honest.execute(actor, changed), actor) : honest.execute(actor, command);
    },
    async query(actor: UserId, query: Query, options?: { readonly signal?: AbortSignal }) {
      const answer = await honest.query(actor, query, options) as Result<QueryResults[Query['type']]>;
      if (!answer.ok) return answer;
      const value = await (answers.get(query.type) ?? honestly)(answer.value, query, actor);
      return { ok: true, value: query.type === 'secret.read' ? await withPart(answer.value as Reading, value as Reading, query, actor) : value };
    },
  } as Authority;
  return {
    authority, commands,
    answer: (type, lie) => { answers.set(type, lie as never); },
    obey: (type, lie) => { deeds.set(type, lie as never); },
    repent() { answers.clear(); deeds.clear(); },
  };
}
