// Every check on every fact it is for; a message becomes a finding.
import type { AnyCheck, Check, Message } from '../model/check.ts';
import type { FactKind, FactOf, World } from '../model/facts.ts';
import { isKnown, locationOf, type FieldRef } from '../model/field.ts';
import type { Finding, SubjectRef } from '../model/finding.ts';
import type { Location } from '../model/location.ts';
import type { FactId } from '../model/brand.ts';
import { compareSeverity } from '../model/severity.ts';
import { findingIdOf } from './finding-id.ts';

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

export function judge(checks: readonly AnyCheck[], options: JudgeOptions): Finding[] {
  const findings: Finding[] = [];
  const judging: Judging = { ...options, accused: new Map(), findings };
  for (const check of checks) judgeBy(check as Check, judging);
  return findings;
}

/** What all findings on one fact share. */
interface Accused {
  readonly subject: SubjectRef;
  readonly workloads: readonly FactId[];
}
interface Judging extends JudgeOptions {
  readonly accused: Map<FactOf<FactKind>, Accused>;
  readonly findings: Finding[];
}
function judgeBy<K extends FactKind>(check: Check<K>, judging: Judging): void {
  for (const fact of judging.world.facts(check.on)) {
    let keys: Map<string, number> | undefined;
    for (const message of check.run(fact, judging.world)) {
      keys ??= new Map();
      const count = (keys.get(message.key) ?? 0) + 1;
      keys.set(message.key, count);
      // The same thing said twice of one fact is two findings.
      const key = count === 1 ? message.key : `${message.key}~${count}`;
      // Judged facts are the facts themselves, narrowed by type only.
      judging.findings.push(toFinding(check, fact as unknown as FactOf<FactKind>, { message, key, judging }));
    }
  }
}

interface Judgement {
  readonly message: Message;
  /** The message's own, told apart from those before it. */
  readonly key: string;
  readonly judging: Judging;
}
type Accuser = Pick<Check, 'id' | 'layer' | 'severity' | 'why' | 'todo'>;
function toFinding(check: Accuser, fact: FactOf<FactKind>, { message, key, judging }: Judgement): Finding {
  const { subject, workloads } = accusedOf(fact, judging);
  const at = locationsOf(message.fields, fact);
  return {
    id: findingIdOf({
      rule: check.id,
      subject: `${subject.kind}:${subject.name}`,
      key,
      path: judging.relative(at[0]?.path ?? ''),
    }),
    rule: check.id,
    layer: check.layer,
    severity: message.severity ?? check.severity,
    subject,
    workloads,
    what: message.what,
    why: check.why,
    todo: check.todo,
    at,
    evidence: message.fields.map(toEvidence),
    ...(message.fix && { fix: message.fix }),
  };
}
function accusedOf(fact: FactOf<FactKind>, { accused, relative, workloadsOf }: Judging): Accused {
  const known = accused.get(fact);
  if (known !== undefined) return known;
  const found = { subject: subjectOf(fact, relative), workloads: workloadsOf(fact) };
  accused.set(fact, found);
  return found;
}

/** Where the fields stand; a default stands nowhere, so then where the container or the fact itself begins. */
function locationsOf(fields: readonly FieldRef[], fact: FactOf<FactKind>): readonly Location[] {
  const written = fields.map(({ field }) => locationOf(field)).filter((at) => at !== undefined);
  if (written.length > 0) return written;
  if (fact.kind === 'workload') {
    const name = fields[0]?.container;
    const container = fact.containers.find((one) => one.name === name) ?? fact.containers[0];
    if (container !== undefined) return [container.at];
  }
  return fact.at;
}

function toEvidence({ name, field, secret }: FieldRef): { field: string; value: string } {
  if (secret === true) return { field: name, value: '(not shown)' };
  if (!isKnown(field)) return { field: name, value: `unknown: ${field.why}` };
  const value = typeof field.value === 'string' ? field.value : JSON.stringify(field.value);
  const by = field.from.kind === 'default' ? ` (default of ${field.from.engine})` : '';
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
    case 'secret':
    case 'variables':
      return nameIn(fact, fact.kind === 'secret' ? 'secret' : fact.type);
    case 'pipeline':
      return { kind: 'pipeline', id: fact.id, name: relative(fact.path) };
    case 'namespace':
    case 'network':
    case 'volume':
    case 'identity':
    case 'service':
      return { kind: fact.kind, id: fact.id, name: fact.name };
  }
}

function nameIn(
  { kind, id, name, namespace }: { kind: FactKind; id: FactId; name: string; namespace?: string },
  what: string,
): SubjectRef {
  return { kind, id, name: `${what} ${namespace === undefined ? name : `${namespace}/${name}`}` };
}

/** Worst first, then where a reader would look first. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    compareSeverity(a.severity, b.severity) ||
    compareText(a.rule, b.rule) ||
    compareText(a.at[0]?.path ?? '', b.at[0]?.path ?? '') ||
    (a.at[0]?.line ?? 0) - (b.at[0]?.line ?? 0) ||
    compareText(a.id, b.id)
  );
}
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
