// Who is on which network, what lets traffic in, and what keeps it out.
import type { Field } from './field.ts';
import type { Location } from './location.ts';
import type { RawRef, Selector } from './workload.ts';

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
