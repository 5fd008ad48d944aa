// By which names a cluster, a task or a variable says that a workload is somebody in a cloud.
// https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html, https://cloud.google.com/kubernetes-engine/docs/how-to/workload-identity, https://azure.github.io/azure-workload-identity/docs/topics/service-account-labels-and-annotations.html
import type { JudgedOf, World } from '../../model/facts.ts';
import { isKnown, locationOf, type Field } from '../../model/field.ts';
import type { Location } from '../../model/location.ts';
import type { Credential } from '../../model/secret-text.ts';
import type { Variable } from '../../model/workload.ts';
import type { JudgedContainer } from '../conditions.ts';
import { accountNode, kubernetes, type JudgedWorkload } from '../nodes.ts';
import { onceFor } from '../../model/once-for.ts';

export interface CloudIdentity {
  readonly name: string;
  readonly at: Location | undefined;
  readonly cloud: 'AWS' | 'Google Cloud' | 'Azure' | 'a cloud';
}
const annotations = [
  ['eks.amazonaws.com/role-arn', 'AWS'],
  ['iam.gke.io/gcp-service-account', 'Google Cloud'],
  ['azure.workload.identity/client-id', 'Azure'],
] as const;
/** An account may have one in each cloud. */
export function cloudIdentitiesOf({ annotations: said, at }: JudgedOf<'identity'>): readonly CloudIdentity[] {
  return annotations.flatMap(([key, cloud]) => {
    const name = Object.hasOwn(said, key) ? said[key] : undefined;
    return name === undefined || name === '' ? [] : [{ name, cloud, at: at[0] }];
  });
}
export const identityFacts = onceFor((world: World): ReadonlyMap<string, readonly JudgedOf<'identity'>[]> =>
  Map.groupBy(world.facts('identity'), (one): string => accountNode({ ...one, ...kubernetes(one.scope) }, one.name)),
);
/** Azure gives its token to pods with a label only. */
export function isHandedTo({ labels }: JudgedWorkload, { cloud }: CloudIdentity): boolean {
  return cloud !== 'Azure' || labels['azure.workload.identity/use'] === 'true';
}

/** Names of variables and of keys of a secret, upper case. */
const keyNames: ReadonlyMap<string, CloudIdentity['cloud']> = new Map([
  ['AWS_SECRET_ACCESS_KEY', 'AWS'],
  ['AZURE_CLIENT_SECRET', 'Azure'],
  ['ARM_CLIENT_SECRET', 'Azure'],
  ['GOOGLE_CREDENTIALS', 'Google Cloud'],
  ['GOOGLE_CREDENTIALS_JSON', 'Google Cloud'],
  ['ALIBABA_CLOUD_ACCESS_KEY_SECRET', 'a cloud'],
  ['DIGITALOCEAN_ACCESS_TOKEN', 'a cloud'],
  ['HCLOUD_TOKEN', 'a cloud'],
]);
export function cloudOfKey(name: string): CloudIdentity['cloud'] | undefined {
  return keyNames.get(name.toUpperCase().replaceAll('-', '_'));
}
/** Of a credential that stands in a value; the key of an account of Google is a file. */
export function cloudOfCredential(
  name: string,
  { kind }: Pick<Credential, 'kind'>,
  value: string,
): CloudIdentity['cloud'] | undefined {
  if (kind === 'a DigitalOcean token') return 'a cloud';
  if (kind === 'a private key' && googleAccount.test(value)) return 'Google Cloud';
  return cloudOfKey(name);
}
const googleAccount = /"type"\s{0,20}:\s{0,20}"service_account"/;
/** Keys that the environment of a container holds, or a file that a variable of Google's points at. */
export function keysOf(container: JudgedContainer): readonly CloudIdentity[] {
  return container.effective.env.flatMap((field): readonly CloudIdentity[] => {
    if (!isKnown(field) || (field.value.value === '' && field.value.ref === undefined)) return [];
    const { name } = field.value;
    const cloud = keyNames.get(name) ?? (pointsAtSecret(container, field) ? 'Google Cloud' : undefined);
    return cloud === undefined ? [] : [{ name, cloud, at: locationOf(field) }];
  });
}
function pointsAtSecret({ effective }: JudgedContainer, field: Field<Variable>): boolean {
  if (!isKnown(field) || field.value.name !== 'GOOGLE_APPLICATION_CREDENTIALS') return false;
  const path = field.value.value ?? '';
  return effective.mounts.some(
    (mount) =>
      isKnown(mount) &&
      mount.value.kind === 'secret' &&
      (path === mount.value.target || path.startsWith(`${mount.value.target.replace(/\/$/, '')}/`)),
  );
}
