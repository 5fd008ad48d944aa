// Judges credentials that stand in the configs of a Compose file, and in what its builds are handed:
// https://docs.docker.com/reference/compose-file/configs/ https://docs.docker.com/reference/compose-file/build/#args
import { toRuleId } from '../../model/brand.ts';
import type { Check, Example, Message } from '../../model/check.ts';
import type { JudgedOf } from '../../model/facts.ts';
import { valueOf } from '../../model/field.ts';
import { inEveryFormat } from '../workload/every-format.ts';
import { looksSecret } from '../../model/secret-shape.ts';
import { findSecretIn } from '../../model/secret-text.ts';

function withConfig(content: string): readonly Example[] {
  const config = `configs:\n  app:\n    content: ${JSON.stringify(content)}\n`;
  return inEveryFormat()
    .filter(({ format }) => format === 'compose')
    .map(({ format, text }) => ({ format, text: text + config }));
}
function withArgument(token: string): readonly Example[] {
  const build = `build: {context: ., args: {NPM_TOKEN: "${token}"}}`;
  return inEveryFormat()
    .filter(({ format }) => format === 'compose')
    .map(({ format, text }) => ({ format, text: text.replace(/^( +)image:/m, `$1${build}\n$1image:`) }));
}

export const composeFile: Check<'variables'> = {
  id: toRuleId('sec-compose-file'),
  title: 'Credential in a config or build argument of the Compose file',
  severity: 'high',
  layer: 'container',
  on: 'variables',
  why: 'Everybody who can read the repository has the credential, and so has whoever reads the file in the container or the history of the image.',
  todo: 'Make it a secret with a file or variable as its source, and replace it: it has been seen.',
  refs: ['CISD 7.4', 'OWD:12', 'kics:a88baa34'],
  since: '2026.11',
  get examples() {
    return {
      bad: [...withConfig('db:\n  password: hunter2-Qx81vb\n'), ...withArgument('hunter2-Qx81vb')],
      good: [
        ...withConfig('db:\n  passwordFile: /run/secrets/db\n'),
        ...withConfig('db:\n  password: ${DB_PASSWORD:-}\n'),
        ...withArgument('${NPM_TOKEN}'),
      ],
    };
  },
  *run({ type, name, entries }) {
    if (type === 'compose-build') yield* argumentsIn(entries);
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

function* argumentsIn(entries: JudgedOf<'variables'>['entries']): Iterable<Message> {
  for (const field of entries) {
    const { name = '', value = '' } = valueOf(field) ?? {};
    const kind = looksSecret(name, value);
    if (kind === undefined) continue;
    yield {
      key: `argument ${name}`,
      what: `hands ${kind} to the build (${name})`,
      fields: [{ name: 'args', field, secret: true }],
    };
  }
}
