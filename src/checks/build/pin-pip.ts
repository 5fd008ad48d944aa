// Judges pip installs without a version.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { onDebian } from './example-text.ts';
import { pipPackages, pipPrograms } from './pip-install.ts';
import { isFile, unpinned } from './unpinned.ts';

export const pinPip: Check<'build'> = {
  id: toRuleId('df-pin-pip'),
  title: 'pip installs whatever version there is',
  severity: 'low',
  layer: 'container',
  on: 'build',
  why: 'Two builds of one file give different images, and a version that was published an hour ago, by whoever took the account over, is in the next one unseen.',
  todo: 'Name the version, tool==1.2.3, or install from a file of requirements with hashes',
  refs: ['CISD 4.11', 'DL3013', 'kics:02d9c71f'],
  since: '2026.11',
  examples: {
    bad: [
      onDebian('RUN pip install --no-cache-dir flask'),
      onDebian('RUN python3 -m pip install --no-cache-dir "flask>=2"'),
      onDebian('RUN pip install --no-cache-dir git+https://git.example/tool.git'),
    ],
    good: [
      onDebian('RUN pip install --no-cache-dir flask==3.0.3'),
      onDebian('RUN pip install --no-cache-dir -c constraints.txt flask'),
      onDebian('RUN pip install --no-cache-dir .'),
      onDebian('RUN pip install --no-cache-dir git+https://git.example/tool.git@v1.2'),
    ],
  },
  *run(build) {
    yield* unpinned(build, {
      programs: pipPrograms,
      packagesOf: pipPackages,
      isPinned: (word) => (isRepository(word) ? /@[^/]+$/u.test(word.split('#')[0] ?? '') : isRelease(word)),
    });
  },
};

function isRepository(word: string): boolean {
  return /^(?:git|hg|svn|bzr)\+/u.test(word);
}
/** One release, a file, an address, or the project itself. */
function isRelease(word: string): boolean {
  return /={2,3}|\.(?:whl|zip|tar\.gz|tgz)$| @ /u.test(word) || isFile(word);
}
