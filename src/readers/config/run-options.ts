// What each option that starts a container means in the model. What is not in the table changes nothing in it.
// https://docs.docker.com/reference/cli/docker/container/run/ https://docs.podman.io/en/latest/markdown/podman-run.1.html
import { isKnown } from '../../model/field.ts';
import type { ListName, Lists, Restart, SettingName, Settings, Ulimit, Variable } from '../../model/workload.ts';
import { parseNumber, parseSize } from './compose-field.ts';
import { parseShortPort } from './compose-port.ts';
import { toCapability } from './declared-fields.ts';
import { fieldOf, hasMark, isOpen, said, unclear, withText, writtenOf, type Given } from './given.ts';
import type { Gathering } from './run-gathering.ts';
import type { RunOption } from './run-line.ts';
import { applyMount, applySecret, applyTmpfs, applyVolume } from './run-mount.ts';
import {
  applyNamespace,
  applyNetwork,
  applySecurityOption,
  applyUserMap,
  applyUserNamespace,
  parseSwitch,
} from './run-security.ts';
import { setDevice, setGpus } from './run-device.ts';

type Apply = (given: Given, into: Gathering) => void;
function setting<K extends SettingName>(
  name: K,
  wanted: string,
  parse: (text: string) => Settings[K] | undefined,
): Apply {
  return (given, into) => into.set(name, fieldOf(given, wanted, parse));
}
function listing<K extends ListName>(name: K, wanted: string, parse: (text: string) => Lists[K] | undefined): Apply {
  return (given, into) => into.add(name, fieldOf(given, wanted, parse));
}
const text = (written: string): string => written;
const orNothing = (written: string): string | undefined => (written === '' ? undefined : written);

const table: ReadonlyMap<string, Apply> = new Map<string, Apply>([
  ['privileged', setting('privileged', 'true or false', parseSwitch)],
  ['read-only', setting('readOnlyRootfs', 'true or false', parseSwitch)],
  ['user', applyUser],
  ['security-opt', applySecurityOption],
  ['cap-add', listing('capAdd', 'a capability', toCapability)],
  ['cap-drop', listing('capDrop', 'a capability', toCapability)],
  ['network', applyNetwork],
  ['pid', (given, into) => applyNamespace('pid', given, into)],
  ['ipc', (given, into) => applyNamespace('ipc', given, into)],
  ['uts', (given, into) => applyNamespace('uts', given, into)],
  ['cgroupns', (given, into) => applyNamespace('cgroup', given, into)],
  ['userns', applyUserNamespace],
  ['uidmap', applyUserMap],
  ['subuidname', (given, into) => into.set('userNamespace', said(given, true))],
  ['cgroup-parent', setting('cgroupParent', 'a path', text)],
  ['isolation', setting('isolation', 'a kind of isolation', text)],
  ['runtime', setting('runtime', 'a runtime', text)],
  ['use-api-socket', applyApiSocket],
  ['memory', setting('memoryLimit', 'a size', (written) => limited(parseSize(written)))],
  ['memory-reservation', setting('memoryRequest', 'a size', (written) => limited(parseSize(written)))],
  ['cpus', setting('cpuLimit', 'a number', (written) => limited(parseNumber(written)))],
  ['pids-limit', setting('pidsLimit', 'a number', (written) => limited(parseNumber(written)))],
  ['storage-opt', applyStorage],
  ['oom-kill-disable', setting('oomKillDisable', 'true or false', parseSwitch)],
  ['oom-score-adj', setting('oomScoreAdj', 'a number', parseNumber)],
  ['restart', setting('restart', 'a restart policy', parseRestart)],
  ['log-driver', setting('logDriver', 'a driver', text)],
  ['pull', setting('pullPolicy', 'a pull policy', (written) => written.toLowerCase())],
  ['interactive', setting('stdin', 'true or false', parseSwitch)],
  ['tty', setting('tty', 'true or false', parseSwitch)],
  ['gpus', setGpus],
  ['device', setDevice],
  ['device-cgroup-rule', listing('deviceRules', 'a rule', orNothing)],
  ['volume', applyVolume],
  ['mount', applyMount],
  ['tmpfs', applyTmpfs],
  ['secret', applySecret],
  ['volumes-from', listing('volumesFrom', 'a container', orNothing)],
  ['publish', (given, into) => applyPort(given, into, true)],
  ['expose', (given, into) => applyPort(given, into, false)],
  ['publish-all', setting('publishAll', 'true or false', parseSwitch)],
  ['env', applyVariable],
  ['env-file', applyEnvFile],
  ['env-host', (given, into) => into.add('env', unclear(given, 'all variables of whoever starts it are handed in'))],
  ['group-add', listing('groups', 'a group', orNothing)],
  ['sysctl', listing('sysctls', 'a setting of the kernel', parsePair)],
  ['ulimit', listing('ulimits', 'a limit', parseUlimit)],
  ['link', listing('links', 'a container', orNothing)],
  ['add-host', listing('extraHosts', 'a host', orNothing)],
  ['health-cmd', (given, into) => applyHealth(given, into, 'health')],
  ['health-startup-cmd', (given, into) => applyHealth(given, into, 'startup')],
  ['no-healthcheck', applyNoHealth],
  ['label', applyLabel],
  ['label-file', (given, into) => into.labelFiles.push(given)],
]);

