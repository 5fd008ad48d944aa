// What the kubelet does with a running container on its own: probes, and hooks of its life.
// https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#Probe
import { isKnown, type Field } from '../../model/field.ts';
import type { Handler } from '../../model/workload.ts';
import { getMember, getPath, itemsOf, said, scalarText, unclear } from './config-value.ts';
import type { Value } from './config-value.ts';
import { integerField, templateIn, textField } from './kubernetes-field.ts';

const places: readonly (readonly [Handler['when'], readonly string[]])[] = [
  ['liveness', ['livenessProbe']],
  ['readiness', ['readinessProbe']],
  ['startup', ['startupProbe']],
  ['postStart', ['lifecycle', 'postStart']],
  ['preStop', ['lifecycle', 'preStop']],
];
export function handlersOf(container: Value): readonly Field<Handler>[] {
  return places.flatMap(([when, way]) => {
    const holder = getPath(container, ...way);
    return holder === undefined ? [] : [toHandler(holder, when)];
  });
}
const actions = [
  ['exec', 'exec'],
  ['http', 'httpGet'],
  ['tcp', 'tcpSocket'],
  ['grpc', 'grpc'],
  ['sleep', 'sleep'],
] as const;
function toHandler(holder: Value, when: Handler['when']): Field<Handler> {
  for (const [how, key] of actions) {
    const action = getMember(holder, key);
    if (action === undefined) continue;
    if (how === 'exec') return commandOf(action, when);
    const host = getMember(action, 'host');
    const port = portOf(getMember(action, 'port'));
    const name = textField(host);
    if (name !== undefined && !isKnown(name)) return { ...name, could: [] };
    return said(host ?? action, {
      when,
      how,
      ...(name !== undefined && name.value !== '' && { host: name.value }),
      ...(port !== undefined && { port }),
    });
  }
  return unclear(holder, templateIn(holder) ?? 'it does nothing that we know');
}
function commandOf(action: Value, when: Handler['when']): Field<Handler> {
  const words = itemsOf(getMember(action, 'command')).map((item) => textField(item));
  const open = words.find((word) => !isKnown(word));
  if (open !== undefined && !isKnown(open)) return { ...open, could: [] };
  const command = words.filter((word) => isKnown(word)).map((word) => word.value);
  return said(action, { when, how: 'exec', command });
}
/** A number, or the name of one of the container's ports. */
function portOf(value: Value | undefined): number | string | undefined {
  const number = integerField(value);
  return isKnown(number) ? number.value : scalarText(value);
}
