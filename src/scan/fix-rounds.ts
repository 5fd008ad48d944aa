// One run of the fixes until nothing is left to fix: a rule may have been silent as long as a graver one spoke.
import { planFixes, type FixPlan, type PlannedFile, type Which } from './fix-plan.ts';
import type { Reread } from './reread.ts';
import type { ScanResult } from './scan.ts';

/** Two is what rules take that wait for one another; edits that undo each other would never end. */
export const maxRounds = 4;

export interface Rounds {
  readonly first: ScanResult;
  readonly which: Which;
  /** A file's text on disk by its path as in the report; undefined where there is no such file. */
  readonly read: (path: string) => string | undefined;
  /** Why a file must not be written; undefined where it may. */
  readonly refuse?: (path: string) => string | undefined;
  /** What `first` was read with. */
  readonly reread: Reread;
  /** The same scan once more, with `reread`. */
  readonly scanAgain: () => Promise<ScanResult>;
}
export interface WholePlan extends FixPlan {
  /** Files that the last round would still have changed. */
  readonly unsettled: readonly string[];
}

export async function planUntilDone(rounds: Rounds): Promise<WholePlan> {
  const files = new Map<string, PlannedFile>();
  const finish = (refused: FixPlan['refused'], unsettled: readonly string[]): WholePlan => {
    const changed = [...files.values()].filter(({ before, after }) => before !== after);
    const done = changed.reduce((sum, { edits }) => sum + edits, 0);
    return { files: changed.sort((a, b) => (a.path < b.path ? -1 : 1)), done, refused, unsettled };
  };
  let result = rounds.first;
  for (let round = 0; ; round += 1) {
    const { writable, refused } = planRound(rounds, result, files);
    if (writable.length === 0) return finish(refused, []);
    if (round === maxRounds)
      return finish(
        refused,
        writable.map(({ path }) => path),
      );
    for (const file of writable) files.set(file.path, joined(files.get(file.path), file));
    rounds.reread.replace(new Map([...files].map(([path, { after }]) => [path, after])));
    result = await rounds.scanAgain();
  }
}

interface Round {
  readonly writable: readonly PlannedFile[];
  readonly refused: FixPlan['refused'];
}
function planRound(
  { which, read, refuse }: Rounds,
  { report, facts }: ScanResult,
  files: ReadonlyMap<string, PlannedFile>,
): Round {
  const plan = planFixes({ report, facts, which }, (path) => files.get(path)?.after ?? read(path));
  const refused = [...plan.refused];
  const writable = plan.files.filter(({ path }) => {
    const why = refuse?.(path);
    if (why !== undefined) refused.push({ path, why });
    return why === undefined;
  });
  return { writable, refused };
}
/** What an earlier round made of the file, and this one of that, as one change. */
function joined(earlier: PlannedFile | undefined, now: PlannedFile): PlannedFile {
  return earlier === undefined ? now : { ...earlier, after: now.after, edits: earlier.edits + now.edits };
}
