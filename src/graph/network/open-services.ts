// Which services let anybody in, by their image and what they were told; of all others nothing is said.
// https://hub.docker.com/_/redis https://hub.docker.com/_/mongo https://hub.docker.com/_/postgres
import { isKnown, valueOf } from '../../model/field.ts';
import { imageNameOf } from '../../model/image-name.ts';
import type { JudgedContainer } from '../conditions.ts';

/** `data` is what it holds, `code` a program in its container, `account` the rights of its service account. */
export type Gain = 'data' | 'code' | 'account';
export interface OpenService {
  /** With its article: "a Redis without a password". */
  readonly what: string;
  readonly gain: Gain;
  /** Requests over HTTP of which each is enough; none where it speaks something else. */
  readonly web?: readonly ('GET' | 'POST')[];
}
interface Service extends OpenService {
  readonly images: readonly string[];
  /** What it has to be started as, where it is open without a word: a script may say anything. */
  readonly starts?: RegExp;
  /** Everything was seen that would have to keep somebody out, and it is not there. */
  readonly isOpen: (seen: Seen) => boolean;
}
interface Seen {
  readonly tag: string;
  readonly words: readonly string[];
  /** Values of variables; '' where one comes from elsewhere. */
  readonly env: ReadonlyMap<string, string>;
  /** More variables may be set than were seen. */
  readonly blurred: boolean;
  readonly mounts: readonly string[];
}

const yes: ReadonlySet<string> = new Set(['1', 'true', 'yes', 'on']);
function isOn({ env }: Seen, ...names: readonly string[]): boolean {
  return names.some((name) => yes.has((env.get(name) ?? '').toLowerCase()));
}
function isUnset({ env, blurred }: Seen, ...names: readonly string[]): boolean {
  return !blurred && names.every((name) => !env.has(name));
}
function says({ words }: Seen, pattern: RegExp): boolean {
  return words.some((word) => pattern.test(word));
}
/** A file may say anything. */
function isConfigured({ words, mounts }: Seen, pattern: RegExp): boolean {
  return words.some((word) => pattern.test(word)) || mounts.some((target) => pattern.test(target));
}
function major(tag: string): number {
  return Number(/^v?(\d+)/.exec(tag)?.[1] ?? Number.NaN);
}

