// Judges disks that lie in clear text: https://kubernetes.io/docs/concepts/storage/storage-classes/
import { toRuleId } from '../../model/brand.ts';
import type { Check, Example } from '../../model/check.ts';
import { valueOf } from '../../model/field.ts';
import { leafAt, objectKind } from '../../model/api-object.ts';
import { manifests } from '../rbac/example-text.ts';

export const pvUnencrypted: Check<'object'> = {
  id: toRuleId('wl-pv-unencrypted'),
  title: 'Volumes are not encrypted',
  severity: 'medium',
  layer: 'cluster',
  on: 'object',
  why: 'Whoever gets at the disk, a copy of it or what is left of it when it is given back reads everything that was on it.',
  todo: 'Set `encrypted` to true in the parameters of the class; volumes that exist must be copied.',
  refs: ['CWE-311', 'C-0264', 'gk:storageclass'],
  since: '2026.11',
  get examples() {
    const classOf = (more: string): Example =>
      manifests(`apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: {name: fast}\n${more}\n`);
    return {
      bad: [
        classOf('provisioner: ebs.csi.aws.com\nparameters: {type: gp3}'),
        classOf('provisioner: ebs.csi.aws.com\nparameters: {encrypted: "false"}'),
      ],
      good: [
        classOf('provisioner: ebs.csi.aws.com\nparameters: {encrypted: "true"}'),
        classOf('provisioner: pd.csi.storage.gke.io'),
      ],
    };
  },
  *run(object) {
    if (objectKind(object) !== 'storage.k8s.io StorageClass') return;
    const provisioner = leafAt(object, 'provisioner')?.field;
    const name = valueOf(provisioner) ?? '';
    const encrypted = leafAt(object, 'parameters/encrypted')?.field;
    if (provisioner === undefined || !optional.has(name)) return;
    if (encrypted !== undefined && valueOf(encrypted) !== 'false') return;
    yield {
      key: 'encrypted',
      what: `has ${name} make volumes that are not encrypted`,
      fields: [{ name: 'encrypted', field: encrypted ?? provisioner }],
    };
  },
};

/** Those that encrypt where they are told to only. */
const optional: ReadonlySet<string> = new Set([
  'ebs.csi.aws.com',
  'kubernetes.io/aws-ebs',
  'rbd.csi.ceph.com',
  'driver.longhorn.io',
]);
