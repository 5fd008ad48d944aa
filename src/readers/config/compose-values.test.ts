// The small languages within Compose values: variables, env files, ports, sizes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseSize } from './compose-field.ts';
import { parseShortPort } from './compose-port.ts';
import { parseEnvFile, parseRawFile } from './compose-env-file.ts';
import { interpolate } from './compose-variables.ts';

const values = new Map([
  ['A', { text: 'a', at: { path: '.env' } }],
  ['E', { text: '', at: { path: '.env' } }],
]);
const references: readonly (readonly [text: string, result: string, missing: readonly string[]])[] = [
  ['$A ${A}', 'a a', []],
  ['$$A', '$A', []],
  ['${X:-d} ${X-d}', 'd d', []],
  ['${E:-d} ${E-d}', 'd ', []],
  ['${A:+y}${X:+y}${E:+y}${E+y}', 'yy', []],
  ['${X:-${A}}', 'a', []],
  ['${X:-${Y:-${A}}}b', 'ab', []],
  ['${X:-${Y}}', '${Y}', ['Y']],
  ['${X:?not set}', '${X:?not set}', ['X']],
  ['${A:?not set}', 'a', []],
  ['$X', '$X', ['X']],
  ['${', '${', []],
  ['$ 5$', '$ 5$', []],
  ['${X:-{"k": "$A"}}', '{"k": "a"}', []],
  ['${X:-a}${X:-b}}', 'ab}', []],
  ['${A:+${X:-y}}z', 'yz', []],
  ['${X:-a\nb}', '${X:-a\nb}', []],
];
for (const [text, result, missing] of references) {
  test(`${text} with its variables`, () => {
    const done = interpolate(text, { complete: true, values });
    assert.deepEqual([done.text, done.missing], [result, missing]);
  });
}
test('braces without end take no time', () => {
  const text = '${A:-'.repeat(10_000);
  assert.equal(interpolate(text, { complete: true, values }).text.length, text.length);
});

const envLines: readonly (readonly [text: string, value: string | undefined])[] = [
  ['A=1', '1'],
  ['export A=1', '1'],
  ['A = 1', '1'],
  ['A: 1', '1'],
  ['A=1 # c', '1'],
  ['A=1#c', '1#c'],
  ['A="1 # c" # d', '1 # c'],
  ["A='1\\n'", '1\\n'],
  ['A="1\\n\\""', '1\n"'],
  ['A="1\n2"', '1\n2'],
  ['A=', ''],
  ['A', undefined],
  ['A= # c', '# c'],
  ['A="\\$B \\t\\0101\\c"', '$$B \tA\\c'],
  ["A='it\\'s'", "it's"],
  ['A=1\r', '1'],
  ['export  A.b-c=1', '1'],
];
for (const [text, value] of envLines) {
  test(`${JSON.stringify(text)} in an env file`, () => {
    assert.equal(parseEnvFile(`# c\n${text}\n`).lines[0]?.text, value);
  });
}

const envProblems: readonly (readonly [text: string, line: number])[] = [
  ['A="1', 2],
  ["B=1\nA='1", 3],
  ['A B=1', 2],
  ['A"=1', 2],
];
for (const [text, line] of envProblems) {
  test(`${JSON.stringify(text)} is no line of an env file`, () => {
    assert.equal(parseEnvFile(`# c\n${text}\n`).problem?.line, line);
  });
}
test('a raw env file has neither quotes nor variables', () => {
  const { lines } = parseRawFile('\ufeffA="1" # c\n  B= $A\r\n#x\nC\n');
  assert.deepEqual(
    lines.map(({ name, text }) => [name, text]),
    [
      ['A', '"1" # c'],
      ['B', ' $A'],
      ['C', undefined],
    ],
  );
  assert.equal(parseRawFile('A\nB C=1').problem?.line, 2);
});

const ports: readonly (readonly [
  text: string,
  ports: readonly (readonly [container: number, host: number, ip?: string])[] | undefined,
])[] = [
  ['80', [[80, 0]]],
  ['8080:80', [[80, 8080]]],
  ['127.0.0.1::80', [[80, 0, '127.0.0.1']]],
  ['[::1]:8080:80', [[80, 8080, '::1']]],
  [
    '3000-3001',
    [
      [3000, 0],
      [3001, 0],
    ],
  ],
  [
    '1-2:3-4',
    [
      [3, 1],
      [4, 2],
    ],
  ],
  ['1-9:80', [[80, 1]]],
  ['1-3:3-4', undefined],
  ['80/x', undefined],
  ['x', undefined],
  ['70000', undefined],
  ['1-60000', undefined],
];
for (const [text, wanted] of ports) {
  test(`${text} as a port`, () => {
    const found = parseShortPort(text)?.map(({ container, host, hostIp }) => [
      container,
      host,
      ...(hostIp === undefined ? [] : [hostIp]),
    ]);
    assert.deepEqual(found, wanted);
  });
}
const sizes: readonly (readonly [text: string, bytes: number | undefined])[] = [
  ['50M', 52_428_800],
  ['1.5gb', 1_610_612_736],
  ['300', 300],
  ['10kib', 10_240],
  ['1b', 1],
  ['1x', undefined],
];
for (const [text, bytes] of sizes) test(`${text} as a size`, () => assert.equal(parseSize(text), bytes));
