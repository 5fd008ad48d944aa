// What BuildKit makes of a Dockerfile's lines: one row, one fact.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDockerfile, positionAt, type DockerfileInstruction } from './dockerfile.ts';
import { findShellSource } from './dockerfile-shell.ts';
import { processorMs, startedNow } from '../../test/processor-time.ts';

type Row = readonly [fact: string, source: string, expected: readonly string[]];
const rows: readonly Row[] = [
  ['one instruction a line', 'FROM a\nRUN b\n', ['1-1 FROM a', '2-2 RUN b']],
  ['keywords in any case', 'from a\nRun b', ['1-1 FROM a', '2-2 RUN b']],
  ['indented instructions', '  FROM a', ['1-1 FROM a']],
  ['comments and blanks between', '# x\n\nFROM a\n  # y\nRUN b', ['3-3 FROM a', '5-5 RUN b']],
  ['a # later on is text', 'RUN a # b', ['1-1 RUN a # b']],
  ['continued lines', 'RUN a \\\n  b', ['1-2 RUN a   b']],
  ['blanks after the escape', 'RUN a \\ \t\n b', ['1-2 RUN a  b']],
  ['a comment inside a continuation', 'RUN a \\\n# x\n b', ['1-3 RUN a  b']],
  ['an indented comment inside a continuation', 'RUN a \\\n  # x \\\n b', ['1-3 RUN a  b']],
  ['a blank line inside a continuation', 'RUN a \\\n\n b', ['1-3 RUN a  b']],
  ['a doubled escape continues nothing', 'RUN a \\\\\nUSER b', ['1-1 RUN a \\\\', '2-2 USER b']],
  ['a continuation at the end of the file', 'RUN a \\', ['1-1 RUN a']],
  ['another escape', '# escape=`\nRUN a `\n b\nRUN c \\\nUSER d', ['2-3 RUN a  b', '4-4 RUN c \\', '5-5 USER d']],
  ['a directive after a comment is a comment', '# x\n# escape=`\nRUN a \\\n b', ['3-4 RUN a  b']],
  ['CRLF', 'FROM a\r\nRUN b \\\r\n c\r\n', ['1-1 FROM a', '2-3 RUN b  c']],
  ['a byte order mark', '\u{feff}FROM a', ['1-1 FROM a']],
  ['tabs after the keyword', 'RUN\ta', ['1-1 RUN a']],
  ['no arguments', 'RUN', ['1-1 RUN ']],
  ['JSON', 'CMD ["a", "b c"]', ['1-1 CMD ["a", "b c"] json=a|b c']],
  ['JSON over several lines', 'CMD ["a", \\\n "b"]', ['1-2 CMD ["a",  "b"] json=a|b']],
  ['broken JSON is shell', "CMD ['a']", ["1-1 CMD ['a']"]],
  ['JSON that holds no words is shell', 'CMD [1]', ['1-1 CMD [1]']],
  ['flags', 'COPY --from=x --link a b', ['1-1 COPY a b --from=x --link=']],
  [
    'flags over continued lines',
    'RUN --mount=type=cache,target=/x \\\n --network=none a',
    ['1-2 RUN a --mount=type=cache,target=/x --network=none'],
  ],
  ['a quoted flag', 'RUN --mount="type=secret,id=a b" c', ['1-1 RUN c --mount=type=secret,id=a b']],
  ['options of the command are none', 'RUN a --b=c', ['1-1 RUN a --b=c']],
  ['ENV has no flags', 'ENV --x=y', ['1-1 ENV --x=y']],
  ['a here-document', 'RUN <<EOF\na\nb\nEOF\nUSER c', ['1-4 RUN <<EOF EOF@2-4=a\\nb\\n', '5-5 USER c']],
  ['a here-document with tabs', 'RUN <<-EOF\n\ta\n\t\tEOF\nUSER c', ['1-3 RUN <<-EOF EOF@2-3=a\\n', '4-4 USER c']],
  ['a quoted here-document', 'RUN <<"E F"\na\nE F\n', ['1-3 RUN <<"E F" E F@2-3=a\\n']],
  ['two here-documents', 'COPY <<a <<b /x/\n1\na\n2\nb', ['1-5 COPY <<a <<b /x/ a@2-3=1\\n b@4-5=2\\n']],
  ['one that holds what looks like an instruction', 'RUN <<E\nUSER root\nE', ['1-3 RUN <<E E@2-3=USER root\\n']],
  ['a here-string is none', 'RUN cat <<<EOF\nUSER a', ['1-1 RUN cat <<<EOF', '2-2 USER a']],
  ['quoted marks are none', 'RUN echo "<<EOF"\nUSER a', ['1-1 RUN echo "<<EOF"', '2-2 USER a']],
  ['only some instructions have them', 'ENV A=<<EOF\nUSER a', ['1-1 ENV A=<<EOF', '2-2 USER a']],
  ['ONBUILD hands them on', 'ONBUILD RUN <<E\nx\nE\nUSER a', ['1-3 ONBUILD RUN <<E E@2-3=x\\n', '4-4 USER a']],
  [
    'an unknown instruction, and the rest goes on',
    'FROM a\nFOO b\nRUN c',
    ['1-1 FROM a', '3-3 RUN c', '! 2 bad-syntax'],
  ],
  ['an object of JavaScript is no instruction', '__proto__ a\nconstructor b', ['! 1 bad-syntax', '! 2 bad-syntax']],
  ['an unterminated here-document', 'RUN <<EOF\nUSER a', ['1-2 RUN <<EOF EOF@2-2=USER a\\n', '! 1 bad-syntax']],
  ['an escape that is none', '# escape=x\nRUN a \\\n b', ['2-3 RUN a  b', '! 1 bad-syntax']],
  ['nothing', '', []],
];
function shown(instruction: DockerfileInstruction): string {
  const { keyword, text, startLine, endLine, json, flags, heredocs } = instruction;
  return [
    `${startLine}-${endLine} ${keyword} ${text}`,
    ...(json === undefined ? [] : [`json=${json.join('|')}`]),
    ...flags.map(({ name, value }) => `--${name}=${value}`),
    ...heredocs.map((doc) => `${doc.name}@${doc.startLine}-${doc.endLine}=${doc.content.replaceAll('\n', '\\n')}`),
  ].join(' ');
}
for (const [fact, source, expected] of rows) {
  test(`dockerfile: ${fact}`, () => {
    const { instructions, problems } = parseDockerfile(source);
    assert.deepEqual([...instructions.map(shown), ...problems.map(({ line, code }) => `! ${line} ${code}`)], expected);
  });
}

