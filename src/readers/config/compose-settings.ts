// How a Compose service is reserved for, restarted, watched, fetched and attached to.
// https://docs.docker.com/reference/compose-file/services/ https://docs.docker.com/reference/compose-file/deploy/
import { isKnown, type Field } from '../../model/field.ts';
import type { Restart, Settings } from '../../model/workload.ts';
import { parseInteger } from '../../syntax/scalar.ts';
import { booleanField, clearText, countField, parsedField, readText, sizeField, textField } from './compose-field.ts';
import { allItems, ownerOf } from './compose-list.ts';
import { allOf, lastOf, topOf } from './compose-merge.ts';
import type { Service } from './compose-project.ts';
import type { Environment } from './compose-variables.ts';
import { getMember, itemsOf, said, unclear } from './config-value.ts';
import type { Value } from './config-value.ts';
import type { DeclaredFields } from './declared-fields.ts';

export function setOthers(fields: DeclaredFields, { layers, project }: Service): void {
  const { environment } = project;
  const at = (...names: readonly string[]): Value | undefined => lastOf(layers, ...names);
  const reserved = (name: string): Value | undefined => at('deploy', 'resources', 'reservations', name);
  fields.set('memoryRequest', sizeField(reserved('memory') ?? at('mem_reservation'), environment));
  fields.set('cpuRequest', countField(reserved('cpus'), environment));
  fields.set('storageLimit', sizeField(at('storage_opt', 'size'), environment));
  fields.set('cgroupParent', textField(at('cgroup_parent'), environment));
  fields.set('isolation', wordField(at('isolation'), environment, { default: '' }));
  fields.set('useApiSocket', booleanField(at('use_api_socket'), environment));
  fields.set('oomKillDisable', booleanField(at('oom_kill_disable'), environment));
  fields.set('oomScoreAdj', scoreField(at('oom_score_adj'), environment));
  fields.set('restart', deployRestart(layers, environment) ?? restartField(at('restart'), environment));
  fields.set('healthcheck', healthcheckField(layers, environment));
  fields.set('logDriver', textField(at('logging', 'driver'), environment));
  fields.set('pullPolicy', wordField(at('pull_policy'), environment, { if_not_present: 'missing' }));
  fields.set('stdin', booleanField(at('stdin_open'), environment));
  fields.set('tty', booleanField(at('tty'), environment));
  fields.set('gpus', gpuField(layers, environment));
}
/** Lower case; `same` says which words mean another one. */
function wordField(
  value: Value | undefined,
  environment: Environment,
  same: Readonly<Record<string, string>>,
): Field<string> | undefined {
  const words = new Map(Object.entries(same));
  const parse = (text: string): string => words.get(text.toLowerCase()) ?? text.toLowerCase();
  return parsedField(value, environment, { what: 'a word', parse });
}
function scoreField(value: Value | undefined, environment: Environment): Field<number> | undefined {
  return parsedField(value, environment, { what: 'a whole number', parse: parseInteger });
}

const policies: ReadonlyMap<string, Restart['policy']> = new Map([
  ['no', 'no'],
  ['false', 'no'],
  ['none', 'no'],
  ['always', 'always'],
  ['any', 'always'],
  ['on-failure', 'on-failure'],
  ['unless-stopped', 'unless-stopped'],
]);
function toRestart(name: string, retries: string | undefined): Restart | undefined {
  const policy = policies.get(name);
  const maxRetries = retries === undefined ? undefined : parseInteger(retries);
  if (policy === undefined || (retries !== undefined && maxRetries === undefined)) return undefined;
  return policy === 'on-failure' && maxRetries !== undefined && maxRetries > 0 ? { policy, maxRetries } : { policy };
}
function restartField(value: Value | undefined, environment: Environment): Field<Restart> | undefined {
  const parse = (text: string): Restart | undefined => {
    const [name = '', retries] = text.split(':');
    return toRestart(name, retries);
  };
  return parsedField(value, environment, { what: 'a restart policy', parse });
}
/** The deployment's word is taken before the service's. */
function deployRestart(layers: readonly Value[], environment: Environment): Field<Restart> | undefined {
  const policy = lastOf(layers, 'deploy', 'restart_policy');
  if (policy === undefined) return undefined;
  const condition = lastOf(layers, 'deploy', 'restart_policy', 'condition');
  const attempts = clearText(lastOf(layers, 'deploy', 'restart_policy', 'max_attempts'), environment);
  if (condition === undefined) return said(policy, { policy: 'always' });
  const parse = (text: string): Restart | undefined => toRestart(text, attempts);
  return parsedField(condition, environment, { what: 'a restart policy', parse });
}

/** Whether it is watched: a test of its own, or a list of `NONE`; intervals alone leave the image's test. */
function healthcheckField(
  layers: readonly Value[],
  environment: Environment,
): Field<Settings['healthcheck']> | undefined {
  const disabled = booleanField(lastOf(layers, 'healthcheck', 'disable'), environment);
  if (disabled !== undefined && !isKnown(disabled)) return { ...disabled, could: [] };
  if (disabled?.value === true) return { ...disabled, value: 'none' };
  const test = topOf(layers, 'healthcheck', 'test');
  if (test === undefined) return undefined;
  const [first] = test.node.kind === 'list' ? itemsOf(test) : [test];
  const text = readText(first, environment);
  if (text === undefined) return unclear(test, 'not a test');
  return 'unclear' in text
    ? text.unclear
    : said(test, test.node.kind === 'list' && text.text === 'NONE' ? 'none' : 'set');
}

/** `gpus`, or reserved devices that can `gpu`. */
function gpuField(layers: readonly Value[], environment: Environment): Field<string> | undefined {
  // A word is a list by the time another file's list is added; a list of its own file takes its place.
  const own = allOf(layers, 'gpus').filter(
    (value, index, all) =>
      value.node.kind !== 'scalar' ||
      ownerOf(value) !== value.file.path ||
      all[index + 1]?.file.path !== value.file.path,
  );
  const [only] = own;
  if (own.length === 1 && only?.node.kind === 'scalar') return textField(only, environment);
  const reserved = allItems(allOf(layers, 'deploy', 'resources', 'reservations', 'devices'));
  const requests = [...allItems(own), ...reserved.filter((item) => isGraphics(item, environment))];
  const [first] = requests;
  if (first === undefined) return undefined;
  const wanted = requests.map((request) => wantedGpus(request, environment));
  return said(first, wanted.includes('all') ? 'all' : wanted.join(','));
}
function isGraphics(request: Value, environment: Environment): boolean {
  return itemsOf(getMember(request, 'capabilities')).some((item) => clearText(item, environment) === 'gpu');
}
/** Which by their ids, or how many; without a word, all of them. */
function wantedGpus(request: Value, environment: Environment): string {
  if (request.node.kind === 'scalar') return clearText(request, environment) ?? '?';
  const ids = itemsOf(getMember(request, 'device_ids')).map((item) => clearText(item, environment) ?? '?');
  if (ids.length > 0) return ids.join(',');
  const count = clearText(getMember(request, 'count'), environment);
  return count === undefined || count === '-1' ? 'all' : count;
}
