// Judges credentials that stand literally in the text of an instruction.
import { toRuleId } from '../../model/brand.ts';
import type { Check, Message } from '../../model/check.ts';
import { declared, locationOf } from '../../model/field.ts';
import type { Instruction } from '../../model/build-facts.ts';
import type { Location } from '../../model/location.ts';
import { findTokenKind, hasUrlPassword, looksSecret } from '../../model/secret-shape.ts';
import { findSecretIn } from '../../model/secret-text.ts';
import { pairsOf } from './assignments.ts';
import { also, onDebian } from './example-text.ts';
import { invocationsIn, type Call } from './invocation.ts';
import { documentLines, linesInto } from './written-lines.ts';

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
      onDebian('RUN API_TOKEN=9f8e7d6c5b4a ./fetch'),
      onDebian('RUN docker login -u ci -p hunter2hunter2 registry.example'),
      onDebian('RUN npm config set //npm.example/:_password hunter2hunter2'),
      onDebian('RUN mysqladmin -uroot -phunter2hunter2 ping'),
      onDebian('RUN aws configure set aws_secret_access_key 9f8e7d6c5b4a9f8e7d6c5b4a'),
      onDebian('RUN echo "machine files.example login ci password hunter2hunter2" > /root/.netrc'),
      onDebian('COPY <<EOF /srv/settings.env', 'API_TOKEN=9f8e7d6c5b4a', 'EOF'),
      onDebian('LABEL org.example.password=hunter2hunter2'),
      also(onDebian('ONBUILD ENV API_TOKEN=9f8e7d6c5b4a'), 'df-onbuild-trigger'),
      onDebian('ENTRYPOINT ["serve", "--db-password", "hunter2hunter2"]'),
      onDebian('CMD ["sh", "-c", "serve --db-password=hunter2hunter2"]'),
      onDebian('CMD ["serve", "postgres://web:hunter2hunter2@db/shop"]'),
      onDebian('RUN cat <<EOF > /root/.netrc', 'machine files.example login ci password hunter2hunter2', 'EOF'),
    ],
    good: [
      onDebian('RUN --mount=type=secret,id=token API_TOKEN=$(cat /run/secrets/token) ./fetch'),
      onDebian('RUN ./login --password-file=/run/secrets/login'),
      onDebian('RUN ./login --password "$PASSWORD"'),
      onDebian('RUN docker login -u ci -p "$PASSWORD" registry.example'),
      onDebian('RUN mkdir -p passwords && mysql -p < schema.sql'),
      onDebian('RUN npm config set cache /srv/cache'),
      onDebian('RUN docker compose -p hunter2hunter2 config'),
      onDebian('RUN ./site login -p hunter2hunter2'),
      onDebian('RUN ./site set password hunter2hunter2'),
      onDebian('LABEL org.example.password-policy=strict'),
      onDebian('CMD ["sh", "-c", "serve --db-password=$DB_PASSWORD postgres://web:$DB_PASSWORD@db/shop"]'),
      onDebian('RUN adduser --disabled-password app'),
      onDebian('RUN login --user ci --password-stdin registry.example < /run/secrets/login'),
      onDebian('COPY <<"EOF" /srv/settings.env', 'API_TOKEN=${API_TOKEN}', 'PASSWORD_FILE=/run/secrets/login', 'EOF'),
      onDebian('COPY <<"EOF" /srv/login.py', 'password = getpass.getpass()', 'EOF'),
    ],
  },
  *run(build) {
    for (const instruction of build.stages.flatMap(({ instructions }) => instructions)) yield* messagesOf(instruction);
  },
};

