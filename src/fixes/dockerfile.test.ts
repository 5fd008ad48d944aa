import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toFactId } from '../model/brand.ts';
import type { InstructionRef } from '../model/edit.ts';
import { parseDockerfile } from '../syntax/dockerfile.ts';
import { writeDockerfile } from './dockerfile.ts';
import { placeOf, sidesOf } from './fix-sample.ts';
import type { PlacedEdit } from './placed-edit.ts';

const target = { fact: toFactId('build', 'test', 'Dockerfile') };
const raw = { format: 'dockerfile', path: 'f.yaml', document: 0, pointer: [] } as const;
const user: PlacedEdit = { op: 'set-user', target, value: '65532:65532', raw };
function replacing(text: string, from: string, to: string): PlacedEdit {
  return { op: 'replace-text', target, from, to, at: placeOf(text, from), raw };
}
/** The instruction on whose first line `mark` first stands. */
function meant(text: string, mark: string): Pick<Extract<PlacedEdit, { keyword: string }>, keyof InstructionRef> {
  const at = placeOf(text, mark);
  const one = parseDockerfile(text).instructions.find(({ startLine }) => startLine === at.line);
  assert.ok(one !== undefined, mark);
  return { keyword: one.keyword, text: one.text, at };
}
function setting(text: string, mark: string, value: string): PlacedEdit {
  return { op: 'set-instruction', target, ...meant(text, mark), value, raw };
}
function inserting(text: string, mark: string, value: string): PlacedEdit {
  return { op: 'insert-before', target, ...meant(text, mark), value, raw };
}
function removing(text: string, mark: string): PlacedEdit {
  return { op: 'remove-instruction', target, ...meant(text, mark), raw };
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
    name: 'a line of a here-document goes as a whole',
    text: `
  FROM a
  COPY <<E /f
  [b]
-     c = d
  E
`,
    edits: (text) => [replacing(text, 'c = d', '')],
  },
  {
    name: 'part of such a line does not take the rest',
    text: `
  FROM a
  COPY <<E /f
- deb [trusted=yes] b
+ deb b
  E
`,
    edits: (text) => [replacing(text, '[trusted=yes] ', '')],
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
  {
    name: 'an instruction is put in the place of another',
    text: `
  FROM a
-   Cmd  node  x   
+   CMD ["node", "x"]   
  # end
`,
    edits: (text) => [setting(text, 'Cmd', 'CMD ["node", "x"]')],
  },
  {
    name: 'two in the place of one',
    text: `
  FROM a
- ENV A=1 B=$A
+ ENV A=1
+ ENV B=$A
`,
    edits: (text) => [setting(text, 'ENV', 'ENV A=1\nENV B=$A')],
  },
  {
    name: 'one over several lines stays',
    text: `
  FROM a
  ENV A=1 \\
  # why
      B=$A
`,
    edits: (text) => [setting(text, 'ENV', 'ENV A=1')],
    refused: ['the instruction at line 2 runs over several lines'],
  },
  {
    name: 'an instruction comes before another and its comment',
    text: `
  FROM a
  RUN x

+ SHELL ["/bin/bash", "-o", "pipefail", "-c"]
  # why
  RUN y | \\
    z
`,
    edits: (text) => [inserting(text, 'RUN y', 'SHELL ["/bin/bash", "-o", "pipefail", "-c"]')],
  },
  {
    name: 'a line comes before one that is changed itself',
    text: `
  FROM a
+ USER 65532:65532
- CMD x
+ CMD ["x"]
`,
    edits: (text) => [setting(text, 'CMD', 'CMD ["x"]'), user],
  },
  {
    name: 'and before one that goes',
    text: `
  FROM a
- CMD x
+ USER 65532:65532
  CMD y
`,
    edits: (text) => [removing(text, 'CMD x'), user],
  },
  {
    name: 'and in the other order',
    text: `
  FROM a
+ USER 65532:65532
- CMD x
  ENTRYPOINT y
`,
    edits: (text) => [user, removing(text, 'CMD x')],
  },
  {
    name: 'nothing is put behind a line that runs on',
    text: `
  FROM a
  RUN x \\
`,
    edits: () => [user],
    refused: ['the last instruction runs on beyond the end of the file'],
  },
  {
    name: 'the same insertion for two reasons is one',
    text: `
  FROM a
+ WORKDIR /
  COPY b c
`,
    edits: (text) => [inserting(text, 'COPY', 'WORKDIR /'), inserting(text, 'COPY', 'WORKDIR /')],
  },
  {
    name: 'an instruction goes with its continued lines and its here-document, and nothing else',
    text: `
  FROM a
  # kept
- RUN <<E cat \\
- # in it
-
-   > /x
- CMD no
- E
- CMD one
  CMD two
`,
    edits: (text) => [removing(text, 'RUN'), removing(text, 'CMD one')],
  },
  {
    name: 'blank lines go out of a continued instruction',
    text: `
  FROM a

  RUN x && \\
-
    # kept
    \\
-   
    y

  RUN z
`,
    edits: (text) => [{ op: 'remove-blank-lines', target, ...meant(text, 'RUN x'), raw }],
  },
  {
    name: 'two RUNs become one, and what stands between them stays',
    text: `
  FROM a
- RUN apt-get update   
-
- # tools
- run apt-get install \\
+ RUN apt-get update && \\
+ # tools
+     apt-get install \\
      x
  CMD y
`,
    edits: (text) => [{ op: 'join-next', target, ...meant(text, 'RUN apt-get update'), raw }],
  },
  {
    name: 'a RUN with a cache is not joined',
    text: `
  FROM a
  RUN apt-get update
  RUN --mount=type=cache,target=/c apt-get install x
`,
    edits: (text) => [{ op: 'join-next', target, ...meant(text, 'RUN apt-get update'), raw }],
    refused: ['it is not followed by a plain RUN'],
  },
  {
    name: 'another instruction than the one that was read',
    text: `
  FROM a
  CMD b
`,
    edits: (text) => [{ ...removing(text, 'CMD'), text: 'c' } as PlacedEdit],
    refused: ['line 2 does not hold that CMD'],
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
