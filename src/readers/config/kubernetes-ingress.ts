// What lets requests into the cluster by name: an Ingress, a Gateway, a route of one.
// https://kubernetes.io/docs/reference/kubernetes-api/service-resources/ingress-v1/ https://gateway-api.sigs.k8s.io/reference/spec/
import type { Draft } from '../../model/facts.ts';
import type { IngressDraft } from '../../model/network-facts.ts';
import { isKnown } from '../../model/field.ts';
import { getMember, getPath, itemsOf, placeOf, scalarText } from './config-value.ts';
import type { Value } from './config-value.ts';
import { findTemplate, integerField } from './kubernetes-field.ts';
import { annotationsOf, nameOf, namespaceOf, whereIs } from './kubernetes-metadata.ts';
import type { ManifestObject } from './kubernetes-metadata.ts';
import { notRendered } from './kubernetes-rbac.ts';

type Host = IngressDraft['hosts'][number];
type Backend = IngressDraft['backends'][number];

const kinds: Readonly<Record<string, (object: ManifestObject) => IngressDraft>> = {
  Ingress: toIngress,
  Gateway: toGateway,
  HTTPRoute: toRoute,
};
export function ingressDrafts(object: ManifestObject): readonly Draft[] {
  const spec = getMember(object.root, 'spec');
  const open = spec === undefined ? undefined : findTemplate(spec);
  const draft = kinds[object.kind]?.(object);
  return [...(draft === undefined ? [] : [draft]), ...(open === undefined ? [] : [notRendered(object, open)])];
}

function toIngress(object: ManifestObject): IngressDraft {
  const spec = getMember(object.root, 'spec');
  const rules = itemsOf(getMember(spec, 'rules'));
  const tls = getMember(spec, 'tls');
  const secured = itemsOf(tls);
  const isSecured = (host: string): boolean =>
    (tls !== undefined && findTemplate(tls) !== undefined) ||
    secured.some((one) => {
      const hosts = itemsOf(getMember(one, 'hosts')).map((item) => scalarText(item) ?? '');
      return hosts.length === 0 || hosts.some((name) => covers(name, host));
    });
  const fallback = getMember(spec, 'defaultBackend') ?? getMember(spec, 'backend');
  const paths = rules.flatMap((rule) => itemsOf(getPath(rule, 'http', 'paths')));
  return {
    ...ingressOf(object, 'ingressClassName'),
    hosts: rules.map((rule) => {
      const host = scalarText(getMember(rule, 'host')) ?? '';
      return { host, tls: isSecured(host), at: placeOf(getMember(rule, 'host') ?? rule) };
    }),
    backends: [
      ...paths.flatMap((path) => toBackend(getMember(path, 'backend'))),
      ...toBackend(fallback).map((backend) => ({ ...backend, fallback: true })),
    ],
  };
}
/** A wildcard of a certificate stands for one label. */
function covers(name: string, host: string): boolean {
  if (name === host) return true;
  return name.startsWith('*.') && host.includes('.') && host.slice(host.indexOf('.')) === name.slice(1);
}
/** In the old form the service and its port stand in the backend itself. */
function toBackend(backend: Value | undefined): readonly Backend[] {
  const service = getMember(backend, 'service');
  const name = scalarText(getMember(service, 'name')) ?? scalarText(getMember(backend, 'serviceName'));
  if (backend === undefined || name === undefined) return [];
  const port = getMember(service, 'port');
  const given = getMember(port, 'number') ?? getMember(port, 'name') ?? getMember(backend, 'servicePort');
  return [{ service: name, ...portOf(given), fallback: false, at: placeOf(backend) }];
}
function portOf(value: Value | undefined): { readonly port?: number | string } {
  const number = integerField(value);
  const port = isKnown(number) ? number.value : scalarText(value);
  return port === undefined ? {} : { port };
}
function ingressOf({ kind, root, raw }: ManifestObject, classKey: string): Omit<IngressDraft, 'hosts' | 'backends'> {
  const className = scalarText(getPath(root, 'spec', classKey));
  return {
    kind: 'ingress',
    type: kind,
    name: nameOf(root),
    ...namespaceOf(root),
    ...(className !== undefined && { className }),
    annotations: annotationsOf(root),
    at: [whereIs(root)],
    raw,
  };
}

/** Each listener is a host of its own; TCP and UDP ones have no names. */
function toGateway(object: ManifestObject): IngressDraft {
  const listeners = itemsOf(getPath(object.root, 'spec', 'listeners'));
  return { ...ingressOf(object, 'gatewayClassName'), hosts: listeners.flatMap(toListener), backends: [] };
}
const secure = new Set(['HTTPS', 'TLS']);
function toListener(listener: Value): readonly Host[] {
  const protocol = scalarText(getMember(listener, 'protocol')) ?? '';
  if (protocol !== 'HTTP' && !secure.has(protocol)) return [];
  const named = getMember(listener, 'hostname');
  return [{ host: scalarText(named) ?? '', tls: secure.has(protocol), at: placeOf(named ?? listener) }];
}
/** A route says nothing of TLS: its gateway does. */
function toRoute(object: ManifestObject): IngressDraft {
  const spec = getMember(object.root, 'spec');
  const targets = itemsOf(getMember(spec, 'rules')).flatMap((rule) => itemsOf(getMember(rule, 'backendRefs')));
  return {
    ...ingressOf(object, 'gatewayClassName'),
    hosts: itemsOf(getMember(spec, 'hostnames')).map((item) => ({
      host: scalarText(item) ?? '',
      tls: true,
      at: placeOf(item),
    })),
    backends: targets.flatMap((target) => {
      const name = scalarText(getMember(target, 'name'));
      if (name === undefined || (scalarText(getMember(target, 'kind')) ?? 'Service') !== 'Service') return [];
      return [{ service: name, ...portOf(getMember(target, 'port')), fallback: false, at: placeOf(target) }];
    }),
  };
}
