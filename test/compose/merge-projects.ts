// What lies on top of what: overrides, `!reset`, `extends`, `include`, anchors.
import { one, over, service, text, type SampleProject } from './sample-project.ts';

export const mergeProjects: readonly SampleProject[] = [
  over(
    'single values',
    ['user: a', 'privileged: true', 'image: x'],
    ['user: b', 'privileged: false', 'read_only: true'],
  ),
  over(
    'null takes nothing away',
    ['user: a', 'environment: {A: x}', 'cap_add: [A]'],
    ['user: ', 'environment: {A: }', 'cap_add: '],
  ),
  over(
    'lists',
    ['cap_add: [A, B]', 'security_opt: ["seccomp=unconfined"]'],
    ['cap_add: [B, C]', 'security_opt: ["seccomp=a.json"]'],
  ),
  over('lists with the same word written otherwise', ['cap_add: [sys_admin]'], ['cap_add: [SYS_ADMIN]']),
  over('variables', ['environment: [A=1, B=1, C]'], ['environment: {B: 2, D: 4}']),
  over('variables that lose their value', ['environment: {A: 1}'], ['environment: [A]']),
  over('labels', ['labels: [a=1]'], ['labels: {a: 2, b: 3}']),
  over('mounts at one place', ['volumes: ["/a:/t:ro", "/x:/y"]'], ['volumes: ["/b:/t/"]']),
  over('mounts in both forms', ['volumes: ["/a:/t:ro"]'], ['volumes: [{type: bind, source: /b, target: /t}]']),
  over('devices at one place', ['devices: ["/dev/a:/dev/x:r"]'], ['devices: ["/dev/b:/dev/x", "/dev/c"]']),
  over('ports', ['ports: ["80:80", "81:81"]'], ['ports: ["80:80", "82:81"]']),
  over('exposed ports', ['expose: [80, "81"]'], ['expose: ["80", 82]']),
  over('tmpfs', ['tmpfs: /a'], ['tmpfs: [/a, "/b:noexec"]']),
  {
    name: 'secrets at one place, and networks',
    files: {
      'compose.yaml': text(
        service('secrets: [s]', 'networks: [n]').trimEnd(),
        'networks: {n: }',
        'secrets: {s: {file: s.txt}}',
      ),
      'compose.override.yaml': text(
        service('secrets: [{source: t, target: /run/secrets/s}]', 'networks: {m: {aliases: [x]}}').trimEnd(),
        'networks: {n: {driver: d}, m: }',
        'secrets: {s: {file: other.txt}, t: {file: t.txt}}',
      ),
    },
  },
  over('a network mode instead of networks', ['networks: [default]'], ['network_mode: host', 'networks: !reset null']),
  over('a build in both forms', ['build: ./a'], ['build: {dockerfile: D, args: [X=1]}']),
  over(
    'limits',
    ['deploy: {resources: {limits: {memory: 1g, cpus: "1"}}}'],
    ['deploy: {resources: {limits: {memory: 2g}}}'],
  ),
  over('!reset of a value', ['privileged: true', 'user: a'], ['privileged: !reset null', 'user: !reset ""']),
  over('!reset of a list', ['cap_add: [A]', 'volumes: ["/a:/b"]'], ['cap_add: !reset []', 'volumes: !reset []']),
  over(
    '!reset within',
    ['environment: {A: 1, B: 2}', 'deploy: {resources: {limits: {memory: 1g}}}'],
    ['environment: {A: !reset null, C: 3}', 'deploy: {resources: !reset {}}'],
  ),
  over('!reset of an item of its own', ['cap_add: [A]'], ['cap_add: [!reset B, C]']),
  over(
    '!override of a list',
    ['cap_add: [A]', 'ports: ["1:1"]'],
    ['cap_add: !override [B]', 'ports: !override ["2:2"]'],
  ),
  over(
    '!override of a map',
    ['environment: {A: 1}', 'labels: {a: b}'],
    ['environment: !override {B: 2}', 'labels: !override [c=d]'],
  ),
  {
    name: '!override and !reset of services',
    files: {
      'compose.yaml': text(service('privileged: true').trimEnd(), '  b: {image: x, user: a}', '  c: {image: y}'),
      'compose.override.yaml': text(
        'services:',
        '  web: !override {image: n, user: u}',
        '  b: !reset null',
        '  c: {user: !override z}',
      ),
    },
  },
  {
    name: '!reset of a network',
    files: {
      'compose.yaml': text(service('networks: [n, m]').trimEnd(), 'networks: {n: {internal: true}, m: {driver: x}}'),
      'compose.override.yaml': text(
        'services: {web: {networks: !override [m]}}',
        'networks: {n: !reset null, m: !override {internal: true}}',
      ),
    },
  },
  {
    name: 'files named together',
    named: ['compose.yaml', 'compose.prod.yaml', 'compose.debug.yaml'],
    files: {
      'compose.yaml': service('user: a', 'cap_add: [A]'),
      'compose.prod.yaml': text('name: mine', 'services:', '  web: {user: b, cap_add: [B]}', '  extra: {image: x}'),
      'compose.debug.yaml': text('services:', '  web: {user: c, volumes: ["./x:/x"]}'),
      'compose.override.yaml': service('privileged: true'),
    },
  },
  {
    name: 'files named by COMPOSE_FILE',
    files: {
      'base.yml': service('user: a'),
      'more/top.yml': text('services:', '  web: {privileged: true, volumes: ["./x:/x"], env_file: y.env}'),
      'y.env': 'Y=1\n',
      '.env': 'COMPOSE_FILE=base.yml:more/top.yml\n',
    },
  },
  {
    name: 'the first of the default names',
    target: 'compose.yaml',
    files: {
      'compose.yml': service('user: a'),
      'compose.yaml': service('user: b'),
      'docker-compose.override.yml': service('tty: true'),
    },
  },
  {
    name: 'two documents in a file',
    files: {
      'compose.yaml': text(
        service('user: a', 'cap_add: [A]').trimEnd(),
        '---',
        service('user: b', 'cap_add: [B]').trimEnd(),
      ),
    },
  },
  {
    name: 'extends in the same file',
    files: {
      'compose.yaml': text(
        'services:',
        '  web: {extends: base, user: b, environment: {B: 2}}',
        '  base: {extends: {service: root}, environment: [A=1], cap_add: [A]}',
        '  root: {image: x, user: r, privileged: true, cap_add: [R]}',
      ),
    },
  },
  {
    name: 'extends of other files',
    target: 'compose.yaml',
    files: {
      'compose.yaml': text(
        'services:',
        '  web: {extends: {file: sub/base.yaml, service: base}, volumes: ["./mine:/m"], env_file: w.env}',
        '  two: {extends: {file: sub/base.yaml, service: base}, build: !reset null, image: z}',
      ),
      'sub/base.yaml': text(
        'services:',
        '  base:',
        '    extends: {file: deep/root.yaml, service: root}',
        '    volumes: ["./data:/d", "named:/n"]',
        '    env_file: b.env',
        '    build: .',
        'volumes: {named: }',
      ),
      'sub/deep/root.yaml': text(
        'services:',
        '  root: {image: "${IMG}", env_file: [r.env], volumes: ["../x:/x"], extends: other}',
        '  other: {user: o}',
      ),
      'compose.override.yaml': text('services: {web: {user: top}}', 'volumes: {named: }'),
      '.env': 'IMG=i:1\n',
      'w.env': 'A=w\nB=w\n',
      'sub/b.env': 'A=b\nC=b\n',
      'sub/deep/r.env': 'A=r\nD=r\n',
    },
  },
  {
    name: 'extends with !reset',
    files: {
      'compose.yaml': text(
        'services:',
        '  web: {extends: base, privileged: !reset null, cap_add: !override [B], environment: {A: !reset null}}',
        '  base: {image: x, privileged: true, cap_add: [A], environment: {A: 1, B: 2}}',
      ),
    },
  },
  {
    name: 'extends a service that is overridden elsewhere',
    files: {
      'compose.yaml': text('services:', '  web: {extends: base}', '  base: {image: x, user: a}'),
      'compose.override.yaml': text('services:', '  base: {user: b}', '  web: {cap_add: [A]}'),
    },
  },
  {
    name: 'an override that extends',
    files: {
      'compose.yaml': text('services:', '  web: {image: x, user: a, cap_add: [A]}'),
      'compose.override.yaml': text('services:', '  web: {extends: {file: e.yaml, service: e}}'),
      'e.yaml': text('services:', '  e: {user: e, cap_add: [E], privileged: !reset null}'),
    },
  },
  {
    name: 'include',
    files: {
      'compose.yaml': text(
        'include: [inc/compose.yaml, two.yaml]',
        service('extends: third', 'networks: [net]').trimEnd(),
      ),
      'two.yaml': text('services: {third: {image: t, user: t}}'),
      'inc/compose.yaml': text(
        'name: other',
        'services:',
        '  db: {image: "db:${TAG}", volumes: ["./data:/d", "vol:/v"], env_file: x.env, secrets: [s], networks: [net]}',
        'volumes: {vol: {driver: local}}',
        'networks: {net: {internal: true}}',
        'secrets: {s: {file: ./s.txt}}',
      ),
      'inc/.env': 'TAG=inc\nBOTH=inc\n',
      'inc/x.env': 'X=${TAG:-none} ${BOTH}\n',
      'inc/s.txt': 's',
      '.env': 'BOTH=main\n',
    },
  },
  {
    name: 'include in long form',
    files: {
      'compose.yaml': text(
        'include:',
        '  - path: [a/one.yaml, b/two.yaml]',
        '    project_directory: ./elsewhere',
        '    env_file: [x.env, y.env]',
        '  - {path: c.yaml, env_file: /dev/null}',
        service().trimEnd(),
      ),
      'a/one.yaml': text(
        'services: {db: {image: "${V}:${W:-none}", volumes: ["./d:/d"], user: one, privileged: true}}',
      ),
      'b/two.yaml': text('services: {db: {user: two, volumes: ["./e:/e"], privileged: !reset null}}'),
      'c.yaml': text('services: {c: {image: "c${Z:-}", build: ./ctx}}'),
      'elsewhere/there': '',
      'x.env': 'V=x\n',
      'y.env': 'V=y\nW=${V}w\n',
    },
  },
  {
    name: 'an included service that is changed',
    files: {
      'compose.yaml': text(
        'include: [inc.yaml]',
        'services: {db: {user: mine, cap_add: [B], environment: {A: !reset null}}}',
      ),
      'inc.yaml': text('services: {db: {image: x, user: theirs, cap_add: [A], environment: {A: 1}}}'),
    },
  },
  {
    name: 'an include in an include, and one twice',
    files: {
      'compose.yaml': text('include: [a/compose.yaml, b/compose.yaml]', service().trimEnd()),
      'a/compose.yaml': text('include: [../base/compose.yaml]', 'services: {a: {image: a, volumes: ["./a:/a"]}}'),
      'b/compose.yaml': text('include: [../base/compose.yaml]', 'services: {b: {image: b, volumes: ["./b:/b"]}}'),
      'base/compose.yaml': text('services: {base: {image: base, volumes: ["./base:/base"], cap_add: [A]}}'),
    },
  },
  one('anchors and merge keys', ['<<: &x {user: a, cap_add: [A], environment: &e {A: 1}}', 'user: b', 'labels: *e']),
  {
    name: 'merge keys of several maps',
    files: {
      'compose.yaml': text(
        'x-a: &a {user: a, environment: {A: a}}',
        'x-b: &b {user: b, privileged: true, environment: {B: b}}',
        'x-c: &c',
        '  <<: *b',
        '  read_only: true',
        'services:',
        '  web: {<<: [*a, *b], image: x}',
        '  two: {<<: *c, image: y}',
        '  three: {image: z, environment: {<<: [{A: 1}, {A: 2, B: 2}], C: 3}}',
      ),
    },
  },
  {
    name: 'profiles',
    files: { 'compose.yaml': text(service('profiles: [debug]', 'privileged: true').trimEnd(), '  b: {image: b}') },
  },
];
