// Judges services that a program of the host provides: https://docs.docker.com/compose/how-tos/provider-services/
import { toRuleId } from '../../model/brand.ts';
import type { Check, Example } from '../../model/check.ts';
import { declared, isKnown } from '../../model/field.ts';
import { renderCompose } from './example-compose.ts';

const withService = (text: string): Example => ({
  format: 'compose',
  text: (renderCompose({}) ?? '').replace(/^services:\n/m, `services:\n  other: ${text}\n`),
});

export const composeProviderExec: Check<'object'> = {
  id: toRuleId('wl-compose-provider-exec'),
  title: 'Service is a program of the host',
  severity: 'high',
  layer: 'container',
  on: 'object',
  why: 'Compose runs the program on the machine itself, with the rights of whoever says `up`, without any container around it: who changes this line, or what lies under that name in the PATH, runs what they like there.',
  todo: 'Run the service in a container; where a provider is needed, name one that is part of Compose or that you have installed yourselves.',
  refs: ['CWE-829'],
  since: '2026.11',
  get examples() {
    return {
      bad: [
        withService('{provider: {type: awesomecloud, options: {size: 1}}}'),
        withService('{provider: {type: /opt/tools/db}}'),
      ],
      good: [withService('{provider: {type: model, options: {model: ai/smollm2}}}')],
    };
  },
  *run({ group, type, name, leaves, at: [at] }) {
    if (group !== 'compose' || type !== 'provider' || at === undefined) return;
    const field = leaves.find(({ pointer }) => pointer === 'type')?.field ?? declared('', at);
    // The model runner comes with the engine.
    if (!isKnown(field) || field.value === 'model') return;
    yield {
      key: name,
      what: `the service ${name} is what ${field.value} does on the host`,
      fields: [{ name: 'provider.type', field }],
    };
  },
};
