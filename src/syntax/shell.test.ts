// Which commands are found in shell text, and which words are literal: one row, one fact.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openShellParser, type ShellWord } from './shell.ts';
import { processorMs, startedNow } from '../../test/processor-time.ts';

const parseShell = await openShellParser();
const rows: readonly (readonly [fact: string, text: string, commands: readonly string[]])[] = [
  ['a command', 'a b', ['0 a b']],
  ['a list', 'a && b || c; d', ['0 a', '5 b', '10 c', '13 d']],
  ['a pipeline', 'a | b', ['0 a', '4 b']],
  ['a subshell', '(a; b)', ['1 a', '4 b']],
  ['a condition', 'if a; then b; elif c; then d; else e; fi', ['3 a', '11 b', '19 c', '27 d', '35 e']],
  ['loops', 'for x in 1; do a; done; while b; do c; done', ['15 a', '30 b', '36 c']],
  ['a case', 'case $x in y) a;; esac', ['14 a']],
  ['a function', 'f() { a; }', ['6 a']],
  ['a substitution', 'a $(b c)', ['0 a <$(b c)>', '4 b c']],
  ['quotes come off', `a "b c" 'd'`, ['0 a b c d']],
  ['variables stay closed', 'a $B "c $D" e', ['0 a <$B> <"c $D"> e']],
  ['patterns are literal', 'rm -rf /x/*', ['0 rm -rf /x/*']],
  ['braces are not', 'rm /{a,b}', ['0 rm </{a,b}>']],
  ['assignments before a command are no command', 'A=1 b', ['4 b']],
  ['assignments alone are none', 'A=1', []],
  ['redirections are no words', 'a > b 2>&1', ['0 a']],
  ['export takes assignments', 'export A=1', ['0 export A=1']],
  ['a shell in the shell', "sh -c 'a && b'", ['0 sh -c a && b', '7 a', '12 b']],
  ['with more options', 'bash -o pipefail -exc "a"', ['0 bash -o pipefail -exc a', '23 a']],
  ['one level of it only', `sh -c "sh -c 'a'"`, [`0 sh -c sh -c 'a'`, '7 sh -c a']],
  ['not with a variable in it', 'sh -c "$A"', ['0 sh -c <"$A">']],
  ['a here-document for a shell', 'sh <<E\na\nE\n', ['0 sh', '7 a']],
  ['a here-document for another', 'cat <<E\na\nE\n', ['0 cat']],
  ['a comment', 'a # b', ['0 a']],
];
function shown({ text, raw }: ShellWord): string {
  return text ?? `<${raw}>`;
}
for (const [fact, text, commands] of rows) {
  test(`shell: ${fact}`, () => {
    const found = parseShell(text);
    assert.equal(found.problem, undefined);
    assert.deepEqual(
      found.commands.map(({ name, args, offset }) => [offset, ...[name, ...args].map(shown)].join(' ')),
      commands,
    );
  });
}
const written: readonly (readonly [fact: string, text: string, commands: string])[] = [
  ['nowhere', 'a', 'a'],
  ['a file', 'a > /f', 'a>/f'],
  ['the last of several', 'a > /f >> /g', 'a>/g'],
  ['not what only errors go to', 'a 2> /f', 'a'],
  ['nor another descriptor', 'a >&2 3> /f', 'a'],
  ['with errors', 'a &> /f', 'a>/f'],
  ['through a pipe', 'a | b > /f', 'a>/f b>/f'],
  ['through tee', 'a | tee -a /f > /dev/null', 'a>/dev/null tee>/dev/null'],
  ['through tee alone', 'a | sudo tee -a /f', 'a>/f sudo>/f'],
  ['what a group writes', '{ a; b | c; } > /f', 'a>/f b>/f c>/f'],
  ['but not what stands in its words', '{ a $(b); } > /f', 'a>/f b'],
  ['a variable as it is written', 'a > "$F"', 'a>"$F"'],
];
for (const [fact, text, commands] of written) {
  test(`output goes ${fact}`, () => {
    const found = parseShell(text).commands.map(({ name, file }) => `${shown(name)}${file ? `>${file.raw}` : ''}`);
    assert.equal(found.join(' '), commands);
  });
}
const documents: readonly (readonly [fact: string, text: string, found: readonly string[]])[] = [
  ['for a file', 'cat > /f <<E\na\nE\n', ['cat>/f 13 a\n']],
  ['through a pipe', 'cat <<E | tee /f\na\nE\n', ['cat>/f 17 a\n']],
  ['for a program', 'chpasswd <<E\na\nE\n', ['chpasswd> 13 a\n']],
  ['for a group', '{ a; b; } <<E > /f\nc\nE\n', ['>/f 19 c\n']],
  ['for a shell is none', 'sh <<E\na\nE\n', []],
];
for (const [fact, text, found] of documents) {
  test(`here-document ${fact}`, () => {
    assert.deepEqual(
      parseShell(text).documents.map(
        ({ program, file, offset, text: body }) => `${program?.raw ?? ''}>${file?.raw ?? ''} ${offset} ${body}`,
      ),
      found,
    );
  });
}
const pipes: readonly (readonly [fact: string, text: string, piped: string])[] = [
  ['all but the last', 'a | b |& c', 'a b'],
  ['of a list only its pipeline', 'a && b | c; d', 'b'],
  ['a group as a whole', '(a; b) | { c; d | e; }', 'a b d'],
  ['what stands in a word is not', 'a $(b | c; d) | e', 'a b'],
  ['through a shell in the shell', "sh -c 'a | b' | c", 'sh a b'],
  ['without a pipe', 'a || b', ''],
];
for (const [fact, text, piped] of pipes) {
  test(`pipes: ${fact}`, () => {
    const found = parseShell(text).commands.filter(({ isPiped }) => isPiped);
    assert.equal(found.map(({ name }) => name.text).join(' '), piped);
  });
}
for (const text of ['if a', 'a && (', '"open', 'a | | b']) {
  test(`shell: ${text} cannot be parsed, and has no commands`, () => {
    const { commands, problem } = parseShell(text);
    assert.deepEqual(commands, []);
    assert.equal(problem?.code, 'bad-syntax');
  });
}
const hostile = [
  '$(',
  '(',
  '{ ',
  'if ',
  '`',
  '"',
  '<<A ',
  'f() ',
  'a | ',
  'case a in ',
  '[[',
  '${',
  '$((',
  "$'",
  '{a,',
  '<(',
];
for (const piece of hostile) {
  test(`shell: ${JSON.stringify(piece)} over and over is refused or read`, () => {
    const start = startedNow();
    const { commands } = parseShell(piece.repeat(Math.floor(200_000 / piece.length)));
    assert.ok(commands.length <= 5000);
    assert.ok(processorMs(start) < 2000);
  });
}
test('shell: what is too long is refused', () =>
  assert.equal(parseShell('a '.repeat(200_000)).problem?.code, 'limit-reached'));

test('what is set for one command goes with it, literal or not', () => {
  const { commands } = parseShell('A=1 B="x y" C=$D E+=1 F=(1) b G=2; H=1');
  assert.deepEqual(
    commands.map(({ assigned }) => assigned?.map(({ raw, text }) => text ?? `<${raw}>`)),
    [['A=1', 'B=x y', '<C=$D>', 'E=1']],
  );
});
