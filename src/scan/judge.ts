// Every check on every fact it is for; a message becomes a finding.
import type { AnyCheck, Check, Message } from '../model/check.ts';
import type { FactKind, FactOf, JudgedOf, World } from '../model/facts.ts';
import { isKnown, locationOf, type FieldRef } from '../model/field.ts';
import type { Finding, SubjectRef } from '../model/finding.ts';
import type { Location } from '../model/location.ts';
import type { FactId } from '../model/brand.ts';
import { findingIdsOf } from './finding-id.ts';

export interface JudgeOptions {
  readonly world: World;
  /** Workloads that run what the scope holds; a workload's own findings are its own. */
  readonly workloadsOf: (fact: {
    readonly kind: FactKind;
    readonly id: FactId;
    readonly scope: string;
  }) => readonly FactId[];
  /** Path prefix of the target that a path lies in. */
  readonly relative: (path: string) => string;
}

/** Fact by fact, so that what its findings share is made once; given check by check. */
export function judge(checks: readonly AnyCheck[], options: JudgeOptions): Finding[] {
  const trials = checks.map((check): Trial => ({ check: check as Check, findings: [] }));
  for (const [kind, own] of Map.groupBy(trials, ({ check }) => check.on)) {
    for (const fact of options.world.facts(kind)) judgeFact(fact, own, options);
  }
  return trials.flatMap(({ findings }) => findings);
}

interface Trial {
  readonly check: Check;
  readonly findings: Finding[];
}
function judgeFact(judged: JudgedOf<FactKind>, trials: readonly Trial[], options: JudgeOptions): void {
  let accused: Accused | undefined;
  for (const { check, findings } of trials) {
    const messages = check.run(judged, options.world);
    // To find that out by iterating costs as much as the usual check.
    if (Array.isArray(messages) && messages.length === 0) continue;
    let first: string | undefined;
    let counts: Map<string, number> | undefined;
    for (const message of messages) {
      accused ??= toAccused(judged, options);
      let { key } = message;
      // Most have one thing to say.
      if (first === undefined) first = key;
      else key = tellApart((counts ??= new Map([[first, 1]])), key);
      findings.push(toFinding(check, accused, { message, key }));
    }
  }
}
/** The same thing said twice of one fact is two findings. */
function tellApart(counts: Map<string, number>, key: string): string {
  const count = (counts.get(key) ?? 0) + 1;
  counts.set(key, count);
  return count === 1 ? key : `${key}~${count}`;
}

/** What all findings on one fact share. */
interface Accused {
  readonly fact: FactOf<FactKind>;
  readonly subject: SubjectRef;
  readonly workloads: readonly FactId[];
  readonly idOf: ReturnType<typeof findingIdsOf>;
}
function toAccused(judged: JudgedOf<FactKind>, { relative, workloadsOf }: JudgeOptions): Accused {
  // Judged facts are the facts themselves, narrowed by type only.
  const fact = judged as unknown as FactOf<FactKind>;
  const subject = subjectOf(fact, relative);
  const idOf = findingIdsOf(`${subject.kind}:${subject.name}`, relative);
  return { fact, subject, workloads: workloadsOf(fact), idOf };
}
function toFinding(
  check: Omit<Check, 'run'>,
  { fact, subject, workloads, idOf }: Accused,
  { message, key }: { readonly message: Message; readonly key: string },
): Finding {
  const { fields, fix } = message;
  const at = locationsOf(fields, fact);
  const finding: Finding = {
    id: idOf(check.id, key, at[0]?.path ?? ''),
    rule: check.id,
    layer: check.layer,
    severity: message.severity ?? check.severity,
    subject,
    workloads,
    what: message.what,
    why: check.why,
    todo: check.todo,
    at,
    evidence: fields.map(toEvidence),
  };
  return fix === undefined ? finding : { ...finding, fix };
}

