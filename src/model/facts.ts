// What readers find. A reader emits drafts, relative to one file; `scan/` adds id and scope.
import type { Digest, FactId } from './brand.ts';
import type { Engine, Field } from './field.ts';
import type { Location } from './location.ts';
import type { Unknown } from './unknown.ts';
import type { BuildRef, DeclaredWorkload, ImageId, RawRef, Selector, Variable, Workload } from './workload.ts';

/** Types as in the package-url specification. */
export type PackageType = 'deb' | 'apk' | 'rpm' | 'npm';

export interface PackageDraft {
  readonly kind: 'package';
  readonly type: PackageType;
  readonly name: string;
  /** As its ecosystem writes it, epoch included. */
  readonly version: string;
  readonly arch?: string;
  /** The source package it was built from; absent when it has the same name and version. */
  readonly source?: { readonly name: string; readonly version: string };
  /** Distribution or vendor, where the package itself says so. */
  readonly vendor?: string;
  /** `modularitylabel` of an rpm. */
  readonly module?: string;
  /** `installed` is really there, `locked` only asked for by a lockfile. */
  readonly state: 'installed' | 'locked';
  /** Only needed to build or test. */
  readonly dev?: true;
  readonly at: readonly Location[];
}
export interface OsDraft {
  readonly kind: 'os';
  /** `ID` of os-release. */
  readonly id: string;
  readonly versionId?: string;
  readonly idLike: readonly string[];
  readonly name: string;
  readonly at: readonly Location[];
}
export interface HistoryStep {
  readonly createdBy: string;
  readonly created?: string;
  readonly emptyLayer: boolean;
}
/** An image's configuration, as in the OCI image specification, `config.md`. */
export interface ImageDraft {
  readonly kind: 'image';
  readonly os: string;
  readonly architecture: string;
  readonly variant?: string;
  readonly created?: string;
  readonly user: string;
  readonly env: readonly Variable[];
  readonly entrypoint: readonly string[];
  readonly cmd: readonly string[];
  readonly exposedPorts: readonly { readonly port: number; readonly protocol: string }[];
  readonly workingDir?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly volumes: readonly string[];
  readonly healthcheck: boolean;
  readonly diffIds: readonly Digest[];
  readonly history: readonly HistoryStep[];
  readonly at: readonly Location[];
}
/** A file that matters by being there, not by what a package database says. */
export interface FileDraft {
  readonly kind: 'file';
  readonly type: 'package-cache';
  /** The package manager whose cache it is. */
  readonly manager: string;
  readonly size: number;
  readonly at: readonly Location[];
}
export interface NetworkDraft {
  readonly kind: 'network';
  readonly name: string;
  readonly project?: string;
  /** No route out. */
  readonly internal: boolean;
  readonly driver?: string;
  /** Those on it do not reach each other: `enable_icc` of a bridge is off. */
  readonly isolated?: true;
  /** The engine or its settings told: it is so for whoever is on it, wherever that is declared. */
  readonly observed?: true;
  readonly external: boolean;
  /** Everybody knows it by this name; without, that of its project stands before it. */
  readonly fixedName?: true;
  /** Way to the network from the document's root, where it is written down as such. */
  readonly pointer?: readonly (string | number)[];
  readonly at: readonly Location[];
  readonly raw?: RawRef;
}
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
/** A Kubernetes service account. */
export interface IdentityDraft {
  readonly kind: 'identity';
  readonly name: string;
  readonly namespace?: string;
  readonly automount?: Field<boolean>;
  readonly annotations: Readonly<Record<string, string>>;
  /** Way to the account from the document's root. */
  readonly pointer: readonly (string | number)[];
  readonly at: readonly Location[];
  readonly raw: RawRef;
}
/** A Kubernetes Service: what it exposes, and whom it selects. */
export interface ServiceDraft {
  readonly kind: 'service';
  readonly type: 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName';
  readonly name: string;
  readonly namespace?: string;
  readonly annotations: Readonly<Record<string, string>>;
  readonly selector: Readonly<Record<string, string>>;
  readonly ports: readonly {
    readonly port: number;
    readonly target?: number | string;
    readonly node?: number;
    readonly name?: string;
  }[];
  /** Addresses that it takes over without asking whose they are. */
  readonly externalIps: readonly Field<string>[];
  /** Whom the load balancer lets through; empty is everybody. */
  readonly sourceRanges: readonly Field<string>[];
  /** Way to the service from the document's root. */
  readonly pointer: readonly (string | number)[];
  readonly at: readonly Location[];
  readonly raw: RawRef;
}

