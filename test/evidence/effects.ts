// Every effect that is tried, the ways in which it is tried, and how each is seen from outside of the container.
import { existsSync, readFileSync, readlinkSync } from 'node:fs';
import path from 'node:path';
import type { Machine, Place } from './machine.ts';

/** What the probe inside said of one way: see probe/main.go. */
export interface Answer {
  readonly got?: string;
  readonly error?: string;
}
/** What can be asked after a container has ended. */
export interface Outside {
  readonly machine: Machine;
  /** Of the configuration; in the name of every file that its container writes. */
  readonly name: string;
  /** Canary folders of the host that it mounts, as the host sees them. */
  readonly folders: readonly string[];
  /** What the marker processes noted while it ran. */
  readonly noted: { readonly host: string; readonly peer: string };
  /** Names of the images of the engine. */
  readonly images: readonly string[];
  readonly sharedFolder: string;
  readonly kernelLog: string;
}
type Seen = (answer: Answer, outside: Outside) => boolean;

export interface Effect {
  readonly code: string;
  readonly way: string;
  readonly seen: Seen;
  /** The kernel says that it would be allowed, and nothing is done. */
  readonly permission?: true;
  readonly says: string;
}

/** Not a code of the graph's edges: it is what arriving over a network means. */
export const neighbour = 'PEER_SERVICE';

const got =
  (owner: 'host' | 'peer', place: Place): Seen =>
  (answer, { machine }) =>
    answer.got?.includes(machine.canaries[owner][place]) === true;
const answered: Seen = ({ got: text }) => text !== undefined && text !== '';
const wrote =
  (way: string): Seen =>
  (_, { name, folders, machine }) =>
    [machine.scratch, ...folders].some((folder) => existsSync(machine.inside(path.join(folder, `${name}.${way}`))));
/** Root of the machine, or of the one that it stands on, with its processes, files and users. */
const isRoot =
  (way: string): Seen =>
  (_, { name, machine }) => {
    const file = path.join(machine.scratch, `${name}.${way}`);
    if (!existsSync(file)) return false;
    const lines = readFileSync(file, 'utf8').trim().split('\n');
    const namesOf = (nameOf: (kind: string) => string): readonly string[] => ['pid', 'mnt', 'user'].map(nameOf);
    const homes = [namesOf(machine.namespace), namesOf((kind) => readlinkSync(`/proc/self/ns/${kind}`))];
    return lines.includes('uid=0') && homes.some((home) => home.every((one) => lines.includes(one)));
  };
const isIn =
  (kind: string): Seen =>
  ({ got: text }, { machine }) =>
    text === machine.namespace(kind);
const noted =
  (owner: 'host' | 'peer', what: (name: string) => string): Seen =>
  (_, outside) =>
    outside.noted[owner].includes(what(outside.name));

function tried(code: string, says: string, ways: Readonly<Record<string, Seen>>): readonly Effect[] {
  return Object.entries(ways).map(([way, seen]) => ({ code, says, way, seen }));
}
function allowed(code: string, says: string, ways: Readonly<Record<string, Seen>>): readonly Effect[] {
  return tried(code, says, ways).map((effect) => ({ ...effect, permission: true }));
}

