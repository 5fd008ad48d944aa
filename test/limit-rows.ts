// What containers were seen to use beside what declares them, and the limits that come of it.

export function stats(...lines: readonly (readonly [name: string, memory: string, cpu: string])[]): string {
  return lines
    .map(([Name, used, CPUPerc]) => `${JSON.stringify({ Name, MemUsage: `${used} / 15.5GiB`, CPUPerc })}\n`)
    .join('');
}
interface Metered {
  readonly namespace?: string;
  readonly container?: string;
  readonly memory?: string;
  readonly cpu?: string;
}
export function metrics(
  name: string,
  { namespace = 'shop', container = 'web', memory = '102400Ki', cpu = '120000000n' }: Metered = {},
): string {
  const item = { metadata: { name, namespace }, containers: [{ name: container, usage: { cpu, memory } }] };
  return JSON.stringify({ kind: 'PodMetricsList', apiVersion: 'metrics.k8s.io/v1beta1', items: [item] });
}
export const compose = 'name: shop\nservices:\n  web:\n    image: nginx:1.27\n';
export const spec = '{containers: [{name: web, image: a}]}';
export function manifest(type: string, name = 'web'): string {
  const version = type.endsWith('Job') ? 'batch/v1' : type === 'Pod' ? 'v1' : 'apps/v1';
  const template =
    type === 'Pod'
      ? spec
      : type === 'CronJob'
        ? `{jobTemplate: {spec: {template: {spec: ${spec}}}}}`
        : `{template: {spec: ${spec}}}`;
  return `apiVersion: ${version}\nkind: ${type}\nmetadata: {name: ${name}, namespace: shop}\nspec: ${template}\n`;
}
const service = ['mem_limit: 256m', 'cpus: 0.3'];
const [small, none]: readonly (readonly string[])[] = [['mem_limit: 64m', 'cpus: 0.1'], []];
export const composed: Readonly<
  Record<string, readonly [text: string, told: string, expected: readonly string[] | undefined]>
> = {
  'twice the use, rounded up': [compose, stats(['shop-web-1', '100MiB', '12.00%']), service],
  'the highest of several': [
    compose,
    stats(['shop-web-1', '90MiB', '1.00%'], ['shop-web-2', '100MiB', '2.00%'], ['shop-web-1', '9MiB', '12.00%']),
    service,
  ],
  'as the first Compose named it': [compose, stats(['shop_web_1', '100MiB', '12.00%']), service],
  'a floor': [compose, stats(['shop-web-1', '612KiB', '0.00%']), small],
  'no more processors than every machine has': [
    compose,
    stats(['shop-web-1', '1.5GiB', '50.52%']),
    ['mem_limit: 3072m'],
  ],
  'nothing of a reservation that no machine has': [
    `${compose}    cpus: 1\n    mem_reservation: 900000000g\n`,
    stats(['shop-web-1', '10MiB', '1.00%']),
    none,
  ],
  'not below what is reserved': [
    `${compose}    mem_reservation: 300m\n`,
    stats(['shop-web-1', '10MiB', '1.00%']),
    ['mem_limit: 384m', 'cpus: 0.1'],
  ],
  'nothing where what is reserved is not known': [
    `${compose}    mem_reservation: $SIZE\n    cpus: 1\n`,
    stats(['shop-web-1', '10MiB', '1.00%']),
    none,
  ],
  'nothing of another project': [compose, stats(['store-web-1', '100MiB', '12.00%']), none],
  'nothing of what is no service': [
    'name: shop\njobs:\n  web: {image: a}\nservices:\n  db: {image: b}\n',
    stats(['shop-web-1', '100MiB', '1.00%']),
    none,
  ],
  'nothing of a container of one run': [compose, stats(['shop-web-run-1b2c', '100MiB', '1.00%']), none],
  'nothing of what does not run': [compose, stats(['shop-web-1', '0B', '0.00%'], ['shop-web-1', '--', '--']), none],
  'nothing that no machine has': [compose, stats(['shop-web-1', '100PiB', '12.00%']), none],
  'nothing of half a line': [
    compose,
    '{"Name":"shop-web-1","MemUsage":"100MiB / 1GiB","CPUPerc":\n[]\nnull\n"a"\n',
    none,
  ],
};
export const hash = 'web-7d9c5b6f4-x2x5z';
export const podded: Readonly<Record<string, readonly [text: string, told: string, isMatched: boolean]>> = {
  'a pod': [manifest('Pod'), metrics('web'), true],
  'a Deployment': [manifest('Deployment'), metrics(hash), true],
  'no more than three tenths': [manifest('Deployment'), metrics(hash, { cpu: '150000000n' }), true],
  'a ReplicaSet': [manifest('ReplicaSet', 'web-7d9c5b6f4'), metrics(hash), true],
  'a DaemonSet': [manifest('DaemonSet'), metrics('web-x2x5z'), true],
  'a StatefulSet': [manifest('StatefulSet'), metrics('web-0'), true],
  'a Job': [manifest('Job'), metrics('web-x2x5z'), true],
  'a CronJob': [manifest('CronJob'), metrics('web-29384756-x2x5z'), true],
  'not one whose name is longer': [manifest('Deployment'), metrics('web-api-7d9c5b6f4-x2x5z'), false],
  'not letters that no controller takes': [manifest('Deployment'), metrics('web-apiserver-aeiou'), false],
  'not in another namespace': [manifest('Deployment'), metrics(hash, { namespace: 'store' }), false],
  'not another container': [manifest('Deployment'), metrics(hash, { container: 'proxy' }), false],
  'not where two may have made it': [
    `${manifest('Deployment')}---\n${manifest('DaemonSet', 'web-7d9c5b6f4')}`,
    metrics(hash),
    false,
  ],
  'not where it is declared twice': [`${manifest('Deployment')}---\n${manifest('Deployment')}`, metrics(hash), false],
  'not an amount that is none': [manifest('Deployment'), metrics(hash, { memory: 'much' }), false],
  'not less than nothing': [manifest('Deployment'), metrics(hash, { memory: '-5Mi' }), false],
};
