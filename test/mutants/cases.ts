// A check's examples, read once: what the check is asked about in each, to be asked again as often as one likes.
import { checks } from '../../src/checks/index.ts';
import { toFactId } from '../../src/model/brand.ts';
import type { AnyCheck, Check, Example } from '../../src/model/check.ts';
import type { FactKind, ImageFact, JudgedOf, World } from '../../src/model/facts.ts';
import { toImageId } from '../../src/model/workload.ts';
import { readSample } from '../../src/readers/config/config-sample.ts';
import { imageReaders } from '../../src/readers/index.ts';
import { toEvidence } from '../../src/scan/judge.ts';
import { groundsOf, sayingOf } from '../said.ts';
import { scanExample } from '../scan-folder.ts';

type Fact = JudgedOf<FactKind>;
export interface Case {
  readonly text: string;
  /** What the check is asked about when the example is scanned. */
  readonly asked: readonly (readonly [fact: Fact, world: World])[];
  /** How often it must speak; once or oftener where it is only said that it must. */
  readonly messages: number | 'some';
  /** A list has every word that is said: of this row alone, perhaps with what it rests on, or of a check's examples together. */
  readonly listed?: 'alone' | 'with its grounds' | 'together';
}

/** Writable, since it is listened to while a file is scanned. */
type Listened = { -readonly [K in keyof Check]: Check[K] };
export async function casesOf(check: AnyCheck): Promise<readonly Case[]> {
  const { bad, good } = check.examples;
  const toCase = async (example: Example, messages: Case['messages']): Promise<Case> => ({
    text: example.text,
    asked: await askedIn(example, check),
    messages,
    ...(example.format !== 'image' && { listed: 'together' }),
  });
  const cases: Case[] = [];
  for (const example of bad) cases.push(await toCase(example, 'some'));
  for (const example of good) cases.push(await toCase(example, 0));
  return cases;
}
async function askedIn(example: Example, check: AnyCheck): Promise<Case['asked']> {
  if (example.format === 'image') return (await imageFacts(example.text)).map((fact) => [fact, worldOf(fact)]);
  return (await hear([check], () => scanExample(example, check.pack))).get(check) ?? [];
}
/** The facts that checks are asked about meanwhile. */
export async function hear<C extends AnyCheck>(
  listened: readonly C[],
  meanwhile: () => Promise<unknown>,
): Promise<ReadonlyMap<C, Case['asked']>> {
  const heard = new Map<C, (readonly [Fact, World])[]>();
  const runs = listened.map(({ run }) => run as Check['run']);
  for (const [index, check] of listened.entries()) {
    const questions: (readonly [Fact, World])[] = [];
    heard.set(check, questions);
    (check as Listened).run = (fact, world) => {
      questions.push([fact, world]);
      return runs[index]?.call(check, fact, world) ?? [];
    };
  }
  try {
    await meanwhile();
  } finally {
    for (const [index, run] of runs.entries()) Object.assign(listened[index] ?? {}, { run });
  }
  return heard;
}
export const emptyWorld: World = {
  facts: () => [],
  known: () => 'none',
  buildOf: () => undefined,
  today: '2026-11-24',
};
function worldOf(fact: Fact): World {
  return { ...emptyWorld, facts: (kind) => (kind === fact.kind ? [fact] : []) as never };
}
async function imageFacts(text: string): Promise<readonly ImageFact[]> {
  const found: ImageFact[] = [];
  for (const reader of imageReaders) {
    for (const draft of await readSample(reader, { path: 'config.json', content: text })) {
      if (draft.kind !== 'image') continue;
      found.push({ ...draft, id: toFactId('image', 'image:1', ''), scope: 'image:1', image: toImageId('sha256:1') });
    }
  }
  return found;
}

export interface Heard {
  readonly holds: boolean;
  /** In the order of the cases, as the lists have it. */
  readonly said: ReadonlySet<string>;
}
/** Whether a judgement says what it must in each case, and all that it says. */
export function ask(check: Pick<Check, 'run' | 'severity'>, cases: readonly Case[]): Heard {
  const said = new Set<string>();
  for (const { text, asked: questions, messages, listed } of cases) {
    const lines: string[] = [];
    let count = 0;
    for (const [fact, world] of questions) {
      for (const message of check.run(fact, world)) {
        count += 1;
        const one = { severity: check.severity, ...message };
        if (listed === 'together') lines.push(sayingOf(one));
        else if (listed === 'alone') lines.push(`${text}${sayingOf(one)}`);
        else if (listed !== undefined) lines.push(`${text}${groundsOf(one, message.fields.map(toEvidence))}`);
      }
    }
    for (const line of lines.sort()) said.add(line);
    if (messages === 'some' ? count === 0 : count !== messages) return { holds: false, said };
  }
  return { holds: true, said };
}
export const checkOf: ReadonlyMap<string, AnyCheck> = new Map(checks.map((check) => [check.id, check]));
