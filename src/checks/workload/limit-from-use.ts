// Limits that come from what was seen in use: twice the highest, rounded up to what people would write.
import type { Fix } from '../../model/edit.ts';
import type { World } from '../../model/facts.ts';
import { isKnown, type Known } from '../../model/field.ts';
import { setFix, targetOf, type JudgedContainer, type JudgedWorkload } from './container.ts';
import { seenUse } from './seen-use.ts';

const factor = 2;
const mebi = 2 ** 20;
const smallestMemory = 64 * mebi;
/** 64, 96, 128, 192, 256 … mebibytes. */
function roundMemory(bytes: number): number {
  let size = smallestMemory;
  while (size < bytes) size *= 2;
  return size > smallestMemory && size * 0.75 >= bytes ? size * 0.75 : size;
}
/** Tenths of a processor, and from one on halves. */
function roundCpu(cores: number): number {
  return cores <= 1 ? Math.max(1, roundUp(cores * 10)) / 10 : roundUp(cores * 2) / 2;
}
/** What nanoprocessors make of a tenth is a little more than one. */
function roundUp(amount: number): number {
  return Math.ceil(Math.round(amount * 1e6) / 1e6);
}

interface Resource {
  readonly limit: 'memoryLimit' | 'cpuLimit';
  readonly request: 'memoryRequest' | 'cpuRequest';
  readonly use: 'memory' | 'cpu';
  readonly called: string;
  round(amount: number): number;
  show(amount: number): string;
  /** What an engine may refuse. */
  readonly most: Readonly<Record<'kubernetes' | 'other', number>>;
}
const memory: Resource = {
  limit: 'memoryLimit',
  request: 'memoryRequest',
  use: 'memory',
  called: 'memory',
  round: roundMemory,
  show: (bytes) => `${String(Math.ceil(bytes / mebi))} MiB`,
  most: { kubernetes: 2 ** 44, other: 2 ** 44 },
};
const processors: Resource = {
  limit: 'cpuLimit',
  request: 'cpuRequest',
  use: 'cpu',
  called: 'processors',
  round: roundCpu,
  show: (cores) => String(roundUp(cores * 100) / 100),
  // An engine takes no more than its machine has, and every machine has one.
  most: { kubernetes: 4096, other: 1 },
};

interface Place {
  readonly workload: JudgedWorkload;
  readonly container: JudgedContainer;
  readonly world: World;
}
export function memoryFix(field: Known<number>, place: Place): Fix | undefined {
  return limitFix(memory, field, place);
}
export function cpuFix(field: Known<number>, place: Place): Fix | undefined {
  return limitFix(processors, field, place);
}
/** Undefined where nobody measured it, or what it reserves is not known. */
function limitFix(resource: Resource, field: Known<number>, { workload, container, world }: Place): Fix | undefined {
  const { round, show, called } = resource;
  const seen = seenUse(workload, container, world)?.[resource.use];
  const request = container.effective[resource.request];
  if (seen === undefined || !isKnown(request)) return undefined;
  const isCluster = workload.engine === 'kubernetes';
  // No engine takes a limit below what is reserved.
  const isReserved = request.value > round(seen * factor);
  const wanted = isReserved ? request.value : seen * factor;
  const most = resource.most[isCluster ? 'kubernetes' : 'other'];
  if (round(wanted) > most) return undefined;
  const target = targetOf(workload, container);
  const twice = `twice the ${show(seen)} that it was seen to use`;
  const say = `limit ${called} to ${show(round(wanted))}: ${isReserved ? `what it reserves, more than ${twice}` : twice}, rounded up`;
  const fix = setFix(say, { name: resource.limit, value: round(wanted), field }, target);
  if (!isCluster || request.value > 0) return fix;
  // Without a request the whole limit would be set aside.
  const reserve = setFix(
    `${say}; reserve ${show(round(seen))}`,
    { name: resource.request, value: round(seen), field: request },
    target,
  );
  return { say: reserve.say, edits: [...fix.edits, ...reserve.edits] };
}
