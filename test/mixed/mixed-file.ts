// A file in some style, and what stands beside it.
export interface MixedFile {
  readonly name: string;
  readonly text: string;
  readonly files?: Readonly<Record<string, string>>;
  /** Why edits are refused; none are unless it says so. */
  readonly refused?: readonly string[];
  /** How often it takes a run until nothing changes, where a rule was silent as long as a graver one spoke. */
  readonly runs?: number;
  /** How many lines go and come, as `-1 +2`: looked at, and not more than it takes. */
  readonly lines: string;
}
