// The whole pipeline in this process, on files made for one test.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { AdvisoryData } from '../src/model/advisory.ts';
import type { Example, Pack } from '../src/model/check.ts';
import type { Format } from '../src/model/workload.ts';
import { parts, scan, type ScanOptions, type ScanResult } from '../src/scan/scan.ts';
import { scratch } from './plimsoll.ts';

/** Advisory data that has every feed and says nothing. */
export const silent: AdvisoryData = {
  digest: 'none',
  feeds: [],
  coverage: () => 'full',
  find: () => [],
  byId: () => [],
  exploitation: () => ({ kev: false }),
  close: () => undefined,
};

export async function scanTargets(targets: readonly string[], options: Partial<ScanOptions> = {}): Promise<ScanResult> {
  return scan({
    targets,
    only: new Set(parts),
    open: { signal: new AbortController().signal, skip: [] },
    advisories: async () => silent,
    loadLine: 'neighbours',
    ignoreUnfixed: false,
    today: '2026-11-24',
    maxAgeDays: 7,
    version: '0.0.0',
    ...options,
  });
}

export function writeFiles(files: Readonly<Record<string, string>>): string {
  const folder = scratch();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  return folder;
}
const fileNames: Readonly<Record<Exclude<Format, 'image'>, string>> = {
  compose: 'compose.yaml',
  kubernetes: 'deploy.yaml',
  dockerfile: 'Dockerfile',
  'docker-run': 'run.sh',
  'docker-inspect': 'inspect.json',
  'engine-create': 'create.json',
  ecs: 'task-definition.json',
  quadlet: 'web.container',
  devcontainer: '.devcontainer/devcontainer.json',
  'github-actions': '.github/workflows/ci.yaml',
  'gitlab-ci': '.gitlab-ci.yml',
};
/** The file that an example's text is. */
export function nameOfExample({ format }: Example): string {
  return format === 'image' ? 'image.json' : fileNames[format];
}
/** An example of a check or an edge as the files that a user would have, with the pack that the check is in. */
export async function scanExample(
  { format, text, files = {}, complete, trusted }: Example,
  pack?: Pack,
): Promise<ScanResult | undefined> {
  if (format === 'image') return undefined;
  const folder = writeFiles({ [fileNames[format]]: text, ...files });
  return scanTargets([folder], {
    ...(complete && { complete }),
    ...(trusted && { trustedRegistries: trusted }),
    ...(pack && { packs: new Set([pack]) }),
  });
}
