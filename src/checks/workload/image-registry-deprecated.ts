// Judges registries that nobody keeps any more: https://kubernetes.io/blog/2023/02/06/k8s-gcr-io-freeze-announcement/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import type { Message } from '../../model/check.ts';
import type { EditTarget } from '../../model/edit.ts';
import { locationOf, valueOf, type Field } from '../../model/field.ts';
import { containersOf, refOf, sayOf, targetOf } from './container.ts';
import type { JudgedWorkload } from './container.ts';
import { inEveryFormat } from './every-format.ts';
import { imageNameOf } from './image-name.ts';

export const imageRegistryDeprecated: Check<'workload'> = {
  id: toRuleId('wl-image-registry-deprecated'),
  title: 'Image comes from a registry that is given up',
  severity: 'low',
  layer: 'container',
  on: 'workload',
  why: 'Nothing new is put there, no repair of a vulnerability either; and whoever gets hold of the name later decides what it serves.',
  todo: 'Take the image from where it is published now.',
  refs: ['C-0253', 'kyv:restrict-deprecated-registry'],
  since: '2026.11',
  get examples() {
    return {
      bad: inEveryFormat({ image: `k8s.gcr.io/pause:3.9@sha256:${'1'.repeat(64)}` }),
      good: [
        ...inEveryFormat({ image: `registry.k8s.io/pause:3.9@sha256:${'1'.repeat(64)}` }),
        ...inEveryFormat({ image: `sha256:${'1'.repeat(64)}` }),
      ],
    };
  },
  run: accuse,
};

/** Where images were, and where they are now. */
const moved: readonly (readonly [from: RegExp, to: string])[] = [
  [/^k8s\.gcr\.io\//, 'registry.k8s.io'],
  [/^gcr\.io\/google[_-]containers\//, 'registry.k8s.io'],
  [/^(?:us|eu|asia)\.gcr\.io\/k8s-artifacts-prod\//, 'registry.k8s.io'],
  [/^gcr\.io\/kubebuilder\/kube-rbac-proxy$/, 'quay.io/brancz/kube-rbac-proxy'],
  [/^docker\.pkg\.github\.com\//, 'ghcr.io'],
  [/^[^/]*\.bintray\.io\//, 'the registry that its makers name now'],
  [/^docker\.io\/bitnamilegacy\//, 'an image that is still updated'],
];
function* accuse(workload: JudgedWorkload): Iterable<Message> {
  for (const container of containersOf(workload)) {
    const { image } = container;
    const name = imageNameOf(image);
    if (image === undefined || name === undefined || container.build !== undefined) continue;
    const place = `${name.registry}/${name.repository}`;
    const to = moved.find(([from]) => from.test(place))?.[1];
    if (to === undefined) continue;
    const what = sayOf(
      workload,
      container,
      `takes ${place} from where it is not kept any more; it was replaced by ${to}`,
    );
    const fields = [refOf('image', image, container)];
    yield { key: container.name, what, fields, ...fixOf(image, targetOf(workload, container)) };
  }
}
/** Where the new place has the same images under the same names. */
const sameNames = /^(?:k8s\.gcr\.io|gcr\.io\/google[_-]containers|(?:us|eu|asia)\.gcr\.io\/k8s-artifacts-prod)(?=\/)/;
function fixOf(image: Field<string>, target: EditTarget): Pick<Message, 'fix'> {
  const at = locationOf(image);
  const from = sameNames.exec(valueOf(image) ?? '')?.[0];
  if (at === undefined || from === undefined) return {};
  return {
    fix: {
      say: 'take it from registry.k8s.io',
      edits: [{ op: 'replace-text', target, from: `${from}/`, to: 'registry.k8s.io/', at }],
    },
  };
}
