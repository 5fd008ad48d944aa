// Every check there is, area by area.
import type { AnyCheck } from '../model/check.ts';
import { buildChecks } from './build/index.ts';
import { imageChecks } from './image/index.ts';
import { networkChecks } from './network/index.ts';
import { pipelineChecks } from './pipeline/index.ts';
import { rbacChecks } from './rbac/index.ts';
import { secretChecks } from './secret/index.ts';
import { supplyChecks } from './supply/index.ts';
import { workloadChecks } from './workload/index.ts';

export const areas: Readonly<Record<string, readonly AnyCheck[]>> = {
  build: buildChecks,
  image: imageChecks,
  network: networkChecks,
  pipeline: pipelineChecks,
  rbac: rbacChecks,
  secret: secretChecks,
  supply: supplyChecks,
  workload: workloadChecks,
};
export const checks: readonly AnyCheck[] = Object.values(areas).flat();
