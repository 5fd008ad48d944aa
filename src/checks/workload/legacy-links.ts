// Judges links between containers: https://docs.docker.com/engine/network/links/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { inEveryFormat } from './every-format.ts';
import { accuseItems } from './list-rule.ts';

export const legacyLinks: Check<'workload'> = {
  id: toRuleId('wl-legacy-links'),
  title: 'Is linked to another container',
  severity: 'info',
  layer: 'container',
  on: 'workload',
  why: "A link on Docker's own bridge hands the variables of the other container over, its passwords among them, and on every network it ties both together.",
  todo: 'Put both on one network, where they find each other by name.',
  refs: [],
  since: '2026.11',
  pack: 'hygiene',
  get examples() {
    return { bad: inEveryFormat({ links: ['db:database'] }), good: inEveryFormat() };
  },
  run: (workload) =>
    accuseItems(workload, {
      name: 'links',
      judge: (link) => `is linked to ${link.split(':')[0] ?? link}`,
      keyOf: (link) => link,
    }),
};
