// CIS Kubernetes Benchmark 1.12: https://www.cisecurity.org/benchmark/kubernetes
import { toStandard, type Standard } from './standard.ts';

/** Number | title | rules that judge it | what else it would take. */
const points = `
1.1.1 | kube-apiserver's manifest is writable by root only | k8s-file-apiserver-manifest | nodes and control plane of a cluster
1.1.2 | kube-apiserver's manifest belongs to root | k8s-file-apiserver-manifest | nodes and control plane of a cluster
1.1.3 | The controller manager's manifest is writable by root only | k8s-file-kcm-manifest | nodes and control plane of a cluster
1.1.4 | The controller manager's manifest belongs to root | k8s-file-kcm-manifest | nodes and control plane of a cluster
1.1.5 | The scheduler's manifest is writable by root only | k8s-file-scheduler-manifest | nodes and control plane of a cluster
1.1.6 | The scheduler's manifest belongs to root | k8s-file-scheduler-manifest | nodes and control plane of a cluster
1.1.7 | etcd's manifest is writable by root only | k8s-file-etcd-manifest | nodes and control plane of a cluster
1.1.8 | etcd's manifest belongs to root | k8s-file-etcd-manifest | nodes and control plane of a cluster
1.1.9 | CNI files are writable by root only | k8s-file-cni | nodes and control plane of a cluster
1.1.10 | CNI files belong to root | k8s-file-cni | nodes and control plane of a cluster
1.1.11 | etcd's data is closed to others | k8s-file-etcd-data | nodes and control plane of a cluster
1.1.12 | etcd's data belongs to etcd | k8s-file-etcd-data | nodes and control plane of a cluster
1.1.13 | admin.conf is closed to others | k8s-file-admin-conf | nodes and control plane of a cluster
1.1.14 | admin.conf belongs to root | k8s-file-admin-conf | nodes and control plane of a cluster
1.1.15 | scheduler.conf is closed to others | k8s-file-scheduler-conf | nodes and control plane of a cluster
1.1.16 | scheduler.conf belongs to root | k8s-file-scheduler-conf | nodes and control plane of a cluster
1.1.17 | controller-manager.conf is closed to others | k8s-file-kcm-conf | nodes and control plane of a cluster
1.1.18 | controller-manager.conf belongs to root | k8s-file-kcm-conf | nodes and control plane of a cluster
1.1.19 | The PKI folder belongs to root | k8s-file-pki-owner | nodes and control plane of a cluster
1.1.20 | PKI certificates are writable by root only | k8s-file-pki-crt | nodes and control plane of a cluster
1.1.21 | PKI keys are readable by root only | k8s-file-pki-key | nodes and control plane of a cluster
1.2.1 | The API server refuses anonymous requests | k8s-api-anonymous | nodes and control plane of a cluster
1.2.2 | No token file authenticates | k8s-api-token-auth-file | nodes and control plane of a cluster
1.2.3 | Services take no external addresses | k8s-api-deny-external-ips net-service-external-ip | nodes and control plane of a cluster
1.2.4 | The API server shows kubelets a certificate | k8s-api-kubelet-client-cert | nodes and control plane of a cluster
1.2.5 | The API server verifies kubelets | k8s-api-kubelet-ca | nodes and control plane of a cluster
1.2.6 | Not everything is allowed | k8s-api-authz-always-allow | nodes and control plane of a cluster
1.2.7 | Nodes are authorised as nodes | k8s-api-authz-node | nodes and control plane of a cluster
1.2.8 | RBAC authorises | k8s-api-authz-rbac | nodes and control plane of a cluster
1.2.9 | Events are limited in rate | k8s-api-event-rate-limit | nodes and control plane of a cluster
1.2.10 | Not everything is admitted | k8s-api-always-admit | nodes and control plane of a cluster
1.2.11 | Images are always pulled | wl-pull-policy k8s-api-always-pull | nodes and control plane of a cluster
1.2.12 | Service accounts are admitted properly | k8s-api-sa-admission | nodes and control plane of a cluster
1.2.13 | Namespaces have a life cycle | k8s-api-ns-lifecycle | nodes and control plane of a cluster
1.2.14 | Nodes may change only themselves | k8s-api-node-restriction | nodes and control plane of a cluster
1.2.15 | Profiling of the API server is off | k8s-api-profiling | nodes and control plane of a cluster
1.2.16 | The audit log is written | k8s-api-audit-log-path | nodes and control plane of a cluster
1.2.17 | The audit log is kept for 30 days | k8s-api-audit-maxage | nodes and control plane of a cluster
1.2.18 | Ten audit logs are kept | k8s-api-audit-maxbackup | nodes and control plane of a cluster
1.2.19 | Audit logs may grow to 100 MB | k8s-api-audit-maxsize | nodes and control plane of a cluster
1.2.20 | Requests time out sensibly | k8s-api-request-timeout | nodes and control plane of a cluster
1.2.21 | Service account tokens are looked up | k8s-api-sa-lookup | nodes and control plane of a cluster
1.2.22 | Service account tokens have a key of their own | k8s-api-sa-key-file | nodes and control plane of a cluster
1.2.23 | The API server shows etcd a certificate | k8s-api-etcd-certs | nodes and control plane of a cluster
1.2.24 | The API server has a TLS certificate | k8s-api-tls-cert | nodes and control plane of a cluster
1.2.25 | Clients are verified by a CA | k8s-api-client-ca | nodes and control plane of a cluster
1.2.26 | etcd is verified by a CA | k8s-api-etcd-ca | nodes and control plane of a cluster
1.2.27 | Secrets are encrypted at rest | k8s-api-encryption-config sec-etcd-encryption | nodes and control plane of a cluster
1.2.28 | The encryption provider is a strong one | k8s-api-encryption-provider sec-etcd-encryption | nodes and control plane of a cluster
1.2.29 | Ciphers of the API server are strong | k8s-api-ciphers | nodes and control plane of a cluster
1.2.30 | Tokens are not extended beyond their hour | wl-token-projected-weak k8s-api-token-extension | nodes and control plane of a cluster
1.3.1 | Finished pods are collected | k8s-kcm-pod-gc | nodes and control plane of a cluster
1.3.2 | Profiling of the controller manager is off | k8s-kcm-profiling | nodes and control plane of a cluster
1.3.3 | Controllers have credentials of their own | k8s-kcm-sa-credentials | nodes and control plane of a cluster
1.3.4 | The controller manager signs tokens with its key | k8s-kcm-sa-key | nodes and control plane of a cluster
1.3.5 | Pods get the root CA | k8s-kcm-root-ca | nodes and control plane of a cluster
1.3.6 | Kubelet server certificates are rotated | k8s-kcm-rotate-server-cert | nodes and control plane of a cluster
1.3.7 | The controller manager listens on loopback | k8s-kcm-bind | nodes and control plane of a cluster
1.4.1 | Profiling of the scheduler is off | k8s-sched-profiling | nodes and control plane of a cluster
1.4.2 | The scheduler listens on loopback | k8s-sched-bind | nodes and control plane of a cluster
2.1 | etcd has a certificate | k8s-etcd-cert | nodes and control plane of a cluster
2.2 | etcd verifies its clients | k8s-etcd-client-auth | nodes and control plane of a cluster
2.3 | etcd's certificates are not self-made | k8s-etcd-auto-tls | nodes and control plane of a cluster
2.4 | etcd's peers have certificates | k8s-etcd-peer-cert | nodes and control plane of a cluster
2.5 | etcd verifies its peers | k8s-etcd-peer-auth | nodes and control plane of a cluster
2.6 | etcd's peer certificates are not self-made | k8s-etcd-peer-auto-tls | nodes and control plane of a cluster
2.7 | etcd has a CA of its own | k8s-etcd-unique-ca | nodes and control plane of a cluster
3.1.1 | People do not use client certificates | k8s-auth-client-certs-users | nodes and control plane of a cluster
3.1.2 | People do not use service account tokens | k8s-auth-sa-users | nodes and control plane of a cluster
3.1.3 | People do not use bootstrap tokens | k8s-auth-bootstrap-tokens | nodes and control plane of a cluster
3.2.1 | There is an audit policy | k8s-audit-policy-minimal | nodes and control plane of a cluster
3.2.2 | The audit policy covers what matters | k8s-audit-policy-coverage | nodes and control plane of a cluster
4.1.1 | The kubelet's service file is writable by root only | k8s-file-kubelet-service | nodes and control plane of a cluster
4.1.2 | The kubelet's service file belongs to root | k8s-file-kubelet-service | nodes and control plane of a cluster
4.1.3 | kube-proxy's kubeconfig is writable by root only | k8s-file-proxy-kubeconfig | nodes and control plane of a cluster
4.1.4 | kube-proxy's kubeconfig belongs to root | k8s-file-proxy-kubeconfig | nodes and control plane of a cluster
4.1.5 | kubelet.conf is writable by root only | k8s-file-kubelet-conf | nodes and control plane of a cluster
4.1.6 | kubelet.conf belongs to root | k8s-file-kubelet-conf | nodes and control plane of a cluster
4.1.7 | The client CA file is writable by root only | k8s-file-kubelet-ca | nodes and control plane of a cluster
4.1.8 | The client CA file belongs to root | k8s-file-kubelet-ca | nodes and control plane of a cluster
4.1.9 | The kubelet's configuration is writable by root only | k8s-file-kubelet-config | nodes and control plane of a cluster
4.1.10 | The kubelet's configuration belongs to root | k8s-file-kubelet-config | nodes and control plane of a cluster
4.2.1 | The kubelet refuses anonymous requests | k8s-kubelet-anonymous | nodes and control plane of a cluster
4.2.2 | The kubelet does not allow everything | k8s-kubelet-always-allow | nodes and control plane of a cluster
4.2.3 | The kubelet verifies clients | k8s-kubelet-client-ca | nodes and control plane of a cluster
4.2.4 | The read-only port is closed | k8s-kubelet-read-only-port | nodes and control plane of a cluster
4.2.5 | Idle streams time out | k8s-kubelet-streaming-timeout | nodes and control plane of a cluster
4.2.6 | The kubelet keeps iptables in order | k8s-kubelet-iptables-chains | nodes and control plane of a cluster
4.2.7 | The host name is not overridden | k8s-kubelet-hostname-override | nodes and control plane of a cluster
4.2.8 | Events are not dropped | k8s-kubelet-event-qps | nodes and control plane of a cluster
4.2.9 | The kubelet has a TLS certificate | k8s-kubelet-tls | nodes and control plane of a cluster
4.2.10 | The kubelet's client certificate is rotated | k8s-kubelet-rotate-client | nodes and control plane of a cluster
4.2.11 | The kubelet's server certificate is rotated | k8s-kubelet-rotate-server | nodes and control plane of a cluster
4.2.12 | Ciphers of the kubelet are strong | k8s-kubelet-ciphers | nodes and control plane of a cluster
4.2.13 | Processes of a pod are limited | wl-pids-limit k8s-kubelet-pod-pids | nodes and control plane of a cluster
4.2.14 | seccomp is on by default | k8s-kubelet-seccomp-default | nodes and control plane of a cluster
4.3.1 | kube-proxy's metrics stay on loopback | k8s-proxy-metrics | nodes and control plane of a cluster
5.1.1 | cluster-admin is used only where it must be | wl-sa-privileged rbac-wildcard-all rbac-cluster-admin-binding rbac-bind-anonymous
5.1.2 | Few may read Secrets | rbac-secrets-read-cluster rbac-secrets-read-namespace rbac-secrets-write sec-scope-resourcenames
5.1.3 | Roles have no wildcards | rbac-wildcard-all rbac-wildcard-namespace rbac-clusterrole-where-role
5.1.4 | Few may create pods | rbac-pods-create rbac-workloads-create
5.1.5 | Default service accounts are not used | wl-sa-default rbac-default-sa-bound rbac-shared-sa rbac-sa-automount
5.1.6 | Tokens are mounted only where they are needed | wl-sa-token-automount rbac-sa-automount
5.1.7 | system:masters is not used | rbac-system-masters
5.1.8 | Nobody binds, impersonates or escalates | rbac-escalate rbac-bind rbac-impersonate
5.1.9 | Few may create persistent volumes | rbac-pv-create
5.1.10 | Nobody reaches nodes/proxy | rbac-nodes-proxy
5.1.11 | Few may approve certificate requests | rbac-csr-approve
5.1.12 | Few may change webhooks | rbac-webhook-config
5.1.13 | Few may create tokens | rbac-token-create
5.2.1 | Some admission control enforces pod security | k8s-api-policy-engine k8s-psa-ns-label | nodes and control plane of a cluster
5.2.2 | No privileged containers | wl-privileged k8s-psa-ns-label | nodes and control plane of a cluster
5.2.3 | The host's processes are not shared | wl-host-pid
5.2.4 | The host's IPC is not shared | wl-host-ipc
5.2.5 | The host's network is not shared | wl-host-network
5.2.6 | No privileges are gained inside | wl-no-new-privileges-off
5.2.7 | Containers do not run as root | wl-run-as-root wl-run-as-nonroot-unset
5.2.8 | NET_RAW is dropped | wl-cap-net-raw
5.2.9 | No capabilities are added | wl-cap-add-dangerous wl-cap-no-drop-all
5.2.10 | No HostProcess containers | wl-windows-hostprocess
5.2.11 | No hostPath volumes | wl-sensitive-mount-rw wl-sensitive-mount-ro wl-hostpath-any
5.2.12 | No host ports | wl-host-port
5.3.1 | The network plug-in enforces policies | k8s-cni-networkpolicy | nodes and control plane of a cluster
5.3.2 | Every namespace has network policies | net-no-policy-namespace net-pod-unselected
5.4.1 | Secrets are files rather than variables | wl-env-secret-literal wl-env-secret-ref sec-env-literal
5.4.2 | Secrets come from an external store | sec-external-store
5.5.1 | Image provenance is checked on admission | wl-image-untrusted-registry wl-image-unsigned sup-signature-not-enforced | a registry
5.6.1 | Namespaces separate | wl-namespace-default wl-namespace-kube-system
5.6.2 | The default seccomp profile is on | wl-seccomp-unconfined wl-seccomp-unset
5.6.3 | Pods and containers have a security context | wl-security-context-missing
5.6.4 | The default namespace is not used | wl-namespace-default
`;
export const cisKubernetes: Standard = toStandard('cis-kubernetes', 'CIS Kubernetes Benchmark 1.12', points);
