// What really holds for a container: declared, else from its image or build, else the engine's default.
import type { BuildFact, IdentityFact, ImageFact } from '../model/facts.ts';
import { byDefault, declared, isKnown, unseen, valueOf, type Engine, type Field } from '../model/field.ts';
import type { DeclaredContainer, Effective, Variable } from '../model/workload.ts';
import { defaultEffective, engineDefaults } from '../model/engine-defaults.ts';

export interface EffectiveInput {
  readonly engine: Engine;
  readonly container: DeclaredContainer;
  readonly image?: ImageFact;
  readonly build?: BuildFact;
  readonly account?: IdentityFact;
}

export function toEffective(input: EffectiveInput): Effective {
  const said = input.container.declared;
  const privileged = said.privileged ?? byDefault(engineDefaults[input.engine].privileged, input.engine);
  /** Privileged switches confinements off that nobody set by hand. */
  const stripped =
    isKnown(privileged) && privileged.value
      ? {
          seccomp: { ...privileged, value: { type: 'unconfined' } as const },
          apparmor: { ...privileged, value: { type: 'unconfined' } as const },
          procUnmasked: privileged,
        }
      : {};
  const handedDown = input.account?.automount;
  return {
    ...defaultEffective(input.engine),
    ...stripped,
    ...(handedDown && { serviceAccountToken: handedDown }),
    user: userOf(input),
    ...said,
    env: mergedEnv(input),
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
  if (image === undefined && build === undefined) return own;
  const names = new Set(own.map((variable) => valueOf(variable)?.name));
  const at = image?.at[0];
  const below: readonly Field<Variable>[] =
    image !== undefined && at !== undefined
      ? image.env.map((variable) => declared(variable, at))
      : (build?.stages.at(-1)?.env ?? []);
  return [...below.filter((variable) => !names.has(valueOf(variable)?.name)), ...own];
}
