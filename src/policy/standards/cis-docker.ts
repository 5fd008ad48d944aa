// CIS Docker Benchmark 1.6.0: https://www.cisecurity.org/benchmark/docker
import { toStandard, type Standard } from './standard.ts';

/** Number | title | rules that judge it | what else it would take. */
const points = `
1.1.1 | The engine's data lies on a partition of its own | host-separate-partition | a host with its engine
1.1.2 | Only trusted people belong to the docker group | host-docker-group-members | a host with its engine
1.1.3 | The engine's program is audited | host-audit-dockerd | a host with its engine
1.1.4 | /run/containerd is audited | host-audit-run-containerd | a host with its engine
1.1.5 | /var/lib/docker is audited | host-audit-var-lib-docker | a host with its engine
1.1.6 | /etc/docker is audited | host-audit-etc-docker | a host with its engine
1.1.7 | docker.service is audited | host-audit-docker-service | a host with its engine
1.1.8 | containerd.sock is audited | host-audit-containerd-sock | a host with its engine
1.1.9 | docker.socket is audited | host-audit-docker-socket-unit | a host with its engine
1.1.10 | /etc/default/docker is audited | host-audit-default-docker | a host with its engine
1.1.11 | daemon.json is audited | host-audit-daemon-json | a host with its engine
1.1.12 | containerd's configuration is audited | host-audit-containerd-config | a host with its engine
1.1.13 | /etc/sysconfig/docker is audited | host-audit-sysconfig-docker | a host with its engine
1.1.14 | containerd is audited | host-audit-containerd-bin | a host with its engine
1.1.15 | containerd-shim is audited | host-audit-containerd-bin | a host with its engine
1.1.16 | containerd-shim-runc-v1 is audited | host-audit-containerd-bin | a host with its engine
1.1.17 | containerd-shim-runc-v2 is audited | host-audit-containerd-bin | a host with its engine
1.1.18 | runc is audited | host-audit-containerd-bin | a host with its engine
1.2.1 | The host is hardened | host-os-hardened | a host with its engine
1.2.2 | The engine is up to date | host-engine-version | a host with its engine
2.1 | The engine runs without root | dd-rootless | a host with its engine
2.2 | Containers of the default bridge cannot reach each other | wl-default-bridge dd-icc net-default-bridge-icc | a host with its engine
2.3 | The engine logs at level info | dd-log-level | a host with its engine
2.4 | The engine may change iptables | dd-iptables | a host with its engine
2.5 | No registries without TLS | dd-insecure-registries | a host with its engine
2.6 | The aufs driver is not used | dd-aufs | a host with its engine
2.7 | TLS guards the engine's TCP port | dd-tcp-no-tls dd-tcp-tls-no-verify | a host with its engine
2.8 | Default ulimits are set | wl-ulimits dd-default-ulimits | a host with its engine
2.9 | User namespaces are remapped | wl-host-userns dd-userns-remap | a host with its engine
2.10 | The cgroup parent is the default one | wl-cgroup-parent dd-cgroup-parent | a host with its engine
2.11 | The base device size is not changed | dd-base-device-size | a host with its engine
2.12 | An authorization plug-in decides over the engine's API | dd-authz-plugin | a host with its engine
2.13 | Logs are collected centrally | wl-logging-none dd-remote-logging aws-ecs-log-config | a host with its engine and a cloud account
2.14 | Containers gain no privileges | wl-no-new-privileges-off dd-no-new-privileges | a host with its engine
2.15 | Containers outlive the engine's restart | dd-live-restore | a host with its engine
2.16 | The userland proxy is off | dd-userland-proxy | a host with its engine
2.17 | The engine-wide seccomp profile is sound | wl-seccomp-localhost-weak wl-unsafe-sysctl dd-seccomp-default | a host with its engine
2.18 | Nothing experimental is on | dd-experimental | a host with its engine
3.1 | docker.service belongs to root | df3-docker-service-owner | a host with its engine
3.2 | docker.service is writable by root only | df3-docker-service-mode | a host with its engine
3.3 | docker.socket belongs to root | df3-docker-socket-unit | a host with its engine
3.4 | docker.socket is writable by root only | df3-docker-socket-unit | a host with its engine
3.5 | /etc/docker belongs to root | df3-etc-docker | a host with its engine
3.6 | /etc/docker is writable by root only | df3-etc-docker | a host with its engine
3.7 | Registry certificates belong to root | df3-registry-certs | a host with its engine
3.8 | Registry certificates are read-only | df3-registry-certs | a host with its engine
3.9 | The TLS CA certificate belongs to root | df3-tls-ca | a host with its engine
3.10 | The TLS CA certificate is read-only | df3-tls-ca | a host with its engine
3.11 | The engine's certificate belongs to root | df3-server-cert | a host with its engine
3.12 | The engine's certificate is read-only | df3-server-cert | a host with its engine
3.13 | The engine's key belongs to root | df3-server-key | a host with its engine
3.14 | The engine's key is readable by root only | df3-server-key | a host with its engine
3.15 | The engine's socket belongs to root and docker | df3-docker-sock | a host with its engine
3.16 | The engine's socket is closed to others | df3-docker-sock | a host with its engine
3.17 | daemon.json belongs to root | df3-daemon-json | a host with its engine
3.18 | daemon.json is writable by root only | df3-daemon-json | a host with its engine
3.19 | /etc/default/docker belongs to root | df3-default-docker | a host with its engine
3.20 | /etc/default/docker is writable by root only | df3-default-docker | a host with its engine
3.21 | /etc/sysconfig/docker is writable by root only | df3-sysconfig-docker | a host with its engine
3.22 | /etc/sysconfig/docker belongs to root | df3-sysconfig-docker | a host with its engine
3.23 | containerd's socket belongs to root | df3-containerd-sock | a host with its engine
3.24 | containerd's socket is closed to others | df3-containerd-sock k8s-node-cri-socket-mode | a host with its engine and nodes and control plane of a cluster
4.1 | Images have a user other than root | df-user-missing df-user-root img-user-root wl-run-as-root wl-run-as-nonroot-unset aws-ecs-user-root | a cloud account
4.2 | Base images are trusted | df-from-untrusted-registry wl-image-untrusted-registry sup-base-provenance-unknown | a registry
4.3 | Images hold nothing that they do not need | df-not-minimal-base df-no-multistage df-apt-recommends df-useless-tools df-attack-tools img-package-manager-present img-attack-tools img-compiler-present
4.4 | Images are scanned and rebuilt | df-from-eol img-stale img-os-eol vulnerable-package reg-scan-on-push | a registry
4.5 | Content trust is on | wl-image-unsigned dd-content-trust sup-signature-missing sup-signature-not-enforced | a registry and a host with its engine
4.6 | Images have a health check | df-healthcheck-missing img-healthcheck-missing
4.7 | Package lists are not updated on their own | df-update-alone img-history-lint
4.8 | No setuid and setgid bits | df-setuid-added img-setuid-files
4.9 | COPY instead of ADD | df-add-remote-url df-add-instead-of-copy img-history-lint
4.10 | No secrets in Dockerfiles | df-password-set-in-build df-secret-env df-secret-arg df-secret-earlier-stage df-secret-run-literal df-secret-file-copied img-env-secret img-history-secret img-private-key img-credential-file img-secret-content wl-env-secret-literal sec-env-literal sec-image-layer
4.11 | Only verified packages are installed | df-curl-pipe-shell df-download-no-checksum df-pkg-untrusted-apk df-pkg-untrusted-apt df-pkg-apt-force-yes df-pkg-nogpgcheck df-pkg-rpm-nosignature df-pkg-zypper-nogpg df-pin-apt df-pin-apk df-pin-yum df-pin-dnf df-pin-zypper df-pin-pip df-pin-npm df-pin-gem df-pin-go df-pin-cargo-composer
4.12 | Signed artefacts are verified | df-download-no-checksum df-curl-instead-of-add wl-image-unsigned dd-content-trust sup-signature-missing | a registry and a host with its engine
5.1 | Swarm mode is off unless it is needed | dd-swarm-enabled | a host with its engine
5.2 | AppArmor confines where it is there | wl-apparmor-unconfined wl-apparmor-unset host-lsm-enabled | a host with its engine
5.3 | SELinux confines where it is there | wl-selinux-disabled wl-selinux-custom host-lsm-enabled | a host with its engine
5.4 | Capabilities are few | df-setcap-file img-file-capabilities wl-cap-add-dangerous wl-cap-sys-admin wl-cap-sys-module wl-cap-sys-ptrace-hostpid wl-cap-dac-read-search wl-cap-net-raw wl-cap-no-drop-all
5.5 | No privileged containers | wl-privileged aws-ecs-privileged | a cloud account
5.6 | No sensitive folders of the host are mounted | wl-sensitive-mount-rw wl-sensitive-mount-ro wl-hostpath-writable aws-ecs-host-volume | a cloud account
5.7 | No sshd in containers | df-sshd df-expose-ssh img-expose-ssh img-sshd-present wl-ssh-port
5.8 | No ports below 1024 are published | df-expose-privileged-port wl-privileged-port
5.9 | Only needed ports are open | df-expose-admin wl-publish-all wl-publish-sensitive
5.10 | The host's network is not shared | wl-host-network
5.11 | Memory is limited | wl-memory-limit wl-oom-kill-disable
5.12 | Processor shares are set | wl-cpu-limit
5.13 | The root filesystem is read-only | wl-readonly-rootfs-off aws-ecs-readonly-root | a cloud account
5.14 | Ports are bound to one interface | wl-publish-all-interfaces net-published-all-if
5.15 | Restarts after failure are bounded | wl-restart-policy
5.16 | The host's processes are not shared | wl-cap-sys-ptrace-hostpid wl-host-pid aws-ecs-host-namespace | a cloud account
5.17 | The host's IPC is not shared | wl-host-ipc
5.18 | No devices of the host | df-run-device wl-host-devices wl-block-device wl-dangerous-char-device wl-device-cgroup-rule
5.19 | ulimits are not raised | wl-ulimits
5.20 | Mounts are not propagated back | wl-mount-propagation-shared
5.21 | The host's UTS namespace is not shared | wl-host-uts
5.22 | The default seccomp profile stays on | wl-seccomp-unconfined wl-seccomp-unset
5.23 | Nobody executes with --privileged | wl-compose-hook-privileged ops-exec-privileged | a host with its engine
5.24 | Nobody executes as root | wl-compose-hook-privileged ops-exec-root | a host with its engine
5.25 | The cgroup is the container's own | wl-host-cgroupns wl-cgroup-parent
5.26 | Containers gain no privileges | wl-no-new-privileges-off
5.27 | Health is checked at run time | wl-healthcheck
5.28 | Images are those one means | df-from-latest df-from-untagged img-tag-latest wl-image-latest
5.29 | Processes are limited | wl-pids-limit
5.30 | The default bridge is not used | wl-default-bridge net-default-bridge-icc
5.31 | The host's user namespace is not shared | wl-host-userns
5.32 | The engine's socket is not mounted | wl-docker-sock wl-cri-sock wl-use-api-socket
6.1 | Images do not pile up | ops-image-sprawl | a host with its engine
6.2 | Containers do not pile up | ops-container-sprawl | a host with its engine
7.1 | Managers of the swarm are few | swarm-managers | a swarm
7.2 | The swarm listens on one interface | swarm-bind-address | a swarm
7.3 | Overlay networks are encrypted | swarm-overlay-encrypted | a swarm
7.4 | Secrets are the swarm's own | wl-env-file-secret wl-compose-secret-file-perms swarm-secrets sec-compose-file | a swarm
7.5 | Managers lock their keys | swarm-autolock | a swarm
7.6 | The lock's key is rotated | swarm-autolock-rotation | a swarm
7.7 | Node certificates are rotated | swarm-node-cert-rotation | a swarm
7.8 | CA certificates are rotated | swarm-ca-rotation | a swarm
7.9 | Management and data planes are apart | swarm-plane-separation | a swarm
`;
export const cisDocker: Standard = toStandard('cis-docker', 'CIS Docker Benchmark 1.6.0', points);