/** One rule of a role: every verb on every resource of every group it names. */
export interface PolicyRule {
  readonly apiGroups: readonly string[];
  /** `pods`, `pods/exec`, `*`. */
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  /** Empty means every name. */
  readonly resourceNames: readonly string[];
  readonly nonResourceUrls: readonly string[];
  readonly at: Location;
  /** Way to the rule from the document's root. */
  readonly pointer: readonly (string | number)[];
}
/** A Role or ClusterRole of Kubernetes RBAC. */
export interface RoleDraft {
  readonly kind: 'role';
  /** True for a ClusterRole. */
  readonly cluster: boolean;
  readonly name: string;
  readonly namespace?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly rules: readonly PolicyRule[];
  /** Selectors of the cluster roles whose rules are taken over; empty where it does not aggregate. */
  readonly aggregates: readonly Selector[];
  readonly at: readonly Location[];
  readonly raw: RawRef;
}
export interface RbacSubject {
  readonly type: 'User' | 'Group' | 'ServiceAccount';
  readonly name: string;
  /** Of a service account. */
  readonly namespace?: string;
  readonly at: Location;
  readonly pointer: readonly (string | number)[];
}
/** A RoleBinding or ClusterRoleBinding. */
export interface BindingDraft {
  readonly kind: 'binding';
  readonly cluster: boolean;
  readonly name: string;
  readonly namespace?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly role: { readonly cluster: boolean; readonly name: string };
  readonly subjects: readonly RbacSubject[];
  readonly at: readonly Location[];
  readonly raw: RawRef;
}
/** Whom a rule of a network policy lets through; a peer without any member is everybody. */
export interface PolicyPeer {
  readonly pods?: Selector;
  readonly namespaces?: Selector;
  readonly cidr?: string;
  readonly except: readonly string[];
}
export interface PolicyPort {
  readonly protocol: 'tcp' | 'udp' | 'sctp';
  /** Absent means every port; a name is one of the pod's. */
  readonly port?: number | string;
  readonly endPort?: number;
}
export interface TrafficRule {
  /** Empty means everybody. */
  readonly peers: readonly PolicyPeer[];
  /** Empty means every port. */
  readonly ports: readonly PolicyPort[];
  readonly at: Location;
  readonly pointer: readonly (string | number)[];
}
/** A NetworkPolicy of networking.k8s.io; others, such as Cilium's, are `object` facts that nothing evaluates. */
export interface NetworkPolicyDraft {
  readonly kind: 'network-policy';
  readonly name: string;
  readonly namespace?: string;
  readonly pods: Selector;
  readonly isolates: { readonly ingress: boolean; readonly egress: boolean };
  readonly ingress: readonly TrafficRule[];
  readonly egress: readonly TrafficRule[];
  /** True where a selector or peer could not be understood. */
  readonly unclear: boolean;
  readonly at: readonly Location[];
  readonly raw: RawRef;
}
/** Whom a rule of an AdminNetworkPolicy means: pods, by one member or several; else addresses, nodes or names. */
export interface AdminPeer {
  readonly namespaces?: Selector;
  readonly pods?: Selector;
  readonly cidr?: string;
  readonly nodes?: Selector;
  /** Names of hosts, which only a resolver knows the addresses of. */
  readonly domains?: true;
}
export interface AdminRule {
  readonly action: 'allow' | 'deny' | 'pass';
  readonly peers: readonly AdminPeer[];
  /** Empty means every port. */
  readonly ports: readonly PolicyPort[];
  readonly at: Location;
}
/** An AdminNetworkPolicy or BaselineAdminNetworkPolicy: it speaks before NetworkPolicies, or where none of them does. */
export interface AdminPolicyDraft {
  readonly kind: 'admin-policy';
  readonly tier: 'admin' | 'baseline';
  readonly name: string;
  /** The lowest speaks first; two of one may speak in either order. */
  readonly priority: number;
  readonly subject: { readonly namespaces: Selector; readonly pods?: Selector };
  /** The first rule that is about the traffic decides. */
  readonly ingress: readonly AdminRule[];
  readonly egress: readonly AdminRule[];
  /** True where a part of it could not be understood. */
  readonly unclear: boolean;
  readonly at: readonly Location[];
  readonly raw: RawRef;
}
/** An Ingress, or a listener or route of the Gateway API. */
export interface IngressDraft {
  readonly kind: 'ingress';
  /** `Ingress`, `Gateway`, `HTTPRoute` … */
  readonly type: string;
  readonly name: string;
  readonly namespace?: string;
  readonly className?: string;
  readonly annotations: Readonly<Record<string, string>>;
  /** '' where a rule names no host. */
  readonly hosts: readonly { readonly host: string; readonly tls: boolean; readonly at: Location }[];
  readonly backends: readonly {
    readonly service: string;
    readonly port?: number | string;
    /** Catches what no rule does. */
    readonly fallback: boolean;
    readonly at: Location;
  }[];
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
/** A place in a text of a CI file where the service puts a value before anything reads the text. */
export interface PipelineInsert {
  /** As written, braces and all. */
  readonly written: string;
  /** What of the service's contexts can become part of the text, lower case: `github.event.issue.title`, `commits.*` for an item. */
  readonly sources: readonly string[];
  readonly at: Location;
}
export interface PipelineText {
  /** As written, with what the service would put in still in it. */
  readonly text: string;
  readonly inserts: readonly PipelineInsert[];
  readonly at: Location;
  readonly via: readonly Location[];
}
/** A variable, or what an action is given. */
export interface PipelineSetting extends PipelineText {
  readonly name: string;
}
export interface PipelineScript extends PipelineText {
  /** Empty where no shell that is understood here reads it. */
  readonly commands: readonly Command[];
}
/** Somebody else's code that a pipeline runs: an action, an image, a workflow, an included file. */
export interface PipelineUse {
  readonly from: 'repository' | 'image' | 'local' | 'address' | 'template';
  /** As written. */
  readonly written: string;
  /** Without the revision; lower case where the service does not tell cases apart. */
  readonly name: string;
  readonly revision?: string;
  /** True where nobody can put something else behind it: a commit, a digest. */
  readonly fixed: boolean;
  /** The service's own organisation, or the same instance of it. */
  readonly own: boolean;
  readonly at: Location;
  readonly via: readonly Location[];
}
export interface PipelineStep {
  readonly id?: string;
  readonly use?: PipelineUse;
  readonly script?: PipelineScript;
  readonly env: readonly PipelineSetting[];
  readonly settings: readonly PipelineSetting[];
  /** When it runs, as written. */
  readonly condition?: string;
  readonly at: Location;
}
/** What a job of GitLab keeps for later ones. */
export interface PipelineCache {
  readonly key?: string;
  /** True where jobs of protected and of other branches have it in common. */
  readonly shared: boolean;
  readonly at: Location;
}
/** What the job's token may do: everything, or each scope with its level. */
export interface PipelineRights {
  readonly all?: 'read' | 'write';
  readonly scopes: Readonly<Record<string, string>>;
  readonly at: Location;
}
export interface PipelineJob {
  readonly name: string;
  /** Labels of the runner that it asks for. */
  readonly runner: readonly string[];
  readonly rights?: PipelineRights;
  /** Somebody may have to allow it first. */
  readonly environment: boolean;
  readonly condition?: string;
  readonly env: readonly PipelineSetting[];
  /** Images of containers beside it. */
  readonly services: readonly Field<string>[];
  readonly caches: readonly PipelineCache[];
  readonly steps: readonly PipelineStep[];
  readonly at: Location;
}
/** A workflow or composite action of GitHub, or a pipeline of GitLab CI. */
export interface PipelineDraft {
  readonly kind: 'pipeline';
  readonly type: 'workflow' | 'action' | 'gitlab-ci';
  readonly path: string;
  /** What starts it: `push`, `pull_request_target` …; `push to tags` where only tags do; empty where the file does not say. */
  readonly triggers: readonly string[];
  readonly rights?: PipelineRights;
  readonly env: readonly PipelineSetting[];
  /** Inputs that take a number, a choice or the like, and so no text of one's own. */
  readonly closedInputs: readonly string[];
  /** Files and workflows that are taken in whole. */
  readonly includes: readonly PipelineUse[];
  readonly jobs: readonly PipelineJob[];
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
/** Who has an account in an image: its `/etc/passwd`. */
export interface AccountsDraft {
  readonly kind: 'accounts';
  readonly users: readonly {
    readonly name: string;
    readonly uid: number;
    readonly gid: number;
    /** Program that a login starts; '' is the system's own. */
    readonly shell: string;
  }[];
  readonly at: readonly Location[];
}
/** What the name of an image stood for where somebody saw it: an engine's store, a pod that runs, an image layout. */
export interface ReferenceDraft {
  readonly kind: 'reference';
  /** With registry, repository and tag, as `fullNameOf` writes it. */
  readonly name: string;
  /** Of the manifest or index that its registry gives out, never of a configuration. */
  readonly digest: Digest;
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

/** One word of a command; `text` is absent where the shell would still expand something. */
export interface Word {
  readonly text?: string;
  readonly raw: string;
}
export interface Command {
  readonly name: Word;
  readonly args: readonly Word[];
  /** Variables that are set for it alone, as `NAME=value`. */
  readonly assigned?: readonly Word[];
  readonly at: Location;
  /** Its output goes into the next command, so that without pipefail its failure goes unnoticed. */
  readonly isPiped: boolean;
  /** Where its output ends up, the pipeline behind it followed; absent where no file is named. */
  readonly file?: Word;
}
/** A text that stands in a Dockerfile as a here-document and is no shell text. */
export interface GivenText {
  readonly text: string;
  /** The file of the image that it is written into, as far as that can be seen. */
  readonly path?: string;
  /** The command that reads it, in a RUN. */
  readonly program?: string;
  /** Of its first line; each line of the text is one of the file. */
  readonly at: Location;
}
export interface Instruction {
  /** Upper case. */
  readonly keyword: string;
  /** The keyword as written. */
  readonly written: string;
  /** True where the arguments are a JSON array, which no shell reads. */
  readonly isJson: boolean;
  readonly flags: Readonly<Record<string, string>>;
  /** The arguments as written, continued lines joined, without here-documents. */
  readonly text: string;
  /** The arguments with build arguments and environment expanded where they are known. */
  readonly args: readonly Word[];
  readonly at: Location;
  readonly endLine: number;
  /** Blank lines among its continued ones. */
  readonly gaps: readonly number[];
  /** Names that the builder would expand here and that nothing before it in this file sets, the image it builds on aside. */
  readonly unset: readonly string[];
  /** Of a RUN (also heredocs): every simple command in it, in order, pipelines and lists taken apart. */
  readonly commands: readonly Command[];
  /** Of a RUN, a COPY and an ADD: what its here-documents say. */
  readonly texts: readonly GivenText[];
}
export interface Stage {
  readonly index: number;
  readonly name?: string;
  /** The FROM itself. */
  readonly from: Instruction;
  /** The image named after FROM, or `scratch`. */
  readonly base: Field<string>;
  /** Index of the earlier stage that FROM names. */
  readonly baseStage?: number;
  readonly instructions: readonly Instruction[];
  /** Of the stage itself, earlier stages that it builds on included. */
  readonly user?: Field<string>;
  readonly env: readonly Field<Variable>[];
  readonly at: Location;
}
export interface BuildComment {
  /** Without the `#` and the blanks around it. */
  readonly text: string;
  /** True where it is a parser directive, such as `syntax=docker/dockerfile:1`. */
  readonly isDirective: boolean;
  readonly at: Location;
}
/** The file that keeps others out of a build's context: .dockerignore and its like. */
export interface ContextIgnore {
  /** Absent where there is none beside the Dockerfile or above it. */
  readonly path?: string;
  /** Without comments, in order, `!` and all. */
  readonly patterns: readonly string[];
}
/** A Dockerfile. */
export interface BuildDraft {
  readonly kind: 'build';
  readonly path: string;
  readonly stages: readonly Stage[];
  /** What stands before the first FROM: ARG, or what no builder takes there. */
  readonly head: readonly Instruction[];
  readonly args: readonly Field<Variable>[];
  /** Comments between instructions, in order. */
  readonly comments: readonly BuildComment[];
  /** Absent where nobody could look for it. */
  readonly ignore?: ContextIgnore;
  readonly at: readonly Location[];
  readonly raw: RawRef;
}
export interface UnknownDraft extends Unknown {
  readonly kind: 'unknown';
}

/** What a reader may emit. */
export type Draft =
  | PackageDraft
  | OsDraft
  | ImageDraft
  | FileDraft
  | NetworkDraft
  | VolumeDraft
  | HostDraft
  | IdentityDraft
  | ServiceDraft
  | RoleDraft
  | BindingDraft
  | NetworkPolicyDraft
  | AdminPolicyDraft
  | IngressDraft
  | NamespaceDraft
  | SecretDraft
  | VariablesDraft
  | ObjectDraft
  | PipelineDraft
  | UsageDraft
  | AccountsDraft
  | ReferenceDraft
  | WaiverDraft
  | BuildDraft
  | DeclaredWorkload
  | UnknownDraft;

/** `scope` says in which image, folder or project the fact holds. */
export interface Stamp {
  readonly id: FactId;
  readonly scope: string;
}
export type PackageFact = PackageDraft & Stamp & { readonly purl: string; readonly os?: OsDraft };
export type ImageFact = ImageDraft & Stamp & { readonly image: ImageId; readonly ref?: string };
export type FileFact = FileDraft & Stamp;
export type NetworkFact = NetworkDraft & Stamp;
export type VolumeFact = VolumeDraft & Stamp;
export type HostFact = HostDraft & Stamp;
export type IdentityFact = IdentityDraft & Stamp;
export type ServiceFact = ServiceDraft & Stamp;
export type RoleFact = RoleDraft & Stamp;
export type BindingFact = BindingDraft & Stamp;
export type NetworkPolicyFact = NetworkPolicyDraft & Stamp;
export type AdminPolicyFact = AdminPolicyDraft & Stamp;
export type IngressFact = IngressDraft & Stamp;
export type NamespaceFact = NamespaceDraft & Stamp;
export type SecretFact = SecretDraft & Stamp;
export type VariablesFact = VariablesDraft & Stamp;
export type ObjectFact = ObjectDraft & Stamp;
export type PipelineFact = PipelineDraft & Stamp;
export type UsageFact = UsageDraft & Stamp;
export type AccountsFact = AccountsDraft & Stamp;
export type ReferenceFact = ReferenceDraft & Stamp;
export type WaiverFact = WaiverDraft & Stamp;
export type BuildFact = BuildDraft & Stamp;

/** What the run knows once everything is joined. */
export type Fact =
  | PackageFact
  | ImageFact
  | FileFact
  | NetworkFact
  | VolumeFact
  | HostFact
  | IdentityFact
  | ServiceFact
  | RoleFact
  | BindingFact
  | NetworkPolicyFact
  | AdminPolicyFact
  | IngressFact
  | NamespaceFact
  | SecretFact
  | VariablesFact
  | ObjectFact
  | PipelineFact
  | UsageFact
  | AccountsFact
  | ReferenceFact
  | WaiverFact
  | BuildFact
  | Workload;
export type FactKind = Fact['kind'];
export type FactOf<K extends FactKind> = Extract<Fact, { readonly kind: K }>;

/** A fact as a judgement sees it: without the way back to the raw text. */
export type Judged<F> = F extends Workload
  ? Omit<F, 'containers'> & { readonly containers: readonly Omit<F['containers'][number], 'raw'>[] }
  : Omit<F, 'raw'>;
export type JudgedOf<K extends FactKind> = Judged<FactOf<K>>;

/** Absence counts only when all was seen. */
export type Coverage = 'all' | 'some' | 'none';
export interface World {
  facts<K extends FactKind>(kind: K): readonly JudgedOf<K>[];
  /** Whether the facts of a kind in a scope are all that there are. */
  known(kind: FactKind, scope: string): Coverage;
  /** The build that makes a container's image, when it is among what was read. */
  buildOf(build: BuildRef): JudgedOf<'build'> | undefined;
  /** Hosts, `*.` with the end of a host, or either with the beginning of a path; absent where nobody named any. */
  readonly trustedRegistries?: readonly string[];
  /** ISO 8601 date of the run; absent where nothing may hang on it. */
  readonly today?: string;
}