export function applyOptions(options: readonly RunOption[], into: Gathering): void {
  for (const { name, given } of options) table.get(name)?.(given, into);
  applyQuota(options, into);
}

function limited(amount: number | undefined): number | undefined {
  return amount === undefined || amount > 0 ? amount : -1;
}
/** A group goes along with the user, and is told on its own as well. */
function applyUser(given: Given, into: Gathering): void {
  into.set('user', fieldOf(given, 'a user', text));
  const colon = given.text.indexOf(':');
  if (colon !== -1) into.set('group', fieldOf(withText(given, given.text.slice(colon + 1)), 'a group', text));
}
function applyApiSocket(given: Given, into: Gathering): void {
  const field = fieldOf(given, 'true or false', parseSwitch);
  into.set('useApiSocket', field);
  const socket = '/var/run/docker.sock';
  if (isKnown(field) && field.value)
    into.add('mounts', said(given, { kind: 'bind', source: socket, target: socket, readOnly: false }));
}
const defaultPeriodUs = 100_000;
/** A share of the processors in two options; `--cpus` says the same in one. */
function applyQuota(options: readonly RunOption[], into: Gathering): void {
  const last = (name: string): Given | undefined => options.findLast((option) => option.name === name)?.given;
  const quota = last('cpu-quota');
  if (quota === undefined || into.get('cpuLimit') !== undefined) return;
  const period = last('cpu-period');
  if (period !== undefined && isOpen(period)) {
    into.set('cpuLimit', unclear(period));
    return;
  }
  const periodUs = parseNumber(period?.text ?? '') ?? 0;
  const share = (written: string): number | undefined => {
    const us = parseNumber(written);
    if (us === undefined || us <= 0) return limited(us);
    return us / (periodUs > 0 ? periodUs : defaultPeriodUs);
  };
  into.set('cpuLimit', fieldOf(quota, 'a number', share));
}
function applyStorage(given: Given, into: Gathering): void {
  const size = /^size=(.*)$/.exec(given.text)?.[1];
  if (size !== undefined) into.set('storageLimit', fieldOf(withText(given, size), 'a size', parseSize));
}
export function parseRestart(written: string): Restart | undefined {
  const [name = '', retries, ...more] = written.toLowerCase().split(':');
  const policy = (['no', 'always', 'on-failure', 'unless-stopped'] as const).find((one) => one === (name || 'no'));
  if (policy === undefined || more.length > 0) return undefined;
  if (retries === undefined) return { policy };
  return policy === 'on-failure' && /^\d{1,9}$/.test(retries) ? { policy, maxRetries: Number(retries) } : undefined;
}

