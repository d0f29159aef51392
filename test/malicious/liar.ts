import type { Authority, Result, SecretId, UserId } from '../../src/core/index.js';
import type { Command, CommandOf, CommandResults, CommandType } from '../../src/core/protocol/command.js';
import type { ChainPart, Query, QueryResults, WithChain } from '../../src/core/protocol/query.js';

type QueryOf<T extends Query['type']> = Extract<Query, { type: T }>;
type AnswerLie<T extends Query['type']> = (honest: QueryResults[T], query: QueryOf<T>, actor: UserId) => QueryResults[T] | Promise<QueryResults[T]>;
type CommandLie<T extends CommandType> = (command: CommandOf<T>, honest: (command: CommandOf<T>) => Promise<Result<CommandResults[T]>>, actor: UserId) => Promise<Result<CommandResults[T]>>;

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
const obediently: CommandLie<CommandType> = (command, honest) => honest(command);

export function liarOver(honest: Authority): Liar {
  const answers = new Map<string, AnswerLie<Query['type']>>();
  const deeds = new Map<string, CommandLie<CommandType>>();
  const commands: Command[] = [];
  /** The chain that comes with another answer: what a lie about that answer leaves out is the honest one, and a lie about the chain holds here too. */
  async function along<T extends WithChain>(told: T, { chainPart: honestPart }: WithChain, { secretId, after = 0 }: { readonly secretId: SecretId; readonly after?: number }, actor: UserId): Promise<T> {
    const part = Object.hasOwn(told, 'chainPart') ? told.chainPart : honestPart;
    return { ...told, chainPart: part && await (answers.get('secret.chain') ?? honestly)(part, { type: 'secret.chain', secretId, after }, actor) as ChainPart };
  }
  const authority = {
    ...honest,
    async execute(actor: UserId, command: Command) {
      commands.push(command);
      const obeyed = await (deeds.get(command.type) ?? obediently)(command, (changed) => honest.execute(actor, changed), actor);
      return command.type === 'secret.open' && obeyed.ok ? { ok: true, value: await along(obeyed.value as WithChain, {}, command, actor) } : obeyed;
    },
    async query(actor: UserId, query: Query, options?: { readonly signal?: AbortSignal }) {
      const answer = await honest.query(actor, query, options) as Result<QueryResults[Query['type']]>;
      if (!answer.ok) return answer;
      const value = await (answers.get(query.type) ?? honestly)(answer.value, query, actor);
      return { ok: true, value: query.type === 'secret.read' ? await along(value as WithChain, answer.value as WithChain, query, actor) : value };
    },
  } as Authority;
  return {
    authority, commands,
    answer: (type, lie) => { answers.set(type, lie as never); },
    obey: (type, lie) => { deeds.set(type, lie as never); },
    repent() { answers.clear(); deeds.clear(); },
  };
}
