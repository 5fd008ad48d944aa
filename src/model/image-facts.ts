// What is in an image: its packages, its distribution, its configuration, files that matter.
import type { Digest } from './brand.ts';
import type { Location } from './location.ts';
import type { Variable } from './workload.ts';

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
