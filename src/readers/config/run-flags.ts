// The options of `docker run`, `podman run` and `nerdctl run`: which there are, and which take a value.
// https://docs.docker.com/reference/cli/docker/container/run/ https://docs.podman.io/en/latest/markdown/podman-run.1.html
// https://github.com/containerd/nerdctl/blob/main/docs/command-reference.md

export type Tool = 'docker' | 'podman' | 'nerdctl';
function wordsOf(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}

const switches = new Set(
  wordsOf(`
  detach disable-content-trust help init interactive no-healthcheck oom-kill-disable privileged publish-all quiet
  read-only rm sig-proxy tty use-api-socket
  env-host http-proxy no-hosts no-hostname passwd read-only-tmpfs replace rmi rootfs tls-verify unsetenv-all
  insecure-registry
`),
);
const valued = new Set(
  wordsOf(`
  add-host annotation attach blkio-weight blkio-weight-device cap-add cap-drop cgroup-parent cgroupns cidfile
  cpu-count cpu-percent cpu-period cpu-quota cpu-rt-period cpu-rt-runtime cpu-shares cpus cpuset-cpus cpuset-mems
  detach-keys device device-cgroup-rule device-read-bps device-read-iops device-write-bps device-write-iops dns
  dns-option dns-search domainname entrypoint env env-file expose gpus group-add health-cmd health-interval
  health-retries health-start-interval health-start-period health-timeout hostname io-maxbandwidth io-maxiops ip ip6
  ipc isolation kernel-memory label label-file link link-local-ip log-driver log-opt mac-address memory
  memory-reservation memory-swap memory-swappiness mount name network network-alias oom-score-adj pid pids-limit
  platform publish pull restart runtime security-opt shm-size stop-signal stop-timeout storage-opt sysctl tmpfs ulimit
  user userns uts volume volume-driver volumes-from workdir
  arch authfile cert-dir cgroup-conf cgroups chrootdirs conmon-pidfile creds decryption-key env-merge gidmap
  group-entry health-log-destination health-max-log-count health-max-log-size health-on-failure health-startup-cmd
  health-startup-interval health-startup-retries health-startup-success health-startup-timeout hosts-file hostuser
  image-volume init-ctr init-path intel-rdt-closid ip6-address os passwd-entry personality pidfile pod pod-id-file
  preserve-fd preserve-fds rdt-class requires retry retry-delay sdnotify seccomp-policy secret shm-size-systemd
  signature-policy subgidname subuidname systemd timeout tz uidmap umask unsetenv variant
  cosign-certificate-identity cosign-key ipfs-address verify
`),
);
/** Older spellings. */
const aliases: ReadonlyMap<string, string> = new Map([
  ['net', 'network'],
  ['net-alias', 'network-alias'],
  ['dns-opt', 'dns-option'],
]);
const letters: ReadonlyMap<string, string> = new Map([
  ['a', 'attach'],
  ['c', 'cpu-shares'],
  ['d', 'detach'],
  ['e', 'env'],
  ['h', 'hostname'],
  ['i', 'interactive'],
  ['l', 'label'],
  ['m', 'memory'],
  ['p', 'publish'],
  ['P', 'publish-all'],
  ['q', 'quiet'],
  ['t', 'tty'],
  ['u', 'user'],
  ['v', 'volume'],
  ['w', 'workdir'],
]);
/** Lists that podman takes apart at commas, as it does with all slices of its flags. */
const podmanLists = new Set(
  wordsOf(`
  annotation cap-add cap-drop cgroup-conf device device-cgroup-rule dns dns-search env-file expose gidmap group-add
  label-file network sysctl uidmap ulimit
`),
);

export type FlagKind = 'switch' | 'valued' | 'unknown';
export function flagKind(name: string): FlagKind {
  return switches.has(name) ? 'switch' : valued.has(name) ? 'valued' : 'unknown';
}
export function flagName(written: string): string {
  return aliases.get(written) ?? written;
}
export function flagOfLetter(letter: string): string | undefined {
  return letters.get(letter);
}
export function isSplit(tool: Tool, name: string): boolean {
  return tool === 'podman' && podmanLists.has(name);
}
/** Whether a word begins like an option that there is. */
export function isFlagWord(text: string): boolean {
  if (text.startsWith('--')) return flagKind(flagName(text.slice(2).split('=', 1)[0] ?? '')) !== 'unknown';
  return text.length > 1 && text.startsWith('-') && letters.has(text[1] ?? '');
}

/** Options before the verb that take a value; all others do not. */
const globalValued = new Set(
  wordsOf(`
  --config --context -c --host -H --log-level -l --tlscacert --tlscert --tlskey
  --cgroup-manager --conmon --connection --events-backend --hooks-dir --identity --imagestore --log-opt --module
  --network-cmd-path --network-config-dir --out --pull-option --root --runroot --runtime --runtime-flag --ssh
  --storage-driver --storage-opt --tmpdir --tls-ca --tls-cert --tls-key --url --volumepath
  --namespace -n --address -a --snapshotter --data-root --cni-path --cni-netconfpath --hosts-dir --cgroup-manager
  --bridge-ip
`),
);
export function takesValue(globalFlag: string): boolean {
  return globalValued.has(globalFlag);
}
