// Puts what the commands in the pages really say into the pages, and the pictures beside the examples; `test/reach.test.ts` and
// `test/harbour.test.ts` hold them there.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pictures, readPage, transcriptPages, withTranscripts } from './transcripts.ts';

const root = path.join(import.meta.dirname, '..');
const cache = mkdtempSync(path.join(tmpdir(), 'plimsoll-transcript-'));
const said = (args: readonly string[]): string =>
  spawnSync(path.join(root, 'plimsoll'), args, {
    cwd: root,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOME: cache, XDG_CACHE_HOME: cache, LANG: 'C.UTF-8' },
  }).stdout;
for (const page of transcriptPages) writeFileSync(path.join(root, page), withTranscripts(readPage(page), said));
for (const { file, args } of pictures) writeFileSync(path.join(root, file), said(args));
rmSync(cache, { recursive: true, force: true });
