// Where a namespace of the host is shared: per container in Compose, once for all containers of a pod.
import type { Message } from '../../model/check.ts';
import { isKnown } from '../../model/field.ts';
import type { Field } from '../../model/field.ts';
import type { Namespace } from '../../model/workload.ts';
import { containersOf, refOf, sayOf, targetOf, unsetFix } from './container.ts';
import type { JudgedContainer, JudgedWorkload } from './container.ts';

export interface NamespaceRule {
  readonly name: 'network' | 'pid' | 'ipc' | 'uts' | 'cgroup';
  readonly clause: string;
  readonly say: string;
}
export function* accuseHostNamespace(workload: JudgedWorkload, rule: NamespaceRule): Iterable<Message> {
  const sharing = containersOf(workload).filter((container) => isShared(container, rule.name));
  const [first] = sharing;
  if (first === undefined) return;
  if (workload.engine === 'kubernetes') {
    yield {
      key: 'pod',
      what: `the pod ${rule.clause}`,
      fields: sharing.map((one) => fieldOf(one, rule)),
      ...fixOf(workload, first, rule),
    };
    return;
  }
  for (const container of sharing) {
    yield {
      key: container.name,
      what: sayOf(workload, container, rule.clause),
      fields: [fieldOf(container, rule)],
      ...fixOf(workload, container, rule),
    };
  }
}

/** Only what the file itself asks for: a host network brings the host's UTS namespace along, unasked. */
function isShared(container: JudgedContainer, name: NamespaceRule['name']): boolean {
  const field: Field<Namespace | 'none'> = container.effective[name];
  return isKnown(field) && field.value === 'host' && container.declared[name] !== undefined;
}
function fieldOf(container: JudgedContainer, rule: NamespaceRule): Message['fields'][number] {
  return refOf(rule.name, container.effective[rule.name], container);
}
function fixOf(workload: JudgedWorkload, container: JudgedContainer, rule: NamespaceRule): Pick<Message, 'fix'> {
  const field: Field<Namespace | 'none'> = container.effective[rule.name];
  if (!isKnown(field)) return {};
  const fix = unsetFix(rule.say, { name: rule.name, field }, targetOf(workload, container));
  return fix === undefined ? {} : { fix };
}
