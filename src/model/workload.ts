// The one workload model: every input format becomes this, and every check, edge and fix is written on it.
// Two stages: readers say what is declared; `scan/` derives what is effective.
import type { Brand, FactId } from './brand.ts';
import type { Field } from './field.ts';
import type { Location } from './location.ts';

export type Format = 'compose' | 'kubernetes' | 'dockerfile' | 'image';

export interface Mount {
  readonly kind: 'bind' | 'volume' | 'tmpfs' | 'config' | 'secret' | 'image' | 'other';
  /** Host path of a bind, name of a volume, claim, config or secret. Absolute paths are normalised. */
  readonly source?: string;
  readonly target: string;
  readonly readOnly: boolean;
  readonly propagation?: 'private' | 'slave' | 'shared';
}
export interface Port {
  readonly container: number;
  readonly host?: number;
  /** Address bound on the host; absent means all of them. */
  readonly hostIp?: string;
  readonly protocol: 'tcp' | 'udp' | 'sctp';
}
export interface Variable {
  readonly name: string;
  /** Absent where the value comes from a reference (`ref` says which) or from the environment. */
  readonly value?: string;
  readonly ref?: string;
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
  readonly serviceAccount: string;
  readonly serviceAccountToken: boolean;
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
  readonly format: Format;
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
}
export type ContainerRole = 'main' | 'init' | 'sidecar' | 'ephemeral';

export interface DeclaredContainer {
  readonly name: string;
  readonly role: ContainerRole;
  readonly at: Location;
  readonly image?: Field<string>;
  readonly build?: Field<BuildRef>;
  readonly declared: Declared;
  readonly raw: RawRef;
}

/** What a reader emits for one workload. */
export interface DeclaredWorkload {
  readonly kind: 'workload';
  /** The declaring format's own word: `service`, `Deployment`, `Pod`, `image` … */
  readonly type: string;
  readonly format: Format;
  readonly engine: 'docker' | 'kubernetes';
  readonly name: string;
  /** Kubernetes namespace, or the Compose project. */
  readonly namespace?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly at: readonly Location[];
  readonly containers: readonly DeclaredContainer[];
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
