// Which pods are for nodes of Windows, where settings of Linux hold nothing and are refused:
// https://kubernetes.io/docs/concepts/windows/intro/#compatibility-v1-pod
import type { JudgedOf } from '../../model/facts.ts';
import { valueOf } from '../../model/field.ts';

const selected = new Set(['kubernetes.io/os=windows', 'beta.kubernetes.io/os=windows']);

export function isWindowsPod({ pod, podSecurity }: JudgedOf<'workload'>): boolean {
  return (
    podSecurity?.windows === true || (pod?.nodeSelector.some((field) => selected.has(valueOf(field) ?? '')) ?? false)
  );
}
