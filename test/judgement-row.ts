// A row of a table of judgements: a situation in words, and how often a rule speaks of it.
import type { Example } from '../src/model/check.ts';

export type Row = readonly [fact: string, rule: string, example: Example, messages: number];
