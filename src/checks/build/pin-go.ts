// Judges go installs without a version.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import type { Instruction } from '../../model/build-facts.ts';
import { onDebian } from './example-text.ts';
import { contributingStages, type Build } from './final-stages.ts';
import type { Invocation } from './invocation.ts';
import { unpinned, wordsAfter } from './unpinned.ts';

export const pinGo: Check<'build'> = {
  id: toRuleId('df-pin-go'),
  title: 'go installs whatever version there is',
  severity: 'low',
  layer: 'container',
  on: 'build',
  why: 'Two builds of one file give different images, and a version that was published an hour ago, by whoever took the account over, is in the next one unseen.',
  todo: 'Name the version, example.com/tool@v1.2.3',
  refs: ['CISD 4.11', 'DL3062'],
  since: '2026.11',
  examples: {
    bad: [onDebian('RUN go install tool.example/cmd/tool@latest'), onDebian('RUN go install tool.example/cmd/tool')],
    good: [
      onDebian('RUN go install tool.example/cmd/tool@v1.2.3'),
      onDebian('RUN go install ./cmd/tool'),
      onDebian('COPY go.mod go.sum ./', 'RUN go install tool.example/cmd/tool'),
    ],
  },
  *run(build) {
    const hasModule = bringsModule(build);
    yield* unpinned(build, {
      programs: /^go$/u,
      packagesOf: goPackages,
      isPinned: (word) => (word.includes('@') ? /@(?:v\d|[0-9a-f]{7,40}$)/u.test(word) : hasModule),
    });
  },
};

const valued = new Set([
  '-o',
  '-ldflags',
  '-gcflags',
  '-asmflags',
  '-tags',
  '-mod',
  '-modfile',
  '-p',
  '-C',
  '-overlay',
]);

/** Paths that begin with a host: others are of the standard library or of the module itself. */
function goPackages({ args }: Invocation): readonly string[] {
  const words = wordsAfter(args, /^(?:install|get|run)$/u, valued);
  return (args[0] === 'run' ? words.slice(0, 1) : words).filter((word) => /^[\w-]+(?:\.[\w-]+)+\//u.test(word));
}
/** A go.mod, or the whole context with it, which pins what is named without a version. */
function bringsModule(build: Build): boolean {
  return contributingStages(build).some(({ instructions }) => instructions.some(copiesModule));
}
function copiesModule({ keyword, args }: Instruction): boolean {
  if (keyword !== 'COPY' && keyword !== 'ADD') return false;
  return args.slice(0, -1).some(({ raw }) => /(?:^|\/)go\.(?:mod|\*)$|^\.?\/?$|\*$/u.test(raw));
}
