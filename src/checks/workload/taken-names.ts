// Secrets and ConfigMaps that a workload takes by name, those aside that may be missing.
import { takenBy } from '../../model/taken-names.ts';
import type { JudgedWorkload } from './container.ts';

export function secretsOf(workload: JudgedWorkload): ReadonlySet<string> {
  return namesOf(workload, 'secret');
}
export function configMapsOf(workload: JudgedWorkload): ReadonlySet<string> {
  return namesOf(workload, 'config');
}
function namesOf({ containers }: JudgedWorkload, kind: 'secret' | 'config'): ReadonlySet<string> {
  const taken = containers.flatMap(({ declared }) => takenBy(declared, kind));
  return new Set(taken.filter(({ optional }) => !optional).map(({ name }) => name));
}
