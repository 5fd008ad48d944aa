// `npm run mutants`: turns every condition of every check round, one at a time, and asks the check's own
// examples whether they notice. Prints the mutants that nobody notices.
import { readdirSync, readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { toFactId } from '../src/model/brand.ts';
import type { Check, Example } from '../src/model/check.ts';
import type { Fact, FactKind, World } from '../src/model/facts.ts';
import { toImageId } from '../src/model/workload.ts';
import { readSample } from '../src/readers/config/config-sample.ts';
import { imageReaders } from '../src/readers/index.ts';
import { scanExample } from './scan-folder.ts';

const folder = path.join(import.meta.dirname, '..', 'src', 'checks');
const only = process.argv.slice(2);

interface Mutant {
  readonly line: number;
  readonly what: string;
  readonly text: string;
}
/** Which characters are code: not of a string, a comment or a regular expression. */
function codeMask(text: string): readonly boolean[] {
  const mask = Array.from({ length: text.length }, () => true);
  const tokens =
    /\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`|(?<=[(=,:[!&|?{};\n]\s*)\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n])+\/[a-z]*/g;
  for (const { index, 0: token } of text.matchAll(tokens)) mask.fill(false, index, index + token.length);
  return mask;
}
const turns: readonly (readonly [pattern: RegExp, turned: (operator: string) => string])[] = [
  [/[!=]==/g, (operator) => (operator === '===' ? '!==' : '===')],
  [/&&|\|\|/g, (operator) => (operator === '&&' ? '||' : '&&')],
  [
    / (?:<=|>=|<|>) /g,
    (operator) => ({ ' < ': ' >= ', ' > ': ' <= ', ' <= ': ' > ', ' >= ': ' < ' })[operator] ?? operator,
  ],
  [/!(?=[a-zA-Z(])/g, () => ''],
  [/\.(?:some|every)\(/g, (operator) => (operator === '.some(' ? '.every(' : '.some(')],
];
/** From the rule's own judgement on: what stands before it are texts. */
function mutantsOf(text: string): readonly Mutant[] {
  const mask = codeMask(text);
  const from = text.search(/^ {2}(?:\*?run\b|run:)/m);
  return turns
    .flatMap(([pattern, turned]) =>
      [...text.matchAll(pattern)]
        .filter(({ index, 0: operator }) => index > from && mask[index + Math.floor(operator.length / 2)] === true)
        .map(({ index, 0: operator }) => ({
          line: text.slice(0, index).split('\n').length,
          what: `${operator.trim()} to ${turned(operator).trim() || 'nothing'}`,
          text: text.slice(0, index) + turned(operator) + text.slice(index + operator.length),
        })),
    )
    .sort((a, b) => a.line - b.line);
}

const mutated = new Map<string, string>();
registerHooks({
  load(url, context, next) {
    const source = mutated.get(url);
    return source === undefined ? next(url, context) : { format: 'module-typescript', source, shortCircuit: true };
  },
});

interface Case {
  readonly bad: boolean;
  readonly facts: readonly Fact[];
  readonly world: World;
}
async function toCase(example: Example, bad: boolean): Promise<Case> {
  const facts =
    example.format === 'image' ? await imageFacts(example.text) : ((await scanExample(example))?.facts ?? []);
  const byKind = new Map(Map.groupBy(facts, ({ kind }) => kind));
  const world: World = {
    facts: (kind: FactKind) => (byKind.get(kind) ?? []) as never,
    known: () => (example.complete === true ? 'all' : 'some'),
    buildOf: (build) => facts.find((fact) => fact.kind === 'build' && fact.path === build.dockerfile) as never,
    ...(example.trusted && { trustedRegistries: example.trusted }),
  };
  return { bad, facts, world };
}
async function imageFacts(text: string): Promise<readonly Fact[]> {
  const found: Fact[] = [];
  for (const reader of imageReaders) {
    for (const draft of await readSample(reader, { path: 'config.json', content: text })) {
      if (draft.kind !== 'image') continue;
      found.push({ ...draft, id: toFactId('image', 'image:1', ''), scope: 'image:1', image: toImageId('sha256:1') });
    }
  }
  return found;
}
function holds(check: Check, cases: readonly Case[]): boolean {
  return cases.every(({ bad, facts, world }) => {
    const judged = facts.filter(({ kind }) => kind === check.on) as never[];
    return judged.some((fact) => [...check.run(fact, world)].length > 0) === bad;
  });
}
function checkIn(module: Readonly<Record<string, unknown>>): Check | undefined {
  return Object.values(module).find(
    (value): value is Check => typeof value === 'object' && value !== null && 'examples' in value && 'run' in value,
  );
}

interface Tally {
  mutants: number;
  noticed: number;
  checks: number;
}
async function tryFile(file: string, tally: Tally): Promise<void> {
  const url = pathToFileURL(file).href;
  const check = checkIn((await import(url)) as Record<string, unknown>);
  if (check === undefined) return;
  const { bad, good } = check.examples;
  const cases = await Promise.all([
    ...bad.map((example) => toCase(example, true)),
    ...good.map((example) => toCase(example, false)),
  ]);
  tally.checks += 1;
  if (!holds(check, cases)) throw new Error(`${check.id} does not hold on its own examples`);
  for (const [index, mutant] of mutantsOf(readFileSync(file, 'utf8')).entries()) {
    const name = `${url}?mutant=${String(index)}`;
    mutated.set(name, mutant.text);
    tally.mutants += 1;
    if (await isNoticed(name, cases)) tally.noticed += 1;
    else console.log(`${path.relative(folder, fileURLToPath(url))}:${String(mutant.line)}  ${mutant.what}`);
  }
}
async function isNoticed(name: string, cases: readonly Case[]): Promise<boolean> {
  try {
    const check = checkIn((await import(name)) as Record<string, unknown>);
    return check === undefined || !holds(check, cases);
  } catch {
    return true;
  }
}

const tally: Tally = { mutants: 0, noticed: 0, checks: 0 };
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.endsWith('index.ts'))
  .filter((file) => only.length === 0 || only.some((part) => file.includes(part)))
  .sort();
for (const file of files) await tryFile(path.join(folder, file), tally);
console.log(
  `${String(tally.checks)} checks, ${String(tally.mutants)} conditions turned round, ${String(tally.noticed)} noticed by examples`,
);
