// OWASP Docker Security Cheat Sheet: https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html
import { toStandard, type Standard } from './standard.ts';

/** Number | title | rules that judge it | what else it would take. */
const points = `
0 | Host and engine are patched | host-engine-version host-kernel-version | a host with its engine
1 | The engine's socket is not handed out | wl-docker-sock wl-use-api-socket dd-tcp-no-tls net-docker-api-lan ci-privileged-dind | a host with its engine
2 | Containers do not run as root | df-user-missing df-user-root img-user-root wl-run-as-root wl-run-as-nonroot-unset
3 | Capabilities are few | wl-cap-add-dangerous wl-cap-no-drop-all
4 | No privileges are gained inside | wl-no-new-privileges-off dd-no-new-privileges | a host with its engine
5 | Containers reach only whom they must | wl-default-bridge dd-icc net-default-bridge-icc net-flat-compose | a host with its engine
5a | Ports are published only where they are needed | wl-publish-all-interfaces net-published-all-if
6 | seccomp, AppArmor or SELinux confine | wl-seccomp-unconfined wl-seccomp-localhost-weak wl-apparmor-unconfined wl-selinux-disabled host-lsm-enabled dd-seccomp-default | a host with its engine
7 | Resources are bounded | wl-memory-limit wl-memory-request wl-cpu-limit wl-cpu-request wl-pids-limit wl-ulimits wl-restart-policy
8 | File systems and volumes are read-only | wl-sensitive-mount-rw wl-hostpath-writable wl-readonly-rootfs-off
9 | Images are scanned in the pipeline | vulnerable-package
10 | The engine logs at level info | dd-log-level | a host with its engine
11 | The engine runs without root | wl-host-userns dd-rootless dd-userns-remap | a host with its engine
12 | Secrets come from the engine or a store | df-secret-env wl-env-secret-literal wl-compose-interpolation-secret swarm-secrets sec-compose-file sec-ci-config | a swarm
13 | The supply chain is secured | ci-action-unpinned ci-cache-poisoning ci-untrusted-checkout df-from-untrusted-registry wl-compose-remote-include wl-image-untrusted-registry sup-signature-missing sup-provenance-missing sup-sbom-missing sup-sbom-drift | a registry
`;
export const owaspDocker: Standard = toStandard('owasp-docker', 'OWASP Docker Security Cheat Sheet', points);
