// Judges addresses with a password or token in them.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import type { Instruction } from '../../model/build-facts.ts';
import { declared, locationOf } from '../../model/field.ts';
import type { Location } from '../../model/location.ts';
import { findTokenKind, hasUrlPassword } from '../../model/secret-shape.ts';
import { onDebian } from './example-text.ts';
import { invocationsIn } from './invocation.ts';
import { documentLines } from './written-lines.ts';

export const urlCredentials: Check<'build'> = {
  id: toRuleId('df-url-credentials'),
  title: 'Address with a password in it',
  severity: 'high',
  layer: 'container',
  on: 'build',
  why: "The address stays in the image's history, in logs, and often in a configuration file of the tool that used it.",
  todo: 'Hand the credential over with --mount=type=secret or --mount=type=ssh, and revoke this one',
  refs: ['N190:4.1.4', 'T1552.001', 'CWE-522', 'kics:a88baa34'],
  since: '2026.11',
  examples: {
    bad: [
      onDebian(
        'RUN git clone https://ci:hunter2hunter2@git.example/app.git && git -C app checkout 9f1c2d3e4b5a69788796a5b4c3d2e1f009182736',
      ),
      onDebian(
        'COPY <<EOF /etc/pip.conf',
        '[global]',
        'index-url = https://ci:hunter2hunter2@pypi.example/simple',
        'EOF',
      ),
    ],
    good: [
      onDebian(
        'RUN git clone https://git.example/app.git && git -C app checkout 9f1c2d3e4b5a69788796a5b4c3d2e1f009182736',
      ),
      onDebian(
        'RUN --mount=type=secret,id=git git clone "https://ci:$(cat /run/secrets/git)@git.example/app.git" \\',
        ' && git -C app checkout 9f1c2d3e4b5a69788796a5b4c3d2e1f009182736',
      ),
      onDebian('COPY <<EOF /etc/pip.conf', '[global]', 'index-url = https://pypi.example/simple', 'EOF'),
    ],
  },
  *run(build) {
    for (const instruction of build.stages.flatMap(({ instructions }) => instructions)) {
      const words =
        instruction.keyword === 'ADD'
          ? instruction.args.map(({ text, raw }) => ({ text: text ?? raw, at: instruction.at, program: 'ADD' }))
          : invocationsIn(instruction).flatMap(({ command, program }) =>
              command.args.map(({ text, raw }) => ({ text: text ?? raw, at: command.at, program })),
            );
      for (const { text, at, program } of [...words, ...writtenWords(instruction)]) {
        // Tokens of a known form are told by the rule for literals.
        if (!hasUrlPassword(text) || (program !== 'ADD' && findTokenKind(text) !== undefined)) continue;
        const host = text.slice(text.lastIndexOf('@') + 1).split('/')[0] ?? '';
        const field = { name: program, field: declared(host, at), secret: true as const };
        yield {
          key: `${program} ${host}`,
          what: `${program} is given a password in the address of ${host}`,
          fields: [field],
        };
      }
    }
  },
};

interface PlacedWord {
  readonly text: string;
  readonly at: Location;
  readonly program: string;
}
function* writtenWords(instruction: Instruction): Generator<PlacedWord> {
  for (const { line, path, field } of documentLines(instruction)) {
    if (!line.includes('@')) continue;
    const at = locationOf(field().field) ?? instruction.at;
    for (const text of line.slice(0, maxLine).split(/[\s"'`,;=<>()]+/u))
      yield { text, at, program: path ?? instruction.keyword };
  }
}
const maxLine = 4096;
