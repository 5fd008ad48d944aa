// A place as it would be with other texts in some of its files: nothing of it is on disk.
import path from 'node:path';
import { HeldEntry } from '../io/tar-entry.ts';
import type { Entry } from '../model/entry.ts';
import type { Source } from '../model/source.ts';

/** Texts by the path of an entry; one that is not there yet is found where somebody asks for it by name. */
export function withTexts(source: Source, texts: ReadonlyMap<string, string>): Source {
  if (texts.size === 0) return source;
  const { near } = source;
  return {
    ...source,
    async *entries(wanted, options) {
      for await (const batch of source.entries(wanted, options))
        yield batch.map((entry) => (entry.type === 'file' ? plannedAt(entry.path, texts, entry) : undefined) ?? entry);
    },
    ...(near && {
      near: async (asked: string) => {
        const found = await near(asked);
        return (asked.startsWith(source.describe().prefix) ? plannedAt(asked, texts, found) : undefined) ?? found;
      },
    }),
  };
}
function plannedAt(asked: string, texts: ReadonlyMap<string, string>, there?: Entry): Entry | undefined {
  const text = texts.get(path.posix.normalize(asked));
  if (text === undefined) return undefined;
  const bytes = new TextEncoder().encode(text);
  const { mode, uid, gid } = there ?? { mode: 0o644, uid: 0, gid: 0 };
  return new HeldEntry({ path: asked, type: 'file', size: bytes.length, mode, uid, gid }, bytes);
}
