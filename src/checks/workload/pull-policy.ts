// Judges a tag that moves and is not fetched again: https://kubernetes.io/docs/concepts/containers/images/#image-pull-policy
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { accuseSetting, setFix, targetOf } from './container.ts';
import type { JudgedContainer } from './container.ts';
import { inEveryFormat } from './every-format.ts';
import { isFloating, imageNameOf } from '../../model/image-name.ts';

export const pullPolicy: Check<'workload'> = {
  id: toRuleId('wl-pull-policy'),
  title: 'A tag that moves is not fetched again',
  severity: 'low',
  layer: 'container',
  on: 'workload',
  why: 'Each machine keeps whatever it fetched first: repairs of the image never arrive, and anybody who may start a container there uses what others fetched with their credentials.',
  todo: 'Name a version with its digest; where the tag must move, fetch it each time.',
  refs: [
    'CISK 1.2.11',
    'CKV_K8S_15',
    'C-0075',
    'pol:pullPolicyNotAlways',
    'sc:container-image-pull-policy',
    'kics:caa3479d',
    'kyv:always-pull-images',
  ],
  since: '2026.11',
  get examples() {
    return {
      bad: inEveryFormat({ image: 'registry.example/web:latest', pullPolicy: 'missing' }, ['wl-image-latest']),
      good: [
        ...inEveryFormat({ image: 'registry.example/web:latest', pullPolicy: 'always' }),
        ...inEveryFormat({ pullPolicy: 'missing' }),
        ...inEveryFormat({ image: `sha256:${'1'.repeat(64)}`, pullPolicy: 'never' }),
      ],
    };
  },
  run: (workload) =>
    accuseSetting(workload, {
      name: 'pullPolicy',
      isBad: (policy, container) => keeps.has(policy) && isMoving(container),
      clause: (policy) =>
        policy === 'never' ? 'never fetches a tag that moves' : 'fetches a tag that moves only once',
      fix: (field, _, container) =>
        setFix(
          'fetch the image each time',
          { name: 'pullPolicy', value: 'always', field },
          targetOf(workload, container),
        ),
    }),
};

const keeps: ReadonlySet<string> = new Set(['missing', 'never']);
function isMoving({ image, build }: JudgedContainer): boolean {
  const name = build === undefined ? imageNameOf(image) : undefined;
  return name !== undefined && isFloating(name);
}
