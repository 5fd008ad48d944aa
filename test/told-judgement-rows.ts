// What rules say of containers whose image or use was told of beside them: what could be put right, and what not.
import path from 'node:path';
import type { ScanResult } from '../src/scan/scan.ts';
import { accountRows, filesOf } from './account-rows.ts';
import { composed, podded } from './limit-rows.ts';
import { scanTargets, writeFiles } from './scan-folder.ts';

/** A situation in words, the rule that speaks of it, and how it comes about. */
export type ToldRow = readonly [fact: string, rule: string, scan: () => Promise<ScanResult>];
const scanFiles = (files: Readonly<Record<string, string>>) => async (): Promise<ScanResult> =>
  scanTargets([writeFiles(files)]);
const limits = ['wl-memory-limit', 'wl-cpu-limit'];

export const toldRows: readonly ToldRow[] = [
  ...Object.entries(accountRows).map(([fact, [row]]): ToldRow => {
    const isSaid = row.service?.includes('user: root') === true;
    return [
      fact,
      isSaid ? 'wl-run-as-root' : 'wl-run-as-nonroot-unset',
      async () => {
        const { folder, archive } = filesOf(row);
        return scanTargets([path.join(folder, 'compose.yaml'), archive]);
      },
    ];
  }),
  ...Object.entries(composed).flatMap(([fact, [text, told]]) =>
    limits
      .filter((rule) => rule === 'wl-memory-limit' || !text.includes('cpus: 1'))
      .map((rule): ToldRow => [fact, rule, scanFiles({ 'compose.yaml': text, 'told.json': told })]),
  ),
  ...Object.entries(podded).flatMap(([fact, [text, told]]) =>
    limits.map((rule): ToldRow => [fact, rule, scanFiles({ 'deploy.yaml': text, 'told.json': told })]),
  ),
];
