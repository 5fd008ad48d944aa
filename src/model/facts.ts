// What readers find. A reader emits drafts, relative to one file; `scan/` adds id and scope.
import type { Digest, FactId } from './brand.ts';
import type { Field } from './field.ts';
import type { Location } from './location.ts';
import type { Unknown } from './unknown.ts';
import type { BuildRef, DeclaredWorkload, ImageId, RawRef, Variable, Workload } from './workload.ts';

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
  readonly external: boolean;
  readonly at: readonly Location[];
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
/** A Kubernetes service account. */
export interface IdentityDraft {
  readonly kind: 'identity';
  readonly name: string;
  readonly namespace?: string;
  readonly automount?: Field<boolean>;
  readonly at: readonly Location[];
}
/** A Kubernetes Service: what it exposes, and whom it selects. */
export interface ServiceDraft {
  readonly kind: 'service';
  readonly type: 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName';
  readonly name: string;
  readonly namespace?: string;
  readonly selector: Readonly<Record<string, string>>;
  readonly ports: readonly {
    readonly port: number;
    readonly target?: number | string;
    readonly node?: number;
  }[];
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
  readonly at: Location;
}
export interface Instruction {
  /** Upper case. */
  readonly keyword: string;
  readonly flags: Readonly<Record<string, string>>;
  /** The arguments with build arguments and environment expanded where they are known. */
  readonly args: readonly Word[];
  readonly at: Location;
  readonly endLine: number;
  /** Of a RUN (also heredocs): every simple command in it, in order, pipelines and lists taken apart. */
  readonly commands: readonly Command[];
}
export interface Stage {
  readonly index: number;
  readonly name?: string;
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
/** A Dockerfile. */
export interface BuildDraft {
  readonly kind: 'build';
  readonly path: string;
  readonly stages: readonly Stage[];
  readonly args: readonly Field<Variable>[];
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
  | IdentityDraft
  | ServiceDraft
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
export type IdentityFact = IdentityDraft & Stamp;
export type ServiceFact = ServiceDraft & Stamp;
export type BuildFact = BuildDraft & Stamp;

/** What the run knows once everything is joined. */
export type Fact =
  | PackageFact
  | ImageFact
  | FileFact
  | NetworkFact
  | VolumeFact
  | IdentityFact
  | ServiceFact
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
}
