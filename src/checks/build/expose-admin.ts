// Judges EXPOSE of ports that are for administrators, developers or databases.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { bottomImage } from './base-image.ts';
import { dockerfile, onDebian } from './example-text.ts';
import { exposedPorts } from './exposed-ports.ts';
import { shippedStages } from './final-stages.ts';
import { instructionField } from './invocation.ts';

interface Service {
  readonly name: string;
  /** Parts of the names of images that are this service. */
  readonly images: readonly string[];
}
const services: ReadonlyMap<number, Service> = new Map(
  [
    '2375 2376|the Docker engine|docker dind',
    '2379 2380|etcd|etcd',
    '10250 10255|the kubelet|kubelet',
    '2345|the Go debugger|delve',
    '5005|the Java debugger|',
    '5678|the Python debugger|debugpy',
    '9229|the Node.js inspector|',
    '1099 7199|JMX|',
    '1433|SQL Server|mssql sqlserver azure-sql',
    '1521|Oracle Database|oracle',
    '3306|MySQL|mysql mariadb percona',
    '5432|PostgreSQL|postgres pgsql postgis timescale pgvector',
    '5984|CouchDB|couch',
    '6379|Redis|redis valkey keydb dragonfly',
    '9042|Cassandra|cassandra scylla',
    '9200 9300|Elasticsearch|elastic opensearch',
    '11211|Memcached|memcache',
    '27017|MongoDB|mongo ferretdb',
    '2181|ZooKeeper|zookeeper kafka',
    '15672|the RabbitMQ console|rabbitmq',
    '8200|Vault|vault openbao',
    '8500|Consul|consul',
    '3389|remote desktop|rdp',
    '5900 5901|VNC|vnc',
  ].flatMap((row) => {
    const [ports = '', name = '', images = ''] = row.split('|');
    const service: Service = { name, images: images.split(' ').filter((part) => part !== '') };
    return ports.split(' ').map((port): readonly [number, Service] => [Number(port), service]);
  }),
);

export const exposeAdmin: Check<'build'> = {
  id: toRuleId('df-expose-admin'),
  title: 'Image offers a database, a debugger or a console',
  severity: 'low',
  layer: 'container',
  on: 'build',
  why: 'Such ports often answer without a password, or run what they are sent; publishing all exposed ports, and tools that go by EXPOSE, open them.',
  todo: 'Take it away; keep debuggers and consoles out of the image, and databases in images of their own',
  refs: ['CISD 5.9', 'SYS:2.5'],
  since: '2026.11',
  examples: {
    bad: [onDebian('EXPOSE 8080 9229'), onDebian('EXPOSE 2375')],
    good: [
      onDebian('EXPOSE 8080'),
      dockerfile(`FROM postgres:17.1@sha256:${'4f2d90a1c63b8e57'.repeat(4)}`, 'EXPOSE 5432', 'USER 999:999'),
    ],
  },
  *run(build) {
    const last = build.stages.at(-1);
    const base = (last === undefined ? undefined : bottomImage(build, last))?.toLowerCase() ?? '';
    for (const { instruction, from, to, protocol } of exposedPorts(shippedStages(build))) {
      const service = protocol === 'tcp' && from === to ? services.get(from) : undefined;
      if (service === undefined || service.images.some((part) => base.includes(part))) continue;
      yield {
        key: String(from),
        what: `EXPOSE ${String(from)}, the port of ${service.name}`,
        fields: [instructionField(instruction)],
      };
    }
  },
};
