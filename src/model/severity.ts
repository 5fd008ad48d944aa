// How bad, and on which of the four layers.

export const severities = ['critical', 'high', 'medium', 'low', 'info'] as const;
export type Severity = (typeof severities)[number];
/** Negative when `a` is worse than `b`. */
export function compareSeverity(a: Severity, b: Severity): number {
  return severities.indexOf(a) - severities.indexOf(b);
}

export const layers = ['code', 'container', 'cluster', 'cloud'] as const;
/** Where the fault lies, from the application outwards. */
export type Layer = (typeof layers)[number];
