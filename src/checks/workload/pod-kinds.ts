// Which workloads keep running, and what is said of a pod as a whole.
import type { Message } from '../../model/check.ts';
import type { Fix } from '../../model/edit.ts';
import { declared, valueOf, type Field } from '../../model/field.ts';
import type { PodSettings } from '../../model/workload.ts';
import type { JudgedContainer, JudgedWorkload } from './container.ts';

const lasting: ReadonlySet<string> = new Set([
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'ReplicationController',
]);
/** Whether a controller keeps its pods running, so that they are there to be asked. */
export function isLasting({ type }: JudgedWorkload): boolean {
  return lasting.has(type);
}
/** One where nobody says; undefined where it is not known. */
export function replicasOf({ replicas }: PodSettings): number | undefined {
  return replicas === undefined ? 1 : valueOf(replicas);
}
/** Whether the container runs for as long as its pod. */
export function isServing({ role }: JudgedContainer): boolean {
  return role === 'main' || role === 'sidecar';
}
interface OfTheWhole {
  readonly key: string;
  readonly what: string;
  readonly name: string;
  /** What is written, where the model keeps it with its place; else `value`, where the workload begins. */
  readonly field?: Field<unknown> | undefined;
  readonly value?: unknown;
  readonly fix?: Fix;
}
/** A message about the workload as a whole. */
export function ofTheWhole({ at }: JudgedWorkload, { key, what, name, ...more }: OfTheWhole): readonly Message[] {
  const shown = [more.field ?? at.slice(0, 1).map((place) => declared(more.value ?? 'not set', place))].flat();
  return [{ key, what, fields: shown.map((field) => ({ name, field })), ...(more.fix && { fix: more.fix }) }];
}
