// NSA/CISA Kubernetes Hardening Guide 1.2: https://media.defense.gov/2022/Aug/29/2003066362/-1/-1/0/CTR_KUBERNETES_HARDENING_GUIDANCE_1.2_20220829.PDF
import { toStandard, type Standard } from './standard.ts';

/** Number | title | rules that judge it | what else it would take. */
const points = `
Pod | Pods are hardened | wl-privileged wl-cap-add-dangerous wl-cap-no-drop-all wl-no-new-privileges-off wl-run-as-root wl-run-as-nonroot-unset wl-host-pid wl-host-ipc wl-host-network wl-seccomp-unconfined wl-seccomp-unset wl-apparmor-unconfined wl-apparmor-unset wl-runtime-unsandboxed wl-readonly-rootfs-off wl-sa-token-automount
Net | Networks are separated and hardened | wl-metadata-reachable wl-memory-limit wl-namespace-kube-system wl-env-secret-literal wl-quota-missing k8s-api-insecure-port k8s-api-encryption-config k8s-api-public k8s-etcd-cert k8s-etcd-client-auth k8s-etcd-exposed k8s-node-public-ip k8s-cni-networkpolicy net-no-policy-namespace net-no-default-deny net-policy-allow-all net-policy-open-ingress-cidr net-policy-open-egress-cidr net-egress-metadata net-service-nodeport net-service-loadbalancer-public net-ingress-no-tls net-no-mtls net-mesh-permissive net-sensitive-ports-control-plane net-network-map sec-etcd-encryption | nodes and control plane of a cluster
Auth | Access is authenticated and authorised | wl-sa-default k8s-api-anonymous k8s-api-authz-always-allow k8s-api-authz-rbac k8s-kubelet-anonymous rbac-wildcard-all rbac-cluster-admin-binding rbac-bind-anonymous rbac-secrets-read-cluster rbac-unused-permissions | nodes and control plane of a cluster
Log | Audit logs and threat detection | wl-logging-none dd-remote-logging k8s-api-audit-log-path k8s-api-audit-maxage k8s-audit-policy-minimal k8s-audit-policy-coverage | a host with its engine and nodes and control plane of a cluster
Upg | Updates and good practice | host-os-hardened k8s-version-unsupported | a host with its engine and nodes and control plane of a cluster
`;
export const nsa: Standard = toStandard('nsa', 'NSA/CISA Kubernetes Hardening Guide 1.2', points);
