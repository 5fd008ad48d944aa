// The one workload model: every input format becomes this, and every check, edge and fix is written on it.
// Two stages: readers say what is declared; `scan/` derives what is effective.
import type { Brand, FactId } from './brand.ts';
import type { Engine, Field } from './field.ts';
import type { Location } from './location.ts';
import type { PodSecurityFields } from './pod-security.ts';

/** Every way to write a container, a build or an image down that some reader takes. */
export type Format =
  | 'compose'
  | 'kubernetes'
  | 'dockerfile'
  | 'image'
  | 'docker-run'
  | 'docker-inspect'
  | 'engine-create'
  | 'ecs'
  | 'quadlet'
  | 'devcontainer'
  | 'github-actions'
  | 'gitlab-ci';
/** Of objects that stand in no file as they are. */
export type RenderedFormat = 'helm' | 'kustomize';

export interface Mount {
  readonly kind: 'bind' | 'volume' | 'tmpfs' | 'config' | 'secret' | 'image' | 'other';
  /** Host path of a bind, name of a volume, claim, config or secret. Absolute paths are normalised. */
  readonly source?: string;
  readonly target: string;
  readonly readOnly: boolean;
  readonly propagation?: 'private' | 'slave' | 'shared';
  /** The format's own word for what is mounted, where `kind` leaves it open: `emptyDir`, `gitRepo`, `csi` … */
  readonly type?: string;
  /** What the host path has to be: `Socket`, `BlockDevice` … (hostPath.type). */
  readonly hostType?: string;
  readonly subPath?: string;
  /** Permission bits of the files of a secret or config. */
  readonly mode?: number;
  /** Bound on the size of a tmpfs or emptyDir, in bytes. */
  readonly sizeLimit?: number;
  /** Whether programs on a tmpfs cannot be run, where the file says so; absent is the engine's choice. */
  readonly noexec?: boolean;
  /** Whose contents a projected volume puts together. */
  readonly parts?: readonly MountPart[];
  /** A projected service account token: for whom, and for how long in seconds. */
  readonly token?: { readonly audience?: string; readonly seconds?: number };
}
export interface MountPart {
  readonly kind: 'config' | 'secret';
  readonly name: string;
  /** The pod also starts without it. */
  readonly optional?: true;
}
export interface Port {
  readonly container: number;
  readonly host?: number;
  /** Address bound on the host; absent means all of them. */
  readonly hostIp?: string;
  readonly protocol: 'tcp' | 'udp' | 'sctp';
  /** Under which services and policies of Kubernetes may speak of it. */
  readonly name?: string;
}
export interface Variable {
  readonly name: string;
  /** Absent where the value comes from a reference (`ref` says which) or from the environment. */
  readonly value?: string;
  readonly ref?: string;
  /** The value, or a part of it, stands in the file for when this variable is not set. */
  readonly fallbackOf?: string;
}
export interface Device {
  readonly host: string;
  readonly container?: string;
  readonly permissions?: string;
}
/** `runtime` is the engine's default profile, `localhost` a named one. */
export interface Profile {
  readonly type: 'runtime' | 'unconfined' | 'localhost';
  readonly name?: string;
  /** Of a seccomp profile whose file could be read. */
  readonly calls?: SystemCalls;
}
/** What happens to system calls without a condition on their arguments or on capabilities. */
export interface SystemCalls {
  readonly allowed: readonly string[];
  readonly denied: readonly string[];
  /** Let through with some capability or for some arguments; absent where there are none. */
  readonly sometimes?: readonly string[];
  /** To all that are not named. */
  readonly others: 'allowed' | 'denied';
}
export interface Sysctl {
  readonly name: string;
  readonly value: string;
}
/** -1 is unlimited. */
export interface Ulimit {
  readonly name: string;
  readonly soft: number;
  readonly hard: number;
}
/** User, role, type and level of an SELinux label; what is absent is the engine's choice. */
export interface SelinuxLabel {
  readonly user?: string;
  readonly role?: string;
  readonly type?: string;
  readonly level?: string;
}
/** `maxRetries` only where the policy is `on-failure` and bounded. */
export interface Restart {
  readonly policy: 'no' | 'always' | 'on-failure' | 'unless-stopped';
  readonly maxRetries?: number;
}
/** What the engine does with a running container on its own: probes, health checks, lifecycle hooks. */
export interface Handler {
  readonly when: 'liveness' | 'readiness' | 'startup' | 'health' | 'postStart' | 'preStop';
  readonly how: 'exec' | 'http' | 'tcp' | 'grpc' | 'sleep';
  readonly command?: readonly string[];
  /** Where the request goes when not to the container itself. */
  readonly host?: string;
  readonly port?: number | string;
  /** Of a Compose hook: runs with all privileges, or as this user. */
  readonly privileged?: true;
  readonly user?: string;
}

/** `private` its own, `pod` shared within its pod, `container:NAME` another's. */
export type Namespace = 'private' | 'host' | 'pod' | `container:${string}`;

