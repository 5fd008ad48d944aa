// A source opened and read to its end, in a form that tests compare.
import type { Wanted } from '../src/model/entry.ts';
import type { Described, OpenOptions, SourceKind } from '../src/model/source.ts';
import type { Unknown } from '../src/model/unknown.ts';
import { seeAll, type Seen, signal, wantAll } from './read-tar.ts';

export interface SourceReading {
  /** As it is once entries have been read. */
  readonly described: Described;
  readonly seen: readonly Seen[];
  /** `layer:path content`, links and folders without content; `-` for what is in no layer. */
  readonly lines: readonly string[];
  readonly unknowns: readonly Unknown[];
}
export interface ReadOptions extends Partial<OpenOptions> {
  readonly wanted?: Wanted;
  readonly skipLayers?: ReadonlySet<number>;
}
export async function readSource(kind: SourceKind, target: string, options: ReadOptions = {}): Promise<SourceReading> {
  const { wanted = wantAll(), skipLayers, ...open } = options;
  const source = await kind.open(target, { signal, skip: [], hostPlatform: 'linux/amd64', ...open });
  try {
    const entries = source.entries(wanted, { signal, ...(skipLayers && { skipLayers }) });
    const { seen, failure } = await seeAll(entries, []);
    if (failure !== undefined) throw failure;
    const lines = seen.map(
      ({ entry, content }) => `${entry.layer ?? '-'}:${entry.path}${content === undefined ? '' : ` ${content}`}`,
    );
    return { described: source.describe(), seen, lines, unknowns: source.unknowns() };
  } finally {
    await source.close();
  }
}
/** Lines without that of the configuration, whose content is long. */
export function layerLines({ lines }: SourceReading): readonly string[] {
  return lines.filter((line) => !line.startsWith('-:config.json'));
}
export function verifiedOf({ described }: SourceReading): readonly boolean[] {
  return (described.image?.layers ?? []).map(({ verified }) => verified);
}
export function codesOf({ unknowns }: SourceReading): readonly string[] {
  return unknowns.map(({ code }) => code);
}
