// Containers that a command line starts, wherever such a line stands: shell scripts, makefiles, units of systemd.
// https://docs.docker.com/reference/cli/docker/container/run/
import type { Entry, EntryHeader, Keep } from '../../model/entry.ts';
import type { Draft } from '../../model/facts.ts';
import type { Near, Reader } from '../../model/reader.ts';
import type { RawRef } from '../../model/workload.ts';
import { decodeText } from '../../syntax/text.ts';
import { recipesOf } from './run-makefile.ts';
import { draftsOfScripts, mayStart, openScript } from './run-script.ts';
import { runsOfUnit } from './run-unit.ts';
import { toStarted } from './run-workload.ts';

const maxBytes = 4 * 1024 * 1024;
const scriptPattern = /\.(?:sh|bash)$/;
const makefilePattern = /(?:^|\/)(?:GNUmakefile|[Mm]akefile(?:\.[^/]*)?|[^/]*\.mk)$/;
const unitPattern = /\.service$|\.service\.d\/[^/]*\.conf$/;
/** What a command line that is a target of its own is called. */
const commandLinePath = 'command-line';

export const dockerRunReader: Reader = {
  id: 'docker-run',
  version: 2,
  area: 'config',
  wants: {
    names: ['Makefile', 'makefile', 'GNUmakefile', commandLinePath],
    starts: ['Makefile.', 'makefile.'],
    suffixes: ['.sh', '.bash', '.mk', '.service', '.conf'],
    bare: true,
  },
  refine,
  maxBytes,
  read,
};

const otherFolders = /(?:^|\/)(?:node_modules|bower_components|\.terraform|\.venv|site-packages)\//;
const executable = 0o111;
/** A script without an ending is one that can be executed. */
function refine({ path, mode, size }: EntryHeader): Keep {
  if (otherFolders.test(path) || size === 0) return 'no';
  if (scriptPattern.test(path) || makefilePattern.test(path) || unitPattern.test(path)) return 'whole';
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (name === commandLinePath) return 'whole';
  return !name.includes('.') && (mode & executable) !== 0 && size <= maxBytes ? 'whole' : 'no';
}

const shebang = /^#!\s*(?:\/usr\/bin\/env\s+(?:-S\s+)?)?(?:\S*\/)?(?:ba|da|k|z|a)?sh\b/;
async function* read(entry: Entry, near?: Near): AsyncGenerator<Draft> {
  const { path } = entry;
  const isNamed = scriptPattern.test(path) || makefilePattern.test(path) || unitPattern.test(path);
  if (!isNamed && path !== commandLinePath && !shebang.test(new TextDecoder().decode(await entry.head(100)))) return;
  const decoded = decodeText(await entry.read(maxBytes));
  if ('why' in decoded || (!mayStart(decoded.text) && path !== commandLinePath)) return;
  const { text } = decoded;
  const raw: RawRef = { format: 'docker-run', path, document: 0, pointer: [] };
  if (makefilePattern.test(path)) yield* draftsOfScripts(recipesOf(text, raw), near);
  else if (unitPattern.test(path)) yield* unitDrafts(text, raw, near);
  else yield* scriptDrafts(text, raw, near);
}
async function* scriptDrafts(text: string, raw: RawRef, near: Near | undefined): AsyncGenerator<Draft> {
  let found = false;
  for await (const draft of draftsOfScripts([openScript(text, raw)], near)) {
    found ||= draft.kind === 'workload';
    yield draft;
  }
  if (found || raw.path !== commandLinePath) return;
  const why = 'the command line starts no container';
  yield {
    kind: 'unknown',
    code: 'unsupported',
    why,
    at: { path: raw.path },
    affects: ['docker-run'],
    incomplete: true,
  };
}
async function* unitDrafts(text: string, raw: RawRef, near: Near | undefined): AsyncGenerator<Draft> {
  const { starts, scripts } = runsOfUnit(text, raw);
  for (const start of starts) {
    const { workload, unknowns } = await toStarted(start, near);
    yield workload;
    yield* unknowns;
  }
  yield* draftsOfScripts(scripts, near);
}
