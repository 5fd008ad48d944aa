// What the user wrote to the place it means: an explicit prefix decides, else the first kind that recognises it.
import { AppError } from '../model/errors.ts';
import type { OpenOptions, Source, SourceKind } from '../model/source.ts';

/** Rejects with AppError `target-unsupported` when no kind of place takes the target. */
export async function openTarget(target: string, kinds: readonly SourceKind[], options: OpenOptions): Promise<Source> {
  const explicit = kinds.filter(({ prefix }) => prefix !== undefined && target.startsWith(`${prefix}:`));
  if (explicit.length > 0) {
    const bare = target.slice(target.indexOf(':') + 1);
    // A root filesystem is a folder or a tar: two kinds under one prefix.
    const kind = (await firstAt(bare, explicit)) ?? explicit.at(-1);
    if (kind !== undefined) return kind.open(bare, options);
  }
  const kind = await firstAt(target, kinds);
  if (kind !== undefined) return kind.open(target, options);
  const known = kinds.flatMap(({ prefix }) => (prefix === undefined ? [] : [`${prefix}:`])).join(', ');
  throw new AppError(
    'target-unsupported',
    `${target} is no image archive, layout, folder or file that can be read; say what it is with ${known}`,
  );
}

async function firstAt(target: string, kinds: readonly SourceKind[]): Promise<SourceKind | undefined> {
  for (const kind of kinds) if (await kind.isAt(target)) return kind;
  return undefined;
}
