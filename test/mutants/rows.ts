// The rows of the areas' judgement tests, as further cases of the checks that they are about.
import { checks } from '../../src/checks/index.ts';
import { dockerfileRows } from '../dockerfile-judgement-rows.ts';
import { readBuild } from '../dockerfile-run.ts';
import { rbacRows } from '../rbac-judgement-rows.ts';
import { scanExample } from '../scan-folder.ts';
import { networkRows } from '../network-judgement-rows.ts';
import { toldRows } from '../told-judgement-rows.ts';
import { workloadRows } from '../workload-judgement-rows.ts';
import { type Case, checkOf, emptyWorld, hear } from './cases.ts';

export async function rowCases(): Promise<ReadonlyMap<string, readonly Case[]>> {
  const found = new Map<string, Case[]>();
  const add = (rule: string, one: Case): void => {
    found.set(rule, [...(found.get(rule) ?? []), one]);
  };
  for (const [, rule, text, messages] of dockerfileRows) {
    const { build } = await readBuild(text);
    add(rule, { text, asked: [[build, emptyWorld]], messages, listed: 'alone' });
  }
  for (const [, example, said] of rbacRows) {
    for (const [check, asked] of await hear(checks.filter(isAsked), () => scanExample(example)))
      add(check.id, {
        text: JSON.stringify(example),
        asked,
        listed: 'with its grounds',
        messages: said.filter((line) => line.split(' ')[1] === `${check.id}:`).length,
      });
  }
  for (const [, rule, example, messages] of [...workloadRows, ...networkRows]) {
    const check = checkOf.get(rule);
    if (check === undefined) throw new Error(`${rule} is no check`);
    const heard = await hear([check], () => scanExample(example, check.pack));
    add(rule, { text: JSON.stringify(example), asked: heard.get(check) ?? [], messages, listed: 'with its grounds' });
  }
  for (const [fact, rule, scan] of toldRows) {
    const check = checkOf.get(rule);
    if (check === undefined) throw new Error(`${rule} is no check`);
    const asked = (await hear([check], scan)).get(check) ?? [];
    add(rule, { text: fact, asked, messages: 'some', listed: 'with its grounds' });
  }
  return found;
}
/** What those rows say all of. */
function isAsked({ id, pack }: { readonly id: string; readonly pack?: string }): boolean {
  return pack === undefined && (id.startsWith('rbac-') || id === 'wl-sa-privileged');
}
