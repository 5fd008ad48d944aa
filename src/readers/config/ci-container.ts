// A container that a pipeline runs a job in, or beside it.
import type { Draft } from '../../model/facts.ts';
import type { Near } from '../../model/reader.ts';
import type { Format, RawRef } from '../../model/workload.ts';
import { openScriptParser } from '../../syntax/shell-script.ts';
import type { Given } from './given.ts';
import { parseRunLine, type Cloud, type RunOption } from './run-line.ts';
import { openVariables } from './run-variables.ts';
import { toStarted } from './run-workload.ts';

export interface CiContainer {
  readonly format: Format;
  readonly type: string;
  /** Containers of one job meet each other, and no others. */
  readonly job: string;
  readonly name: string;
  readonly image: Given;
  readonly options: readonly RunOption[];
  /** Options in one text, as a command line has them. */
  readonly more?: Given;
  readonly command?: readonly Given[];
  readonly raw: RawRef;
}
export async function* ciDrafts(container: CiContainer, near?: Near): AsyncGenerator<Draft> {
  const { format, type, job, name, image, options, more, command = [], raw } = container;
  const parsed = more === undefined ? undefined : await optionsOf(more);
  const all = [...options, ...(parsed?.options ?? [])];
  const started = await toStarted(
    {
      format,
      engine: 'docker',
      type,
      name,
      image,
      options: all,
      args: command,
      clouds: parsed?.clouds ?? [],
      first: image,
      raw,
    },
    near,
  );
  yield { ...started.workload, namespace: job };
  yield* started.unknowns;
}
interface Options {
  readonly options: readonly RunOption[];
  readonly clouds: readonly Cloud[];
}
async function optionsOf(given: Given): Promise<Options> {
  const text = given.text.replaceAll(/\s+/g, ' ').trim();
  if (text === '') return { options: [], clouds: [] };
  const parse = await openScriptParser();
  const script = parse(`docker create ${text} image`);
  const place = { at: given.at, via: given.via, offset: 0, end: 0 };
  const variables = openVariables(script, { open: given.open, place: () => place });
  const [command, ...others] = script.commands;
  const words = command?.words().flatMap((word) => variables.fill(word)) ?? [];
  const line = others.length > 0 || script.problem !== undefined ? undefined : parseRunLine(words);
  return line ?? { options: [], clouds: [{ why: 'the options could not be read', given }] };
}
