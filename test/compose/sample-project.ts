// A Compose project as the files that a user would have.

export interface SampleProject {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  /** Files named on the command line; without them Compose finds the project itself. */
  readonly named?: readonly string[];
  /** What our scan is given where that is not the whole folder. */
  readonly target?: string;
  /** Compose refuses the project. */
  readonly refused?: true;
  /** Whatever Compose says, the rest of the file is as good as any. */
  readonly untold?: true;
}
/** A service of an image and these lines. */
export function service(...lines: readonly string[]): string {
  const image = lines.some((line) => line.startsWith('image:')) ? [] : ['image: a:1'];
  return text('services:', '  web:', ...[...image, ...lines].map((line) => `    ${line}`));
}
export function text(...lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}
/** One service in one file, and what lies beside it. */
export function one(
  name: string,
  lines: readonly string[],
  more: Readonly<Record<string, string>> = {},
): SampleProject {
  return { name, files: { 'compose.yaml': service(...lines), ...more } };
}
/** A service and its override. */
export function over(name: string, base: readonly string[], top: readonly string[]): SampleProject {
  return { name, files: { 'compose.yaml': service(...base), 'compose.override.yaml': service(...top) } };
}
