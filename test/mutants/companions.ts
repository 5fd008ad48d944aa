// What the examples of the other checks say about a check: it must be silent in them, or is named as a companion.
import { areas, checks } from '../../src/checks/index.ts';
import type { AnyCheck, Example } from '../../src/model/check.ts';
import type { FactKind, JudgedOf, World } from '../../src/model/facts.ts';
import { scanExample } from '../scan-folder.ts';
import { type Case, hear } from './cases.ts';

interface Scanned {
  readonly of: AnyCheck;
  readonly isBad: boolean;
  readonly example: Example;
  readonly asked: ReadonlyMap<FactKind, Case['asked']>;
}
let scans: Promise<readonly Scanned[]> | undefined;
const builds = new Set(areas['build']);

export async function companionCases(check: AnyCheck): Promise<readonly Case[]> {
  scans ??= scanAll();
  const cases: Case[] = [];
  for (const { of, isBad, example, asked } of await scans) {
    if (of === check || (check.pack !== undefined && check.pack !== of.pack)) continue;
    const questions = asked.get(check.on) ?? [];
    const isNamed = example.also?.includes(check.id) === true;
    // Of builds a test of their own wants to hear what is named, and nothing else from the good examples.
    const isExact = check.on === 'build' && builds.has(of) && builds.has(check);
    if (isExact || (isBad && !isNamed))
      cases.push({ text: example.text, asked: questions, messages: isNamed ? 'some' : 0 });
  }
  return cases;
}
async function scanAll(): Promise<readonly Scanned[]> {
  const found: Scanned[] = [];
  for (const of of checks) {
    for (const example of of.examples.bad) found.push(await scanOne(of, example, true));
    // Good examples of others than builds are asked for nothing but their own check's silence.
    if (builds.has(of)) for (const example of of.examples.good) found.push(await scanOne(of, example, false));
  }
  return found;
}
async function scanOne(of: AnyCheck, example: Example, isBad: boolean): Promise<Scanned> {
  const heard = await hear(checks, () => scanExample(example, of.pack));
  const asked = new Map<FactKind, Map<JudgedOf<FactKind>, World>>();
  for (const [{ on }, questions] of heard) {
    const own = asked.get(on) ?? new Map<JudgedOf<FactKind>, World>();
    asked.set(on, own);
    for (const [fact, world] of questions) own.set(fact, world);
  }
  return { of, isBad, example, asked: new Map([...asked].map(([kind, own]) => [kind, [...own]])) };
}
