// What was predicted against what was seen, effect by effect.
import type { Attempt } from './attempt.ts';
import { effects, type Effect } from './effects.ts';
import { findReason, gaps, unseen, type Reason } from './explained.ts';
import type { Prediction } from './predict.ts';

export interface Agreement {
  readonly code: string;
  readonly ways: readonly Effect[];
  /** It rests on an assumption that is not known to hold here. */
  readonly assumes: readonly string[];
  /** A wider code that was predicted has it in it. */
  readonly implied: boolean;
}
export interface Absence {
  readonly code: string;
  readonly assumes: readonly string[];
  /** Undefined where nothing is said about it: then the edge is wrong, or the harness is. */
  readonly reason?: Reason;
}
export interface Surprise {
  readonly code: string;
  readonly ways: readonly Effect[];
  /** A gap of the graph that is known. */
  readonly reason?: Reason;
}
export interface Comparison {
  readonly name: string;
  readonly agreed: readonly Agreement[];
  readonly absent: readonly Absence[];
  readonly surprises: readonly Surprise[];
}
const tried = new Set(effects.map(({ code }) => code));

export function compare({ configuration, predicted, seen }: Attempt): Comparison {
  const { name } = configuration;
  const byCode = Map.groupBy(seen, ({ code }) => code);
  const agreed: Agreement[] = [];
  const surprises: Surprise[] = [];
  for (const [code, ways] of byCode) {
    const one = predicted.get(code);
    if (one !== undefined) agreed.push({ code, ways, assumes: one.assumes, implied: !one.direct });
    else surprises.push({ code, ways, ...reasonFor(gaps, { name, code, rules: [] }) });
  }
  const absent = [...predicted.values()]
    .filter(({ code, direct }) => direct && tried.has(code) && !byCode.has(code))
    .map((one) => absence(name, one));
  const byName = (a: { readonly code: string }, b: { readonly code: string }): number => (a.code < b.code ? -1 : 1);
  return { name, agreed: agreed.sort(byName), absent: absent.sort(byName), surprises: surprises.sort(byName) };
}
/** An assumption that does not hold says itself why nothing was seen. */
function absence(name: string, { code, certain, assumes, rules }: Prediction): Absence {
  return { code, assumes, ...(certain && reasonFor(unseen, { name, code, rules })) };
}
function reasonFor(
  reasons: readonly Reason[],
  asked: { readonly name: string; readonly code: string; readonly rules: readonly string[] },
): { readonly reason?: Reason } {
  const reason = findReason(reasons, asked);
  return reason === undefined ? {} : { reason };
}
/** Gaps of the graph that no container shows any more. */
export function closedGaps(comparisons: readonly Comparison[]): readonly string[] {
  const open = new Set(comparisons.flatMap(({ surprises }) => surprises.map(({ reason }) => reason)));
  return gaps.filter((gap) => !open.has(gap)).map(({ code, where }) => `gap ${code} in ${String(where)} is closed`);
}
/** What nobody has said anything about. */
export function openQuestions(comparisons: readonly Comparison[]): readonly string[] {
  return comparisons.flatMap(({ name, absent, surprises }) => [
    ...surprises
      .filter(({ reason }) => reason === undefined)
      .map(
        ({ code, ways }) => `${name}: ${code} was seen (${ways.map(({ way }) => way).join(', ')}) and not predicted`,
      ),
    ...absent
      .filter(({ reason, assumes }) => reason === undefined && assumes.length === 0)
      .map(({ code }) => `${name}: ${code} was predicted as proven, and not seen`),
  ]);
}