function* messagesOf(instruction: Instruction): Generator<Message> {
  if (textKeywords.has(instruction.keyword)) {
    const tokens = firstKind(instruction.args.map(({ text, raw }) => findTokenKind(text ?? raw)));
    const kind = tokens ?? (instruction.keyword === 'LABEL' ? inPairs(instruction) : inWords(instruction));
    if (kind !== undefined) yield message(instruction.keyword, kind, instruction.at);
  }
  if (instruction.keyword === 'ONBUILD') {
    const kind = inTrigger(instruction);
    if (kind !== undefined) yield message('ONBUILD', kind, instruction.at);
  }
  for (const invocation of invocationsIn(instruction)) {
    const kind = credentialIn(invocation);
    if (kind !== undefined) yield message(`RUN ${invocation.program}`, kind, invocation.command.at);
  }
  for (const { path, line, call } of linesInto([instruction], anywhere)) {
    const kind = call === undefined || programs.test(path) ? undefined : ofSetting(line);
    if (kind !== undefined) yield message(path, kind, call?.command.at ?? instruction.at);
  }
  for (const { path, line, field } of documentLines(instruction)) {
    const kind = findTokenKind(line) ?? (path === undefined || programs.test(path) ? undefined : ofSetting(line));
    if (kind === undefined) continue;
    const at = locationOf(field().field) ?? instruction.at;
    yield message(path ?? `a here-document of ${instruction.keyword}`, kind, at);
  }
}
function inPairs(label: Instruction): string | undefined {
  return firstKind(pairsOf(label).map(({ name, text, raw }) => looksSecret(name, text ?? raw)));
}
/** The builds of others run it, and it stands in the settings of the image. */
function inTrigger(trigger: Instruction): string | undefined {
  const texts = trigger.args.map(({ text, raw }) => text ?? raw);
  const words = texts.flatMap((text) => text.slice(0, maxText).split(/\s+/u));
  return firstKind([...texts.map(findTokenKind), ...words.map((word) => ofAssignment('env', word)), inWords(trigger)]);
}
/** Of what the image starts: a script counts by its words as well. */
function inWords({ args }: Instruction): string | undefined {
  const words = args.flatMap(({ text, raw }) => (text ?? raw).slice(0, maxText).split(/[\s"']+/u));
  return firstKind(
    words.map(
      (word, index) =>
        ofOption(word, words[index + 1]) ?? (hasUrlPassword(word) ? 'a password in an address' : undefined),
    ),
  );
}
const maxText = 16_384;
const anywhere = /(?:)/u;
/** What stands beside a name there is often an expression. */
const programs =
  /\.(?:[cm]?[jt]sx?|py|rb|php|pl|lua|go|rs|java|kt|cs?|cc|cpp|h|sh|bash|zsh|fish|ps1|sql|tmpl|tpl|j2|md)$/iu;
const netrc = /(?:^|\s)password\s+(\S{1,200})$/u;
function ofSetting(line: string): string | undefined {
  // Addresses have a rule of their own.
  if (line.startsWith('#') || line.includes('://')) return undefined;
  const password = netrc.exec(line)?.[1];
  return password === undefined ? findSecretIn('', `\n${line}`) : looksSecret('password', password);
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
  for (const { text } of command.assigned ?? []) {
    const kind = text === undefined ? undefined : ofAssignment('export', text);
    if (kind !== undefined) return kind;
  }
  const literal = new Set(command.args.flatMap(({ text }) => (text === undefined ? [] : [text])));
  for (const [index, arg] of args.entries()) {
    if (!literal.has(arg)) continue;
    const next = args[index + 1];
    const after = literal.has(next ?? '') ? next : undefined;
    const kind = ofAssignment(program, arg) ?? ofOption(arg, after) ?? ofHabit({ program, args }, arg, after);
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
/** What `-p` is to programs that log in, and what those keep that write settings down. */
function ofHabit(
  { program, args }: Pick<Call, 'program' | 'args'>,
  arg: string,
  next: string | undefined,
): string | undefined {
  if (/^(?:mysql|mariadb)(?:admin|dump)?$/u.test(program))
    return arg.startsWith('-p') ? byName('password', arg.slice(2)) : undefined;
  if (next === undefined || next.startsWith('-')) return undefined;
  const logsIn =
    program === 'sshpass' ||
    (args.includes('login') && /^(?:docker|podman|nerdctl|buildah|skopeo|helm|oras|crane)$/u.test(program));
  if (logsIn && arg === '-p') return byName('password', next);
  const isSetting = args.includes('set') && (args[0] === 'configure' || args[0] === 'config');
  return isSetting ? byName(arg.slice(arg.lastIndexOf(':') + 1), next) : undefined;
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
