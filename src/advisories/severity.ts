// How bad an advisory is: the words each feed uses for it, and the CVSS bands where it uses none.
// Spec: CVSS 3.1, section 5 (qualitative scale); OSV schema, `severity`.
import type { Severity } from '../model/severity.ts';

/** Base score of a vector of any CVSS version; undefined when it is no complete vector. */
export type Scorer = (vector: string) => number | undefined;

const words: Readonly<Record<string, Severity>> = {
  critical: 'critical',
  high: 'high',
  important: 'high',
  medium: 'medium',
  moderate: 'medium',
  low: 'low',
  minor: 'low',
  negligible: 'info',
  // Debian: no security impact as packaged.
  unimportant: 'info',
};

/** The word of a feed as one of our five; undefined for `untriaged`, `not yet assigned` and the like. */
export function parseSeverityWord(word: unknown): Severity | undefined {
  if (typeof word !== 'string' || word.length > 20) return undefined;
  const key = word.toLowerCase();
  return Object.hasOwn(words, key) ? words[key] : undefined;
}

export function severityOfScore(score: number): Severity {
  if (score >= 9) return 'critical';
  if (score >= 7) return 'high';
  if (score >= 4) return 'medium';
  return score > 0 ? 'low' : 'info';
}

/** Loads the calculator, which only an update needs; remembers what it has seen, as vectors repeat. */
export async function openScorer(): Promise<Scorer> {
  const { default: calculator } = await import('ae-cvss-calculator');
  const seen = new Map<string, number | undefined>();
  return (vector) => {
    if (!seen.has(vector)) seen.set(vector, baseScore(vector, calculator.fromVector));
    return seen.get(vector);
  };
}

type Parse = (vector: string) => { calculateScores(): object } | null | undefined;
function baseScore(vector: string, parse: Parse): number | undefined {
  if (vector.length > 400) return undefined;
  try {
    const scores: object | undefined = parse(vector)?.calculateScores();
    if (scores === undefined) return undefined;
    // Of CVSS 4.0 `base` already has the threat metrics in.
    const score = 'baseMetricsOnly' in scores ? scores.baseMetricsOnly : 'base' in scores ? scores.base : undefined;
    return typeof score === 'number' && score >= 0 && score <= 10 ? score : undefined;
  } catch {
    return undefined;
  }
}
