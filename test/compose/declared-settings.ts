// Limits, restarts, checks, lists and builds that our reader declares, bare.
import path from 'node:path';
import { isKnown, type Field } from '../../src/model/field.ts';
import type { BuildRef, Declared, Variable } from '../../src/model/workload.ts';
import { bareField } from '../../src/readers/config/config-sample.ts';
import { withoutAbsent, type Plain } from './plain.ts';

const unset = {
  memoryRequest: -1,
  cpuRequest: -1,
  cgroupParent: '',
  isolation: '',
  useApiSocket: false,
  oomKillDisable: false,
  oomScoreAdj: 0,
  restart: { policy: 'no' },
  healthcheck: 'image',
  logDriver: '',
  pullPolicy: '',
  stdin: false,
  tty: false,
  gpus: '',
} as const;
export function declaredSettings(declared: Declared): Plain {
  const names = Object.keys(unset) as (keyof typeof unset)[];
  const found = names.map((name) => [name, bareField(declared[name]) ?? unset[name]] as const);
  return { ...Object.fromEntries(found), cpuRequest: toSingle(bareField(declared.cpuRequest) ?? -1) };
}
/** The reference implementation keeps 32 bits of a number of processors. */
export function toSingle(value: unknown): unknown {
  return typeof value === 'number' ? Math.fround(value) : value;
}

export function declaredLists(declared: Declared): Plain {
  return {
    groups: known(declared.groups),
    sysctls: Object.fromEntries(known(declared.sysctls).map(({ name, value }) => [name, value])),
    ulimits: Object.fromEntries(
      known(declared.ulimits).map(({ name, soft, hard }) => [name, `${String(soft)}:${String(hard)}`]),
    ),
    deviceRules: known(declared.deviceRules),
    volumesFrom: known(declared.volumesFrom),
    links: known(declared.links),
    extraHosts: [...new Set(known(declared.extraHosts).map(toHost))].sort(),
    command: known(declared.command),
    envFiles: known(declared.envFiles).map((name) => path.resolve(name)),
    handlers: known(declared.handlers),
  };
}
export function known<T>(fields: readonly Field<T>[] | undefined): readonly T[] {
  return (fields ?? []).flatMap((field) => (isKnown(field) ? [field.value] : []));
}
/** With `=`, and without the brackets of an address. */
function toHost(text: string): string {
  return text.replace(/^([^=:]*)[=:]\[?(.*?)\]?$/, '$1=$2');
}

export function declaredBuild(field: Field<BuildRef> | undefined): unknown {
  if (!isKnown(field)) return bareField(field);
  const {
    context,
    dockerfile,
    args = [],
    contexts = [],
    ssh = [],
    secrets = [],
    entitlements = [],
    ...rest
  } = field.value;
  const folder = path.resolve(context);
  return withoutAbsent({
    ...rest,
    context: folder,
    dockerfile: dockerfile.includes('#') ? undefined : path.relative(folder, path.resolve(dockerfile)),
    entitlements,
    ssh: [...ssh].sort(),
    secrets,
    args: valuesOf(args),
    contexts: valuesOf(contexts.map(({ name, value = '' }) => ({ name, value: toContext(value) }))),
  });
}
function toContext(text: string): string {
  return /^[a-z-]+:/.test(text) ? text : path.resolve(text);
}
function valuesOf(variables: readonly Variable[]): Plain {
  return Object.fromEntries(
    variables.filter(({ value }) => value !== undefined).map(({ name, value }) => [name, value]),
  );
}
