import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ItemChange } from '../model/edit.ts';
import type { ListName } from '../model/workload.ts';
import { writeCompose } from './compose.ts';
import { changing, removing, replacing, sidesOf, withoutRight } from './fix-sample.ts';
import type { PlacedEdit } from './placed-edit.ts';

interface Row {
  readonly name: string;
  readonly text: string;
  readonly edits: (before: string) => readonly PlacedEdit[];
  readonly refused?: readonly string[];
}
const loopback: ItemChange = { hostIp: '127.0.0.1' };
const port = (container: number, host: number): { field: ListName; value: unknown; to: ItemChange } => ({
  field: 'ports',
  value: { container, host, protocol: 'tcp' },
  to: loopback,
});
const mount = (target: string, to: ItemChange): { field: ListName; value: unknown; to: ItemChange } => ({
  field: 'mounts',
  value: { kind: 'bind', target },
  to,
});
const rows: readonly Row[] = [
  {
    name: 'ports in every spelling go to the loopback, each in its quotes',
    text: `
  services:
    web:
      image: a
      ports:
-       - "80:80" # web
-       - '81:81/udp'
-       - 82:82
-       - 0.0.0.0:83:83
-       - "[::]:84:84"
-       - \${PORT:-85}:85
-       - 86
+       - "127.0.0.1:80:80" # web
+       - '127.0.0.1:81:81/udp'
+       - 127.0.0.1:82:82
+       - 127.0.0.1:83:83
+       - "127.0.0.1:84:84"
+       - "127.0.0.1:\${PORT:-85}:85"
+       - 127.0.0.1::86
`,
    edits: (text) => [
      changing(text, port(80, 80), '"80:80"'),
      changing(text, port(81, 81), "'81:81"),
      changing(text, port(82, 82), '82:82'),
      changing(text, port(83, 83), '0.0.0.0:83'),
      changing(text, port(84, 84), '"[::]:84'),
      changing(text, port(85, 85), '${PORT'),
      changing(text, port(86, 0), '86'),
    ],
  },
  {
    name: 'a port in long syntax, and one of two on the same number of the container',
    text: `
  services:
    web:
      image: a
      ports:
        - target: 80
          published: "8080"
+         host_ip: 127.0.0.1
-       - {target: 80, published: "8081", host_ip: 0.0.0.0}
+       - {target: 80, published: "8081", host_ip: 127.0.0.1}
`,
    edits: (text) => [changing(text, port(80, 8081), '{target: 80'), changing(text, port(80, 8080), 'target: 80\n')],
  },
  {
    name: 'mounts become read-only and keep their other options',
    text: `
  services:
    web:
      image: a
      volumes:
-       - /srv/a:/a
-       - /srv/b:/b:rw,z # shared label
-       - "/srv/c:/c:Z"
+       - /srv/a:/a:ro
+       - /srv/b:/b:ro,z # shared label
+       - "/srv/c:/c:ro,Z"
        - type: bind
          source: /srv/d
          target: /d
+         read_only: true
`,
    edits: (text) => [
      changing(text, mount('/a', { readOnly: true }), '/srv/a'),
      changing(text, mount('/b', { readOnly: true }), '/srv/b'),
      changing(text, mount('/c', { readOnly: true }), '"/srv/c'),
      changing(text, mount('/d', { readOnly: true }), 'type: bind'),
    ],
  },
  {
    name: 'propagation goes, and what only held it',
    text: `
  services:
    web:
      image: a
      volumes:
-       - /srv/a:/a:rshared
-       - /srv/b:/b:ro,shared
+       - /srv/a:/a
+       - /srv/b:/b:ro
        - type: bind
          source: /srv/d
          target: /d
-         bind:
-           propagation: rshared
`,
    edits: (text) => [
      changing(text, mount('/a', { propagation: null }), '/srv/a'),
      changing(text, mount('/b', { propagation: null }), '/srv/b'),
      changing(text, mount('/d', { propagation: null }), 'type: bind'),
    ],
  },
  {
    name: 'no program runs from a tmpfs, alone or in a list',
    text: `
  services:
    web:
      image: a
-     tmpfs: /tmp:exec,size=64m
+     tmpfs: /tmp:size=64m
    db:
      image: b
      tmpfs:
-       - /run:exec
+       - /run
`,
    edits: (text) => [
      changing(text, mount('/tmp', { noexec: true }), '/tmp:exec'),
      changing(text, mount('/run', { noexec: true }), '/run:exec', { pointer: ['services', 'db'] }),
    ],
  },
  {
    name: 'hooks and builds lose their rights',
    text: `
  services:
    web:
-     image: k8s.gcr.io/web:1 # moved
+     image: registry.k8s.io/web:1 # moved
      build:
        context: .
-       privileged: true
        entitlements:
-         - security.insecure
          - device
      post_start:
        - command: ["/bin/a", "b"]
-         privileged: true
-     pre_stop: [{command: /bin/a, user: root}]
+     pre_stop: [{command: /bin/a}]
`,
    edits: (text) => [
      withoutRight(text, 'privileged'),
      withoutRight(text, 'security.insecure'),
      replacing(text, 'k8s.gcr.io/', 'registry.k8s.io/'),
      changing(
        text,
        { field: 'handlers', value: { when: 'postStart', command: ['/bin/a', 'b'] }, to: { privileged: null } },
        'command: ["/bin/a"',
      ),
      changing(
        text,
        { field: 'handlers', value: { when: 'preStop', command: ['/bin/a'] }, to: { user: null } },
        '{command: /bin/a',
      ),
    ],
  },
  {
    name: 'a list that comes from an anchor is left alone, unless all that use it want the same',
    text: `
  x-web: &web
    ports: ["80:80"]
  services:
    a:
      <<: *web
      image: a
    b:
      <<: *web
      image: b
`,
    edits: (text) => [changing(text, port(80, 80), '"80:80"', { pointer: ['services', 'a'] })],
    refused: ['it comes from an anchor or from another service'],
  },
  {
    name: 'a list that comes from an anchor is changed there where all want it',
    text: `
  x-web: &web
-   ports: ["80:80"]
+   ports: ["127.0.0.1:80:80"]
  services:
    a:
      <<: *web
      image: a
    b:
      <<: *web
      image: b
`,
    edits: (text) => ['a', 'b'].map((name) => changing(text, port(80, 80), '"80:80"', { pointer: ['services', name] })),
  },
  {
    name: 'a mount that stands for the engine’s socket goes with what asks for it',
    text: `
  services:
    web:
      image: a
-     use_api_socket: true
`,
    edits: (text) => [removing(text, { field: 'mounts', value: { target: '/var/run/docker.sock' } }, 'true')],
  },
  {
    name: 'what one service extends is changed there, once for both',
    text: `
  services:
    base:
      image: a
-     cap_add: [SYS_MODULE]
    web:
      extends: {service: base}
`,
    edits: (text) =>
      ['web', 'base'].map((name) =>
        removing(text, { field: 'capAdd', value: 'SYS_MODULE' }, 'SYS_MODULE', { pointer: ['services', name] }),
      ),
  },
];
for (const row of rows) {
  test(row.name, () => {
    const { before, after } = sidesOf(row.text);
    const edits = row.edits(before);
    const written = writeCompose(before, edits);
    assert.equal(written.text, after);
    assert.deepEqual(
      written.refused.map(({ why }) => why),
      row.refused ?? [],
    );
    const placeless = edits.map((edit) => ('at' in edit ? { ...edit, at: { path: 'f.yaml' } } : edit));
    assert.equal(writeCompose(after, placeless).text, after, 'a second run changes nothing');
  });
  test(`${row.name}, with carriage returns and no line end at the end`, () => {
    const { before, after } = sidesOf(row.text);
    const crlf = (text: string): string => text.trimEnd().replaceAll('\n', '\r\n');
    assert.equal(writeCompose(crlf(before), row.edits(before)).text, crlf(after));
  });
}
