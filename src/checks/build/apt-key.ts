// Judges keys that apt then trusts for every source.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { onDebian } from './example-text.ts';
import { contributingStages } from './final-stages.ts';
import { commandField, instructionField, invocationsIn, operandsOf, type Invocation } from './invocation.ts';

const writers = /^(?:gpg2?|sq|tee|curl|wget|cp|mv|install|ln)$/u;
const store = /\/etc\/apt\/trusted\.gpg(?:\.d)?(?:\/|$)/u;

export const aptKey: Check<'build'> = {
  id: toRuleId('df-apt-key'),
  title: 'A key is trusted for every package source',
  severity: 'low',
  layer: 'container',
  on: 'build',
  why: 'Whoever holds that key can sign packages of every source, those of the distribution included, and not only of the one it was added for.',
  todo: 'Put the key into /etc/apt/keyrings and name it in its own source with signed-by',
  refs: ['CWE-347'],
  since: '2026.11',
  examples: {
    bad: [
      onDebian('RUN apt-key adv --keyserver keys.example --recv-keys 0123456789ABCDEF'),
      onDebian('COPY vendor.gpg /etc/apt/trusted.gpg.d/'),
      onDebian('RUN <<EOF', 'gpg --dearmor vendor.asc > /etc/apt/trusted.gpg.d/vendor.gpg', 'EOF'),
    ],
    good: [onDebian('COPY vendor.gpg /etc/apt/keyrings/'), onDebian('RUN apt-key list')],
  },
  *run(build) {
    for (const instruction of contributingStages(build).flatMap(({ instructions }) => instructions)) {
      const target = instruction.args.at(-1)?.text ?? '';
      if ((instruction.keyword === 'COPY' || instruction.keyword === 'ADD') && store.test(target))
        yield {
          key: target,
          what: `${instruction.keyword} puts a key into ${target}`,
          fields: [instructionField(instruction)],
        };
      for (const invocation of invocationsIn(instruction)) {
        const [verb = ''] = operandsOf(invocation);
        const path = pathOf(invocation);
        const fields = [commandField(invocation)];
        if (path !== undefined)
          yield { key: `${invocation.program} ${path}`, what: `${invocation.program} writes ${path}`, fields };
        if (invocation.program === 'apt-key' && (verb === 'add' || verb === 'adv')) {
          const what = `apt-key ${verb} trusts a key for every source`;
          yield { key: `apt-key ${invocation.args.join(' ')}`, what, fields };
        }
      }
    }
  },
};

/** Of a pipeline the last one writes. */
function pathOf({ program, args, command }: Invocation): string | undefined {
  const named = writers.test(program) ? args.find((arg) => store.test(arg)) : undefined;
  const file = command.isPiped ? '' : (command.file?.text ?? '');
  return named ?? (store.test(file) ? file : undefined);
}