const maxPorts = 20_000;
function applyPort(given: Given, into: Gathering, published: boolean): void {
  if (into.count('ports') > maxPorts) return;
  const ports = isOpen(given) ? undefined : parseShortPort(given.text);
  if (ports === undefined) {
    into.add('ports', isOpen(given) ? unclear(given) : unclear(given, 'not a port'));
    return;
  }
  for (const port of ports) {
    const { container, protocol } = port;
    into.add('ports', said(given, published ? port : { container, protocol }));
  }
  if (into.count('ports') > maxPorts) into.add('ports', unclear(given, 'there are more ports than are read'));
}

/** Without a value it is whatever it is where the command is run; podman takes `NAME*` for all that begin so. */
function applyVariable(given: Given, into: Gathering): void {
  const equals = given.text.indexOf('=');
  const name = equals === -1 ? given.text : given.text.slice(0, equals);
  if (hasMark(name) || name === '') {
    into.add('env', unclear(given, name === '' ? 'not a variable' : undefined));
    return;
  }
  into.add('env', said(given, equals === -1 ? { name } : toVariable(name, given, given.text.slice(equals + 1))));
}
/** A value that is one reference is a reference; in a longer one what is not known stays as it is written. */
function toVariable(name: string, given: Given, value: string): Variable {
  if (!hasMark(value)) return { name, value };
  const written = writtenOf(given, value);
  return value.length === 1 ? { name, ref: written } : { name, value: written };
}
function applyEnvFile(given: Given, into: Gathering): void {
  into.add('envFiles', fieldOf(given, 'a path', orNothing));
  into.envFiles.push(given);
}
function parsePair(written: string): { readonly name: string; readonly value: string } | undefined {
  const equals = written.indexOf('=');
  return equals < 1 ? undefined : { name: written.slice(0, equals), value: written.slice(equals + 1) };
}
/** `NAME=SOFT[:HARD]`; `host` of podman takes over those of whoever starts it. */
export function parseUlimit(written: string): Ulimit | undefined {
  const pair = parsePair(written);
  if (pair === undefined) return undefined;
  const [soft, hard = soft, ...more] = pair.value.split(':').map(parseLimit);
  if (soft === undefined || hard === undefined || more.length > 0) return undefined;
  return { name: pair.name, soft, hard };
}
function parseLimit(written: string): number | undefined {
  if (written === 'unlimited') return -1;
  return /^-?\d{1,19}$/.test(written) ? Number(written) : undefined;
}

function applyHealth(given: Given, into: Gathering, when: 'health' | 'startup'): void {
  if (when === 'health' && /^(?:none|\["NONE"\])$/i.test(given.text.trim())) {
    into.set('healthcheck', said(given, 'none'));
    return;
  }
  if (when === 'health') into.set('healthcheck', said(given, 'set'));
  const command = isOpen(given) ? undefined : healthCommand(given.text);
  into.add('handlers', command === undefined ? unclear(given) : said(given, { when, how: 'exec', command }));
}
/** A shell gets it, unless podman is given a list. */
function healthCommand(written: string): readonly string[] {
  const list = /^\s*\[/.test(written) ? parseList(written) : undefined;
  return healthWords(list ?? ['CMD-SHELL', written]);
}
/** The words of a test as the engine keeps it. */
export function healthWords(test: readonly string[]): readonly string[] {
  const [first, ...rest] = test;
  if (first === 'CMD-SHELL') return ['/bin/sh', '-c', ...rest];
  return first === 'CMD' ? rest : test;
}
export function parseList(written: string): readonly string[] | undefined {
  try {
    const value: unknown = JSON.parse(written);
    const isTexts = Array.isArray(value) && value.every((item) => typeof item === 'string');
    return isTexts ? value.map(String) : undefined;
  } catch {
    return undefined;
  }
}
function applyNoHealth(given: Given, into: Gathering): void {
  const off = fieldOf(given, 'true or false', parseSwitch);
  if (!isKnown(off)) into.set('healthcheck', unclear(given));
  else if (off.value) into.set('healthcheck', said(given, 'none'));
}
function applyLabel(given: Given, into: Gathering): void {
  const { text: label } = given;
  const equals = label.indexOf('=');
  const name = equals === -1 ? label : label.slice(0, equals);
  if (name !== '' && !isOpen(given)) into.labels.set(name, equals === -1 ? '' : label.slice(equals + 1));
}
