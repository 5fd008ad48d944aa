// Judges networks that lie beside the host and not behind it: https://docs.docker.com/engine/network/drivers/macvlan/
import { toRuleId } from '../../model/brand.ts';
import type { Check, Example } from '../../model/check.ts';
import { declared } from '../../model/field.ts';
import { inEveryFormat } from '../workload/every-format.ts';

function onDriver(driver: string): readonly Example[] {
  return inEveryFormat()
    .filter(({ format }) => format === 'compose')
    .map(({ format, text }) => ({ format, text: text.replace('{front: {}}', `{front: {driver: ${driver}}}`) }));
}

export const macvlanBypass: Check<'network'> = {
  id: toRuleId('net-macvlan-bypass'),
  title: 'Network goes past the firewall of the host',
  severity: 'medium',
  layer: 'container',
  on: 'network',
  why: 'Its containers have addresses of their own in the network of the host: every port of theirs is open there, published or not, and the rules of the host do not see it.',
  todo: 'Use a bridge network and publish what has to be open; else filter on the switch or router.',
  refs: ['N190:4.4.2'],
  since: '2026.11',
  get examples() {
    return {
      bad: [...onDriver('macvlan'), ...onDriver('ipvlan')],
      good: [...onDriver('bridge'), ...onDriver('overlay')],
    };
  },
  *run({ driver, at: [at] }) {
    if ((driver !== 'macvlan' && driver !== 'ipvlan') || at === undefined) return;
    yield {
      key: 'driver',
      what: `puts its containers into the network of the host (${driver})`,
      fields: [{ name: 'driver', field: declared(driver, at) }],
    };
  },
};
