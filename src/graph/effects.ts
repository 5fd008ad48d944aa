// What an intruder can do beyond the container without running code there: each with the level that it counts as.
// https://attack.mitre.org/matrices/enterprise/containers/
import type { ReachLevel } from '../model/graph.ts';

export interface Effect {
  /** `neighbours` where others are read, forged or stopped; `contained` is told and is no level. */
  readonly level: Extract<ReachLevel, 'contained' | 'neighbours'>;
  /** What is reached, for people. */
  readonly name: string;
}
export const effects = {
  CTR_ALL: { level: 'neighbours', name: 'every container of the engine' },
  HOST_PROC_VIEW: { level: 'neighbours', name: 'what the processes of the host do' },
  HOST_PROC_KILL: { level: 'neighbours', name: 'whether the processes of the host run' },
  HOST_NET_SNIFF: { level: 'neighbours', name: 'the traffic of the host' },
  HOST_NET_CTRL: { level: 'neighbours', name: 'the routes and the firewall of the host' },
  PEER_NET_MITM: { level: 'neighbours', name: 'the traffic of its neighbours' },
  PEER_READ: { level: 'neighbours', name: 'data of its neighbours' },
  IMAGE_PERSIST: { level: 'neighbours', name: 'what later containers run' },
  HOST_LOCAL_SVC: { level: 'contained', name: 'services on the loopback of the host' },
  POLICY_BYPASS: { level: 'contained', name: 'the rules that bind others' },
  HOST_DOS: { level: 'contained', name: 'the capacity of the host' },
  NODE_REBOOT: { level: 'contained', name: 'a restart of the host' },
  EVASION: { level: 'contained', name: 'the records of the host' },
  INFO_KERNEL: { level: 'contained', name: 'addresses and messages of the kernel' },
  SELF_PRIVESC: { level: 'contained', name: 'root in its own container' },
} as const satisfies Readonly<Record<string, Effect>>;
export type EffectCode = keyof typeof effects;
export function isEffectCode(text: string): text is EffectCode {
  return Object.hasOwn(effects, text);
}