export const effects: readonly Effect[] = [
  ...tried('HOST_READ', 'the content of a file or disk of the host comes out', {
    'read-file': got('host', 'file'),
    'read-handle': got('host', 'file'),
    'read-process-root': got('host', 'file'),
    'read-disk': got('host', 'disk'),
    'make-disk': got('host', 'disk'),
    'allow-disk': got('host', 'disk'),
  }),
  ...tried('HOST_WRITE', 'a file or a block of the host has what the container wrote', {
    'write-file': wrote('write-file'),
    'write-handle': wrote('write-handle'),
    'write-process-root': wrote('write-process-root'),
    'write-disk': (_, { machine, name }) => readFileSync(machine.disk.file).includes(`${name}.write-disk`),
    'write-made-disk': (_, { machine, name }) => readFileSync(machine.disk.file).includes(`${name}.write-made-disk`),
    'write-propagated': (_, { machine, name, folders }) =>
      folders.some((folder) => existsSync(machine.inside(path.join(folder, 'made', `${name}.write-propagated`)))),
  }),
  ...tried('HOST_ROOT', 'a process with user 0 and the process, mount and user namespaces of the host signs a file', {
    'enter-namespaces': isRoot('enter-namespaces'),
    'release-agent': isRoot('release-agent'),
    'engine-root': isRoot('sibling.enter-namespaces'),
  }),
  ...allowed('HOST_ROOT', 'the setting that names the program the kernel starts can be written', {
    'core-pattern': answered,
    'core-pattern-mounted': answered,
    'uevent-helper': answered,
    'release-agent-file': answered,
  }),
  ...allowed('HOST_KERNEL', 'the kernel would take code, another kernel, or let the machine be driven', {
    module: answered,
    kexec: answered,
    ports: answered,
    'physical-memory': answered,
  }),
  ...tried('HOST_PROC_CODE', 'the memory of a process of the host changes, as it says itself', {
    'write-memory': noted('host', (name) => `written ${name}`),
  }),
  ...tried('HOST_PROC_VIEW', 'an argument or a variable of a process of the host comes out', {
    'see-arguments': got('host', 'argument'),
    'see-environment': got('host', 'environment'),
  }),
  ...allowed('HOST_PROC_VIEW', 'all processes of a processor can be traced', { trace: answered, program: answered }),
  ...tried('HOST_PROC_KILL', 'a process of the host notes a signal', { signal: noted('host', () => 'signalled') }),
  ...tried('HOST_LOCAL_SVC', 'a service on the loopback or an abstract socket of the host answers', {
    loopback: got('host', 'tcp'),
    abstract: got('host', 'abstract'),
  }),
  ...tried('HOST_NET_CTRL', 'an address was added to an interface of the host, and removed', {
    'change-network': isIn('net'),
  }),
  ...tried('HOST_NET_SNIFF', 'a packet between two programs of the host comes out', { sniff: got('host', 'datagram') }),
  ...tried('CTR_ALL', 'the engine tells with which arguments another container was started', {
    'engine-list': got('peer', 'argument'),
  }),
  ...tried('IMAGE_PERSIST', 'an image of the engine has a name that the container gave it', {
    'engine-tag': (_, { images, name }) => images.includes(`${name}:planted`),
  }),
  ...tried('PEER_READ', 'a secret of another container comes out, or of memory that processes share', {
    'read-process-root': got('peer', 'file'),
    'see-arguments': got('peer', 'argument'),
    'see-environment': got('peer', 'environment'),
    loopback: got('peer', 'tcp'),
    abstract: got('peer', 'abstract'),
    'shared-memory': (answer, outside) =>
      got('peer', 'memory')(answer, outside) || got('host', 'memory')(answer, outside),
    'shared-memory-file': (answer, outside) =>
      got('peer', 'shared')(answer, outside) || got('host', 'shared')(answer, outside),
    'read-volume': answered,
    'read-bundles': got('peer', 'environment'),
  }),
  ...tried('PEER_WRITE', 'a file of another container is what this one wrote', {
    'write-volume': (_, { sharedFolder, machine, name }) =>
      existsSync(machine.inside(path.join(sharedFolder, `${name}.write-volume`))),
  }),
  ...tried('PEER_CODE', 'the memory of a process of another container changes, as it says itself', {
    'write-memory': noted('peer', (name) => `written ${name}`),
  }),
  ...tried('PEER_NET_MITM', 'what another container sends to somebody else comes out', {
    'spoof-address': got('peer', 'datagram'),
    'take-address': got('peer', 'datagram'),
  }),
  ...tried(neighbour, 'a service of another container answers over the network', { talk: got('peer', 'service') }),
  ...tried('INFO_KERNEL', 'the log or the addresses of the kernel come out', {
    'kernel-log': (answer, { kernelLog }) =>
      answer.got !== undefined && answer.got !== '' && kernelLog.includes(answer.got),
    'kernel-addresses': answered,
    'kernel-tables': answered,
  }),
  ...allowed('EVASION', 'the clock, the accounting or the audit of the host would obey, or its name', {
    clock: answered,
    accounting: isIn('pid'),
    audit: answered,
    'host-name': isIn('uts'),
  }),
  ...allowed('NODE_REBOOT', 'the machine would stop', { reboot: isIn('pid'), sysrq: answered }),
  ...tried('SELF_PRIVESC', 'a program with the setuid bit runs as root', { setuid: answered }),
];
