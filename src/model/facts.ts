// What readers find. A reader emits drafts, relative to one file; `scan/` adds id and scope.
import type { FactId } from './brand.ts';
import type { BuildDraft } from './build-facts.ts';
import type {
  HostDraft,
  NamespaceDraft,
  ObjectDraft,
  SecretDraft,
  UsageDraft,
  VariablesDraft,
  VolumeDraft,
  WaiverDraft,
} from './cluster-facts.ts';
import type { AccountsDraft, FileDraft, ImageDraft, OsDraft, PackageDraft, ReferenceDraft } from './image-facts.ts';
import type {
  AdminPolicyDraft,
  IngressDraft,
  NetworkDraft,
  NetworkPolicyDraft,
  ServiceDraft,
} from './network-facts.ts';
import type { PipelineDraft } from './pipeline-facts.ts';
import type { BindingDraft, IdentityDraft, RoleDraft } from './rbac-facts.ts';
import type { Unknown } from './unknown.ts';
import type { BuildRef, DeclaredWorkload, ImageId, Workload } from './workload.ts';

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
