// Judges credentials that stand in the configs of a Compose file: https://docs.docker.com/reference/compose-file/configs/
import { toRuleId } from '../../model/brand.ts';
import type { Check, Example } from '../../model/check.ts';
import { valueOf } from '../../model/field.ts';
import { inEveryFormat } from '../workload/every-format.ts';
import { findSecretIn } from '../../model/secret-text.ts';

function withConfig(content: string): readonly Example[] {
  const config = `configs:\n  app:\n    content: ${JSON.stringify(content)}\n`;
  return inEveryFormat()
    .filter(({ format }) => format === 'compose')
    .map(({ format, text }) => ({ format, text: text + config }));
}

export const composeFile: Check<'variables'> = {
  id: toRuleId('sec-compose-file'),
  title: 'Credential in a config of the Compose file',
  severity: 'high',
  layer: 'container',
  on: 'variables',
  why: 'Everybody who can read the repository has the credential, and so has whoever reads the file in the container.',
  todo: 'Make it a secret with a file or variable as its source, and replace it: it has been seen.',
  refs: ['CISD 7.4', 'OWD:12', 'kics:a88baa34'],
  since: '2026.11',
  get examples() {
    return {
      bad: withConfig('db:\n  password: hunter2-Qx81vb\n'),
      good: [
        ...withConfig('db:\n  passwordFile: /run/secrets/db\n'),
        ...withConfig('db:\n  password: ${DB_PASSWORD:-}\n'),
      ],
    };
  },
  *run({ type, name, entries }) {
    if (type !== 'compose-config') return;
    for (const field of entries) {
      const found = findSecretIn(name, valueOf(field)?.value ?? '');
      if (found !== undefined)
        yield {
          key: 'content',
          what: `has ${found} in its content`,
          fields: [{ name: 'content', field, secret: true }],
        };
    }
  },
};
