// Compose projects drawn at random, always the same ones for the same seed.
import { serviceKeys, type ServiceKind } from './random-service.ts';
import type { SampleProject } from './sample-project.ts';
import { openRandom, type Random } from './random.ts';

const services = ['a', 'b', 'c', 'd'];
const variables = ['T=true', 'U=1000:1000', 'E=', 'P=8080', 'D=./dir', 'W=word', 'M=64m'];

export function randomProject(seed: number): SampleProject {
  const random = openRandom(seed);
  const kinds = new Map(services.map((name) => [name, kindOf(random)]));
  const top = random.chance(0.7) ? { 'compose.override.yaml': overrideFile(random, kinds) } : {};
  const included = random.chance(0.4);
  return {
    name: `drawn by ${String(seed)}`,
    target: 'compose.yaml',
    files: {
      'compose.yaml': [...(included ? ['include: [inc/part.yaml]'] : []), baseFile(random, kinds)].join('\n'),
      'sub/base.yaml': extendedFile(random),
      'inc/part.yaml': `services:\n${block('part', serviceKeys(random, kindOf(random)), ['image: part:1'])}`,
      'inc/.env': 'W=theirs\nI=inc\n',
      '.env': `${random.some(variables, 0.9).join('\n')}\n`,
      ...inFolders('one.env', 'A=file\nF=${U:-none}\n'),
      ...inFolders('two.env', 'A=two\nG="quoted ${W:-w} ${A}"\nH=\'single $A\'\n'),
      ...top,
    },
  };
}
function inFolders(name: string, text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(['', 'sub/', 'inc/'].map((folder) => [folder + name, text]));
}
/** What excludes each other is decided for a service as a whole. */
function kindOf(random: Random): ServiceKind {
  return {
    network: random.pick(['mode', 'networks', 'none']),
    limits: random.pick(['deploy', 'service']),
  };
}
function block(name: string, lines: readonly string[], first: readonly string[] = []): string {
  return [`  ${name}:`, ...[...first, ...lines].map((line) => `    ${line}`), ''].join('\n');
}
type Kinds = ReadonlyMap<string, ServiceKind>;
function baseFile(random: Random, kinds: Kinds): string {
  const blocks = services.map((name, index) => {
    const kind = kinds.get(name) ?? kindOf(random);
    const image = random.chance(0.3) ? buildLine(random) : `image: "img:\${W:-${name}}"`;
    const later = services.slice(index + 1);
    const basis = later.length > 0 && random.chance(0.3) ? [extendsLine(random, later)] : [];
    const from = later.length > 0 && random.chance(0.2) ? [`volumes_from: ["${random.pick(later)}:ro"]`] : [];
    return block(name, serviceKeys(random, kind), [image, ...basis, ...from]);
  });
  return ['services:', ...blocks, sections].join('\n');
}
const buildMembers = [
  'dockerfile: D',
  'target: t',
  'args: {A: 1, U: }',
  'args: [A=2, B]',
  'network: host',
  'privileged: true',
  'secrets: [s1, {source: s2, target: x}]',
  'additional_contexts: {a: ./x, b: "docker-image://y"}',
  'entitlements: [network.host]',
  'no_cache: true',
];
function buildLine(random: Random): string {
  const members = random.some(buildMembers, 0.3);
  const context = random.pick(['./app', '.', '../up', '"${D:-./x}"']);
  const own = [...new Map(members.map((member) => [member.split(':')[0], member])).values()];
  return own.length === 0 ? `build: ${context}` : `build: {context: ${context}, ${own.join(', ')}}`;
}
function extendsLine(random: Random, later: readonly string[]): string {
  return random.chance(0.5)
    ? `extends: ${random.pick(later)}`
    : `extends: {file: sub/base.yaml, service: ${random.pick(['x', 'y'])}}`;
}
function extendedFile(random: Random): string {
  const kind: ServiceKind = { network: 'none', limits: 'none' };
  const y = block('y', serviceKeys(random, kind), ['image: y:1']);
  return `services:\n${block('x', serviceKeys(random, kind), ['extends: y'])}${y}`;
}
function overrideFile(random: Random, kinds: Kinds): string {
  const blocks = random.some(services, 0.6).map((name) => {
    const lines = serviceKeys(random, kinds.get(name) ?? kindOf(random)).map((line) => tagged(line, random));
    return block(name, lines, random.chance(0.2) ? ['image: over:1'] : ['stop_signal: SIGUSR1']);
  });
  return blocks.length === 0 ? 'services: {}\n' : `services:\n${blocks.join('\n')}`;
}
function tagged(line: string, random: Random): string {
  if (random.chance(0.85)) return line;
  const [key = ''] = line.split(':');
  return random.chance(0.5) ? `${key}: !reset null` : line.replace(': ', ': !override ');
}
const sections = `
networks: {n1: , n2: {internal: true}, n3: {external: true, name: far}}
volumes: {v1: , v2: {driver: local, driver_opts: {o: bind, type: none, device: ./here}}, v3: {name: mine}}
secrets: {s1: {file: ./s.txt}, s2: {environment: U}}
configs: {c1: {file: ./c.txt}, c2: {content: "x \${W:-y}"}}
`;
