// What groups of pods are to network policies, and the ways between them: the words of the files that draw these.
import type { World } from '../../model/facts.ts';
import type { Assumption, NodeId } from '../../model/graph.ts';
import type { Location } from '../../model/location.ts';
import { assuming } from '../conditions.ts';
import type { JudgedWorkload } from '../nodes.ts';
import type { Listener } from './policy-ports.ts';
import type { Being, Pass, PolicyRules } from './policy-rules.ts';

export interface Link {
  readonly from: NodeId;
  readonly to: NodeId;
  readonly why: string;
  readonly assumes: readonly Assumption[];
  readonly at?: Location;
}
/** What keeps a membership from being certain. */
export const doubts = {
  unclear: toAssumption(
    'policy-unclear',
    'a network policy that could not be read or is not valid does not stand in the way',
  ),
  foreign: toAssumption('policy-not-evaluated', 'a policy of the network plugin’s own kind does not stand in the way'),
  peer: toAssumption(
    'policy-peer',
    'it is among those that the policy lets through, by its address or by labels of its namespace that were not seen',
  ),
  port: toAssumption('policy-port', 'it listens at a port that the policy lets through'),
  network: toAssumption('policy-not-enforced', 'the network plugin of the cluster does not enforce network policies'),
  order: toAssumption(
    'policy-order',
    'of the policies of the cluster, the namespace and the baseline none that may be the first to be about it stands in the way',
  ),
  many: toAssumption('policies-too-many', 'one of more network policies than were put together lets it through'),
  node: toAssumption('same-node', 'its pod is scheduled on the same node'),
} as const;
export type Doubt = keyof typeof doubts;
function toAssumption(name: string, why: string): Assumption {
  const [made] = assuming(name, why).assumes;
  return made ?? { name, why };
}

/** A pass that the pod has; without one it is free. */
export interface Right {
  readonly pass?: Pass;
  readonly doubt?: Doubt;
}
export interface Sender {
  readonly node: NodeId;
  readonly rights: readonly Right[];
  readonly beings: readonly Being[];
  /** One of them, which is treated as the others are; or the machines. */
  readonly end: JudgedWorkload | 'node';
  /** What policies of the cluster can tell of it. */
  readonly mark: string;
}
export interface Receiver extends Sender {
  readonly end: JudgedWorkload;
  readonly listener: Listener;
}

export interface Ground {
  readonly place: string;
  /** The network of those that no policy is about. */
  readonly open: NodeId;
}
export interface Field extends Ground {
  readonly past: NodeId;
  readonly rules: PolicyRules;
  readonly world: World;
  readonly scope: string;
  /** Keeps what meets under different policies of the cluster apart. */
  readonly tag?: string;
}
/** Slashes part the id. */
export function label(name: string): string {
  return name.replaceAll('/', ' ');
}
