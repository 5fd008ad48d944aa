// Judges stages that use two tools for one purpose.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { onDebian } from './example-text.ts';
import { commandField, invocationsOf } from './invocation.ts';

export const wgetAndCurl: Check<'build'> = {
  id: toRuleId('df-wget-and-curl'),
  title: 'Both wget and curl are used',
  severity: 'info',
  layer: 'container',
  on: 'build',
  why: 'One of the two is software that nobody needs: more to keep up to date, and one more tool for whoever gets in.',
  todo: 'Use one of them',
  refs: ['DL4001', 'DS-0014', 'kics:fc775e75'],
  since: '2026.11',
  pack: 'hygiene',
  examples: {
    bad: [
      onDebian('RUN curl -fsSLo /etc/a.json https://a.example/a.json && wget -qO /etc/b.json https://b.example/b.json'),
    ],
    good: [
      onDebian(
        'RUN curl -fsSLo /etc/a.json https://a.example/a.json && curl -fsSLo /etc/b.json https://b.example/b.json',
      ),
    ],
  },
  *run(build) {
    for (const stage of build.stages) {
      const calls = invocationsOf([stage], /^(?:curl|wget)$/u);
      const [first] = calls;
      const other = calls.find(({ program }) => program !== first?.program);
      if (first === undefined || other === undefined) continue;
      yield {
        key: `stage ${String(stage.index)}`,
        what: `${first.program} and ${other.program} are used in one stage`,
        fields: [commandField(other), commandField(first)],
      };
    }
  },
};
