// Fixes of what a .dockerignore lets through: https://docs.docker.com/build/concepts/context/#dockerignore-files
import type { Message } from '../../model/check.ts';
import type { World } from '../../model/facts.ts';
import { valueOf } from '../../model/field.ts';
import { instructionsOf } from './edits.ts';
import type { Build } from './final-stages.ts';

/** What no build should need: files of this name are on the machine of one developer. */
const variables = ['**/.env', '**/.env.local', '**/.env.*.local'];

/** Nothing where the build itself uses what would be kept out. */
export function keepOut(build: Build, path: string, what: readonly string[]): Pick<Message, 'fix'> {
  const lines = [...(what.includes('.git') ? ['.git'] : []), ...(what.includes('.env') ? variables : [])];
  if (lines.length === 0 || usesThem(build)) return {};
  return {
    fix: {
      say: `keep ${what.join(' and ')} out`,
      edits: [{ op: 'add-lines', target: { fact: build.id }, path, lines }],
    },
  };
}
function usesThem(build: Build): boolean {
  const copies = instructionsOf(build.stages, 'COPY', 'ADD').filter(({ flags }) => flags['from'] === undefined);
  const runs = instructionsOf(build.stages, 'RUN');
  return copies.some(({ text }) => /\.(?:git|env)(?![a-z])/u.test(text)) || runs.some(({ text }) => named.test(text));
}
const named = /(?:^|[\s;&|(/"'])(?:git\s|\.env\b|\.git\b)/u;

/** The folder that the build is given, where only one is known: that of the Dockerfile unless a project says another. */
export function contextOf(build: Build, world: World): string | undefined {
  const contexts = new Set<string>();
  for (const { containers } of world.facts('workload'))
    for (const container of containers) {
      const ref = valueOf(container.build);
      if (ref?.dockerfile === build.path) contexts.add(ref.context);
    }
  const [only, ...others] = contexts;
  if (others.length > 0) return undefined;
  return only ?? build.path.slice(0, Math.max(0, build.path.lastIndexOf('/')));
}
