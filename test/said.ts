// What a check says in one line: how grave it is, what was seen, and what would put it right.
import path from 'node:path';
import type { Finding } from '../src/model/finding.ts';
import type { Fix } from '../src/model/edit.ts';
import type { Severity } from '../src/model/severity.ts';

export interface Said {
  readonly severity: Severity;
  readonly what: string;
  readonly fix?: Fix;
}
export function sayingOf({ severity, what, fix }: Said): string {
  const edits = fix?.edits.map((edit) => JSON.stringify(edit, withoutPlace)) ?? [];
  const line = [`${severity}: ${what}`, ...(fix === undefined ? [] : [`=> ${fix.say}`]), ...edits].join('  ');
  return line.replaceAll(scratchPath, '.');
}
const scratchPath = /[^\s"]*\/scratch-\w+/gu;
/** That it says where, and not the line; which fact of which folder it is, is no part of what is said. */
function withoutPlace(key: string, value: unknown): unknown {
  if (key === 'at') return value === undefined ? undefined : '…';
  return key === 'fact' ? undefined : value;
}
/** The same with what it rests on. */
export function groundsOf(said: Said, evidence: Finding['evidence']): string {
  const grounds = evidence.map(({ field, value }) => `${field}: ${value}`).join('; ');
  return `${sayingOf(said)}  <= ${grounds}`.replaceAll(scratchPath, '.');
}
/** The list of an area; `node --test --test-update-snapshots test/examples.test.ts` writes it anew. */
export function saidFile(area: string): string {
  return path.join(import.meta.dirname, 'said', `${area}.txt`);
}
