// A pod template becomes containers of the model, whatever kind of object holds it.
// https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/
import { joined } from '../../model/joined.ts';
import { isKnown, type Field } from '../../model/field.ts';
import type { ContainerRole, Declared, DeclaredContainer, Port, RawRef, Variable } from '../../model/workload.ts';
import { getMember, getPath, mapItems, placeOf, said, scalarText, unclear } from './config-value.ts';
import type { Value } from './config-value.ts';
import { gatherFields } from './declared-fields.ts';
import { booleanField, integerField, templateIn, textField } from './kubernetes-field.ts';
import { setNamespaces, setSecurity } from './kubernetes-security.ts';
import { setContexts, setOthers } from './kubernetes-settings.ts';
import { mountsOf, podVolumes, type PodVolumes } from './kubernetes-volume.ts';

export interface PodTemplate {
  readonly spec: Value;
  readonly annotations: Value | undefined;
  /** Volume claim templates of a StatefulSet. */
  readonly claims: Value | undefined;
  /** Told by a server. */
  readonly live: boolean;
  /** Way to the spec. */
  readonly raw: RawRef;
}
const lists: readonly (readonly [key: string, role: ContainerRole])[] = [
  ['containers', 'main'],
  ['initContainers', 'init'],
  ['ephemeralContainers', 'ephemeral'],
];

export function containersOf(template: PodTemplate): readonly DeclaredContainer[] {
  const volumes = podVolumes(template);
  const shared = podFields(template.spec);
  const containers = lists.map(([key, role]) =>
    mapItems(getMember(template.spec, key), (container, index) => {
      const raw = { ...template.raw, pointer: template.raw.pointer.concat(key, index) };
      return toContainer({ template, volumes, shared, container, role: roleOf(container, role), raw });
    }),
  );
  return joined(containers);
}
/** An init container that is restarted runs beside the others. */
function roleOf(container: Value, role: ContainerRole): ContainerRole {
  return role === 'init' && scalarText(getMember(container, 'restartPolicy')) === 'Always' ? 'sidecar' : role;
}

/** What only a pod can say, for all of its containers. */
function podFields(pod: Value): Declared {
  const fields = gatherFields();
  setNamespaces(fields, pod);
  fields.set('runtime', textField(getMember(pod, 'runtimeClassName')));
  fields.set('serviceAccount', textField(getMember(pod, 'serviceAccountName') ?? getMember(pod, 'serviceAccount')));
  fields.set('serviceAccountToken', booleanField(getMember(pod, 'automountServiceAccountToken')));
  return fields.done();
}
interface ContainerInput {
  readonly template: PodTemplate;
  readonly volumes: PodVolumes;
  readonly shared: Declared;
  readonly container: Value;
  readonly role: ContainerRole;
  readonly raw: RawRef;
}
function toContainer({ template, volumes, shared, container, role, raw }: ContainerInput): DeclaredContainer {
  const name = scalarText(getMember(container, 'name')) ?? `${role}-${String(raw.pointer.at(-1))}`;
  const pod = template.spec;
  const image = textField(getMember(container, 'image'));
  const fields = gatherFields(shared);
  setSecurity(fields, { name, container, pod, annotations: template.annotations });
  setContexts(fields, { container, pod });
  setOthers(fields, { container, pod });
  fields.list('mounts', mountsOf(container, volumes));
  fields.list('ports', mapItems(getMember(container, 'ports'), toPort));
  const variables = [
    mapItems(getMember(container, 'envFrom'), toVariables),
    mapItems(getMember(container, 'env'), toVariable),
  ];
  fields.list('env', joined(variables));
  return {
    name,
    role,
    at: placeOf(container),
    ...(image !== undefined && { image }),
    declared: fields.done(),
    raw,
  };
}
function toPort(item: Value): Field<Port> {
  const container = integerField(getMember(item, 'containerPort'));
  const host = integerField(getMember(item, 'hostPort'));
  const hostIp = textField(getMember(item, 'hostIP'));
  if (container === undefined) return unclear(item, templateIn(item) ?? 'the port has no number');
  if (!isKnown(container)) return unclear(item, container.why);
  if (host !== undefined && !isKnown(host)) return unclear(item, host.why);
  const protocol = scalarText(getMember(item, 'protocol'))?.toLowerCase();
  const name = textField(getMember(item, 'name'));
  return said(item, {
    container: container.value,
    ...(host !== undefined && host.value > 0 && { host: host.value }),
    ...(isKnown(hostIp) && hostIp.value !== '' && { hostIp: hostIp.value }),
    protocol: protocol === 'udp' || protocol === 'sctp' ? protocol : 'tcp',
    ...(isKnown(name) && name.value !== '' && { name: name.value }),
  });
}

function toVariable(item: Value): Field<Variable> {
  const name = scalarText(getMember(item, 'name'));
  if (name === undefined) return unclear(item, templateIn(item) ?? 'the variable has no name');
  const value = getMember(item, 'value');
  if (value !== undefined) {
    const text = scalarText(value);
    return text === undefined
      ? unclear(item, templateIn(value) ?? 'the value is not a text')
      : said(item, { name, value: text });
  }
  const from = getMember(item, 'valueFrom');
  return said(item, from === undefined ? { name, value: '' } : { name, ref: referenceOf(from) });
}
/** `kind:object/key`, as short as it can be said. */
function referenceOf(from: Value): string {
  const key = (kind: string): string | undefined => {
    const ref = getMember(from, `${kind}KeyRef`);
    const name = scalarText(getMember(ref, 'name')) ?? scalarText(getMember(ref, 'volumeName'));
    const part = scalarText(getMember(ref, 'key')) ?? '';
    return name === undefined ? undefined : `${kind.toLowerCase()}:${name}/${part}`;
  };
  const field = scalarText(getPath(from, 'fieldRef', 'fieldPath'));
  const resource = scalarText(getPath(from, 'resourceFieldRef', 'resource'));
  return (
    key('secret') ??
    key('configMap') ??
    key('file') ??
    (field !== undefined ? `field:${field}` : resource !== undefined ? `resource:${resource}` : 'unknown')
  );
}
/** All of a Secret or ConfigMap at once: `*` stands for the names that are in it. */
function toVariables(item: Value): Field<Variable> {
  const prefix = scalarText(getMember(item, 'prefix')) ?? '';
  const secret = scalarText(getPath(item, 'secretRef', 'name'));
  const config = scalarText(getPath(item, 'configMapRef', 'name'));
  const ref = secret !== undefined ? `secret:${secret}` : config !== undefined ? `configmap:${config}` : undefined;
  if (ref === undefined) return unclear(item, templateIn(item) ?? 'it names neither a Secret nor a ConfigMap');
  return said(item, { name: `${prefix}*`, ref });
}
