// Finds installs that leave a package manager's cache in the layer: cleaning counts within the same RUN only.
import type { Message } from '../../model/check.ts';
import type { Instruction } from '../../model/build-facts.ts';
import { shippedStages, type Build } from './final-stages.ts';
import { appendCommand, commandField, hasOption, invocationsIn, mountedFolders } from './invocation.ts';
import { installsOf, type Install } from './package-install.ts';

interface CacheRule {
  readonly manager: string;
  /** Folders below which the cache lies. */
  readonly folders: readonly string[];
  /** Arguments that clean it. */
  readonly clean: readonly string[];
  readonly append: string;
}

type Found = Pick<Install, 'instruction' | 'command' | 'packages'>;

export function* keptCaches(
  build: Build,
  rule: CacheRule,
  installs: Iterable<Found> = installsOf(shippedStages(build), rule.manager),
): Generator<Message> {
  const seen = new Set<Instruction>();
  for (const install of installs) {
    const { instruction } = install;
    if (seen.has(instruction)) continue;
    seen.add(instruction);
    if (!isCleaned(instruction, rule) && !isMounted(instruction, rule.folders)) yield toMessage(build, install, rule);
  }
}

function toMessage(build: Build, install: Found, rule: CacheRule): Message {
  const edits = appendCommand(build, install.instruction, rule.append);
  return {
    key: install.packages.join(' '),
    what: `${rule.manager} leaves its cache in the layer`,
    fields: [commandField(install)],
    ...(edits.length === 0 ? {} : { fix: { say: `append ${rule.append}`, edits } }),
  };
}

function isCleaned(instruction: Instruction, rule: CacheRule): boolean {
  for (const invocation of invocationsIn(instruction)) {
    if (invocation.program === rule.manager && rule.clean.every((word) => invocation.args.includes(word))) return true;
    if (isRemoval(invocation, rule.folders)) return true;
  }
  return false;
}

/** `rm -rf FOLDER/…`, also with braces in the path. */
export function isRemoval(
  invocation: { readonly program: string; readonly args: readonly string[] },
  folders: readonly string[],
): boolean {
  const removes =
    invocation.program === 'rm' || (invocation.program === 'find' && hasOption(invocation, '-delete', '-exec'));
  return removes && invocation.args.some((arg) => folders.some((folder) => removesFolder(arg, folder)));
}
function removesFolder(arg: string, folder: string): boolean {
  if (arg.startsWith(folder)) return true;
  const parent = folder.slice(0, folder.lastIndexOf('/') + 1);
  if (arg === parent || arg === `${parent}*`) return true;
  return arg.startsWith(`${parent}{`) && arg.includes(folder.slice(parent.length));
}
export function isMounted(instruction: Instruction, folders: readonly string[]): boolean {
  return mountedFolders(instruction).some((mounted) =>
    folders.some(
      (folder) => folder === mounted || folder.startsWith(`${mounted}/`) || mounted.startsWith(`${folder}/`),
    ),
  );
}
