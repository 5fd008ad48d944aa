// A file in some style, and what stands beside it.
export interface MixedFile {
  readonly name: string;
  readonly text: string;
  readonly files?: Readonly<Record<string, string>>;
}
