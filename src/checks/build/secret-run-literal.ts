// Judges credentials that stand literally in the text of an instruction.
import { toRuleId } from '../../model/brand.ts';
import type { Check, Message } from '../../model/check.ts';
import { declared } from '../../model/field.ts';
import type { Instruction } from '../../model/facts.ts';
import type { Location } from '../../model/location.ts';
import { findTokenKind, looksSecret } from '../../model/secret-shape.ts';
import { onDebian } from './example-text.ts';
import { invocationsIn, type Call } from './invocation.ts';

const textKeywords = new Set(['CMD', 'ENTRYPOINT', 'HEALTHCHECK', 'LABEL']);

export const secretRunLiteral: Check<'build'> = {
  id: toRuleId('df-secret-run-literal'),
  title: 'Credential in the text of an instruction',
  severity: 'critical',
  layer: 'container',
  on: 'build',
  why: "The text of each instruction is in the image's history and in the repository: everyone who can read either has the credential.",
  todo: 'Take it out and revoke it; hand it to the RUN with --mount=type=secret',
  refs: ['CISD 4.10', 'N190:4.1.4', 'T1552.001', 'CWE-798', 'kics:a88baa34'],
  since: '2026.11',
  examples: {
    bad: [
      onDebian('RUN export API_TOKEN=9f8e7d6c5b4a && ./fetch'),
      onDebian('RUN curl -fsSo data -u build:hunter2hunter2 https://files.example/data'),
      onDebian('RUN ./login --password=hunter2hunter2'),
    ],
    good: [
      onDebian('RUN --mount=type=secret,id=token API_TOKEN=$(cat /run/secrets/token) ./fetch'),
      onDebian('RUN ./login --password-file=/run/secrets/login'),
      onDebian('RUN ./login --password "$PASSWORD"'),
      onDebian('RUN adduser --disabled-password app'),
      onDebian('RUN login --user ci --password-stdin registry.example < /run/secrets/login'),
    ],
  },
  *run(build) {
    for (const instruction of build.stages.flatMap(({ instructions }) => instructions)) yield* messagesOf(instruction);
  },
};

function* messagesOf(instruction: Instruction): Generator<Message> {
  if (textKeywords.has(instruction.keyword)) {
    const kind = firstKind(instruction.args.map(({ text, raw }) => findTokenKind(text ?? raw)));
    if (kind !== undefined) yield message(instruction.keyword, kind, instruction.at);
  }
  for (const invocation of invocationsIn(instruction)) {
    const kind = credentialIn(invocation);
    if (kind !== undefined) yield message(`RUN ${invocation.program}`, kind, invocation.command.at);
  }
}
function message(where: string, kind: string, at: Location): Message {
  const field = declared(kind, at);
  return { key: `${where} ${kind}`, what: `${where} holds ${kind}`, fields: [{ name: where, field, secret: true }] };
}
function firstKind(kinds: readonly (string | undefined)[]): string | undefined {
  return kinds.find((kind) => kind !== undefined);
}

/** What kind of credential stands in a command, in words. */
export function credentialIn({ program, args, command }: Call): string | undefined {
  const tokens = firstKind([command.name, ...command.args].map(({ text, raw }) => findTokenKind(text ?? raw)));
  if (tokens !== undefined) return tokens;
  const literal = new Set(command.args.flatMap(({ text }) => (text === undefined ? [] : [text])));
  for (const [index, arg] of args.entries()) {
    if (!literal.has(arg)) continue;
    const next = args[index + 1];
    const kind =
      ofAssignment(program, arg) ?? ofOption(arg, next !== undefined && literal.has(next) ? next : undefined);
    if (kind !== undefined) return kind;
    if ((program === 'curl' || program === 'wget') && isCurlPassword(arg, next)) return 'a password';
  }
  return undefined;
}

function ofAssignment(program: string, arg: string): string | undefined {
  if (!['export', 'env', 'declare', 'readonly', 'local', 'set'].includes(program)) return undefined;
  const equals = arg.indexOf('=');
  return equals < 1 ? undefined : byName(arg.slice(0, equals), arg.slice(equals + 1));
}
/** `--password=x` and `--password x`. */
function ofOption(arg: string, next: string | undefined): string | undefined {
  if (!arg.startsWith('--')) return undefined;
  const equals = arg.indexOf('=');
  if (equals !== -1) return byName(arg.slice(2, equals), arg.slice(equals + 1));
  return next === undefined || next.startsWith('-') ? undefined : byName(arg.slice(2), next);
}
/** Addresses have a rule of their own. */
function byName(name: string, value: string): string | undefined {
  return value.includes('://') ? undefined : looksSecret(name, value);
}
function isCurlPassword(arg: string, next: string | undefined): boolean {
  const user = arg === '-u' || arg === '--user' ? next : arg.startsWith('--user=') ? arg.slice(7) : undefined;
  if (user !== undefined) return /^[^:$]+:[^$]/u.test(user);
  if (!/^(?:-H|--header)$/u.test(arg) || next === undefined) return false;
  return /^(?:proxy-)?authorization: *\w+ +[^$\s<{]{8}|^(?:x-api-key|private-token): *[^$\s<{]{8}/iu.test(next);
}
