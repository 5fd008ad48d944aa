// Judges copies of the whole context where no .dockerignore keeps anything out of it.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { onDebian } from './example-text.ts';
import { instructionField } from './invocation.ts';
import { contextOf, keepOut } from './keep-out.ts';
import { wholeContextCopies } from './whole-context.ts';

export const dockerignoreMissing: Check<'build'> = {
  id: toRuleId('df-dockerignore-missing'),
  title: 'The whole context is copied, and there is no .dockerignore',
  severity: 'medium',
  layer: 'container',
  on: 'build',
  why: 'Whatever lies in the folder of who builds is in the image: the history of the repository, .env files, keys, and the rest that was not meant for anybody.',
  todo: 'Write a .dockerignore that lets in what the build needs, or copy these files by name',
  refs: ['SYS:3.3', 'CWE-538'],
  since: '2026.11',
  examples: {
    bad: [onDebian('COPY . /srv/app')],
    good: [
      { ...onDebian('COPY . /srv/app'), files: { '.dockerignore': '*\n!src\n' } },
      { ...onDebian('COPY . /srv/app'), files: { 'Dockerfile.dockerignore': '*\n!src\n' } },
      onDebian('COPY src /srv/app'),
    ],
  },
  *run(build, world) {
    if (build.ignore === undefined || build.ignore.path !== undefined) return;
    const copies = wholeContextCopies(build);
    if (copies.length === 0) return;
    const context = contextOf(build, world);
    yield {
      key: 'context',
      what: 'the whole context is copied, with no .dockerignore beside the Dockerfile or above it',
      fields: copies.slice(0, 20).map(instructionField),
      ...(context !== undefined && keepOut(build, toIgnore(context), ['.git', '.env'])),
    };
  },
};

function toIgnore(context: string): string {
  return context === '' ? '.dockerignore' : `${context}/.dockerignore`;
}
