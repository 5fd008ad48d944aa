// Which services of a Compose project are on a network, and what they are there for.
import type { JudgedOf, World } from '../../model/facts.ts';
import { isKnown } from '../../model/field.ts';
import { imageNameOf } from '../../model/image-name.ts';
import { onceFor } from '../../model/once-for.ts';

type JudgedWorkload = JudgedOf<'workload'>;
export interface NetworkMember {
  readonly name: string;
  /** On no other network than this one. */
  readonly only: boolean;
  /** Keeps data, and needs nobody but those who ask for it. */
  readonly store: boolean;
  readonly publishes: boolean;
}
export interface Members {
  readonly members: readonly NetworkMember[];
  /** Nobody of the project is elsewhere. */
  readonly whole: boolean;
}
/** Undefined where it is not known who is on it. */
export function membersOf({ scope, project, name }: JudgedOf<'network'>, world: World): Members | undefined {
  const services = indexOf(world).get(`${scope}\n${project ?? ''}`) ?? [];
  if (services.some((one) => one.networks === undefined)) return undefined;
  const on = services.filter(({ networks }) => networks?.includes(name));
  return {
    members: on.map(({ networks, ...more }) => ({ ...more, only: networks?.length === 1 })),
    whole: on.length === services.length,
  };
}

type Service = Omit<NetworkMember, 'only'> & { readonly networks: readonly string[] | undefined };
type Index = ReadonlyMap<string, readonly Service[]>;
const indexOf = onceFor((world: World): Index => {
  const composed = world.facts('workload').filter(({ format }) => format === 'compose');
  const index = new Map<string, readonly Service[]>();
  for (const [key, list] of Map.groupBy(composed, ({ scope, namespace }) => `${scope}\n${namespace ?? ''}`))
    index.set(key, list.map(toService));
  return index;
});
function toService(workload: JudgedWorkload): Service {
  // A service is one container.
  const [container] = workload.containers;
  const networks = container?.effective.networks ?? [];
  const known = networks.filter((field) => isKnown(field)).map(({ value }) => value);
  return {
    name: workload.name,
    networks: known.length === networks.length ? known : undefined,
    store: stores.has(imageNameOf(container?.image)?.repository.split('/').at(-1) ?? ''),
    publishes: (container?.effective.ports ?? []).length > 0,
  };
}
const stores: ReadonlySet<string> = new Set(
  `
  postgres postgresql postgis timescaledb pgvector mysql mysql-server mariadb percona mongo mongodb redis
  valkey keydb dragonfly memcached couchdb couchbase cassandra scylla neo4j influxdb clickhouse
  clickhouse-server elasticsearch opensearch cockroach etcd rabbitmq mssql
`
    .trim()
    .split(/\s+/),
);
