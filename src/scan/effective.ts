// What really holds for a container: declared, else from its image or build, else the engine's default.
import type { BuildFact, IdentityFact, ImageFact } from '../model/facts.ts';
import { byDefault, declared, isKnown, unseen, valueOf, type Engine, type Field } from '../model/field.ts';
import type { DeclaredContainer, Effective, Lists, SettingName, Settings, Variable } from '../model/workload.ts';
import { engineDefaults } from './defaults.ts';

export interface EffectiveInput {
  readonly engine: Engine;
  readonly container: DeclaredContainer;
  readonly image?: ImageFact;
  readonly build?: BuildFact;
  readonly account?: IdentityFact;
}

export function toEffective(input: EffectiveInput): Effective {
  const { engine, container } = input;
  const said = container.declared;
  const defaults = engineDefaults[engine];
  const pick = <K extends SettingName>(name: K): Field<Settings[K]> =>
    (said[name] as Field<Settings[K]> | undefined) ?? byDefault(defaults[name], engine);
  const list = <K extends keyof Lists>(name: K): readonly Field<Lists[K]>[] =>
    (said[name] as readonly Field<Lists[K]>[] | undefined) ?? [];
  const privileged = pick('privileged');
  const strips = isKnown(privileged) && privileged.value;
  /** Privileged switches a confinement off that nobody set by hand. */
  const confined = <K extends 'seccomp' | 'apparmor'>(name: K): Field<Settings[K]> =>
    said[name] ??
    (strips ? { value: { type: 'unconfined' }, from: privileged.from } : byDefault(defaults[name], engine));
  return {
    privileged,
    user: said.user ?? userOf(input),
    runAsNonRoot: pick('runAsNonRoot'),
    network: pick('network'),
    pid: pick('pid'),
    ipc: pick('ipc'),
    uts: pick('uts'),
    cgroup: pick('cgroup'),
    userNamespace: pick('userNamespace'),
    noNewPrivileges: pick('noNewPrivileges'),
    readOnlyRootfs: pick('readOnlyRootfs'),
    seccomp: confined('seccomp'),
    apparmor: confined('apparmor'),
    selinuxDisabled: pick('selinuxDisabled'),
    procUnmasked: said.procUnmasked ?? (strips ? privileged : pick('procUnmasked')),
    runtime: pick('runtime'),
    memoryLimit: pick('memoryLimit'),
    cpuLimit: pick('cpuLimit'),
    pidsLimit: pick('pidsLimit'),
    serviceAccount: pick('serviceAccount'),
    serviceAccountToken: said.serviceAccountToken ?? input.account?.automount ?? pick('serviceAccountToken'),
    capAdd: list('capAdd'),
    capDrop: list('capDrop'),
    mounts: list('mounts'),
    ports: list('ports'),
    env: mergedEnv(input),
    devices: list('devices'),
    networks: list('networks'),
  };
}

/** The image's own user is declared in its configuration, or by the last USER of the build. */
function userOf({ image, build, engine, container }: EffectiveInput): Field<string> {
  if (image !== undefined) {
    const at = image.at[0];
    return at === undefined || image.user === '' ? byDefault('', engine) : declared(image.user, at);
  }
  const stage = build?.stages.at(-1);
  if (stage?.user !== undefined) return stage.user;
  const base = stage === undefined ? undefined : valueOf(stage.base);
  if (base === 'scratch') return byDefault('', engine);
  const ref = base ?? valueOf(container.image);
  return unseen(ref === undefined ? 'the image was not looked at' : `the image ${ref} was not looked at`, container.at);
}

function mergedEnv({ container, image, build }: EffectiveInput): readonly Field<Variable>[] {
  const own = container.declared.env ?? [];
  const names = new Set(own.map((variable) => valueOf(variable)?.name));
  const at = image?.at[0];
  const below: readonly Field<Variable>[] =
    image !== undefined && at !== undefined
      ? image.env.map((variable) => declared(variable, at))
      : (build?.stages.at(-1)?.env ?? []);
  return [...below.filter((variable) => !names.has(valueOf(variable)?.name)), ...own];
}
