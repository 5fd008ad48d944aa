// Judges lists of allowed repositories that end too early: https://open-policy-agent.github.io/gatekeeper-library/website/validation/allowedrepos
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { isKnown, locationOf } from '../../model/field.ts';
import { manifests } from '../rbac/example-text.ts';

const text = (repos: string, kind = 'K8sAllowedRepos'): string =>
  `apiVersion: constraints.gatekeeper.sh/v1beta1\nkind: ${kind}\nmetadata: {name: ours}\nspec:\n  parameters:\n    repos: [${repos}]\n`;

export const gatekeeperRepoPrefix: Check<'object'> = {
  id: toRuleId('ci-gatekeeper-repo-prefix'),
  title: 'Allowed repository is a prefix without an end',
  severity: 'high',
  layer: 'cluster',
  on: 'object',
  why: 'The policy compares beginnings only: `registry.example` allows registry.example.attacker.net as well, so anybody who registers such a name brings images in.',
  todo: 'End each entry with a slash, or use K8sAllowedReposv2, where an entry is exact unless it ends in a star.',
  refs: ['CWE-20', 'KSV-0124', 'gk:allowedreposv2'],
  since: '2026.11',
  examples: {
    bad: [manifests(text('registry.example')), manifests(text('registry.example/, ghcr.io/acme'))],
    good: [
      manifests(text('registry.example/, ghcr.io/acme/')),
      manifests(text('registry.example/web@sha256, registry.example/web:1.4')),
      manifests(text('registry.example', 'K8sAllowedReposv2')),
      manifests(text('"{{ .repo }}"')),
      manifests(
        text('registry.example/').replace('spec:\n', 'spec:\n  match: {kinds: [{apiGroups: [""], kinds: [Pod]}]}\n'),
      ),
    ],
  },
  *run({ id, group, type, leaves }) {
    if (group !== 'constraints.gatekeeper.sh' || type !== 'K8sAllowedRepos') return;
    for (const { pointer, field } of leaves) {
      const [, index] = /^spec\/parameters\/repos\/(\d+)$/.exec(pointer) ?? [];
      const at = locationOf(field);
      if (index === undefined || at === undefined || !isKnown(field) || isClosed(field.value)) continue;
      const way = ['spec', 'parameters', 'repos', Number(index)];
      yield {
        key: field.value,
        what: `allows every name that begins with ${field.value === '' ? 'anything' : field.value}`,
        fields: [{ name: 'spec.parameters.repos', field }],
        ...(field.value !== '' && {
          fix: {
            say: 'end the prefix with a slash',
            edits: [{ op: 'set-at', target: { fact: id }, pointer: way, value: `${field.value}/`, at }],
          },
        }),
      };
    }
  },
};
/** Behind a tag or digest no other repository can follow. */
function isClosed(repo: string): boolean {
  return repo.endsWith('/') || /[:@]/.test(repo.slice(repo.lastIndexOf('/') + 1));
}
