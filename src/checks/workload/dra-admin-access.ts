// Judges claims of devices that others use: https://kubernetes.io/docs/concepts/scheduling-eviction/dynamic-resource-allocation/#admin-access
import { toRuleId } from '../../model/brand.ts';
import type { Check, Example } from '../../model/check.ts';
import { valueOf } from '../../model/field.ts';
import { manifests } from '../rbac/example-text.ts';

export const draAdminAccess: Check<'object'> = {
  id: toRuleId('wl-dra-admin-access'),
  title: 'Claim reaches devices that others use',
  severity: 'medium',
  layer: 'cluster',
  on: 'object',
  why: 'The pod gets a device past whoever has it: it reads and disturbs what other workloads do there.',
  todo: 'Claim the device as everybody does; keep access for administrators to a namespace of their own.',
  refs: ['N190:4.3.4'],
  since: '2026.11',
  get examples() {
    const claim = (request: string): Example =>
      manifests(`apiVersion: resource.k8s.io/v1
kind: ResourceClaim
metadata: {name: gpu, namespace: shop}
spec: {devices: {requests: [{name: gpu, ${request}}]}}
`);
    return {
      bad: [
        claim('exactly: {deviceClassName: gpu.example, adminAccess: true}'),
        claim('deviceClassName: gpu.example, adminAccess: true'),
      ],
      good: [
        claim('exactly: {deviceClassName: gpu.example}'),
        claim('exactly: {deviceClassName: gpu.example, adminAccess: false}'),
      ],
    };
  },
  *run(object) {
    if (object.group !== 'resource.k8s.io') return;
    const found = object.leaves.find(({ pointer, field }) => asked.test(pointer) && valueOf(field) === 'true');
    if (found === undefined) return;
    yield {
      key: 'adminAccess',
      what: 'asks for access as an administrator',
      fields: [{ name: 'adminAccess', field: found.field }],
    };
  },
};

/** Of a claim, or of the claim in a template; versions put it in different places. */
const asked = /^spec\/(?:spec\/)?devices\/requests\/\d+\/(?:exactly\/)?adminAccess$/;