test('directives are known by name', () => {
  const { directives } = parseDockerfile('# syntax=docker/dockerfile:1\n# check=skip=all\n# escape=`\nFROM a');
  assert.deepEqual(
    [...directives],
    [
      ['syntax', 'docker/dockerfile:1'],
      ['check', 'skip=all'],
      ['escape', '`'],
    ],
  );
});
test('what is written is kept beside what it means', () => {
  const { instructions, comments } = parseDockerfile(
    '# syntax=a\n# x\n#  y \nFrom a\nRUN b \\\n\n # z\n  \t\n c \\\n\n',
  );
  assert.deepEqual(
    instructions.map(({ written, gaps }) => [written, ...gaps]),
    [['From'], ['RUN', 6, 8, 10]],
  );
  assert.deepEqual(comments, [
    { line: 1, text: 'syntax=a', isDirective: true },
    { line: 2, text: 'x', isDirective: false },
    { line: 3, text: 'y', isDirective: false },
  ]);
});
test('each character of an instruction knows its place', () => {
  const [run] = parseDockerfile('RUN  aa \\\n# x\n  && bb').instructions;
  assert.ok(run !== undefined);
  assert.deepEqual(positionAt(run.segments, run.text.indexOf('aa')), { line: 1, column: 6 });
  assert.deepEqual(positionAt(run.segments, run.text.indexOf('bb')), { line: 3, column: 6 });
});
test('shell text of a here-document knows its place', () => {
  const [alone, fed, python] = parseDockerfile(
    'RUN <<E\na\nb\nE\nRUN sh <<E\nc\nE\nRUN <<E\n#!/usr/bin/env python3\nE',
  ).instructions;
  assert.ok(alone !== undefined && fed !== undefined && python !== undefined);
  const script = findShellSource(alone);
  assert.equal(script?.text, 'a\nb\n');
  assert.equal(positionAt(script.segments, 2).line, 3);
  const both = findShellSource(fed);
  assert.equal(both?.text, 'sh <<E\nc\nE\n');
  assert.equal(positionAt(both.segments, both.text.indexOf('c')).line, 6);
  assert.equal(findShellSource(python), undefined);
});

const hostile: readonly (readonly [what: string, source: string])[] = [
  ['a long line', `RUN ${'a'.repeat(1_000_000)}`],
  ['a line of quotes', `RUN ${'"'.repeat(1_000_001)}`],
  ['a line of flags', `RUN ${'--a '.repeat(250_000)}`],
  ['a line of marks', `RUN ${'<<a '.repeat(250_000)}`],
  ['a line of escapes', `RUN ${'\\'.repeat(1_000_000)}`],
  ['a line of brackets', `CMD ${'['.repeat(1_000_000)}]`],
  ['a hundred thousand instructions', 'RUN a\n'.repeat(100_000)],
  ['a hundred thousand mistakes', 'X\n'.repeat(100_000)],
  ['a hundred thousand continuations', `RUN ${'a \\\n'.repeat(100_000)}`],
  ['a hundred thousand directives', '# a=b\n'.repeat(100_000)],
  ['a hundred thousand comments', '# a\n'.repeat(100_000)],
  ['a hundred thousand open here-documents', 'RUN <<a <<b\n'.repeat(100_000)],
  ['a line of blanks', ' '.repeat(1_000_000)],
  ['nothing but zeros', '\0'.repeat(1_000_000)],
];
for (const [what, source] of hostile) {
  test(`dockerfile: ${what} is read in linear time`, () => {
    const start = startedNow();
    const { instructions, problems, comments } = parseDockerfile(source);
    assert.ok(instructions.length <= 20_000 && problems.length <= 100 && comments.length <= 10_000);
    assert.ok(processorMs(start) < 2000);
  });
}
