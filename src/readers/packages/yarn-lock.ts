// What yarn.lock of Yarn 1 asks for: blocks of `name@range, name@range:` with a version below.
// classic.yarnpkg.com/lang/en/docs/yarn-lock. Later Yarns write YAML there, which is told and not judged.
import type { Draft } from '../../model/facts.ts';
import type { Reader } from '../../model/reader.ts';
import { boundedPackages } from './package-bounds.ts';

const maxBytes = 64 * 1024 * 1024;
const heading = /^"?(@?[^@\s"]{1,300})@(?:npm:(@?[^@\s"]{1,300})@)?[^\n]{1,20000}:$/;
const versionLine = /^ {2}version "([^"\n]{1,300})"$/;

export const yarnLockReader: Reader = {
  id: 'packages/yarn-lock',
  version: 1,
  area: 'packages',
  wants: { names: ['yarn.lock'] },
  refine: ({ path }) => (path.includes('node_modules/') ? 'no' : 'whole'),
  maxBytes,
  async *read(entry) {
    yield* boundedPackages(draftsIn(new TextDecoder().decode(await entry.read(maxBytes)), entry.path), 'npm');
  },
};

function* draftsIn(text: string, path: string): Iterable<Draft> {
  if (!text.includes('# yarn lockfile v1')) {
    yield {
      kind: 'unknown',
      code: 'not-judged',
      why: 'lockfiles of Yarn 2 and newer are not judged yet',
      at: { path },
      affects: ['npm'],
      incomplete: true,
    };
    return;
  }
  let name: string | undefined;
  let line = 0;
  let first = 0;
  for (const row of text.split('\n')) {
    line += 1;
    const found = row.startsWith(' ') || row.startsWith('#') ? null : heading.exec(row.trimEnd());
    if (found !== null) {
      // An alias has its real name behind `npm:`.
      name = found[2] ?? found[1];
      first = line;
    }
    const version = name === undefined ? undefined : versionLine.exec(row.trimEnd())?.[1];
    if (name === undefined || version === undefined) continue;
    yield { kind: 'package', type: 'npm', name, version, state: 'locked', at: [{ path, line: first }] };
    name = undefined;
  }
}
