// A project of services that any engine can start: each sets what the others leave alone.

export function engineServices(image: string): string {
  const services = Object.entries(lines).map(([name, own]) =>
    [`  ${name}:`, `    image: ${image}`, ...own.map((line) => `    ${line}`)].join('\n'),
  );
  return `name: plimsoll-compose-test\nservices:\n${services.join('\n')}\n${sections}`;
}
const lines: Readonly<Record<string, readonly string[]>> = {
  a01_nothing: ['network_mode: none'],
  a02_privileged: ['privileged: true', 'network_mode: none'],
  a03_capabilities: ['cap_add: [net_admin, CAP_SYS_PTRACE]', 'cap_drop: [ALL]', 'network_mode: none'],
  a04_user: ['user: "1000:1000"', 'group_add: ["2000", "3000"]', 'network_mode: none'],
  a05_namespaces: ['pid: host', 'ipc: host', 'uts: host', 'network_mode: host'],
  a06_shareable: ['ipc: shareable', 'network_mode: none', 'cgroup: private'],
  a07_others: ['network_mode: "service:a01_nothing"', 'pid: "service:a01_nothing"', 'ipc: "service:a06_shareable"'],
  a08_limits: ['mem_limit: 64m', 'mem_reservation: 32mb', 'cpus: 0.5', 'pids_limit: 50', 'network_mode: none'],
  a09_deployed: [
    'network_mode: none',
    'deploy:',
    '  resources: {limits: {memory: 128M, cpus: "0.25", pids: 20}, reservations: {memory: "16777216"}}',
    '  restart_policy: {condition: on-failure, max_attempts: 3}',
  ],
  a10_quota: ['cpu_quota: 20000', 'cpu_period: 50000', 'network_mode: none', 'oom_score_adj: 500'],
  a11_confinement: [
    'network_mode: none',
    'security_opt: ["no-new-privileges:true", "seccomp:unconfined", "systempaths=unconfined", "label=disable"]',
    'read_only: "yes"',
  ],
  a12_mounts: [
    'network_mode: none',
    'volumes:',
    '  - ./data:/data:ro',
    '  - ./more/:/more/',
    '  - named:/named',
    '  - /anonymous',
    '  - {type: bind, source: ./data, target: /private, bind: {propagation: rprivate}}',
    '  - {type: tmpfs, target: /scratch, tmpfs: {size: 1m}}',
    'tmpfs: ["/run:size=64k", "/tmp:ro,noexec"]',
  ],
  a13_handed: [
    'network_mode: none',
    'secrets: [plain, {source: plain, target: renamed}, {source: plain, target: /abs}]',
    'configs: [{source: c, target: /etc/c}]',
  ],
  a14_given: ['network_mode: none', 'volumes: ["./data:/own"]', 'tmpfs: /t'],
  a15_taken: ['network_mode: none', 'volumes_from: ["a14_given:ro"]', 'volumes: ["./more:/mine"]'],
  a16_devices: [
    'network_mode: none',
    'devices: ["/dev/null:/dev/xnull:rw", /dev/zero]',
    'device_cgroup_rules: ["c 1:3 mr"]',
    'ulimits: {nofile: {soft: 100, hard: 200}, nproc: 300}',
  ],
  a17_kernel: ['network_mode: none', 'sysctls: {net.ipv4.ip_forward: 1, kernel.msgmax: "65536"}'],
  a18_restarts: ['network_mode: none', 'restart: unless-stopped', 'tty: true', 'stdin_open: true'],
  a19_words: [
    'network_mode: none',
    'entrypoint: /idle "a b"',
    "command: ['c', 'd e']",
    'environment: {A: 1, B: "x y", C: true, D: 1.10, E: "$$F"}',
    'labels: {l: 1, m: "n"}',
    'extra_hosts: {h: 10.0.0.1}',
  ],
  a20_health: ['network_mode: none', 'healthcheck: {test: [CMD, /idle]}'],
  a21_no_health: ['network_mode: none', 'healthcheck: {disable: true}'],
  a22_ports: ['network_mode: none', 'ports: ["8080:80", "127.0.0.1:81:81/udp", "9000-9001:90-91"]', 'expose: [70]'],
};
const sections = `
volumes: {named: }
secrets: {plain: {file: ./s.txt}}
configs: {c: {file: ./c.txt}}
`;
