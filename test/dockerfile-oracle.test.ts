// Dockerfiles as BuildKit itself parses them: every example of the rules, hand-made oddities, and random ones.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { DockerfileParser } from 'dockerfile-ast';
import * as fc from 'fast-check';
import { checks } from '../src/checks/index.ts';
import { expandWord } from '../src/syntax/dockerfile-variables.ts';
import { parseDockerfile, type DockerfileInstruction } from '../src/syntax/dockerfile.ts';
import { buildOracle } from './oracles/oracle.ts';

const randomCount = 3000;

/** What people write and what parsers trip over; `\` stands for the escape character of the file. */
const lines = [
  'FROM alpine:3.20',
  'FROM --platform=$BUILDPLATFORM golang:1.23 AS build',
  'from scratch',
  'ARG VERSION=1',
  'ENV A=1 B="two words" C=three\\ words',
  'ENV OLD style value',
  'RUN echo hi',
  'RUN ["echo", "hi"]',
  "RUN ['not', 'json']",
  'RUN ["unclosed"',
  'RUN --mount=type=cache,target=/root/.cache --network=none make',
  'RUN --mount="type=secret,id=a b" cat /run/secrets/a',
  'RUN -- echo --flag',
  'RUN echo a \\\n  && echo b \\\n  # a comment\n  && echo c',
  'RUN echo a \\\n\n  echo b',
  'RUN echo a \\ \t\n  echo b',
  'RUN echo a \\\\\n',
  'RUN <<EOF\necho one\n# not a comment\n\necho two\nEOF',
  'RUN <<-EOF\n\techo one\n\t\techo two\n\tEOF',
  "RUN <<'EOF'\necho $HOME\nEOF",
  'RUN <<"A" <<B\nfirst\nA\nsecond\nB',
  'RUN cat <<EOF > /etc/motd\nhello\nEOF',
  'RUN 3<<EOF cat <&3\nx\nEOF',
  'RUN echo "<<EOF" not here',
  'RUN echo $((1<<2))',
  'COPY <<EOF /etc/app.conf\na = 1\nEOF',
  'COPY --from=build --chown=1:1 /a /b /c/',
  'COPY ["a b", "/c d"]',
  'ADD --checksum=sha256:00 https://example.com/a.tar.gz /a/',
  'ADD --keep-git-dir=true https://example.com/a.git#v1 /src',
  'CMD ["a"]',
  'CMD exec a --flag',
  'ENTRYPOINT [ "a" , "b" ]',
  'ENTRYPOINT []',
  'EXPOSE 80 443/tcp 8000-8010/udp',
  'LABEL a=b "c d"="e f" g=h',
  'USER 1000:1000',
  'VOLUME ["/a", "/b"]',
  'VOLUME /a /b',
  'WORKDIR /a/b',
  'STOPSIGNAL SIGTERM',
  'SHELL ["/bin/bash", "-c"]',
  'HEALTHCHECK --interval=5s --timeout=3s CMD curl -f http://localhost/',
  'HEALTHCHECK NONE',
  'ONBUILD RUN echo hi',
  'ONBUILD COPY . /app',
  'ONBUILD RUN <<EOF\necho hi\nEOF',
  'MAINTAINER somebody',
  '# a comment',
  '   # an indented comment',
  '',
  '   \t',
  '  RUN   echo   indented  ',
  '\tENV\tA\t1',
  'RUN echo "a\\"b" \'c\'',
  'RUN echo ünïcödé 日本',
  'run echo lower',
  'RUN echo \\$HOME',
] as const;
const heads = [
  '',
  '',
  '',
  '# syntax=docker/dockerfile:1\n',
  '# escape=`\n',
  '#escape = `\n# check=skip=all\n',
  '# a comment first\n# escape=`\n',
  '\ufeff',
];
const random = fc
  .record({
    head: fc.constantFrom(...heads),
    body: fc.array(fc.constantFrom(...lines), { minLength: 1, maxLength: 12 }),
    end: fc.constantFrom('\n', '\r\n', '\n', '\n'),
    last: fc.constantFrom('', 'newline', 'newline', 'dangling'),
  })
  .map(({ head, body, end, last }) => {
    const escape = /^# ?escape ?= ?`/mu.test(head) && !head.startsWith('# a') ? '`' : '\\';
    const text = body.join('\n').replaceAll('\\', escape);
    const tail = last === 'newline' ? '\n' : last === 'dangling' ? `\nRUN echo ${escape}\n` : '';
    return (head + text + tail).replaceAll('\n', end);
  });

