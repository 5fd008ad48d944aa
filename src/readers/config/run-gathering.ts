// What the options of one container have said so far, in the words of the model.
import type { Engine, Field, Unseen } from '../../model/field.ts';
import { isKnown } from '../../model/field.ts';
import type { Declared, ListName, Lists, Port, SettingName, Settings, Variable } from '../../model/workload.ts';
import { gatherFields } from './declared-fields.ts';
import { lastByTarget } from './compose-volume.ts';
import type { Given } from './given.ts';

type OpenLists = { [K in ListName]?: Field<Lists[K]>[] };
type OpenSettings = { [K in SettingName]?: Field<Settings[K]> };
export interface Gathering {
  readonly engine: Engine;
  /** What relative paths are relative to, '' or with a slash at the end. */
  readonly folder: string;
  readonly labels: Map<string, string>;
  /** Files of labels, to be read by whoever can. */
  readonly labelFiles: Given[];
  /** Files of variables, lowest first. */
  readonly envFiles: Given[];
  /** A later one wins. */
  set<K extends SettingName>(name: K, field: Field<Settings[K]>): void;
  get<K extends SettingName>(name: K): Field<Settings[K]> | undefined;
  unset(name: SettingName): void;
  add<K extends ListName>(name: K, field: Field<Lists[K]>): void;
  count(name: ListName): number;
  /** Variables that those already there win over. */
  addBelow(variables: readonly Field<Variable>[]): void;
  /** Every setting that nothing was said of, and one more item of each list, may be anything. */
  cloud(why: Unseen<never>): void;
  done(): Declared;
}
/** What an option of a command line can set. */
const settings: readonly SettingName[] = [
  ...(['privileged', 'user', 'network', 'pid', 'ipc', 'uts', 'cgroup', 'userNamespace'] as const),
  ...(['noNewPrivileges', 'readOnlyRootfs', 'seccomp', 'apparmor', 'selinuxDisabled', 'procUnmasked'] as const),
  ...(['runtime', 'memoryLimit', 'cpuLimit', 'pidsLimit', 'group', 'selinux', 'cgroupParent', 'isolation'] as const),
  ...(['useApiSocket', 'publishAll', 'memoryRequest', 'storageLimit', 'oomKillDisable', 'oomScoreAdj'] as const),
  ...(['restart', 'healthcheck', 'logDriver', 'pullPolicy', 'stdin', 'tty', 'gpus'] as const),
];
const lists: readonly ListName[] = [
  ...(['capAdd', 'capDrop', 'mounts', 'ports', 'env', 'devices', 'networks', 'groups', 'sysctls', 'ulimits'] as const),
  ...(['deviceRules', 'links', 'extraHosts', 'envFiles'] as const),
];

export function gatherRun(engine: Engine, folder: string): Gathering {
  const single: OpenSettings = {};
  const many: OpenLists = {};
  const add = <K extends ListName>(name: K, field: Field<Lists[K]>): void => {
    const items: Field<Lists[K]>[] = many[name] ?? [];
    items.push(field);
    Object.assign(many, { [name]: items });
  };
  return {
    engine,
    folder,
    labels: new Map(),
    labelFiles: [],
    envFiles: [],
    set(name, field) {
      Object.assign(single, { [name]: field });
    },
    get: (name) => single[name],
    unset(name) {
      Reflect.deleteProperty(single, name);
    },
    add,
    count: (name) => many[name]?.length ?? 0,
    addBelow(variables) {
      Object.assign(many, { env: [...variables, ...(many.env ?? [])] });
    },
    cloud(why) {
      for (const name of settings) if (single[name] === undefined) Object.assign(single, { [name]: why });
      for (const name of lists) add(name, why);
    },
    done() {
      const fields = gatherFields();
      fields.list('mounts', lastByTarget(many.mounts ?? []));
      fields.list('ports', onePerPort(many.ports ?? []));
      fields.list('env', lastByName(many.env ?? []));
      return { ...single, ...many, ...fields.done() };
    },
  };
}

function keyOf({ container, host, hostIp, protocol }: Port): string {
  return [container, host, hostIp, protocol].join(' ');
}
function onePerPort(ports: readonly Field<Port>[]): readonly Field<Port>[] {
  const seen = new Set<string>();
  const isNew = (key: string): boolean => {
    const before = seen.size;
    return seen.add(key).size > before;
  };
  return ports.filter((field) => !isKnown(field) || isNew(keyOf(field.value)));
}
/** The last of several, in the place of the first. */
function lastByName(variables: readonly Field<Lists['env']>[]): readonly Field<Lists['env']>[] {
  const byName = new Map<string, Field<Lists['env']>>();
  const others: Field<Lists['env']>[] = [];
  for (const field of variables) {
    if (isKnown(field)) byName.set(field.value.name, field);
    else others.push(field);
  }
  return [...byName.values(), ...others];
}
