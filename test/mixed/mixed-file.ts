// A file in some style, and what stands beside it.
export interface MixedFile {
  readonly name: string;
  readonly text: string;
  readonly files?: Readonly<Record<string, string>>;
  /** How many lines go and come, as `-1 +2`: looked at, and not more than it takes. */
  readonly lines: string;
}