/** Settings with one value. Sizes in bytes, processors in cores; -1 where the engine says unlimited. */
export interface Settings {
  readonly privileged: boolean;
  /** `uid`, `name`, `uid:gid` or `name:group`, as the engine reads it; '' is the engine's own default. */
  readonly user: string;
  readonly runAsNonRoot: boolean;
  readonly network: Namespace | 'none';
  readonly pid: Namespace;
  readonly ipc: Namespace;
  readonly uts: Namespace;
  readonly cgroup: Namespace;
  /** True when container root is not host root. */
  readonly userNamespace: boolean;
  readonly noNewPrivileges: boolean;
  readonly readOnlyRootfs: boolean;
  readonly seccomp: Profile;
  readonly apparmor: Profile;
  readonly selinuxDisabled: boolean;
  readonly procUnmasked: boolean;
  readonly runtime: string;
  readonly memoryLimit: number;
  readonly cpuLimit: number;
  readonly pidsLimit: number;
  /** Of a pod, or the role of an ECS task. */
  readonly serviceAccount: string;
  readonly serviceAccountToken: boolean;
  /** Primary group, numeric or by name; '' is the image's own. */
  readonly group: string;
  /** Group that volumes are handed to; -1 where none is set. */
  readonly fsGroup: number;
  /** Whether groups of the image's own /etc/group are merged in. */
  readonly groupsPolicy: 'Merge' | 'Strict';
  readonly selinux: SelinuxLabel;
  /** '' is the engine's own. */
  readonly cgroupParent: string;
  /** A Windows container that is a process of the node. */
  readonly hostProcess: boolean;
  /** Windows isolation: '', `process` or `hyperv`. */
  readonly isolation: string;
  /** The engine's socket and registry credentials are handed in by the client (`use_api_socket`). */
  readonly useApiSocket: boolean;
  readonly publishAll: boolean;
  /** Reserved, not the bound; -1 where nothing is. */
  readonly memoryRequest: number;
  readonly cpuRequest: number;
  /** Local ephemeral storage, in bytes; -1 where unlimited. */
  readonly storageLimit: number;
  readonly storageRequest: number;
  readonly oomKillDisable: boolean;
  readonly oomScoreAdj: number;
  readonly restart: Restart;
  /** `image` leaves it to the image's own, `none` switches that off. */
  readonly healthcheck: 'image' | 'none' | 'set';
  readonly readiness: boolean;
  /** '' is the engine's own. */
  readonly logDriver: string;
  /** When the image is fetched again: lower case, `always`, `missing`, `never` …; '' is the engine's own rule. */
  readonly pullPolicy: string;
  readonly stdin: boolean;
  readonly tty: boolean;
  /** Graphics processors handed in: '' none, `all`, or how many or which. */
  readonly gpus: string;
}
/** Settings that are lists; each item keeps its own place, so that a fix can remove just it. */
export interface Lists {
  /** Without `CAP_`, upper case; `ALL` stands for itself. */
  readonly capAdd: string;
  readonly capDrop: string;
  readonly mounts: Mount;
  readonly ports: Port;
  readonly env: Variable;
  readonly devices: Device;
  readonly networks: string;
  /** Supplementary groups, by number or name. */
  readonly groups: string;
  readonly sysctls: Sysctl;
  readonly ulimits: Ulimit;
  /** As the engine takes them: `c 1:3 rwm`. */
  readonly deviceRules: string;
  readonly volumesFrom: string;
  readonly links: string;
  /** `name:address`, or `address name …`, as written. */
  readonly extraHosts: string;
  /** Entry point and arguments, one word each. */
  readonly command: string;
  /** Paths of files that variables are read from. */
  readonly envFiles: string;
  readonly handlers: Handler;
}
export type SettingName = keyof Settings;
export type ListName = keyof Lists;

/** What the file says and nothing else: an absent setting was not declared. */
export type Declared = { readonly [K in SettingName]?: Field<Settings[K]> } & {
  readonly [K in ListName]?: readonly Field<Lists[K]>[];
};
/** What holds once the image's configuration and the engine's defaults are in. */
export type Effective = { readonly [K in SettingName]: Field<Settings[K]> } & {
  readonly [K in ListName]: readonly Field<Lists[K]>[];
};

/** Way back to the text, for evidence and fixes; checks cannot look inside. */
export interface RawRef {
  readonly format: Format | RenderedFormat;
  readonly path: string;
  /** Which document of the file, counting from 0. */
  readonly document: number;
  /** Keys and indexes from the document's root. */
  readonly pointer: readonly (string | number)[];
}

