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

/** A table as text: a line a point, its columns parted by `|`; rules are parted by blanks. */
export function toStandard(id: string, title: string, table: string): Standard {
  const points = table
    .trim()
    .split('\n')
    .map((line): Point => {
      const [number = '', what = '', rules = '', needs] = line.split('|').map((column) => column.trim());
      return {
        id: number,
        title: what,
        rules: rules.split(' ').filter((rule) => rule !== ''),
        ...(needs !== undefined && { needs }),
      };
    });
  return { id, title, points };
}
