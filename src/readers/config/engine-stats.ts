// What containers use as an engine tells of it: `docker stats --no-stream --format json`, a line each, also of several calls.
// https://docs.docker.com/reference/cli/docker/container/stats/
import type { Entry } from '../../model/entry.ts';
import type { UsageDraft } from '../../model/cluster-facts.ts';
import type { Draft } from '../../model/facts.ts';
import type { Reader } from '../../model/reader.ts';
import { parseJsonObject, textIn } from '../packages/json-object.ts';
import { parseNumber, parseSize } from './compose-field.ts';
import { readManifest, refineConfig } from './config-file.ts';
import { maxEngineBytes } from './engine-document.ts';
import { decodeText } from '../../syntax/text.ts';
import { isMeasured } from './usage-bounds.ts';

export const engineStatsReader: Reader = {
  id: 'engine-stats',
  version: 1,
  area: 'config',
  wants: { suffixes: ['.json', '.jsonl', '.ndjson'] },
  refine: (header) => (header.size <= maxEngineBytes ? refineConfig(header) : 'no'),
  maxBytes: maxEngineBytes,
  read,
};

async function* read(entry: Entry): AsyncGenerator<Draft> {
  const bytes = await readManifest(entry, ['"MemUsage"', '"CPUPerc"']);
  const decoded = bytes && decodeText(bytes);
  if (decoded === undefined || !('text' in decoded)) return;
  const highest = new Map<string, UsageDraft>();
  let broken: number | undefined;
  for (const [index, text] of decoded.text.split('\n').entries()) {
    if (text.trim() === '') continue;
    const line = parseJsonObject(text);
    if (line === undefined) broken ??= index + 1;
    const use = line && toUsage(line, { path: entry.path, line: index + 1 });
    if (use !== undefined) highest.set(use.name, higher(highest.get(use.name), use));
  }
  yield* highest.values();
  if (broken === undefined) return;
  const why = 'a line of what containers use is no JSON object';
  const at = { path: entry.path, line: broken };
  yield { kind: 'unknown', code: 'bad-syntax', why, at, affects: ['engine-stats'], incomplete: false };
}

/** `45.2MiB / 1GiB` and `0.50%`, which is of one processor; a container that does not run has `--`. */
function toUsage(
  line: NonNullable<ReturnType<typeof parseJsonObject>>,
  at: UsageDraft['at'][number],
): UsageDraft | undefined {
  const name = textIn(line, 'Name');
  const memory = parseSize(textIn(line, 'MemUsage')?.split(' / ', 1)[0] ?? '');
  const percent = parseNumber(textIn(line, 'CPUPerc')?.replace(/%$/u, '') ?? '');
  const use = { memory, cpu: percent === undefined ? undefined : percent / 100 };
  if (name === undefined || !isMeasured(use)) return undefined;
  return { kind: 'usage', engine: 'docker', name, ...use, at: [at] };
}
function higher(a: UsageDraft | undefined, b: UsageDraft): UsageDraft {
  return a === undefined ? b : { ...a, memory: Math.max(a.memory, b.memory), cpu: Math.max(a.cpu, b.cpu) };
}
