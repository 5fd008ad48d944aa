// How each package manager says "install", and which packages it is told to.
import type { ModelEdit } from '../../model/edit.ts';
import type { Stage } from '../../model/build-facts.ts';
import type { Build } from './final-stages.ts';
import { hasOption, invocationsOf, type Invocation } from './invocation.ts';

export interface Install extends Invocation {
  readonly manager: string;
  /** Without version and architecture. */
  readonly packages: readonly string[];
  /** The same as written. */
  readonly words: readonly string[];
}
/** Options whose value is the next word. */
const valued = new Set([
  '-o',
  '-c',
  '-t',
  '--option',
  '--target-release',
  '--virtual',
  '-X',
  '--repository',
  '-p',
  '--root',
]);
const installWords: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['apt-get', new Set(['install'])],
  ['apt', new Set(['install'])],
  ['aptitude', new Set(['install'])],
  ['apk', new Set(['add'])],
  ['yum', new Set(['install', 'groupinstall', 'localinstall', 'reinstall'])],
  ['dnf', new Set(['install', 'groupinstall', 'module'])],
  ['microdnf', new Set(['install'])],
  ['tdnf', new Set(['install'])],
  ['zypper', new Set(['install', 'in'])],
]);

export function* installsOf(stages: readonly Stage[], ...managers: readonly string[]): Generator<Install> {
  for (const invocation of invocationsOf(stages, anyOf(managers))) {
    const install = findInstall(invocation);
    if (install !== undefined) yield install;
  }
}
const expressions = new Map<string, RegExp>();
function anyOf(managers: readonly string[]): RegExp {
  const text = `^(?:${managers.join('|')})$`;
  const known = expressions.get(text) ?? new RegExp(text, 'u');
  expressions.set(text, known);
  return known;
}
export const systemManagers = [...installWords.keys()];

export function findInstall(invocation: Invocation): Install | undefined {
  const words = positional(invocation.args);
  const [verb, ...packages] = words;
  if (verb === undefined || installWords.get(invocation.program)?.has(verb) !== true) return undefined;
  if (hasOption(invocation, '--download-only', '--dry-run', '--simulate', '--print-uris')) return undefined;
  return {
    ...invocation,
    manager: invocation.program,
    packages: packages.map((word) => packageName(word, invocation.program)),
    words: packages,
  };
}

/** Words that are neither options nor their values. */
function positional(args: readonly string[]): readonly string[] {
  const words: string[] = [];
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] ?? '';
    if (valued.has(arg)) index++;
    else if (!arg.startsWith('-')) words.push(arg);
  }
  return words;
}
function packageName(word: string, manager: string): string {
  const name = word.replace(/^\./u, '').split(/[=<>~@:]/u)[0] ?? word;
  return /^(?:yum|(?:micro|t)?dnf)$/u.test(manager) ? name.replace(/-\d.*$/u, '') : name;
}

/** Takes packages out of an install that has others, where each word stands in it once. */
export function dropPackages(build: Build, install: Install, isUnwanted: (name: string) => boolean): ModelEdit[] {
  const { words, packages, command } = install;
  const unwanted = words.filter((_word, index) => isUnwanted(packages[index] ?? ''));
  const raws = command.args.map(({ raw }) => raw);
  const isClear = unwanted.every((word) => raws.filter((raw) => raw.startsWith(word)).length === 1);
  if (unwanted.length === words.length || !isClear) return [];
  return unwanted.map((word) => ({
    op: 'replace-text',
    target: { fact: build.id },
    from: ` ${word}`,
    to: '',
    at: command.at,
  }));
}
