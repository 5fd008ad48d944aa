// Package databases, lockfiles and runtimes that are recognisable and that no reader reads yet: named, never passed over.
import type { Reader, Wants } from '../../model/reader.ts';

interface Unread {
  readonly ecosystem: string;
  readonly wants: Pick<Wants, 'names' | 'suffixes'>;
  /** Which of the wanted paths it really is; default is all of them. */
  readonly pattern?: RegExp;
}
const unread: readonly Unread[] = [
  { ecosystem: 'Python', wants: { suffixes: ['.dist-info/METADATA', '.egg-info/PKG-INFO', '.egg-info'] } },
  {
    ecosystem: 'Python',
    wants: { names: ['poetry.lock', 'Pipfile.lock', 'uv.lock', 'pdm.lock', 'requirements.txt'] },
  },
  { ecosystem: 'Go', wants: { names: ['go.mod', 'go.sum'] } },
  { ecosystem: 'Java', wants: { names: ['pom.xml', 'gradle.lockfile'], suffixes: ['.jar', '.war', '.ear'] } },
  { ecosystem: 'Ruby', wants: { suffixes: ['.gemspec'] }, pattern: /(?:^|\/)specifications\/(?:default\/)?[^/]+$/ },
  { ecosystem: 'Ruby', wants: { names: ['Gemfile.lock'] } },
  { ecosystem: 'PHP', wants: { names: ['composer.lock'], suffixes: ['vendor/composer/installed.json'] } },
  { ecosystem: 'Rust', wants: { names: ['Cargo.lock'] } },
  { ecosystem: '.NET', wants: { names: ['packages.lock.json'], suffixes: ['.deps.json'] } },
  { ecosystem: 'pnpm or bun', wants: { names: ['pnpm-lock.yaml', 'bun.lock', 'bun.lockb'] } },
  {
    ecosystem: 'rpm (Berkeley DB or NDB)',
    wants: { suffixes: ['rpm/Packages', 'rpm/Packages.db'] },
    pattern: /(?:^|\/)(?:var\/lib|usr\/lib\/sysimage|usr\/share)\/rpm\/[^/]+$/,
  },
  // One of these a Conda environment, whatever is installed in it.
  { ecosystem: 'Conda', wants: { suffixes: ['conda-meta/history'] } },
  { ecosystem: 'pacman', wants: { names: ['desc'] }, pattern: /(?:^|\/)var\/lib\/pacman\/local\/[^/]+\/desc$/ },
  { ecosystem: 'Portage', wants: { names: ['PF'] }, pattern: /(?:^|\/)var\/db\/pkg\/[^/]+\/[^/]+\/PF$/ },
  { ecosystem: 'opkg', wants: { suffixes: ['lib/opkg/status'] } },
  { ecosystem: 'Nix', wants: { suffixes: ['nix/var/nix/db/db.sqlite'] } },
  { ecosystem: 'Elixir or Erlang', wants: { names: ['mix.lock'] } },
  { ecosystem: 'Dart', wants: { names: ['pubspec.lock'] } },
  { ecosystem: 'Swift', wants: { names: ['Package.resolved'] } },
];

export const notJudgedReader: Reader = {
  id: 'packages/not-judged',
  version: 2,
  area: 'packages',
  wants: {
    names: unread.flatMap(({ wants }) => wants.names ?? []),
    suffixes: unread.flatMap(({ wants }) => wants.suffixes ?? []),
  },
  // A package's own lockfiles say nothing of what is installed.
  refine: ({ path, size }) =>
    size > 0 && !path.includes('node_modules/') && findUnread(path) !== undefined ? 'header' : 'no',
  async *read({ path }) {
    const found = findUnread(path);
    if (found === undefined) return;
    yield {
      kind: 'unknown',
      code: 'not-judged',
      why: `${found.ecosystem} packages are not judged yet`,
      at: { path },
      affects: [found.ecosystem],
      incomplete: true,
    };
  },
};

function findUnread(path: string): Unread | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return unread.find(
    ({ wants, pattern }) =>
      (wants.names?.includes(name) === true || wants.suffixes?.some((suffix) => path.endsWith(suffix)) === true) &&
      (pattern === undefined || pattern.test(path)),
  );
}
