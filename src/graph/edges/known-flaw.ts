// The step through a flaw in the kernel, the engine or the runtime that a host told the release of:
// https://attack.mitre.org/techniques/T1068/
import type { Fix } from '../../model/edit.ts';
import { isKnown, valueOf } from '../../model/field.ts';
import type { EdgeRule } from '../../model/graph.ts';
import { dropCapability } from '../host/capabilities.ts';
import { all, always, assuming, sharesKernel, type Condition } from '../conditions.ts';
import { composeExample, kubernetesExample } from '../example-text.ts';
import { needOf } from '../host/flaw-needs.ts';
import { hasFlaw } from '../host/flaw-release.ts';
import { criFlaws, flaws, type Flaw, type FlawNeed } from '../host/flaws.ts';
import type { Machine } from '../host/machines.ts';
import { placedSubjectsOf, toEdge, unsharing, type Subject } from '../step.ts';
import { onceFor } from '../../model/once-for.ts';

const hostFile = (version: string, kernel: string): Readonly<Record<string, string>> => ({
  'host.json': JSON.stringify({
    Name: 'box',
    ServerVersion: version,
    KernelVersion: kernel,
    SecurityOptions: ['name=apparmor', 'name=seccomp,profile=builtin'],
  }),
});

export const knownFlaw: EdgeRule = {
  id: 'known-flaw',
  title: 'The release that runs the container has a known flaw',
  why: 'The host told which releases of its kernel, its engine and its runtime it runs, and one of them has a flaw that leads from a container to the host. What a distribution mended without changing the number is an assumption, and so is what somebody else would have to do.',
  refs: [
    'T1068',
    'T1611',
    ...new Set([...flaws, ...criFlaws].map(({ id }) => id)),
    'CDK shim-pwn',
    'CDK runc-pwn',
    'CDK abuse-unpriv-userns',
  ],
  examples: {
    bad: [
      { ...composeExample(), files: hostFile('29.7.1', '5.15.20') },
      { ...composeExample(), files: hostFile('29.7.1', '5.15.0-20-generic') },
      { ...composeExample({ cap_add: '[NET_RAW]' }), files: hostFile('29.7.1', '5.8.3') },
    ],
    good: [
      composeExample(),
      kubernetesExample(),
      { ...composeExample(), files: hostFile('29.7.1', '7.2.1') },
      { ...composeExample({ runtime: 'runsc' }), files: hostFile('29.7.1', '5.15.20') },
    ],
  },
  *edges(world, facts) {
    for (const subject of placedSubjectsOf(world, facts)) {
      if (subject.machine === undefined) continue;
      for (const { weakness, when } of usableOf(subject, weaknessesOf(subject.machine)))
        yield toEdge({
          rule: 'known-flaw',
          from: subject.node,
          to: subject.host,
          when,
          why: whyOf(weakness),
          yields: weakness.flaw.yields,
          fixes: fixesOf(weakness.flaw, subject),
        });
    }
  },
};

interface Usable {
  readonly weakness: Weakness;
  readonly when: Condition;
}
/** All that are proven, else the first of those that assume least, so that many containers stay few edges. */
function usableOf(subject: Subject, weaknesses: readonly Weakness[]): readonly Usable[] {
  const proven: Usable[] = [];
  let easiest: Usable | undefined;
  for (const weakness of weaknesses) {
    // What is not proven assumes something at the least.
    if (!weakness.isProven && easiest?.when.assumes.length === 1) continue;
    const when = conditionOf(subject, weakness);
    if (when === undefined) continue;
    if (when.assumes.length === 0) proven.push({ weakness, when });
    else if (easiest === undefined || when.assumes.length < easiest.when.assumes.length) easiest = { weakness, when };
  }
  return proven.length > 0 || easiest === undefined ? proven : [easiest];
}
function conditionOf(subject: Subject, { flaw, mended }: Weakness): Condition | undefined {
  return all(
    needOf(flaw, subject),
    flaw.program === 'kernel' ? onHostKernel(sharesKernel(subject.container)) : always,
    mended,
  );
}
function whyOf({ flaw, also, version }: Weakness): string {
  const others = also === 0 ? '' : ` and ${also === 1 ? 'one more' : `${also} more`}`;
  return `${flaw.program} ${version} of the host has ${nameOf(flaw)}${others}`;
}
const asked: Readonly<Partial<Record<FlawNeed, string>>> = {
  'net-raw': 'NET_RAW',
  'net-admin': 'NET_ADMIN',
};
function fixesOf({ need }: Flaw, subject: Subject): readonly Fix[] {
  if (need === 'host-network') return unsharing(subject, 'give it its own network', 'network');
  const name = asked[need];
  return name === undefined ? [] : dropCapability(subject.workload, subject.container, name);
}
/** A kernel of its own keeps it from that of the host. */
function onHostKernel(shares: Condition): Condition | undefined {
  return shares.assumes.length === 0 ? shares : undefined;
}
function notMended({ id, program }: Flaw, version: string): Condition {
  return assuming('not-mended', `${id} is not mended in ${program} ${version}, of which its number is no proof`);
}
function nameOf({ id, name }: Flaw): string {
  return name === undefined ? id : `${id} (${name})`;
}

interface Weakness {
  /** The first of those that ask for the same and give the same. */
  readonly flaw: Flaw;
  readonly also: number;
  readonly version: string;
  /** The number itself proves it. */
  readonly isProven: boolean;
  /** What is assumed where it does not. */
  readonly mended: Condition;
}
/** One a program, need and gain, proven or not. */
const weaknessesOf = onceFor((machine: Machine): readonly Weakness[] => {
  const found = new Map<string, Weakness>();
  for (const flaw of machine.engine === 'kubernetes' ? [...flaws, ...criFlaws] : flaws) {
    const version = releaseOf(machine, flaw.program);
    const verdict = version === undefined ? undefined : hasFlaw(version, flaw);
    if (version === undefined || verdict === undefined) continue;
    const key = `${flaw.program} ${flaw.need} ${flaw.yields.join()} ${verdict}`;
    const first = found.get(key);
    const isProven = verdict === 'proven';
    const mended = isProven ? always : notMended(flaw, version);
    if (first === undefined) found.set(key, { flaw, also: 0, version, isProven, mended });
    else found.set(key, { ...first, also: first.also + 1 });
  }
  return [...found.values()];
});
function releaseOf({ kernel, programs }: Machine, program: Flaw['program']): string | undefined {
  if (program === 'kernel') return valueOf(kernel);
  const version = programs.find(({ name }) => name === program)?.version;
  return isKnown(version) ? version.value : undefined;
}
