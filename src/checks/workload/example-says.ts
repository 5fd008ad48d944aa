// What an example says of its one container: a hardened one that deviates in a few settings of the model.
import type { ListName, Lists, Mount, SettingName, Settings } from '../../model/workload.ts';

/** Undefined takes out what the hardened one says. */
export type Says = { readonly [K in SettingName]?: Settings[K] | undefined } & {
  readonly [K in ListName]?: readonly Lists[K][] | undefined;
} & { readonly image?: string };
export type SaysName = keyof Says;

/** No rule speaks about this one; where a format has no word for a setting, it is left out. */
export const hardened: Says = {
  image: `registry.example/web:1.4.2@sha256:${'1'.repeat(64)}`,
  user: '10001',
  group: '10001',
  runAsNonRoot: true,
  noNewPrivileges: true,
  readOnlyRootfs: true,
  capDrop: ['ALL'],
  seccomp: { type: 'runtime' },
  apparmor: { type: 'runtime' },
  memoryLimit: 268_435_456,
  cpuLimit: 0.5,
  pidsLimit: 100,
  storageLimit: 1_073_741_824,
  memoryRequest: 268_435_456,
  cpuRequest: 0.1,
  restart: { policy: 'on-failure', maxRetries: 5 },
  healthcheck: 'set',
  readiness: true,
  serviceAccountToken: false,
  networks: ['front'],
};

/**
 * The text of one file in one format. `change` lies on top of `hardened`; undefined where the format
 * cannot say something that `change` says.
 */
export type Render = (change: Says) => string | undefined;

/** Fragments of a document by setting: absent where the format has no word for it. */
export type Words<T> = { readonly [K in SaysName]?: (value: NonNullable<Says[K]>, says: Says) => T | undefined };

/** Fragments of everything said, in the order of the table; undefined where a changed setting has none. */
export function fragmentsOf<T>(words: Words<T>, change: Says): readonly T[] | undefined {
  // A network mode takes the place of networks.
  const says: Says = { ...hardened, ...(change.network !== undefined && { networks: undefined }), ...change };
  const isChanged = (name: SaysName): boolean => change[name] !== undefined;
  for (const name of Object.keys(change) as SaysName[]) if (!(name in words) && isChanged(name)) return undefined;
  const fragments: T[] = [];
  for (const name of Object.keys(words) as SaysName[]) {
    const value = says[name];
    if (value === undefined) continue;
    const write = words[name] as ((value: unknown, says: Says) => T | undefined) | undefined;
    const fragment = write?.(value, says);
    if (fragment !== undefined) fragments.push(fragment);
    else if (isChanged(name)) return undefined;
  }
  return fragments;
}

/** Maps and lists of several fragments in one: lists are joined, maps merged. */
export function joined(fragments: readonly Readonly<Record<string, unknown>>[]): Record<string, unknown> {
  const all: Record<string, unknown> = {};
  for (const fragment of fragments) {
    for (const [key, value] of Object.entries(fragment)) {
      const before = all[key];
      if (Array.isArray(before) && Array.isArray(value)) all[key] = [...before, ...value];
      else if (isMap(before) && isMap(value)) all[key] = joined([before, value]);
      else all[key] = value;
    }
  }
  return all;
}
function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Says that a path of the host is mounted, writable unless `more` says otherwise. */
export function bind(source: string, more: Partial<Mount> = {}): Says {
  return { mounts: [{ kind: 'bind', source, target: '/mnt', readOnly: false, ...more }] };
}
