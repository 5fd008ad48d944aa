// What Compose refuses: that it cannot be so is told, whatever is made of the rest.
import { one, service, text, type SampleProject } from './sample-project.ts';

function refused(name: string, files: Readonly<Record<string, string>>): SampleProject {
  return { name, files, refused: true };
}
export const refusedProjects: readonly SampleProject[] = [
  refused('extends in a circle', {
    'compose.yaml': text('services:', '  a: {image: x, extends: b}', '  b: {image: x, extends: a}'),
  }),
  refused('extends of itself', { 'compose.yaml': service('extends: web') }),
  refused('extends of nobody', { 'compose.yaml': service('extends: none') }),
  refused('extends of a file that is not there', { 'compose.yaml': service('extends: {file: none.yaml, service: x}') }),
  refused('extends in a circle of files', {
    'compose.yaml': service('extends: {file: b.yaml, service: web}'),
    'b.yaml': service('extends: {file: compose.yaml, service: web}'),
  }),
  refused('includes in a circle', {
    'compose.yaml': `include: [b.yaml]\n${service()}`,
    'b.yaml': 'include: [compose.yaml]\n',
  }),
  refused('includes of nothing', { 'compose.yaml': `include: [none.yaml]\n${service()}` }),
  refused('an include whose env file is not there', {
    'compose.yaml': `include: [{path: b.yaml, env_file: none.env}]\n${service()}`,
    'b.yaml': service(),
  }),
  refused('no image and no build', { 'compose.yaml': 'services: {web: {user: a}}\n' }),
  ...(
    [
      ['a number for a boolean', 'privileged: 1'],
      ['a word for a boolean', 'privileged: maybe'],
      ['a size that is none', 'mem_limit: 5x'],
      ['a negative size in words', 'mem_limit: -1g'],
      ['a port that is none', 'ports: ["abc"]'],
      ['ports of different length', 'ports: ["1-3:4-5"]'],
      ['a protocol that is none', 'ports: ["80/http"]'],
      ['too many parts of a volume', 'volumes: ["/a:/b:ro:x"]'],
      ['a volume without target', 'volumes: [{type: volume, source: x}]'],
      ['a key twice', 'user: a\n    user: b'],
    ] as const
  ).map(([name, line]) => refused(name, one('', [line]).files)),
  ...(
    [
      ['an unknown key', 'privilegd: true'],
      ['an undefined network', 'networks: [none]'],
      ['an undefined volume', 'volumes: ["none:/x"]'],
      ['an undefined secret', 'secrets: [none]'],
      ['a network and a mode', 'networks: [default]\n    network_mode: host'],
      ['a limit twice', 'mem_limit: 1g\n    deploy: {resources: {limits: {memory: 2g}}}'],
      ['two mounts at one place', 'tmpfs: [/x]\n    volumes: ["/a:/x"]'],
    ] as const
  ).map(([name, line]) => ({ ...refused(name, one('', [line]).files), untold: true as const })),
];
