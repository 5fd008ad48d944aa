// Examples beside which an engine told what the name of an image stands for.
import type { Example } from '../model/check.ts';

/** With the answer of `docker image inspect` beside each. */
export function toldBeside(examples: readonly Example[], name: string): readonly Example[] {
  const repository = name.slice(0, name.lastIndexOf(':'));
  const told = [
    { Id: `sha256:${'2'.repeat(64)}`, RepoTags: [name], RepoDigests: [`${repository}@sha256:${'3'.repeat(64)}`] },
  ];
  const files = { 'image.json': JSON.stringify(told) };
  return examples.map((example) => ({ ...example, files: { ...example.files, ...files } }));
}
