import assert from 'node:assert/strict';
import { test } from 'node:test';
import { writeCompose } from './compose.ts';
import { adding, removing, setting, sidesOf, unsetting } from './fix-sample.ts';
import type { PlacedEdit } from './placed-edit.ts';

interface Row {
  readonly name: string;
  /** Lines; those that begin with `- ` alone go, those with `+ ` come, `  ` stay. */
  readonly text: string;
  readonly edits: (before: string) => readonly PlacedEdit[];
  readonly refused?: readonly string[];
}
const sock = {
  field: 'mounts',
  value: { kind: 'bind', source: '/var/run/docker.sock', target: '/var/run/docker.sock' },
} as const;
const rows: readonly Row[] = [
  {
    name: 'a flag is overwritten, its comment stays',
    text: `
  services:
    web:
      image: a
-     privileged: true # for now
+     privileged: false # for now
`,
    edits: (text) => [setting(text, 'privileged', false, { mark: 'privileged' })],
  },
  {
    name: 'groups, sysctls and rules for devices',
    text: `
  services:
    web:
      image: a
-     use_api_socket: true
-     cgroup_parent: /x
-     pull_policy: missing
+     pull_policy: always
-     group_add: [docker, "44"]
+     group_add: ["44"]
      sysctls:
        net.core.somaxconn: 1024
-       kernel.msgmax: 65536
-     device_cgroup_rules:
-       - "a *:* rwm"
`,
    edits: (text) => [
      unsetting(text, 'useApiSocket', 'use_api_socket'),
      unsetting(text, 'cgroupParent', 'cgroup_parent'),
      setting(text, 'pullPolicy', 'always', { mark: 'pull_policy' }),
      removing(text, { field: 'groups', value: 'docker' }, 'docker'),
      removing(text, { field: 'sysctls', value: { name: 'kernel.msgmax' } }, 'kernel.msgmax'),
      removing(text, { field: 'deviceRules', value: 'a *:* rwm' }, '"a *:*'),
    ],
  },
  {
    name: 'how it is ended, started again and logged',
    text: `
  services:
    web:
      image: a
-     restart: always
+     restart: "on-failure:5"
-     stdin_open: true
-     tty: true
-     oom_kill_disable: true
-     oom_score_adj: -1000
      logging:
-       driver: none
        options: {tag: web}
      ulimits:
-       memlock: -1
        nofile: 1024
`,
    edits: (text) => [
      setting(text, 'restart', { policy: 'on-failure', maxRetries: 5 }, { mark: 'restart' }),
      unsetting(text, 'stdin', 'stdin_open'),
      unsetting(text, 'tty', 'tty'),
      unsetting(text, 'oomKillDisable', 'oom_kill_disable'),
      unsetting(text, 'oomScoreAdj', 'oom_score_adj'),
      unsetting(text, 'logDriver', 'driver'),
      removing(text, { field: 'ulimits', value: { name: 'memlock' } }, 'memlock'),
    ],
  },
  {
    name: 'a second place for what happens when it ends',
    text: `
  services:
    web:
      image: a
      restart: always
      deploy: {restart_policy: {condition: any}}
`,
    edits: (text) => [setting(text, 'restart', { policy: 'on-failure', maxRetries: 5 }, { mark: 'restart' })],
    refused: ['deploy.restart_policy says it, too'],
  },
  {
    name: 'a sysctl of a list',
    text: `
  services:
    web:
      sysctls:
-       - kernel.msgmax=65536
        - net.core.somaxconn=1024
`,
    edits: (text) => [removing(text, { field: 'sysctls', value: { name: 'kernel.msgmax' } }, 'kernel.msgmax')],
  },
  {
    name: 'a missing flag comes behind the last key',
    text: `
  services:
      web:
          image: a
          ports:
          - "80:80"
+         read_only: true

      # the other one
      db:
          image: b
`,
    edits: (text) => [setting(text, 'readOnlyRootfs', true)],
  },
  {
    name: 'an option goes into the list that is there',
    text: `
  services:
    web:
      security_opt:
        - label:disable # old
+       - "no-new-privileges:true"
      image: a
`,
    edits: (text) => [setting(text, 'noNewPrivileges', true)],
  },
  {
    name: 'a list is made where there is none, with the indentation of the file',
    text: `
  services:
    web:
      image: a
      ports:
      - "80:80"
+     security_opt:
+     - "no-new-privileges:true"
`,
    edits: (text) => [setting(text, 'noNewPrivileges', true)],
  },
  {
    name: 'an option that says the opposite is turned round',
    text: `
  services:
    web:
      security_opt:
-       - no-new-privileges:false
+       - "no-new-privileges:true"
`,
    edits: (text) => [setting(text, 'noNewPrivileges', true, { mark: 'no-new' })],
  },
  {
    name: 'an item goes with its own comment and nothing else',
    text: `
  services:
    web:
      volumes:
        # the database
        - data:/data
-       - /var/run/docker.sock:/var/run/docker.sock:ro # convenient
        # configuration
        - ./etc:/etc/app
`,
    edits: (text) => [removing(text, sock, '/var/run')],
  },
  {
    name: 'the last item takes its key along',
    text: `
  services:
    web:
      image: a
-     volumes:
-       - /var/run/docker.sock:/var/run/docker.sock
      user: app
`,
    edits: (text) => [removing(text, sock, '/var/run')],
  },
  {
    name: 'long syntax is one item',
    text: `
  services:
    web:
      volumes:
-       - type: bind
-         source: /var/run/docker.sock
-         target: /var/run/docker.sock
        - data:/data
`,
    edits: (text) => [removing(text, sock, 'type: bind')],
  },
  {
    name: 'flow lists keep their form',
    text: `
  services:
    web:
-     cap_add: [ SYS_ADMIN, NET_ADMIN ] # why
+     cap_add: [ NET_ADMIN ] # why
-     cap_drop: [NET_RAW, 'ALL']
+     cap_drop: [NET_RAW]
`,
    edits: (text) => [
      removing(text, { field: 'capAdd', value: 'SYS_ADMIN' }, 'SYS_ADMIN'),
      removing(text, { field: 'capDrop', value: 'ALL' }, "'ALL'"),
    ],
  },
  {
    name: 'flow services keep their form',
    text: `
- services: {web: {image: a, privileged: true, cap_add: [CAP_SYS_ADMIN]}}
+ services: {web: {image: a, privileged: false, read_only: true}}
`,
    edits: (text) => [
      setting(text, 'privileged', false, { mark: 'true' }),
      removing(text, { field: 'capAdd', value: 'SYS_ADMIN' }, 'CAP_SYS'),
      setting(text, 'readOnlyRootfs', true),
    ],
  },
  {
    name: 'JSON stays JSON',
    text: `
  {
    "services": {
      "web": {
-       "image": "a"
+       "image": "a",
+       "cap_drop": ["ALL"]
      }
    }
  }
`,
    edits: () => [adding('capDrop', 'ALL')],
  },
  {
    name: 'several edits of one service see each other',
    text: `
  services:
    web:
      image: a
-     privileged: true
+     privileged: false
-     network_mode: host
-     pid: host
      security_opt:
-       - seccomp:unconfined
-       - apparmor=unconfined
+       - "no-new-privileges:true"
-     cap_add:
-       - SYS_ADMIN
-       - SYS_PTRACE
-     pids_limit: -1
+     pids_limit: 512
`,
    edits: (text) => [
      setting(text, 'privileged', false, { mark: 'privileged' }),
      unsetting(text, 'network', 'network_mode'),
      unsetting(text, 'pid', 'pid: host'),
      setting(text, 'noNewPrivileges', true),
      setting(text, 'seccomp', { type: 'runtime' }, { mark: 'seccomp' }),
      unsetting(text, 'apparmor', 'apparmor'),
      removing(text, { field: 'capAdd', value: 'SYS_ADMIN' }, 'SYS_ADMIN'),
      removing(text, { field: 'capAdd', value: 'SYS_PTRACE' }, 'SYS_PTRACE'),
      setting(text, 'pidsLimit', 512, { mark: 'pids_limit' }),
    ],
  },
  {
    name: 'a limit below deploy is changed there',
    text: `
  services:
    web:
      deploy:
        resources:
          limits:
-           pids: -1
+           pids: 512
`,
    edits: (text) => [setting(text, 'pidsLimit', 512, { mark: 'pids' })],
  },
  {
    name: 'what an anchor brings in is overridden in the service alone',
    text: `
  x-base: &base
    privileged: true
    cap_add: [SYS_ADMIN, CHOWN]
    pid: host
  services:
    web:
      <<: *base
      image: a
+     privileged: false
+     cap_add: ["CHOWN"]
+     pid: null
    other:
      <<: *base
`,
    edits: (text) => [
      setting(text, 'privileged', false, { mark: 'privileged' }),
      removing(text, { field: 'capAdd', value: 'SYS_ADMIN' }, 'SYS_ADMIN'),
      unsetting(text, 'pid', 'pid: host'),
    ],
  },
  {
    name: 'a service that is an alias gets a mapping of its own',
    text: `
  x-base: &base
    image: a
  services:
-   web: *base # same
+   web: {<<: *base, read_only: true} # same
    other: *base
`,
    edits: (text) => [setting(text, 'readOnlyRootfs', true)],
  },
  {
    name: 'a service that others build on is left alone',
    text: `
  services:
    web: &web
      privileged: true
    other:
      <<: *web
`,
    edits: (text) => [setting(text, 'privileged', false, { mark: 'privileged' })],
    refused: ['the service is shared with others through &web'],
  },
  {
    name: 'a service that others build on is changed when all want it',
    text: `
  services:
    web: &web
-     privileged: true
+     privileged: false
    other:
      <<: *web
`,
    edits: (text) => [
      setting(text, 'privileged', false, { mark: 'privileged' }),
      setting(text, 'privileged', false, { mark: 'privileged', pointer: ['services', 'other'] }),
    ],
  },
  {
    name: 'an anchor is changed when all its users want it',
    text: `
  x-base: &base
-   privileged: true
+   privileged: false
    image: a
+   read_only: true
  services:
    web:
      <<: *base
    other:
      <<: *base
      image: b
`,
    edits: (text) =>
      ['web', 'other'].flatMap((name) => [
        setting(text, 'privileged', false, { mark: 'privileged', pointer: ['services', name] }),
        setting(text, 'readOnlyRootfs', true, { pointer: ['services', name] }),
      ]),
  },
  {
    name: 'what another service hands on by extends cannot be taken out here',
    text: `
  services:
    base:
      cap_add: [SYS_ADMIN]
    web:
      extends: base
`,
    edits: (text) => [removing(text, { field: 'capAdd', value: 'SYS_ADMIN' }, 'SYS_ADMIN')],
    refused: ['the service takes it from another one that it extends'],
  },
  {
    name: 'blank lines that belong to a text stay with it',
    text: `
  services:
    web:
      command: |+
        echo

+     read_only: true
    db:
      image: b
`,
    edits: (text) => [setting(text, 'readOnlyRootfs', true)],
  },
  {
    name: 'a variable of a mapping',
    text: `
  services:
    web:
      environment:
-       TOKEN: abc
        DEBUG: "1"
`,
    edits: (text) => [removing(text, { field: 'env', value: { name: 'TOKEN' } }, 'TOKEN')],
  },
  {
    name: 'a file that cannot be read is left as it is',
    text: `
  services:
    web: [
`,
    edits: (text) => [setting(text, 'readOnlyRootfs', true)],
    refused: ['the file is not YAML that we can read'],
  },
];

for (const row of rows) {
  test(row.name, () => {
    const { before, after } = sidesOf(row.text);
    const written = writeCompose(before, row.edits(before));
    assert.equal(written.text, after);
    assert.deepEqual(
      written.refused.map(({ why }) => why),
      row.refused ?? [],
    );
  });
  test(`${row.name}, with carriage returns and no line end at the end`, () => {
    const { before, after } = sidesOf(row.text);
    const crlf = (text: string): string => text.trimEnd().replaceAll('\n', '\r\n');
    assert.equal(writeCompose(crlf(before), row.edits(before)).text, crlf(after));
  });
}