export type ImageId = Brand<'image'>;
export function toImageId(digest: string): ImageId {
  return digest as ImageId;
}
export interface BuildRef {
  /** Folder of the build context and path of the Dockerfile, as entry paths. */
  readonly context: string;
  readonly dockerfile: string;
  readonly target?: string;
  /** What a Compose file says of the build besides. */
  readonly privileged?: true;
  readonly network?: string;
  /** `security.insecure`, `network.host` … */
  readonly entitlements?: readonly string[];
  /** Agents whose keys are lent to it. */
  readonly ssh?: readonly string[];
  /** Secrets of the project that it is shown. */
  readonly secrets?: readonly string[];
  readonly args?: readonly Variable[];
  /** Further contexts by name. */
  readonly contexts?: readonly Variable[];
}
export type ContainerRole = 'main' | 'init' | 'sidecar' | 'ephemeral';

export interface DeclaredContainer {
  readonly name: string;
  readonly role: ContainerRole;
  readonly at: Location;
  readonly image?: Field<string>;
  /** Of the image that it was really made from, where that was observed. */
  readonly imageId?: ImageId;
  readonly build?: Field<BuildRef>;
  readonly declared: Declared;
  readonly raw: RawRef;
}

export interface Toleration {
  /** Absent tolerates every key. */
  readonly key?: string;
  readonly operator: 'Exists' | 'Equal';
  readonly value?: string;
  readonly effect?: string;
}
export interface PodVolume {
  readonly name: string;
  /** The key that says what it is: `hostPath`, `emptyDir`, `csi` … */
  readonly type: string;
  readonly source?: string;
  readonly hostType?: string;
}
/** What a Kubernetes object says of its pod as a whole, mounted or not, and of the pods' number and place. */
export interface PodSettings {
  /** Ways from the document's root to the object, and to the spec of its pod. */
  readonly ways: { readonly object: RawRef['pointer']; readonly pod: RawRef['pointer'] };
  /** Group and version that the object was written for, such as `apps/v1`. */
  readonly apiVersion: string;
  readonly annotations: Readonly<Record<string, string>>;
  /** Where a security context stands, for the pod as a whole. */
  readonly securityContext?: Location;
  readonly volumes: readonly Field<PodVolume>[];
  readonly tolerations: readonly Field<Toleration>[];
  /** `key=value` of nodeSelector and of required node affinity; `key` alone where any value will do. */
  readonly nodeSelector: readonly Field<string>[];
  readonly nodeName?: Field<string>;
  readonly priorityClass?: Field<string>;
  /** Where the deprecated `serviceAccount` is used. */
  readonly oldServiceAccount?: Location;
  readonly imagePullSecrets: readonly Field<string>[];
  readonly resourceClaims: readonly Field<string>[];
  readonly ndots?: Field<string>;
  readonly podAntiAffinity: boolean;
  readonly topologySpread: boolean;
  readonly replicas?: Field<number>;
  /** `RollingUpdate`, `Recreate`, `OnDelete`. */
  readonly strategy?: Field<string>;
  /** Labels that the controller looks for; absent where it has no selector. */
  readonly selector?: Selector;
  readonly schedule?: Field<string>;
  readonly startingDeadline?: Field<number>;
  readonly finishedTtl?: Field<number>;
  readonly serviceName?: Field<string>;
  readonly claims: readonly {
    readonly name: string;
    readonly accessModes: readonly string[];
    readonly storage?: string;
    readonly at: Location;
  }[];
}
/** A label selector of Kubernetes: all of it must hold; empty selects everything. */
export interface Selector {
  readonly labels: Readonly<Record<string, string>>;
  readonly expressions: readonly {
    readonly key: string;
    readonly operator: string;
    readonly values: readonly string[];
  }[];
}

/** What a reader emits for one workload. */
export interface DeclaredWorkload {
  readonly kind: 'workload';
  /** The declaring format's own word: `service`, `Deployment`, `Pod`, `image` … */
  readonly type: string;
  readonly format: Format;
  readonly engine: Engine;
  readonly name: string;
  /** Kubernetes namespace, or the Compose project. */
  readonly namespace?: string;
  /** Profiles of Compose with one of which it is started; absent where it always is. */
  readonly profiles?: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly at: readonly Location[];
  readonly containers: readonly DeclaredContainer[];
  /** Only of Kubernetes objects. */
  readonly pod?: PodSettings;
  /** Names of the machines on which it was seen to run. */
  readonly nodes?: readonly string[];
  /** The object that made it, as the cluster says. */
  readonly owner?: { readonly type: string; readonly name: string };
  readonly podSecurity?: PodSecurityFields;
}

/** How the workload's image was joined: `not looked at` is an answer too, and never a silent pass. */
export interface ImageJoint {
  readonly ref?: string;
  readonly content?: ImageId;
  readonly via: 'build context' | 'engine' | 'registry' | 'archive' | 'not looked at';
}
export interface Container extends DeclaredContainer {
  readonly effective: Effective;
  readonly joint: ImageJoint;
}
/** Declared and effective side by side: what checks, edges and fixes work on. */
export interface Workload extends DeclaredWorkload {
  readonly id: FactId;
  readonly scope: string;
  readonly containers: readonly Container[];
}
