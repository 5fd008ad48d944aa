// What comes out of an expression, one row each.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sourcesIn } from './github-expression.ts';

const rows: readonly (readonly [what: string, expression: string, sources: readonly string[]])[] = [
  ['a context', ' github.event.issue.title ', ['github.event.issue.title']],
  ['any case', 'GitHub.Event.Issue.Title', ['github.event.issue.title']],
  ['a name in brackets', "github['event'].issue['title']", ['github.event.issue.title']],
  ['an item', 'github.event.commits[0].message', ['github.event.commits.*.message']],
  ['all items', 'github.event.pages.*.page_name', ['github.event.pages.*.page_name']],
  ['a name that is looked up', 'github.event[inputs.which]', ['github.event.*']],
  ['a comparison', "github.head_ref == 'main'", []],
  ['not', '!github.head_ref', []],
  ['a question', "contains(github.event.comment.body, '/run')", []],
  ['one or the other', "github.head_ref || github.ref_name || 'x'", ['github.head_ref', 'github.ref_name']],
  ['a condition', "github.event_name == 'push' && github.head_ref || github.sha", ['github.head_ref', 'github.sha']],
  ['only a condition', "github.head_ref && 'yes' || 'no'", []],
  ['a function that hands on', "format('{0}-{1}', github.head_ref, 1)", ['github.head_ref']],
  ['all of it', 'toJSON(github.event)', ['github.event']],
  ['in brackets', '((github.head_ref))', ['github.head_ref']],
  ['a text', "'github.head_ref'", []],
  ['a quote in a text', "format('it''s {0}', github.actor)", ['github.actor']],
  ['a function without arguments', 'always()', []],
  ['a hash', "hashFiles('**/package-lock.json')", []],
  ['no expression', 'github.head_ref $$', []],
  ['nothing', '', []],
  ['an open bracket', 'format(github.head_ref', ['github.head_ref']],
  ['many brackets', '('.repeat(500), []],
  ['commas', 'format(,,,', []],
];
for (const [what, expression, sources] of rows) {
  test(what, () => assert.deepEqual(sourcesIn(expression), sources));
}
