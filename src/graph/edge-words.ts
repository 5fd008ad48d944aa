// What `explain` says of a kind of step beside its own text, as `data/edge-words.json` has it: the program is bundled without
// the examples that it is drawn from.

export interface EdgeWords {
  /** Clauses that follow "because". */
  readonly when: readonly string[];
  /** Names of the settings that decide. */
  readonly fields: readonly string[];
  /** What stops the step where it is seen. */
  readonly stoppedBy: readonly string[];
  /** What has to hold and may not have been seen: why by name. */
  readonly assumes: Readonly<Record<string, string>>;
  /** Codes of `consequences`. */
  readonly yields: readonly string[];
  readonly fixes: readonly string[];
  readonly drawn: string;
  readonly notDrawn: string;
}
