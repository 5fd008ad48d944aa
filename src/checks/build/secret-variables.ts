// Which ENV and ARG of which stages hold a credential, or pass one on.
import type { Message } from '../../model/check.ts';
import type { Stage } from '../../model/build-facts.ts';
import { isKnown, locationOf, type Field } from '../../model/field.ts';
import type { Variable } from '../../model/workload.ts';
import { isSecretName, looksSecret } from '../../model/secret-shape.ts';
import type { Build } from './final-stages.ts';

export function* secretEnv(stages: readonly Stage[]): Generator<Message> {
  for (const field of stages.flatMap(({ env }) => env)) {
    if (!isKnown(field)) continue;
    const { name, value, ref } = field.value;
    const kind = value === undefined ? undefined : looksSecret(name, value);
    const fields = [{ name: `ENV ${name}`, field, secret: true as const }];
    if (kind !== undefined) yield { key: name, what: `ENV ${name} holds ${kind}`, fields };
    else if (ref !== undefined && isSecretName(name) && /\$/u.test(ref)) {
      yield { key: name, what: `ENV ${name} keeps a build argument in the image`, severity: 'high', fields };
    }
  }
}

/** One message a name: a global ARG is usually named again in the stage that uses it. */
export function* secretArgs(args: readonly Field<Variable>[]): Generator<Message> {
  const found = new Map<string, Message>();
  for (const field of args) {
    if (!isKnown(field)) continue;
    const { name, value, ref } = field.value;
    const kind = value === undefined ? undefined : looksSecret(name, value);
    const fields = [{ name: `ARG ${name}`, field, secret: true as const }];
    if (kind !== undefined) found.set(name, { key: name, what: `ARG ${name} holds ${kind}`, fields });
    else if (value === undefined && ref === undefined && isSecretName(name) && !found.has(name)) {
      const what = `ARG ${name} takes a credential, which the history of the image or the build cache then keeps`;
      found.set(name, { key: name, what, severity: 'medium', fields });
    }
  }
  yield* found.values();
}

/** Declarations of ARG in these stages. */
export function argsOf(build: Build, stages: readonly Stage[]): readonly Field<Variable>[] {
  const lines = new Set(
    stages.flatMap(({ instructions }) =>
      instructions.flatMap(({ keyword, at }) => (keyword === 'ARG' ? [at.line] : [])),
    ),
  );
  return build.args.filter((field) => lines.has(locationOf(field)?.line));
}
/** Declarations of ARG before the first FROM. */
export function globalArgs(build: Build): readonly Field<Variable>[] {
  const first = build.stages[0]?.at.line ?? 0;
  return build.args.filter((field) => (locationOf(field)?.line ?? 0) < first);
}
