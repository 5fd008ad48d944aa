// What else a host or a cluster has: machines, namespaces, volumes, secrets, settings, objects of every other kind.
import type { Engine, Field } from './field.ts';
import type { Location } from './location.ts';
import type { RawRef, Variable } from './workload.ts';

export interface VolumeDraft {
  readonly kind: 'volume';
  readonly name: string;
  readonly project?: string;
  readonly external: boolean;
  /** Set where the volume is a host folder under another name (`driver_opts: {o: bind}`, hostPath and local PVs). */
  readonly hostPath?: Field<string>;
  readonly at: readonly Location[];
}
/** A machine that containers run on: a Node of Kubernetes, or the host of an engine as `docker info` tells of it. */
export interface HostDraft {
  readonly kind: 'host';
  readonly engine: Engine;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Runs the control plane of its cluster. */
  readonly controlPlane: boolean;
  /** `key=value:effect`, as Kubernetes writes them. */
  readonly taints: readonly string[];
  /** Release of the kernel, as `uname -r` gives it. */
  readonly kernel?: Field<string>;
  /** What runs containers there, by name: `docker`, `containerd`, `runc`, `cri-o`, `kubelet` … */
  readonly programs: readonly { readonly name: string; readonly version: Field<string> }[];
  /** Version of control groups. */
  readonly cgroup?: Field<number>;
  /** Security of the engine, each only where it was told: true where it is in use. */
  readonly userNamespace?: Field<boolean>;
  readonly rootless?: Field<boolean>;
  readonly seccomp?: Field<boolean>;
  readonly apparmor?: Field<boolean>;
  readonly selinux?: Field<boolean>;
  /** `aws`, `gce`, `azure` …: whose machine it is. */
  readonly cloud?: Field<string>;
  readonly at: readonly Location[];
  readonly raw: RawRef;
}
export interface NamespaceDraft {
  readonly kind: 'namespace';
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly at: readonly Location[];
  readonly raw: RawRef;
}
/** A Kubernetes Secret, or a secret of a Compose project. Values are dropped while reading. */
export interface SecretDraft {
  readonly kind: 'secret';
  /** `Opaque`, `kubernetes.io/service-account-token` …, or `compose`. */
  readonly type: string;
  readonly name: string;
  readonly namespace?: string;
  /** `filled` where a literal value stands in the file. */
  readonly keys: readonly { readonly name: string; readonly filled: boolean; readonly at: Location }[];
  /** Values are there, but encrypted (SOPS, sealed). */
  readonly encrypted: boolean;
  readonly immutable: boolean;
  /** File or variable that a Compose secret comes from. */
  readonly source?: Field<string>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly at: readonly Location[];
  readonly raw: RawRef;
}
/** Names and values for somebody to use: a ConfigMap, an `.env` file, values of a chart, arguments of a build. */
export interface VariablesDraft {
  readonly kind: 'variables';
  readonly type: 'config-map' | 'env-file' | 'chart-values' | 'compose-config' | 'compose-build';
  readonly name: string;
  readonly namespace?: string;
  readonly immutable: boolean;
  readonly entries: readonly Field<Variable>[];
  readonly at: readonly Location[];
  readonly raw: RawRef;
}
/** Any other object of an API, or of a Compose project (group `compose`), that some check asks about: its leaves, each by its way from the root joined with `/`. */
export interface ObjectDraft {
  readonly kind: 'object';
  readonly group: string;
  readonly version: string;
  /** Kind of the object. */
  readonly type: string;
  readonly name: string;
  readonly namespace?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** At most 1,000. */
  readonly leaves: readonly { readonly pointer: string; readonly field: Field<string> }[];
  readonly at: readonly Location[];
  readonly raw: RawRef;
}

/** What a container was seen to use. */
export interface UsageDraft {
  readonly kind: 'usage';
  readonly engine: 'docker' | 'kubernetes';
  /** Of the container as its engine calls it, or of the pod. */
  readonly name: string;
  readonly namespace?: string;
  /** Of a pod. */
  readonly container?: string;
  /** In bytes. */
  readonly memory: number;
  /** In processors. */
  readonly cpu: number;
  readonly at: readonly Location[];
}

/** Somebody says, where a thing is declared, that they live with what a rule says of it. */
export interface WaiverDraft {
  readonly kind: 'waiver';
  /** Whose way of writing it is: `plimsoll`, `hadolint`, `trivy` … */
  readonly tool: string;
  /** Ids of rules as `Check.refs` has them, or `*`. */
  readonly rules: readonly string[];
  readonly reason?: string;
  /** ISO 8601 date; it holds up to and with this day. */
  readonly until?: string;
  /** Lines of the file that it speaks of, from 1, both included. */
  readonly lines: { readonly first: number; readonly last: number };
  readonly at: readonly Location[];
}