/** Where the fields stand; a default stands nowhere, so then where the container or the fact itself begins. */
function locationsOf(fields: readonly FieldRef[], fact: FactOf<FactKind>): readonly Location[] {
  const written: Location[] = [];
  for (const { field } of fields) {
    const at = locationOf(field);
    if (at !== undefined) written.push(at);
  }
  if (written.length > 0) return written;
  if (fact.kind === 'workload') {
    const name = fields[0]?.container;
    const container = fact.containers.find((one) => one.name === name) ?? fact.containers[0];
    if (container !== undefined) return [container.at];
  }
  return fact.at;
}

export function toEvidence({ name, field, secret }: FieldRef): { field: string; value: string } {
  if (secret === true) return { field: name, value: '(not shown)' };
  if (!isKnown(field)) return { field: name, value: `unknown: ${field.why}` };
  const value = typeof field.value === 'string' ? field.value : JSON.stringify(field.value);
  const by = field.from === 'default' ? ` (default of ${field.engine})` : '';
  return { field: name, value: `${value.slice(0, 200)}${by}` };
}

export function subjectOf(fact: FactOf<FactKind>, relative: (path: string) => string): SubjectRef {
  switch (fact.kind) {
    case 'workload':
      return {
        kind: 'workload',
        id: fact.id,
        name: [fact.type, [fact.namespace, fact.name].filter(Boolean).join('/')].join(' '),
      };
    case 'package':
      return { kind: 'package', id: fact.id, name: `${fact.name} ${fact.version}` };
    case 'image':
      return { kind: 'image', id: fact.id, name: fact.ref ?? 'image' };
    case 'build':
      return { kind: 'build', id: fact.id, name: relative(fact.path) };
    case 'file':
      return { kind: 'file', id: fact.id, name: relative(fact.at[0]?.path ?? '') };
    case 'role':
    case 'binding':
      return nameIn(fact, `${fact.cluster ? 'Cluster' : ''}${fact.kind === 'role' ? 'Role' : 'RoleBinding'}`);
    case 'ingress':
    case 'object':
      return nameIn(fact, fact.type);
    case 'network-policy':
      return nameIn(fact, 'NetworkPolicy');
    case 'admin-policy':
      return nameIn(fact, fact.tier === 'admin' ? 'AdminNetworkPolicy' : 'BaselineAdminNetworkPolicy');
    case 'secret':
    case 'variables':
      return nameIn(fact, fact.kind === 'secret' ? 'secret' : fact.type);
    case 'reference':
      return { kind: 'reference', id: fact.id, name: fact.name };
    case 'pipeline':
      return { kind: 'pipeline', id: fact.id, name: relative(fact.path) };
    case 'accounts':
    case 'waiver':
      return { kind: fact.kind, id: fact.id, name: relative(fact.at[0]?.path ?? '') };
    case 'service':
      return nameIn(fact, 'Service');
    case 'identity':
      return nameIn(fact, 'ServiceAccount');
    case 'namespace':
      return nameIn(fact, 'Namespace');
    case 'network':
      return nameIn({ ...fact, ...(fact.project !== undefined && { namespace: fact.project }) }, 'network');
    case 'host':
    case 'volume':
    case 'usage':
      return { kind: fact.kind, id: fact.id, name: fact.name };
  }
}

function nameIn(
  { kind, id, name, namespace }: { kind: FactKind; id: FactId; name: string; namespace?: string },
  what: string,
): SubjectRef {
  return { kind, id, name: `${what} ${namespace === undefined ? name : `${namespace}/${name}`}` };
}

/** Of equally bad ones: by rule, then where a reader would look first. */
export function comparePlaces(a: Finding, b: Finding): number {
  return (
    compareText(a.rule, b.rule) ||
    compareText(a.at[0]?.path ?? '', b.at[0]?.path ?? '') ||
    (a.at[0]?.line ?? 0) - (b.at[0]?.line ?? 0) ||
    (a.at[0]?.column ?? 0) - (b.at[0]?.column ?? 0) ||
    compareText(a.what, b.what) ||
    compareText(a.id, b.id)
  );
}
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
