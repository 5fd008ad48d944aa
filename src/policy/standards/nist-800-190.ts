// NIST SP 800-190, section 4: https://doi.org/10.6028/NIST.SP.800-190
import { toStandard, type Standard } from './standard.ts';

/** Number | title | rules that judge it | what else it would take. */
const points = `
4.1.1 | Image vulnerabilities | df-from-eol img-os-eol vulnerable-package reg-scan-on-push aws-ecr-scan az-acr-scan gcp-ar-scan | a registry and a cloud account
4.1.2 | Image configuration defects | df-user-missing df-user-root df-user-non-numeric df-sudo df-sudoers-nopasswd df-attack-tools df-sshd img-user-root img-sshd-present
4.1.3 | Embedded malware | malicious-package img-cryptominer img-package-integrity
4.1.4 | Embedded clear-text secrets | df-secret-env df-secret-arg df-secret-earlier-stage df-secret-run-literal df-secret-file-copied df-secret-removed-later df-url-credentials img-env-secret img-history-secret img-private-key img-credential-file img-secret-content img-deleted-secret-recoverable img-kubeconfig sec-image-layer
4.1.5 | Use of untrusted images | df-from-no-digest df-from-untrusted-registry df-copy-from-image-unpinned df-syntax-frontend-unpinned df-curl-pipe-shell df-add-git-unpinned df-npm-install-not-ci wl-image-no-digest wl-image-untrusted-registry wl-image-unsigned dd-content-trust sup-signature-missing sup-signature-identity sup-signature-not-enforced sup-base-provenance-unknown ci-buildkit-frontend ci-cache-poisoning az-acr-trust gcp-gke-binauthz | a registry and a host with its engine and a cloud account
4.2.1 | Insecure connections to registries | df-download-plain-http df-tls-off-curl img-manifest-ambiguous dd-insecure-registries reg-v1-legacy reg-local-open reg-private-endpoint az-acr-public-network | a host with its engine and a registry and a cloud account
4.2.2 | Stale images in registries | df-from-latest df-from-untagged df-from-deprecated-image img-stale ops-image-sprawl reg-retention az-acr-quarantine-retention | a host with its engine and a registry and a cloud account
4.2.3 | Weak authentication at registries | reg-local-open k8s-kubelet-legacy-cred-pull sec-imagepullsecret-broad reg-public-repo reg-admin-account reg-least-privilege-push reg-quarantine aws-ecr-public az-acr-admin az-acr-anonymous gcp-ar-public | a registry and nodes and control plane of a cluster and a cloud account
4.3.1 | Unbounded administrative access | dd-authz-plugin rbac-cluster-admin-binding | a host with its engine
4.3.2 | Unauthorised access to the orchestrator |  | people and processes
4.3.3 | Poorly separated traffic between containers | wl-compose-external-network-shared net-no-policy-namespace net-cross-namespace net-no-mtls net-internal-missing net-flat-compose
4.3.4 | Mixed sensitivity of workloads | wl-ns-share-container wl-runtime-unsandboxed wl-shared-volume wl-volumes-from wl-control-plane-schedule wl-dra-admin-access wl-ai-agent-sandbox wl-secret-shared-cross wl-data-inventory aws-eks-fargate-untrusted az-aks-system-pool az-aks-untrusted-isolation | a cloud account
4.3.5 | Trust in orchestrator nodes | k8s-api-node-restriction | nodes and control plane of a cluster
4.4.1 | Vulnerable runtime | df-user-uid-out-of-range df-workdir-proc-fd wl-gpu-all host-engine-version host-afalg-reachable dd-default-runtime dd-plugins-privileged | a host with its engine
4.4.2 | Unbounded network access of containers | df-run-network-host wl-host-network wl-host-port dd-icc dd-no-firewall-isolation net-macvlan-bypass net-ipv6-unfiltered | a host with its engine
4.4.3 | Insecure runtime configuration | df-run-security-insecure wl-privileged wl-cap-add-dangerous wl-host-pid wl-windows-isolation-process wl-runtime-unknown wl-docker-sock wl-host-devices wl-compose-build-privileged dd-insecure-builder | a host with its engine
4.4.4 | Vulnerabilities of the application | vulnerable-package
4.4.5 | Rogue containers | ops-container-sprawl ops-rogue-container | a host with its engine
4.5.1 | Large attack surface of the host | df-not-minimal-base img-package-manager-present host-os-hardened host-unneeded-modules host-mixed-workloads gcp-gke-cos | a host with its engine and a cloud account
4.5.2 | Shared kernel | host-kernel-version host-unprivileged-userns host-unprivileged-bpf host-ptrace-scope host-kptr-dmesg host-module-loading host-lsm-enabled host-cgroup-v1 dd-userns-remap | a host with its engine
4.5.3 | Vulnerabilities of the host | host-kernel-version | a host with its engine
4.5.4 | Improper user access rights | host-docker-group-members host-local-users | a host with its engine
4.5.5 | Tampering with the host's file system | df-workdir-system-dir df-volume-sensitive img-volume-sensitive wl-sensitive-mount-rw wl-hostpath-any host-separate-partition gcp-gke-shielded | a host with its engine and a cloud account
`;
export const nist800190: Standard = toStandard('nist-800-190', 'NIST SP 800-190, section 4', points);
