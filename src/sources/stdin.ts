// Standard input: an archive that passes once, or text; its first bytes say which.
import { AppError } from '../model/errors.ts';
import type { SourceKind } from '../model/source.ts';
import { sniffCompression } from '../io/decompress.ts';
import { peekStdin } from '../io/peek-stdin.ts';
import { startsLikeTar } from '../io/tar-header.ts';
import { openArchive } from './open-archive.ts';
import { openStdinText } from './stdin-text.ts';

export const stdin: SourceKind = {
  id: 'stdin',
  help: 'standard input (-): an image archive, or manifests',
  isAt: async (target) => target === '-',
  async open(target, options) {
    if (options.stdin === undefined) throw new AppError('target-unreadable', 'there is no standard input');
    const { first, rest } = await peekStdin(options.stdin);
    const isArchive = sniffCompression(first) !== 'none' || startsLikeTar(first);
    return isArchive ? openArchive(target, 'any', { ...options, stdin: rest }) : openStdinText(rest, options);
  },
};
