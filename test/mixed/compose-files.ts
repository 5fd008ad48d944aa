// Compose files as people write them: each in another style, each with something to put right.
import type { MixedFile } from './mixed-file.ts';

export const composeFiles: readonly MixedFile[] = [
  {
    name: 'block style with comments between the keys',
    lines: '-2 +6',
    text: `# The shop
services:
  # what the world sees
  web:
    image: nginx:1.27   # pinned by the platform team

    # debugging, remove later
    privileged: true

    ports:
      # http
      - "8080:80"
      - "127.0.0.1:8443:443"   # behind the proxy
# the end
`,
  },
  {
    name: 'flow style on one line for each service',
    lines: '-2 +2',
    text: `services:
  web: {image: "nginx:1.27", privileged: true, cap_add: [SYS_ADMIN, NET_ADMIN], ports: ["8080:80"]}
  db: {image: postgres:17, pid: host, volumes: ["data:/var/lib/postgresql/data", "/etc:/host/etc"]}
volumes: {data: {}}
`,
  },
  {
    name: 'flow style over several lines with trailing commas',
    lines: '-3 +4',
    text: `{
  "services": {
    "web": {
      "image": "nginx:1.27",
      "privileged": true,
      "cap_add": [
        "SYS_ADMIN",
        "CHOWN"
      ],
      "network_mode": "host"
    }
  }
}
`,
  },
  {
    name: 'carriage returns, indented by four, sequences indented',
    lines: '-3 +3',
    text: `services:
    web:
        image: nginx:1.27
        volumes:
            - /var/run/docker.sock:/var/run/docker.sock
            - ./html:/usr/share/nginx/html
        security_opt:
            - seccomp:unconfined
            - label:disable
`.replaceAll('\n', '\r\n'),
  },
  {
    name: 'a byte order mark, and no line end at the end',
    lines: '-2 +4',
    text: `\uFEFFservices:
  web:
    image: nginx:1.27
    ipc: host
    read_only: false`,
  },
  {
    name: 'sequences that are not indented',
    lines: '-5 +5',
    text: `services:
  web:
    image: nginx:1.27
    cap_add:
    - ALL
    - SYS_PTRACE # profiling
    devices:
    - /dev/sda:/dev/sda
    - "/dev/ttyS0:/dev/ttyS0"
    ports:
    - 80:80
`,
  },
  {
    name: 'single quotes throughout',
    lines: '-3 +5',
    text: `services:
  'web':
    'image': 'nginx:1.27'
    'privileged': 'true'
    'pid': 'host'
    'volumes':
      - '/:/host:ro'
      - 'logs:/logs'
volumes:
  'logs':
`,
  },
  {
    name: 'an anchor that every service builds on',
    lines: '-2 +6',
    text: `x-base: &base
  restart: unless-stopped
  privileged: true
  logging:
    driver: json-file

services:
  web:
    <<: *base
    image: nginx:1.27
  worker:
    <<: *base
    image: python:3.13
`,
  },
  {
    name: 'an anchor that one of two services cannot give up',
    lines: '-0 +13',
    text: `x-sockets: &sockets
  volumes:
    - /var/run/docker.sock:/var/run/docker.sock
services:
  proxy:
    <<: *sockets
    image: traefik:3.2
    command: [--providers.docker]
  web:
    image: nginx:1.27
    environment: &env
      TZ: UTC
  db:
    image: postgres:17
    environment: *env
`,
  },
  {
    name: 'several anchors merged in one list',
    lines: '-2 +2',
    text: `x-a: &a {tty: true}
x-b: &b {ipc: host}
services:
  web:
    <<: [*a, *b]
    image: nginx:1.27
    userns_mode: host
`,
  },
  {
    name: 'long syntax for ports, volumes and secrets',
    lines: '-5 +6',
    text: `services:
  web:
    image: nginx:1.27
    ports:
      - name: http
        target: 80
        published: "8080"
        protocol: tcp
      - target: 5432
        published: "5432"
        mode: host
    volumes:
      - type: bind
        source: /srv/www
        target: /www
        bind:
          propagation: rshared
      - type: bind
        source: /var/run/docker.sock
        target: /var/run/docker.sock
        read_only: true
      - type: volume
        source: data
        target: /data
volumes:
  data: {}
`,
  },
  {
    name: 'extends within the file',
    lines: '-2 +10',
    text: `services:
  base:
    image: alpine:3.20
    cap_add: [SYS_MODULE]
    profiles: [never]
  web:
    extends:
      service: base
    user: "1000"
    pid: host
`,
  },
  {
    name: 'a folded command and a literal block that looks like settings',
    lines: '-2 +5',
    text: `services:
  web:
    image: alpine:3.20
    command: >-
      sh -c "echo privileged: true
      && sleep 1d"
    labels:
      note: |
        privileged: true
        cap_add: [SYS_ADMIN]
    cgroup: host
    privileged: true
`,
  },
  {
    name: 'document marks and a directive',
    lines: '-2 +4',
    text: `%YAML 1.2
---
services:
  web:
    image: nginx:1.27
    uts: host
    oom_kill_disable: true
...
`,
  },
  {
    name: 'environment as a map and as a list, sysctls in both',
    lines: '-6 +8',
    text: `services:
  web:
    image: nginx:1.27
    environment:
      - TZ=UTC
    sysctls:
      - kernel.shmmax=1
      - net.core.somaxconn=1024
  db:
    image: postgres:17
    environment: {TZ: UTC}
    sysctls:
      kernel.msgmax: 65536
    network_mode: host
`,
  },
  {
    name: 'interpolation where it can and cannot be known',
    lines: '-3 +7',
    text: `services:
  web:
    image: "\${REGISTRY:-docker.io}/library/nginx:\${TAG:-1.27}"
    privileged: \${PRIVILEGED:-true}
    ports:
      - "\${WEB_PORT:-8080}:80"
      - \${ADMIN:-9090}:9090
`,
  },
  {
    name: 'x- fields of every kind around the services',
    lines: '-3 +4',
    text: `x-owner: team-a
name: shop
x-notes:
  - privileged: true
services:
  web:
    x-reviewed: false
    image: nginx:1.27
    cap_add:
      - NET_RAW   # ping
    x-more: {privileged: true}
    security_opt: ["apparmor:unconfined", "systempaths=unconfined"]
networks:
  default:
    driver: bridge
`,
  },
  {
    name: 'a network of a database that leads outside',
    lines: '-0 +9',
    text: `services:
  web:
    image: nginx:1.27
    networks: [front, back]
  db:
    image: postgres:17
    networks:
      back:
networks:
  front:
  back:
`,
  },
  {
    name: 'a key first in its list item, and values behind tabs in comments',
    lines: '-3 +5',
    text: `services:
  web:
    image: nginx:1.27\t# tab before the comment
    volumes:
      - source: /srv/data
        type: bind
        target: /data
      -   /var/run/docker.sock:/var/run/docker.sock\t#\tfor the agent
    tty: true
    stdin_open: true
`,
  },
  {
    name: 'eight columns deep, with a very long line',
    lines: '-2 +5',
    text: `services:
        web:
                image: nginx:1.27
                labels:
                        traefik.http.routers.web.rule: "${'Host(`a.example`) || '.repeat(30)}Host(\`b.example\`)"
                privileged: true
                use_api_socket: true
`,
  },
  {
    name: 'a project with builds, hooks and their rights',
    lines: '-5 +7',
    text: `services:
  web:
    image: shop/web
    build:
      context: ./web
      privileged: true
      entitlements: [security.insecure, network.host]
    post_start:
      - command: ["/bin/warm", "up"]
        user: root
        privileged: true
    pre_stop:
      - {command: /bin/drain, user: root}
    user: "1000:1000"
`,
  },
];
