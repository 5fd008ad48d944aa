// Judges COPY and ADD of files that by their name hold credentials.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { isCredentialFile } from './credential-file.ts';
import { lastPart } from './downloads.ts';
import { onDebian } from './example-text.ts';
import { shippedStages } from './final-stages.ts';
import { instructionField } from './invocation.ts';
import { removalOf } from './removed-file.ts';

export const secretFileCopied: Check<'build'> = {
  id: toRuleId('df-secret-file-copied'),
  title: 'Credential file is copied into the image',
  severity: 'critical',
  layer: 'container',
  on: 'build',
  why: 'Everyone who can pull the image has the file; deleting it in a later layer leaves it in the earlier one.',
  todo: 'Exclude it in .dockerignore, revoke what it holds, and mount it where it is needed with --mount=type=secret',
  refs: ['CISD 4.10', 'N190:4.1.4', 'T1552.001', 'CWE-538', 'DS-0031', 'CIS-DI-0010'],
  since: '2026.11',
  examples: {
    bad: [onDebian('COPY .env /app/'), onDebian('COPY id_rsa /root/.ssh/id_rsa')],
    good: [onDebian('COPY .env.example /app/'), onDebian('COPY id_rsa.pub /root/.ssh/known')],
  },
  *run(build) {
    const shipped = new Set(shippedStages(build));
    for (const stage of build.stages) {
      for (const instruction of stage.instructions) {
        const { keyword, flags, args } = instruction;
        if ((keyword !== 'COPY' && keyword !== 'ADD') || flags['from'] !== undefined) continue;
        for (const { text } of args.slice(0, -1)) {
          if (text === undefined || !isCredentialFile(text)) continue;
          // Taken away again, it has a rule of its own.
          if (removalOf(stage, instruction, lastPart(text)) !== undefined) continue;
          const fields = [instructionField(instruction)];
          const what = `${keyword} ${text}`;
          yield shipped.has(stage) ? { key: text, what, fields } : { key: text, what, fields, severity: 'high' };
        }
      }
    }
  },
};
