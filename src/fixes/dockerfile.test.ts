import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toFactId } from '../model/brand.ts';
import { writeDockerfile } from './dockerfile.ts';
import { placeOf, sidesOf } from './fix-sample.ts';
import type { PlacedEdit } from './placed-edit.ts';

const target = { fact: toFactId('build', 'test', 'Dockerfile') };
const raw = { format: 'dockerfile', path: 'f.yaml', document: 0, pointer: [] } as const;
const user: PlacedEdit = { op: 'set-user', target, value: '65532:65532', raw };
function replacing(text: string, from: string, to: string): PlacedEdit {
  return { op: 'replace-text', target, from, to, at: placeOf(text, from), raw };
}
interface Row {
  readonly name: string;
  readonly text: string;
  readonly edits: (before: string) => readonly PlacedEdit[];
  readonly refused?: readonly string[];
}
const rows: readonly Row[] = [
  {
    name: 'the last user is replaced',
    text: `
  FROM a
  RUN x
- USER root   
+ USER 65532:65532   
  CMD ["x"]
`,
    edits: () => [user],
  },
  {
    name: 'a user comes before the command and its comment',
    text: `
  FROM a AS build
  USER root
  RUN x
  FROM b
  COPY --from=build /x /x
+ USER 65532:65532
  # start
  ENTRYPOINT ["/x"]
  CMD ["y"]
`,
    edits: () => [user],
  },
  {
    name: 'a user that later steps need stays',
    text: `
  FROM a
  USER root
  RUN x
+ USER 65532:65532
  CMD y
`,
    edits: () => [user],
  },
  {
    name: 'steps behind the command may need root, too',
    text: `
  FROM a
  CMD y
  RUN x \\
    && y
+ USER 65532:65532
`,
    edits: () => [user],
  },
  {
    name: 'a user that is right already',
    text: `
  FROM a
  USER 65532:65532
`,
    edits: () => [user],
  },
  {
    name: 'text is replaced where the edit says',
    text: `
  FROM a
  RUN curl http://x && \\
-     apt-get install curl
+     apt-get install -y curl
`,
    edits: (text) => [replacing(text, 'apt-get install', 'apt-get install -y')],
  },
  {
    name: 'text that is not there',
    text: `
  FROM a
  RUN b
`,
    edits: (text) => [{ ...replacing(text, 'RUN b', 'RUN c'), from: 'zzz' } as PlacedEdit],
    refused: ['"zzz" is not at line 2'],
  },
  { name: 'no stage', text: '\n  ARG a\n', edits: () => [user], refused: ['there is no FROM'] },
];
for (const row of rows) {
  test(row.name, () => {
    const { before, after } = sidesOf(row.text);
    const written = writeDockerfile(before, row.edits(before));
    assert.equal(written.text, after);
    assert.deepEqual(
      written.refused.map(({ why }) => why),
      row.refused ?? [],
    );
    assert.equal(writeDockerfile(after, row.edits(before)).text, after, 'a second run');
    const crlf = (text: string): string => text.trimEnd().replaceAll('\n', '\r\n');
    if (!before.includes('root   ')) assert.equal(writeDockerfile(crlf(before), row.edits(before)).text, crlf(after));
  });
}
