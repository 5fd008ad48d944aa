// Which rights over the API come to the whole cluster, and how bad a set of rules is.
// https://kubernetes.io/docs/concepts/security/rbac-good-practices/#privilege-escalation-risks
import { hitsOf, powers, type Power } from '../model/rbac-powers.ts';
import type { Permission } from '../model/rbac.ts';

/** With what the holder may then do. Held in one namespace they come to that namespace. */
const takeovers: readonly (readonly [power: Power, what: string])[] = [
  [powers.escalate, 'write itself any role'],
  [powers.impersonate, 'act as others'],
  [powers.createTokens, 'request tokens of other accounts'],
  [powers.readSecrets, 'read secrets'],
  [powers.writeSecrets, 'write secrets'],
  [powers.createPods, 'create pods'],
  [powers.createWorkloads, 'create or change workloads'],
  [powers.patchPods, 'change pods'],
  [powers.debugPods, 'debug pods'],
  [powers.execPods, 'run commands in pods'],
  [powers.proxyNodes, 'drive the kubelet'],
  [powers.configureWebhooks, 'configure admission webhooks'],
  [powers.createVolumes, 'create persistent volumes'],
];
/** What of that the rules allow, the worst first; `do everything` alone where they do. A few objects do not count. */
export function takeoversBy(rules: readonly Permission[], where: { readonly everywhere: boolean }): readonly string[] {
  if (rules.some(isEverything)) return ['do everything'];
  return takeovers.filter(([power]) => rules.some((rule) => givesOverAll(rule, power, where))).map(([, what]) => what);
}
function givesOverAll(rule: Permission, power: Power, where: { readonly everywhere: boolean }): boolean {
  if (rule.resourceNames.length > 0 && power.named === 'yes') return false;
  return hitsOf(rule, power, where).length > 0;
}
function isEverything({ apiGroups, resources, verbs, resourceNames }: Permission): boolean {
  const core = apiGroups.includes('*') || apiGroups.includes('');
  return core && resources.includes('*') && verbs.includes('*') && resourceNames.length === 0;
}

const reading: ReadonlySet<string> = new Set(['get', 'list', 'watch']);
/** Whether nothing can be changed by the rules, and nothing read that opens other doors. */
export function onlyReads(rules: readonly Permission[]): boolean {
  return rules.every(
    (rule) =>
      rule.resources.length === 0 ||
      isReview(rule) ||
      (rule.verbs.every((verb) => reading.has(verb)) && !opensDoors(rule)),
  );
}
const doors: readonly Power[] = [
  powers.readSecrets,
  powers.execPods,
  powers.attachPods,
  powers.forwardPods,
  powers.proxyPods,
  powers.proxyNodes,
];
function opensDoors(rule: Permission): boolean {
  return doors.some((power) => hitsOf(rule, power, { everywhere: true }).length > 0);
}
/** What is created there is a question, and nothing is kept of it. */
const questions: ReadonlySet<string> = new Set(['authentication.k8s.io', 'authorization.k8s.io']);
function isReview({ apiGroups, resources }: Permission): boolean {
  return (
    apiGroups.every((group) => questions.has(group)) && resources.every((resource) => resource.endsWith('reviews'))
  );
}
