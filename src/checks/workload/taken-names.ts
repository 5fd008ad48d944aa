// Secrets and ConfigMaps that a workload takes by name, as variables or as files.
import { valueOf } from '../../model/field.ts';
import type { JudgedWorkload } from './container.ts';

export function secretsOf(workload: JudgedWorkload): ReadonlySet<string> {
  return namesOf(workload, 'secret', 'secret');
}
export function configMapsOf(workload: JudgedWorkload): ReadonlySet<string> {
  return namesOf(workload, 'config', 'configmap');
}
function namesOf({ containers }: JudgedWorkload, kind: 'secret' | 'config', word: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { declared } of containers) {
    for (const field of declared.mounts ?? []) {
      const mount = valueOf(field);
      for (const part of mount?.parts ?? []) if (part.kind === kind && part.optional !== true) names.add(part.name);
      // A projected volume goes by a name of its own.
      if (mount?.kind === kind && mount.type === undefined && mount.source !== undefined) names.add(mount.source);
    }
    for (const field of declared.env ?? []) {
      const [before, name] = valueOf(field)?.ref?.split(/[:/]/) ?? [];
      if (before === word && name !== undefined) names.add(name);
    }
  }
  return names;
}
