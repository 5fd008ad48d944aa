// Judges installs of cargo, composer and dotnet tool without a version.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { onDebian } from './example-text.ts';
import { hasOption, type Invocation } from './invocation.ts';
import { unpinned, wordsAfter } from './unpinned.ts';

export const pinCargoComposer: Check<'build'> = {
  id: toRuleId('df-pin-cargo-composer'),
  title: 'cargo, composer or dotnet installs whatever version there is',
  severity: 'low',
  layer: 'container',
  on: 'build',
  why: 'Two builds of one file give different images, and a version that was published an hour ago, by whoever took the account over, is in the next one unseen.',
  todo: 'Name the version: --version 1.2.3, or vendor/tool:1.2.3 for composer',
  refs: ['CISD 4.11'],
  since: '2026.11',
  examples: {
    bad: [
      onDebian('RUN cargo install --locked tool'),
      onDebian('RUN composer global require vendor/tool'),
      onDebian('RUN dotnet tool install --global tool'),
    ],
    good: [
      onDebian('RUN cargo install --locked --version 1.2.3 tool'),
      onDebian('RUN cargo install --locked tool@1.2.3'),
      onDebian('RUN cargo install --path .'),
      onDebian('RUN composer global require vendor/tool:1.2.3'),
      onDebian('RUN dotnet tool install --global tool --version 1.2.3'),
    ],
  },
  *run(build) {
    yield* unpinned(build, {
      programs: /^(?:cargo|composer|dotnet)$/u,
      packagesOf: namedPackages,
      isPinned: (word) => /[@:=]/u.test(word) && !word.includes('://'),
    });
  },
};

const valued = new Set(
  `
  --version --vers --git --branch --tag --rev --path --root --registry --index --target --features -F --profile -j --jobs
  --add-source --configfile --framework --tool-path --working-dir -d --target-dir
`
    .trim()
    .split(/\s+/u),
);
function namedPackages(invocation: Invocation): readonly string[] {
  const { program, args } = invocation;
  if (program === 'composer')
    return wordsAfter(args[0] === 'global' ? args.slice(1) : args, /^require$/u, valued).filter((word) =>
      word.includes('/'),
    );
  if (hasOption(invocation, '--version', '--vers', '--rev', '--tag', '--path')) return [];
  if (program === 'cargo') return cargoPackages(invocation);
  if (program !== 'dotnet' || args[0] !== 'tool') return [];
  return wordsAfter(args.slice(1), /^install$/u, valued);
}
/** From a repository, what is built is the newest commit, whatever it is called. */
function cargoPackages({ args }: Invocation): readonly string[] {
  const words = wordsAfter(args, /^install$/u, valued);
  const at = args.indexOf('--git');
  return args[0] === 'install' && at !== -1 && words.length === 0 ? [args[at + 1] ?? ''] : words;
}
