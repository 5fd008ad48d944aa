// What the kubelet does with a running container on its own: probes, and hooks of its life.
// https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#Probe
import { isKnown, type Field } from '../../model/field.ts';
import type { Handler } from '../../model/workload.ts';
import { getMember, itemsOf, said, scalarText, unclear } from './config-value.ts';
import type { Value } from './config-value.ts';
import { integerField, templateIn, textField } from './kubernetes-field.ts';

export function handlersOf(container: Value): readonly Field<Handler>[] {
  const found: Field<Handler>[] = [];
  const add = (when: Handler['when'], holder: Value | undefined): void => {
    if (holder !== undefined) found.push(toHandler(holder, when));
  };
  add('liveness', getMember(container, 'livenessProbe'));
  add('readiness', getMember(container, 'readinessProbe'));
  add('startup', getMember(container, 'startupProbe'));
  const lifecycle = getMember(container, 'lifecycle');
  add('postStart', getMember(lifecycle, 'postStart'));
  add('preStop', getMember(lifecycle, 'preStop'));
  return found.slice();
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