interface Answer {
  readonly error?: string;
  readonly escape: string;
  readonly instructions: readonly {
    readonly keyword: string;
    readonly flags: readonly string[];
    readonly json?: readonly string[];
    readonly start: number;
    readonly end: number;
    readonly heredocs: readonly {
      readonly name: string;
      readonly content: string;
      readonly expand: boolean;
      readonly chomp: boolean;
    }[];
  }[];
}
const known = new Set(
  'ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER VOLUME WORKDIR'.split(
    ' ',
  ),
);
function toComparable({ keyword, flags, json, startLine, endLine, heredocs }: DockerfileInstruction): unknown {
  return {
    keyword,
    flags: flags.map(({ name, value }) => `--${name}${value === '' ? '' : `=${value}`}`),
    json: json ?? 'none',
    lines: [startLine, endLine],
    heredocs: heredocs.map(({ name, content, expand, chomp }) => ({ name, content, expand, chomp })),
  };
}
function ask(program: string, questions: readonly unknown[], args: readonly string[] = []): readonly unknown[] {
  const input = `${questions.map((question) => JSON.stringify(question)).join('\n')}\n`;
  const asked = spawnSync(program, args, { input, encoding: 'utf8', maxBuffer: 1 << 30 });
  assert.equal(asked.status, 0, asked.stderr);
  return asked.stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
}
function compare(text: string, answer: Answer | undefined): void {
  assert.ok(answer !== undefined);
  const ours = parseDockerfile(text);
  if (answer.error !== undefined) {
    assert.ok(ours.problems.length > 0 || ours.instructions.length === 0, `${answer.error}: taken by us:\n${text}`);
    return;
  }
  const theirs = answer.instructions
    .filter(({ keyword }) => known.has(keyword))
    .map(({ keyword, flags, json, start, end, heredocs }) => ({
      keyword,
      flags: flags.map((flag) => flag.replace(/=$/u, '')),
      json: json ?? 'none',
      lines: [start, end],
      // Line ends are all the same to us.
      heredocs: heredocs.map((doc) => ({ ...doc, content: doc.content.replaceAll('\r\n', '\n') })),
    }));
  assert.deepEqual(ours.instructions.map(toComparable), theirs, text);
}

const oracle = buildOracle('dockerfile');
const skip = 'missing' in oracle && oracle.missing;
const examples = checks.flatMap(({ examples: { bad, good } }) => [...bad, ...good]);
const corpora: Readonly<Record<string, readonly string[]>> = {
  'examples of the rules': [
    ...new Set(examples.filter(({ format }) => format === 'dockerfile').map(({ text }) => text)),
  ],
  'single lines': lines.map((line) => `FROM a\n${line}`),
  [`${randomCount} random files`]: fc.sample(random, { numRuns: randomCount, seed: 20261126 }),
};
for (const [name, texts] of Object.entries(corpora)) {
  test(`${name}: instructions, flags, JSON forms, lines and here-documents are BuildKit's`, { skip }, () => {
    if ('missing' in oracle) return;
    const answers = ask(oracle.program, texts) as readonly Answer[];
    assert.equal(answers.length, texts.length);
    for (const [index, text] of texts.entries()) compare(text, answers[index]);
  });
}

const values: Readonly<Record<string, string>> = { A: 'one', EMPTY: '', P: 'a/b.c/d.tar.gz', S: 'x y', N: 'A' };
const pieces = [
  'a',
  '/',
  ' ',
  '.',
  '$A',
  '${A}',
  '$EMPTY',
  '$UNSET',
  '${P}',
  '${A:-d}',
  '${EMPTY:-d}',
  '${EMPTY-d}',
  '${UNSET:-d}',
  '${UNSET-$A}',
  '${UNSET:-${A}x}',
  '${A:+r}',
  '${EMPTY:+r}',
  '${EMPTY+r}',
  '${UNSET+r}',
  '${P#*/}',
  '${P##*/}',
  '${P%.*}',
  '${P%%.*}',
  '${P/a/z}',
  '${P//a/z}',
  '${P/./}',
  '${P#a?b}',
  '${UNSET:-"q w"}',
  '"',
  "'",
  '"$A b"',
  "'$A'",
  '\\$A',
  '\\',
  '\\"',
  '"\\$A"',
  '"\\x"',
  '$',
  '$$',
  '${',
  '}',
  '${A',
  '${}',
  '$1',
  '${A:?e}',
  '${UNSET:?gone}',
  '${UNSET?gone}',
  '${A:=x}',
  'é',
] as const;
const wordCount = 20_000;

test(`${wordCount} random words: expanded as BuildKit does`, { skip }, () => {
  if ('missing' in oracle) return;
  const word = fc.record({
    escape: fc.constantFrom('\\', '`'),
    word: fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 5 }).map((parts) => parts.join('')),
  });
  const asked = fc.sample(word, { numRuns: wordCount, seed: 7 });
  const env = Object.entries(values).map(([name, value]) => `${name}=${value}`);
  const answers = ask(
    oracle.program,
    asked.map((one) => ({ ...one, env })),
    ['words'],
  ) as readonly { readonly text: string; readonly error?: string }[];
  for (const [index, one] of asked.entries()) {
    const lookup = (name: string) => (Object.hasOwn(values, name) ? { value: values[name] ?? '' } : undefined);
    const ours = expandWord(one.word, { escape: one.escape, lookup, maxLength: 10_000 });
    const theirs = answers[index];
    // No image comes of what BuildKit refuses, and what nothing here sets the base image may.
    if (theirs?.error !== undefined || ours.missing.some((name) => !Object.hasOwn(values, name))) continue;
    assert.equal(ours.text, theirs?.text, JSON.stringify(one));
  }
});

/** It takes a doubled escape at the end of a line for one that joins the next; BuildKit, which builds, does not. */
const doubledEscape = /(?:\\\\|``)[ \t]*\r?\n/u;
test('dockerfile-ast finds the same instructions on the same lines', () => {
  let compared = 0;
  for (const text of Object.values(corpora).flat()) {
    if (doubledEscape.test(text)) continue;
    const theirs = DockerfileParser.parse(text)
      .getInstructions()
      .filter((one) => known.has(one.getKeyword()))
      .map((one) => `${one.getKeyword()}:${one.getRange().start.line + 1}`);
    const ours = parseDockerfile(text).instructions.map(({ keyword, startLine }) => `${keyword}:${startLine}`);
    assert.deepEqual(ours, theirs, text);
    compared += 1;
  }
  assert.ok(compared > randomCount / 2, `only ${compared} files were compared`);
});
