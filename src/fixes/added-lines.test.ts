import assert from 'node:assert/strict';
import { test } from 'node:test';
import { writeAddedLines } from './added-lines.ts';

const rows: readonly (readonly [what: string, before: string | undefined, after: string])[] = [
  ['a file that is not there', undefined, '.git\n**/.env\n'],
  ['an empty file', '', '.git\n**/.env\n'],
  ['behind the others', 'node_modules\n', 'node_modules\n.git\n**/.env\n'],
  ['what is there is not added again', '.git\nnode_modules\n', '.git\nnode_modules\n**/.env\n'],
  ['a last line without its end gets one', 'node_modules', 'node_modules\n.git\n**/.env\n'],
  ['line ends stay what they are', 'a\r\n.git\r\n', 'a\r\n.git\r\n**/.env\r\n'],
  ['a comment is no pattern', '# .git\n', '# .git\n.git\n**/.env\n'],
];
for (const [what, before, after] of rows)
  test(what, () => {
    const lines = ['.git', '**/.env'];
    assert.equal(writeAddedLines(before, lines), after);
    assert.equal(writeAddedLines(after, lines), after);
  });
