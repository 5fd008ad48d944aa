// Where a container was told to find the engine of its own host: https://docs.docker.com/reference/cli/docker/#environment-variables
import type { World } from '../../model/facts.ts';
import { isKnown, type Field } from '../../model/field.ts';
import type { Variable } from '../../model/workload.ts';
import { networksOf } from './networks.ts';
import { hostNetworkNode } from '../nodes.ts';
import { variablesOf } from './open-services.ts';
import type { Subject } from '../step.ts';

export interface EngineAddress {
  readonly host: string;
  readonly field: Field<Variable>;
  /** Others that reach the ports of the host need no certificate either. */
  readonly open: boolean;
}
/** Names and addresses under which containers find their host. */
const gateways: ReadonlySet<string> = new Set([
  'host.docker.internal',
  'gateway.docker.internal',
  'host.containers.internal',
  '172.17.0.1',
  '192.168.65.2',
  '192.168.65.7',
  '192.168.65.254',
]);
const loopback: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);
const address = /^tcp:\/\/(\[[^\]]{0,64}\]|[^:/]{1,255})/;

export function engineAddressOf(
  world: World,
  { workload, container }: Pick<Subject, 'workload' | 'container'>,
): EngineAddress | undefined {
  const field = container.effective.env.find((one) => isKnown(one) && one.value.name === 'DOCKER_HOST');
  const host = address.exec((isKnown(field) ? field.value.value : undefined) ?? '')?.[1];
  if (field === undefined || host === undefined) return undefined;
  const memberships = networksOf(world, { workload, container });
  const onHost = memberships.some(({ node }) => node === hostNetworkNode(workload));
  if (memberships.length === 0 || !(gateways.has(host) || (onHost && loopback.has(host)))) return undefined;
  const { env } = variablesOf(container);
  const certified = env.has('DOCKER_TLS_VERIFY') || env.has('DOCKER_CERT_PATH');
  return { host, field, open: gateways.has(host) && !certified };
}
