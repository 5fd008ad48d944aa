// Inputs of the benchmarks, made here and the same every time.
import { spawnSync } from 'node:child_process';
import { createReadStream, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { header, member, padded, writeDockerArchive } from './docker-archive.ts';

export async function makeTinyFiles(folder: string, compression: 'none' | 'gzip'): Promise<string> {
  const file = path.join(folder, `tiny-${compression}.tar`);
  const content = padded(Buffer.from('x'.repeat(20)));
  function* members(): Iterable<Buffer> {
    yield member('etc/os-release', 'ID=debian\nVERSION_ID="12"\nPRETTY_NAME="Debian GNU/Linux 12"\n');
    for (let index = 0; index < 1_000_000; index += 1) {
      yield header(`data/${(index >> 10).toString(16)}/${index.toString(16).padStart(8, '0')}.txt`, 20);
      yield content;
    }
    // Who finds it has gone through all the others.
    yield member('app/node_modules/last/package.json', '{"name":"last","version":"1.0.0"}');
  }
  await writeDockerArchive(file, { layers: [members], tag: 'bench:1', compression });
  return file;
}

/** A real minimal Debian, when mmdebstrap is there to make one. */
export async function makeDebianArchive(folder: string): Promise<string | undefined> {
  const rootfs = process.env['BENCH_DEBIAN_ROOTFS'] ?? path.join(folder, 'debian.tar');
  if (process.env['BENCH_DEBIAN_ROOTFS'] === undefined) {
    const made = spawnSync('mmdebstrap', ['--variant=minbase', 'bookworm', rootfs], { stdio: 'ignore' });
    if (made.status !== 0) return undefined;
  }
  const file = path.join(folder, 'debian-image.tar');
  await writeDockerArchive(file, { layers: [() => createReadStream(rootfs)], tag: 'debian:12' });
  return file;
}

/** Ten documents in three files: 300 files hold 1,000 of them. */
export function makeManifests(folder: string, files = 300): string {
  const out = path.join(folder, `manifests-${files}`);
  mkdirSync(out);
  let document = 0;
  for (let file = 0; file < files; file += 1) {
    const documents: string[] = [];
    const count = file < files / 3 ? 4 : 3;
    for (let index = 0; index < count; index += 1, document += 1) documents.push(deployment(document));
    writeFileSync(path.join(out, `app-${file}.yaml`), documents.join('---\n'));
  }
  return out;
}
export function makeOneManifest(folder: string, documents: number): string {
  const out = path.join(folder, `one-${documents}.yaml`);
  writeFileSync(out, Array.from({ length: documents }, (_, index) => deployment(index)).join('---\n'));
  return out;
}
function deployment(index: number): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: app-${index}
  namespace: team-${index % 20}
  labels: { app: app-${index}, tier: backend }
spec:
  replicas: ${(index % 3) + 1}
  selector:
    matchLabels: { app: app-${index} }
  template:
    metadata:
      labels: { app: app-${index}, tier: backend }
    spec:
      serviceAccountName: app-${index}
      containers:
        - name: app
          image: registry.example.com/team/app-${index}:1.${index}
          ports:
            - containerPort: 8080
          env:
            - name: MODE
              value: production
            - name: TOKEN
              valueFrom:
                secretKeyRef: { name: app-${index}, key: token }
          resources:
            limits: { cpu: 500m, memory: 256Mi }
          securityContext:
            runAsNonRoot: ${index % 2 === 0}
            allowPrivilegeEscalation: ${index % 5 === 0}
          volumeMounts:
            - { name: data, mountPath: /data }
        - name: sidecar
          image: registry.example.com/team/sidecar:latest
      volumes:
        - name: data
          emptyDir: {}
`;
}

export function makeDockerfiles(folder: string): string {
  const out = path.join(folder, 'dockerfiles');
  for (let index = 0; index < 300; index += 1) {
    mkdirSync(path.join(out, `service-${index}`), { recursive: true });
    writeFileSync(
      path.join(out, `service-${index}`, 'Dockerfile'),
      `# service ${index}
ARG VERSION=22.${index % 12}
FROM node:\${VERSION}-bookworm-slim AS build
WORKDIR /src
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm npm ci
COPY . .
RUN npm run build \\
    && npm prune --omit=dev

FROM node:\${VERSION}-bookworm-slim
ENV NODE_ENV=production PORT=80${index % 90}
RUN apt-get update && \\
    apt-get install -y curl ca-certificates && \\
    curl -fsSL https://example.com/install-${index}.sh | sh
WORKDIR /srv
COPY --from=build /src/dist ./dist
COPY --from=build /src/node_modules ./node_modules
ADD assets-${index}.tar.gz ./assets
EXPOSE 8080
${index % 2 === 0 ? 'USER node\n' : ''}HEALTHCHECK CMD curl -f http://localhost:8080/ || exit 1
CMD ["node", "dist/server.js"]
`,
    );
  }
  return out;
}

/** The same numbers every time, evenly spread from 0 up to `below`. */
function openDice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Projects of two to six services that share settings through an anchor, with volumes, networks and variables. */
export function makeComposeFiles(folder: string): string {
  const out = path.join(folder, 'compose');
  const dice = openDice(42);
  for (let project = 0; project < 200; project += 1) {
    const place = path.join(out, `project-${project}`);
    mkdirSync(place, { recursive: true });
    const services = Array.from({ length: 2 + dice(5) }, (_, index) => composeService(index, dice));
    writeFileSync(
      path.join(place, 'compose.yaml'),
      `name: project-${project}
x-common: &common
  restart: unless-stopped
  logging: { driver: json-file, options: { max-size: 10m, max-file: "3" } }
services:
${services.join('')}volumes:
  data:
  cache: { driver: local }
networks:
  front:
  back: { internal: true }
`,
    );
  }
  return out;
}
const images = [
  'postgres:16.4',
  'redis:7',
  'nginx:1.27-alpine',
  'registry.example.com/team/api:2.1',
  'grafana/grafana',
];
function composeService(index: number, dice: (below: number) => number): string {
  const lines = ['<<: *common', `image: ${images[dice(images.length)] ?? ''}`];
  if (dice(3) === 0) lines.push('user: "1000:1000"', 'read_only: true', 'cap_drop: [ALL]');
  if (dice(8) === 0) lines.push('privileged: true');
  if (dice(6) === 0) lines.push('cap_add: [NET_ADMIN, SYS_TIME]', 'pid: host');
  if (index > 0 && dice(2) === 0) lines.push('depends_on:', `  service-${index - 1}: { condition: service_started }`);
  lines.push('environment:', `  MODE: production`, `  LEVEL: \${LEVEL:-${dice(9)}}`, `  TOKEN: \${TOKEN}`);
  if (dice(4) === 0) lines.push(`  DB_PASSWORD: s3cr3t-${dice(1000)}-value`);
  lines.push('ports:', `  - "${8000 + dice(1000)}:80"`, `  - "127.0.0.1:${9000 + dice(1000)}:9090"`);
  lines.push('volumes:', '  - data:/var/lib/data', '  - ./config:/etc/app:ro');
  if (dice(10) === 0) lines.push('  - /var/run/docker.sock:/var/run/docker.sock');
  lines.push('networks: [front, back]', 'healthcheck:', '  test: ["CMD", "curl", "-f", "http://localhost/"]');
  if (dice(2) === 0) lines.push('deploy:', '  resources:', '    limits: { cpus: "0.5", memory: 256M }');
  return `  service-${index}:\n${lines.map((line) => `    ${line}\n`).join('')}`;
}
