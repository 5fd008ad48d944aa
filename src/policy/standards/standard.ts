// What a standard looks like here: its points, and the rules that judge each.

export interface Point {
  readonly id: string;
  /** In our words. */
  readonly title: string;
  /** Rules that together judge all of it; one that the rule set lacks leaves the point not wholly seen. */
  readonly rules: readonly string[];
  /** What one would have to look at to judge it, where that is not in files and images. */
  readonly needs?: string;
}
export interface Standard {
  readonly id: string;
  readonly title: string;
  readonly points: readonly Point[];
}

/** One row of a table: number, title, rules, and what it needs beyond files and images. */
export type Row = readonly [id: string, title: string, rules: string, needs?: string];
/** `rules` are separated by blanks. */
export function toStandard(id: string, title: string, rows: readonly Row[]): Standard {
  const points = rows.map(([number, what, rules, needs]) => ({
    id: number,
    title: what,
    rules: rules.split(' ').filter((rule) => rule !== ''),
    ...(needs !== undefined && { needs }),
  }));
  return { id, title, points };
}
