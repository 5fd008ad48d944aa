// How an ecosystem orders its versions; the schemes themselves are one file each under `versions/`.

export interface VersionScheme {
  readonly id: string;
  /** Address of the specification it follows. */
  readonly spec: string;
  /** Negative when `a` is older. Total over all strings: what the ecosystem would refuse is ordered too. */
  compare(a: string, b: string): number;
  /** Whether the ecosystem would take it as a version. */
  isValid(text: string): boolean;
}