const services: readonly Service[] = [
  {
    images: ['redis', 'valkey/valkey', 'redis/redis-stack-server', 'redis/redis-stack'],
    what: 'a Redis without a password',
    starts: /^(?:redis|valkey)-server$/,
    gain: 'data',
    isOpen: (seen) =>
      isUnset(seen, 'REDIS_ARGS', 'REDIS_PASSWORD', 'VALKEY_EXTRA_FLAGS') &&
      !says(seen, /requirepass|aclfile|masterauth|protected-mode|\$|^--?(?:user|bind)\b/) &&
      !isConfigured(seen, /\.conf$|\/etc\/(?:redis|valkey)|\.acl$/),
  },
  {
    images: ['bitnami/redis', 'bitnamilegacy/redis', 'bitnami/valkey', 'bitnami/etcd', 'bitnamilegacy/etcd'],
    what: 'a store without a password',
    gain: 'data',
    isOpen: (seen) =>
      isOn(seen, 'ALLOW_EMPTY_PASSWORD', 'ALLOW_NONE_AUTHENTICATION') &&
      isUnset(seen, 'REDIS_PASSWORD', 'REDIS_PASSWORD_FILE', 'VALKEY_PASSWORD', 'ETCD_ROOT_PASSWORD'),
  },
  {
    images: ['mongo'],
    what: 'a MongoDB without accounts',
    starts: /^mongod$/,
    gain: 'data',
    isOpen: (seen) =>
      isUnset(seen, 'MONGO_INITDB_ROOT_USERNAME', 'MONGO_INITDB_ROOT_USERNAME_FILE') &&
      !says(seen, /^--(?:auth|keyFile|clusterAuthMode)|^mongodb?.*--auth/) &&
      !isConfigured(seen, /^--?(?:f|config)\b|mongod?\.conf|\.ya?ml$/),
  },
  {
    images: ['memcached'],
    what: 'a Memcached, which asks nobody for a password',
    starts: /^memcached$/,
    gain: 'data',
    isOpen: (seen) => !says(seen, /^-(?:S|Y)|sasl|auth-file|^-l|--listen|127\.0\.0\.1/),
  },
  {
    images: ['elasticsearch', 'elasticsearch/elasticsearch', 'bitnami/elasticsearch'],
    what: 'an Elasticsearch without security',
    starts: /^(?:elasticsearch|eswrapper)$/,
    gain: 'data',
    web: ['GET', 'POST'],
    isOpen: (seen) =>
      seen.env.get('xpack.security.enabled') === 'false' ||
      (major(seen.tag) < 8 &&
        isUnset(seen, 'xpack.security.enabled', 'ELASTIC_PASSWORD') &&
        !isConfigured(seen, /elasticsearch\.yml$|\/config$/)),
  },
  {
    images: ['opensearchproject/opensearch'],
    what: 'an OpenSearch without security',
    gain: 'data',
    web: ['GET', 'POST'],
    isOpen: (seen) => isOn(seen, 'DISABLE_SECURITY_PLUGIN', 'plugins.security.disabled'),
  },
  {
    images: ['postgres', 'postgis/postgis', 'timescale/timescaledb', 'pgvector/pgvector'],
    what: 'a PostgreSQL that trusts everybody, whose administrator starts programs',
    gain: 'code',
    isOpen: ({ env }) => env.get('POSTGRES_HOST_AUTH_METHOD') === 'trust',
  },
  {
    images: ['mysql', 'mariadb', 'percona'],
    what: 'a MySQL whose administrator has no password',
    gain: 'data',
    isOpen: (seen) =>
      isOn(seen, 'MYSQL_ALLOW_EMPTY_PASSWORD', 'MARIADB_ALLOW_EMPTY_ROOT_PASSWORD') &&
      isUnset(seen, ...['MYSQL', 'MARIADB'].flatMap((name) => [`${name}_ROOT_PASSWORD`, `${name}_ROOT_PASSWORD_FILE`])),
  },
  {
    images: ['rabbitmq'],
    what: 'a RabbitMQ with the account guest',
    starts: /^rabbitmq-server$/,
    gain: 'data',
    isOpen: (seen) =>
      (isUnset(seen, 'RABBITMQ_DEFAULT_USER', 'RABBITMQ_DEFAULT_PASS', 'RABBITMQ_DEFAULT_PASS_FILE') &&
        !isConfigured(seen, /\/etc\/rabbitmq/)) ||
      (seen.env.get('RABBITMQ_DEFAULT_USER') === 'guest' && seen.env.get('RABBITMQ_DEFAULT_PASS') === 'guest'),
  },
  {
    images: ['neo4j'],
    what: 'a Neo4j without a password',
    gain: 'data',
    web: ['POST'],
    isOpen: ({ env }) => env.get('NEO4J_AUTH') === 'none',
  },
  {
    images: ['etcd', 'etcd-development/etcd', 'coreos/etcd', 'rancher/mirrored-coreos-etcd'],
    what: 'an etcd that asks for no certificate',
    starts: /^etcd$/,
    gain: 'data',
    web: ['POST'],
    isOpen: (seen) =>
      isUnset(seen, 'ETCD_CLIENT_CERT_AUTH', 'ETCD_TRUSTED_CA_FILE', 'ETCD_CONFIG_FILE') &&
      !says(seen, /client-cert-auth|trusted-ca-file|config-file/) &&
      (says(seen, /listen-client-urls.*:\/\/(?!127\.|localhost|\[?::1)/) ||
        /:\/\/(?!127\.|localhost)/.test(seen.env.get('ETCD_LISTEN_CLIENT_URLS') ?? '')),
  },
  {
    images: ['registry', 'distribution/distribution'],
    what: 'a registry that takes images from everybody',
    starts: /^(?:registry|serve)$/,
    gain: 'data',
    web: ['GET'],
    isOpen: (seen) =>
      !seen.blurred &&
      [...seen.env.keys()].every((name) => !name.startsWith('REGISTRY_AUTH')) &&
      !isConfigured(seen, /\.ya?ml$|\/etc\/(?:docker\/registry|distribution)/),
  },
  {
    images: [
      'base',
      'minimal',
      'scipy',
      'datascience',
      'tensorflow',
      'pytorch',
      'pyspark',
      'all-spark',
      'r',
      'julia',
    ].map((name) => `jupyter/${name}-notebook`),
    what: 'a Jupyter that asks for no token',
    gain: 'code',
    web: ['POST'],
    isOpen: (seen) => says(seen, /(?:NotebookApp|ServerApp|IdentityProvider)\.token=(?:''|"")?(?:\s|$)/),
  },
  {
    images: ['codercom/code-server', 'coder/code-server'],
    what: 'an editor that asks for no password',
    gain: 'code',
    web: ['GET'],
    isOpen: (seen) => says(seen, /--auth[= ]none/) || (says(seen, /^--auth$/) && says(seen, /^none$/)),
  },
  {
    images: ['docker', 'docker/docker'],
    what: 'an engine that obeys without a certificate',
    gain: 'code',
    web: ['POST'],
    isOpen: (seen) => isEngine(seen) && !says(seen, /tlsverify/) && isPlain(seen),
  },
  {
    images: ['moby/buildkit'],
    what: 'an image builder that obeys without a certificate',
    gain: 'code',
    isOpen: (seen) => says(seen, /tcp:\/\//) && !says(seen, /tlscacert/) && !isConfigured(seen, /buildkitd\.toml$/),
  },
  {
    images: ['kubernetesui/dashboard', 'kubernetesui/dashboard-amd64'],
    what: 'a dashboard whose login may be skipped',
    gain: 'account',
    web: ['GET'],
    isOpen: (seen) => says(seen, /enable-skip-login(?:=true)?$/),
  },
];
/** The image starts an engine by itself in its `dind` variants. */
function isEngine({ tag, words }: Seen): boolean {
  const named = /dind/.test(tag) && (words.length === 0 || words.some((word) => word.startsWith('-')));
  return named || words.some((word) => /(?:^|\/)dockerd(?:-entrypoint\.sh)?$/.test(word));
}
function isPlain(seen: Seen): boolean {
  if (seen.env.get('DOCKER_TLS_CERTDIR') === '' && !seen.blurred) return true;
  return says(seen, /--tls=false/) || says(seen, /tcp:\/\/.*:2375/);
}
const byImage = new Map(services.flatMap((service) => service.images.map((image) => [image, service] as const)));

/** Where an image of a well-known name is that image. */
const registries: ReadonlySet<string> = new Set([
  'docker.io',
  'public.ecr.aws',
  'mirror.gcr.io',
  'gcr.io',
  'ghcr.io',
  'quay.io',
  'registry.k8s.io',
  'k8s.gcr.io',
  'docker.elastic.co',
]);
const official = /^(?:.*\/)?library\//;
export function openServiceOf(container: JudgedContainer): OpenService | undefined {
  const name = imageNameOf(container.image);
  if (name === undefined || !(registries.has(name.registry) || official.test(name.repository))) return undefined;
  const service = byImage.get(name.repository.replace(official, ''));
  if (service === undefined) return undefined;
  const seen = seenOf(container, name.tag ?? '');
  return seen !== undefined && isStarted(seen, service) && service.isOpen(seen) ? service : undefined;
}
function isStarted({ words }: Seen, { starts }: Service): boolean {
  const first = words.find((word) => !/(?:^|\/)docker-entrypoint\.sh$/.test(word)) ?? '';
  return starts === undefined || first === '' || first.startsWith('-') || starts.test(first.replace(/^.*\//, ''));
}
/** Undefined where its command could not be read. */
function seenOf({ effective }: JudgedContainer, tag: string): Seen | undefined {
  if (!effective.command.every(isKnown)) return undefined;
  const { env, blurred } = variablesOf({ effective });
  return {
    tag,
    words: effective.command.flatMap((field) => (valueOf(field) ?? '').split(/\s+/)).filter((word) => word !== ''),
    env,
    blurred,
    mounts: effective.mounts.map((field) => (isKnown(field) ? field.value.target : '/etc/x.conf')),
  };
}
export interface Variables {
  readonly env: ReadonlyMap<string, string>;
  readonly blurred: boolean;
}
export function variablesOf({ effective }: Pick<JudgedContainer, 'effective'>): Variables {
  const env = new Map<string, string>();
  const read = new Set<string>();
  let blurred = false;
  for (const field of effective.env) {
    if (!isKnown(field) || field.value.name.endsWith('*')) blurred = true;
    else env.set(field.value.name, field.value.value ?? '');
    if (isKnown(field) && field.from !== 'default') read.add(field.at.path);
  }
  // Of a file that set nothing it is not known whether it was there.
  const files = effective.envFiles.map((field) => valueOf(field));
  const missing = files.some((file) => file === undefined || ![...read].some((path) => path.endsWith(file)));
  return { env, blurred: blurred || missing };
}
