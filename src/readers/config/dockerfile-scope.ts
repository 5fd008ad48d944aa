// Which variables hold at one place of a Dockerfile: ENV beats ARG, a stage inherits from the stage it builds on.
// https://docs.docker.com/reference/dockerfile/#using-arg-variables
import { expandWord, type Expansion, type VariableValue } from '../../syntax/dockerfile-variables.ts';
import { findSpace, skipSpace, splitWords } from '../../syntax/dockerfile-words.ts';

export interface Assignment {
  readonly name: string;
  /** As written, quotes included; absent for `ARG NAME`. */
  readonly raw?: string;
}
export interface Scope {
  readonly escape: string;
  expand(raw: string): Expansion;
  lookup(name: string): VariableValue | undefined;
  /** Whether anything before has named it, with or without a value; true also where that was not kept. */
  declares(name: string): boolean;
  /** A value that is absent is one that nobody here knows. */
  setEnv(name: string, value: string | undefined): void;
  declareArg(name: string, value: string | undefined): void;
  /** A stage's own; a fresh one starts empty. */
  child(isFresh: boolean): Scope;
}
/** What one file may grow to by expansion, in characters: `ENV A=$A$A` doubles. */
const maxExpanded = 4 * 1024 * 1024;
const maxVariable = 64 * 1024;
/** Variables that stages may inherit in one file; beyond it they are unknown. */
const maxInherited = 200_000;

export function openScope(escape: string): Scope {
  return makeScope({
    escape,
    left: { characters: maxExpanded, inherited: maxInherited },
    env: new Map(),
    args: new Map(),
    bare: new Set(),
  });
}

interface ScopeState {
  readonly escape: string;
  readonly left: { characters: number; inherited: number };
  readonly env: Map<string, VariableValue>;
  readonly args: Map<string, VariableValue>;
  /** Names of `ARG NAME`; undefined where the names of the stage built on were too many. */
  readonly bare: Set<string> | undefined;
}
function makeScope({ escape, left, env, args, bare }: ScopeState): Scope {
  const lookup = (name: string): VariableValue | undefined => env.get(name) ?? args.get(name);
  return {
    escape,
    lookup,
    declares: (name) => bare === undefined || env.has(name) || args.has(name) || bare.has(name),
    expand(raw) {
      const maxLength = Math.min(raw.length + maxVariable, left.characters);
      const expansion = expandWord(raw, { escape, lookup, maxLength });
      if (raw.includes('$')) left.characters -= expansion.text?.length ?? 0;
      return expansion;
    },
    setEnv(name, value) {
      env.set(name, value === undefined ? {} : { value });
    },
    declareArg(name, value) {
      if (value !== undefined) args.set(name, { value });
      else bare?.add(name);
    },
    child(isFresh) {
      left.inherited -= isFresh ? 0 : env.size + args.size + (bare?.size ?? 0);
      if (isFresh) return makeScope({ escape, left, env: new Map(), args: new Map(), bare: new Set() });
      if (left.inherited < 0) return makeScope({ escape, left, env: new Map(), args: new Map(), bare: undefined });
      const names = bare === undefined ? undefined : new Set(bare);
      return makeScope({ escape, left, env: new Map(env), args: new Map(args), bare: names });
    },
  };
}

/** `A=1 B="2 3"`, or for ENV the old form `A everything else`. */
export function parseAssignments(keyword: 'ENV' | 'ARG' | 'LABEL', text: string): readonly Assignment[] {
  const words = [...splitWords(text)];
  const [first] = words;
  if (first === undefined) return [];
  if (keyword !== 'ARG' && !first.raw.includes('=')) {
    const end = findSpace(text);
    return [{ name: text.slice(0, end), raw: text.slice(skipSpace(text, end)) }];
  }
  return words.map(({ raw }) => {
    const equals = raw.indexOf('=');
    return equals === -1 ? { name: raw } : { name: raw.slice(0, equals), raw: raw.slice(equals + 1) };
  });
}
