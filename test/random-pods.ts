// Random pods: as bad as they come, and hardened ones of which little is left as it came.
import * as fc from 'fast-check';

const flag = fc.option(fc.boolean(), { nil: undefined });
const profile = fc.option(fc.record({ type: fc.constantFrom('RuntimeDefault', 'Localhost', 'Unconfined') }), {
  nil: undefined,
});
const label = fc.record(
  {
    type: fc.constantFrom('', 'container_t', 'container_init_t', 'container_engine_t', 'spc_t'),
    user: fc.constantFrom('', 'system_u'),
    role: fc.constantFrom('', 'system_r'),
  },
  { requiredKeys: [] },
);
const shared = {
  runAsNonRoot: flag,
  runAsUser: fc.constantFrom(undefined, undefined, 0, 1000),
  seccompProfile: profile,
  appArmorProfile: profile,
  seLinuxOptions: fc.option(label, { nil: undefined, freq: 1 }),
  windowsOptions: fc.constantFrom(undefined, undefined, undefined, { hostProcess: true }, { hostProcess: false }),
};
const handler = fc.constantFrom(
  undefined,
  undefined,
  { httpGet: { port: 80 } },
  { httpGet: { port: 80, host: '127.0.0.1' } },
  { tcpSocket: { port: 80, host: 'db' } },
  { exec: { command: ['true'] } },
);
const container = (name: string) =>
  fc.record({
    name: fc.constant(name),
    image: fc.constant('registry.example/web:1'),
    ports: fc.constantFrom(undefined, [{ containerPort: 80 }], [{ containerPort: 80, hostPort: 80 }]),
    livenessProbe: handler,
    readinessProbe: handler,
    lifecycle: fc.option(fc.record({ postStart: handler, preStop: handler }), { nil: undefined, freq: 1 }),
    securityContext: fc.option(
      fc.record({
        ...shared,
        privileged: flag,
        allowPrivilegeEscalation: flag,
        procMount: fc.constantFrom(undefined, undefined, 'Default', 'Unmasked'),
        capabilities: fc.option(
          fc.record(
            {
              add: fc.subarray(['NET_BIND_SERVICE', 'NET_RAW', 'SYS_ADMIN', 'CHOWN', 'ALL', 'cap_chown']),
              drop: fc.subarray(['ALL', 'all', 'NET_RAW']),
            },
            { requiredKeys: [] },
          ),
          { nil: undefined },
        ),
      }),
      { nil: undefined },
    ),
  });
const volume = fc
  .constantFrom(
    { hostPath: { path: '/' } },
    { emptyDir: {} },
    { configMap: { name: 'a' } },
    { secret: { secretName: 'a' } },
    { nfs: { server: 's', path: '/' } },
    { gitRepo: { repository: 'r' } },
    { csi: { driver: 'd' } },
    { image: { reference: 'i' } },
    { projected: { sources: [] } },
    { flexVolume: { driver: 'd' } },
    { persistentVolumeClaim: { claimName: 'c' } },
  )
  .map((source) => ({ name: 'data', ...source }));
const pod = fc.record({
  apiVersion: fc.constant('v1'),
  kind: fc.constant('Pod'),
  metadata: fc.record({
    name: fc.constant('web'),
    annotations: fc.constantFrom<Readonly<Record<string, string>> | undefined>(
      undefined,
      undefined,
      { 'container.apparmor.security.beta.kubernetes.io/main': 'unconfined' },
      { 'container.apparmor.security.beta.kubernetes.io/main': 'localhost/a' },
      { 'seccomp.security.alpha.kubernetes.io/pod': 'unconfined' },
      { 'seccomp.security.alpha.kubernetes.io/pod': 'docker/default' },
      { 'container.seccomp.security.alpha.kubernetes.io/main': 'unconfined' },
      { 'container.seccomp.security.alpha.kubernetes.io/other': 'unconfined' },
    ),
  }),
  spec: fc.record({
    hostNetwork: flag,
    hostPID: fc.constantFrom(undefined, undefined, true, false),
    hostIPC: fc.constantFrom(undefined, undefined, true, false),
    hostUsers: flag,
    os: fc.constantFrom(undefined, undefined, { name: 'linux' }, { name: 'windows' }),
    securityContext: fc.option(
      fc.record({
        ...shared,
        sysctls: fc.option(
          fc
            .subarray([
              'kernel.shm_rmid_forced',
              'net.ipv4.tcp_rmem',
              'net.ipv4.tcp_fin_timeout',
              'kernel.msgmax',
              'net.ipv4.tcp_notsent_lowat',
            ])
            .map((names) => names.map((name) => ({ name, value: '1' }))),
          { nil: undefined, freq: 1 },
        ),
      }),
      { nil: undefined },
    ),
    volumes: fc.option(fc.array(volume, { maxLength: 2 }), { nil: undefined }),
    containers: fc.tuple(container('main')).map((all) => [...all]),
    initContainers: fc.option(
      fc.tuple(container('setup')).map((all) => [...all]),
      { nil: undefined, freq: 1 },
    ),
    ephemeralContainers: fc.option(
      fc.tuple(container('debug')).map((all) => [...all]),
      { nil: undefined, freq: 1 },
    ),
  }),
});

const good = {
  ports: undefined,
  livenessProbe: undefined,
  readinessProbe: undefined,
  lifecycle: undefined,
  securityContext: {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    runAsNonRoot: true,
    seccompProfile: { type: 'RuntimeDefault' },
  },
};
/** A random pod of which little is left as it came: pods that pass are as telling as those that fail. */
const nearlyGood: fc.Arbitrary<object> = fc
  .tuple(pod, fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }))
  .map(([{ spec, ...rest }, wild]) => {
    const keep = <T>(index: number, value: T, other: T | undefined): T | undefined =>
      wild[index] === true && wild[index + 1] === true ? value : other;
    const tame = (one: object): object => ({ ...one, ...keep<object>(0, {}, good) });
    return {
      ...rest,
      spec: {
        hostNetwork: keep(1, spec.hostNetwork, undefined),
        hostPID: keep(2, spec.hostPID, undefined),
        hostIPC: keep(3, spec.hostIPC, undefined),
        hostUsers: spec.hostUsers,
        os: spec.os,
        securityContext: keep(5, spec.securityContext, undefined),
        volumes: keep(6, spec.volumes, undefined),
        containers: spec.containers.map(tame),
        initContainers: keep(7, spec.initContainers, undefined)?.map(tame),
        ephemeralContainers: keep(8, spec.ephemeralContainers, undefined)?.map(tame),
      },
    };
  });

/** `count` pods as JSON objects, the same ones for a seed. */
export function randomPods(count: number, seed: number): readonly object[] {
  return fc.sample(fc.oneof<fc.Arbitrary<object>[]>(pod, nearlyGood), { numRuns: count, seed });
}
