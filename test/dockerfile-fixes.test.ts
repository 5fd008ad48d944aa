// All fixes of all build checks on files made of their bad examples: only the lines that a fix is about move, comments
// stay, what was found is gone, another run changes nothing, and line ends stay what they are.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import type { PlacedEdit } from '../src/fixes/placed-edit.ts';
import { writeFixes } from '../src/fixes/write-fixes.ts';
import type { Message } from '../src/model/check.ts';
import type { RawRef } from '../src/model/workload.ts';
import { parseDockerfile } from '../src/syntax/dockerfile.ts';
import { buildChecks, judgeDockerfile } from './dockerfile-run.ts';

const raw: RawRef = { format: 'dockerfile', path: 'Dockerfile', document: 0, pointer: [] };
/** What stands between the first FROM and the last USER of the bad examples that have one stage. */
const blocks: readonly (readonly string[])[] = buildChecks
  .flatMap(({ examples }) => examples.bad)
  .map(({ text }) => text.trimEnd().split('\n'))
  .filter(
    (lines) => lines.filter((line) => /^FROM /iu.test(line)).length === 1 && lines[0]?.startsWith('FROM ') === true,
  )
  .map((lines) => lines.slice(1, -1))
  .filter((lines) => lines.length > 0);

interface Fixed {
  readonly text: string;
  readonly edits: readonly PlacedEdit[];
  readonly refused: number;
}
async function fixAll(text: string): Promise<Fixed> {
  const messages: readonly Message[] = [...(await judgeDockerfile(text)).values()].flat();
  const all = new Map(messages.flatMap(({ fix }) => fix?.edits ?? []).map((edit) => [JSON.stringify(edit), edit]));
  const edits = [...all.values()].map((edit) => Object.assign({ raw }, edit));
  const written = writeFixes('dockerfile', text, edits);
  return { text: written.text, edits, refused: written.refused.length };
}
/** Lines that no edit is about. */
function untouched(text: string, edits: readonly PlacedEdit[]): readonly string[] {
  const { instructions } = parseDockerfile(text);
  const own = edits.flatMap((edit) => {
    const at = 'at' in edit ? (edit.at?.line ?? 0) : 0;
    const index = instructions.findIndex(({ startLine, endLine }) => startLine <= at && at <= endLine);
    const [first, last] = [instructions[index], instructions[edit.op === 'join-next' ? index + 1 : index]];
    return first === undefined ? [] : [{ startLine: first.startLine, endLine: (last ?? first).endLine }];
  });
  const isOwn = (line: number): boolean => own.some(({ startLine, endLine }) => startLine <= line && line <= endLine);
  return text.split('\n').filter((line, index) => !isOwn(index + 1) || line.trimStart().startsWith('#'));
}
function assertWithin(part: readonly string[], whole: readonly string[]): void {
  let at = 0;
  for (const line of part) {
    const found = whole.indexOf(line, at);
    assert.notEqual(found, -1, `${JSON.stringify(line)} is gone from\n${whole.join('\n')}`);
    at = found + 1;
  }
}

test('an image of Windows is given an account that it has', async () => {
  const text = 'FROM mcr.microsoft.com/windows/nanoserver:ltsc2022@sha256:1111\nCMD ["app.exe"]\n';
  assert.match((await fixAll(text)).text, /^USER ContainerUser$/mu);
});
test('there are blocks to mix', () => assert.ok(blocks.length > 80));
test('fixes change their own lines, take away what they are for, and need no second run', async () => {
  const files = fc.record({
    blocks: fc.shuffledSubarray([...blocks], { minLength: 1, maxLength: 8 }),
    between: fc.constantFrom('', '\n', '\n\n  \n'),
    isEnded: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(files, async ({ blocks: chosen, between, isEnded }) => {
      const body = chosen.map((lines, index) => `${between}# block ${String(index)}\n${lines.join('\n')}\n`).join('');
      let text = `FROM debian:12.7-slim\n${body}USER 65532:65532${isEnded ? '\n' : ''}`;
      const crlf = await fixAll(text.replaceAll('\n', '\r\n'));
      for (let round = 0; round < 8; round++) {
        const fixed = await fixAll(text);
        if (round === 0) assert.equal(crlf.text, fixed.text.replaceAll('\n', '\r\n'));
        assertWithin(untouched(text, fixed.edits), fixed.text.split('\n'));
        if (fixed.text === text) {
          assert.equal(fixed.edits.length, fixed.refused, `still to be fixed in\n${text}`);
          return;
        }
        text = fixed.text;
      }
      assert.fail(`no end of fixing\n${text}`);
    }),
    { numRuns: 150 },
  );
});

const rows: readonly (readonly [what: string, before: string, after: string])[] = [
  [
    'an option goes with its value',
    'RUN pip install --no-cache-dir --trusted-host pypi.example --require-hashes -r requirements.txt\n',
    'RUN pip install --no-cache-dir --require-hashes -r requirements.txt\n',
  ],
  [
    'a word on a line of its own goes with the line',
    'RUN apt-get update && apt-get install -y --no-install-recommends \\\n    curl=1 \\\n    nmap=1 \\\n && rm -rf /var/lib/apt/lists/*\n',
    'RUN apt-get update && apt-get install -y --no-install-recommends \\\n    curl=1 \\\n && rm -rf /var/lib/apt/lists/*\n',
  ],
  [
    'two options are added at one place',
    'RUN apt-get update && apt-get install curl=1 && rm -rf /var/lib/apt/lists/*\n',
    'RUN apt-get update && apt-get install -y --no-install-recommends curl=1 && rm -rf /var/lib/apt/lists/*\n',
  ],
  [
    'a command is not added in the middle of two that are joined',
    'RUN apt-get update\nRUN apt-get install curl=1 && rm -rf /var/lib/apt/lists/*\n',
    'RUN apt-get update && \\\n    apt-get install -y --no-install-recommends curl=1 && rm -rf /var/lib/apt/lists/*\n',
  ],
  [
    'one option comes where another one goes',
    'RUN pip install --trusted-host pypi.example -r requirements.txt --require-hashes\n',
    'RUN pip install --no-cache-dir -r requirements.txt --require-hashes\n',
  ],
  [
    'a switch in a cluster of letters goes alone',
    'RUN curl -fsSLko /tool https://example.org/tool\n',
    'RUN curl -fsSLo /tool https://example.org/tool\n',
  ],
  [
    'a debugger goes, and the options beside it stay',
    'ENV JAVA_OPTS="-Xmx512m -agentlib:jdwp=transport=dt_socket,server=y,address=*:5005" A=1\n',
    'ENV JAVA_OPTS="-Xmx512m" A=1\n',
  ],
  [
    'wherever it stands',
    'ENV NODE_OPTIONS="--inspect=0.0.0.0 --enable-source-maps"\n',
    'ENV NODE_OPTIONS="--enable-source-maps"\n',
  ],
  ['a debugger on its own goes with its variable', 'ENV NODE_OPTIONS=--inspect A=1\n', 'ENV A=1\n'],
  ['a RUN that only writes a setting goes', 'RUN git config --global http.sslVerify false\n', ''],
  [
    'and stays where it does more',
    'RUN git config --global http.sslVerify false && make\n',
    'RUN git config --global http.sslVerify false && make\n',
  ],
];
for (const [what, before, after] of rows)
  test(what, async () => {
    const inFile = (text: string): string => `FROM debian:12.7-slim\n${text}USER 65532:65532\n`;
    const fixed = await fixAll(inFile(before));
    assert.equal(fixed.text, inFile(after));
    assert.equal((await fixAll(fixed.text)).text, fixed.text);
  });
