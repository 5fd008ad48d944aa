// The rules that BuildKit has as well (docker build --check) against BuildKit itself, on random Dockerfiles.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { sequence } from '../src/graph/samples/sample-random.ts';
import { locationOf } from '../src/model/field.ts';
import { buildOracle } from './oracles/oracle.ts';
import { judgeDockerfile } from './dockerfile-run.ts';

const count = 3000;
/** BuildKit's name of each, and ours; two of ours stand for two of theirs. */
const rules: ReadonlyMap<string, string> = new Map([
  ['WorkdirRelativePath', 'df-workdir-relative'],
  ['JSONArgsRecommended', 'df-shell-form-cmd'],
  ['MaintainerDeprecated', 'df-maintainer'],
  ['MultipleInstructionsDisallowed', 'df-multiple'],
  ['ExposeInvalidFormat', 'df-expose-format'],
  ['ExposeProtoCasing', 'df-expose-format'],
  ['UndefinedVar', 'df-undefined-var'],
  ['LegacyKeyValueFormat', 'df-legacy-kv'],
  ['NoEmptyContinuation', 'df-empty-continuation'],
  ['ConsistentInstructionCasing', 'df-casing'],
  ['FromAsCasing', 'df-casing'],
  ['InvalidDefinitionDescription', 'df-description-format'],
]);

const starts = ['FROM scratch', 'from scratch', 'From scratch'];
const named = ['AS', 'as', 'As'];
/** A comment above an ARG or a named stage; BuildKit's own documentation has a blank line end it, BuildKit has not. */
const comments = ['', '', '# A is for a\n', '# s0 does it\n', '# something else\n', '# A\n#\n'];
/** No defaults: BuildKit tells of names that one stands in for, which is what a default is for. */
const lines = [
  'WORKDIR a',
  'WORKDIR ./b',
  'WORKDIR /c',
  'workdir d',
  'CMD run it',
  'CMD ["run", "it"]',
  "CMD ['run']",
  'ENTRYPOINT exec run',
  'entrypoint ["run"]',
  'ENTRYPOINT []',
  'SHELL ["/bin/bash", "-c"]',
  'HEALTHCHECK CMD check',
  'HEALTHCHECK --interval=5s CMD ["check"]',
  'HEALTHCHECK NONE',
  'MAINTAINER somebody',
  'EXPOSE 80',
  'EXPOSE 80/TCP 81/udp',
  'EXPOSE 8080:80',
  'EXPOSE 127.0.0.1:80:80/tcp',
  'EXPOSE 80-90/Udp',
  'ENV A 1',
  'ENV A=1 B="2 3"',
  'ENV B=$A',
  'ENV C=x$D',
  'Env C=x',
  'LABEL a b',
  'LABEL a=$A "b"=c',
  'ARG D',
  'ARG D=$A',
  'COPY $A /x',
  'COPY a$B ${C}/',
  'ADD --chown=1:1 ${D} /',
  'USER $A',
  'VOLUME /v/$B',
  'STOPSIGNAL ${C}',
  'RUN echo $A',
  'RUN a \\\n\n  && b',
  'RUN a \\\n  # c\n  && b',
  'COPY <<E /x\n\n$Z\nE',
  'run ["a", "$B"]',
  '# a comment',
];

function randomFile(below: (limit: number) => number): string {
  const pick = (from: readonly string[]): string => from[below(from.length)] ?? '';
  // BuildKit does not look at the case of what stands there.
  const head = below(3) === 0 ? [`${pick(comments)}ARG A=1`] : [];
  const stages = Array.from({ length: 1 + below(3) }, (_, index) => {
    const from = below(4) > 0 || index === 0 ? pick(starts) : `FROM s${String(below(index))}`;
    const body = Array.from({ length: below(7) }, () =>
      below(8) === 0 ? `${pick(comments)}ARG A${below(2) === 0 ? '' : '=2'}` : pick(lines),
    );
    return [`${pick(comments)}${from} ${pick(named)} s${String(index)}`, ...body];
  });
  return `# check=experimental=all\n\n${[...head, ...stages.flat()].join('\n')}\n`;
}

interface Answer {
  readonly warnings: readonly { readonly rule: string; readonly line: number }[];
  readonly error?: string;
}
function theirs({ warnings }: Answer): readonly string[] {
  return warnings.flatMap(({ rule, line }) => {
    const name = rules.get(rule);
    return name === undefined ? [] : [placed(name, line)];
  });
}
async function ours(text: string): Promise<readonly string[]> {
  const firstFrom = text.split('\n').findIndex((line) => /^from /iu.test(line)) + 1;
  const names = new Set(rules.values());
  const found: string[] = [];
  for (const [id, messages] of await judgeDockerfile(text)) {
    const name = id.startsWith('df-multiple-') ? 'df-multiple' : id;
    if (!names.has(name)) continue;
    for (const { field } of messages.flatMap(({ fields }) => fields)) {
      const line = locationOf(field)?.line ?? 0;
      if (name !== 'df-casing' || line >= firstFrom) found.push(placed(name, line));
    }
  }
  return found;
}
/** We point at the blank line and at the comment, BuildKit at the instruction. */
function placed(name: string, line: number | undefined): string {
  return name === 'df-empty-continuation' ? name : `${name} ${String(line)}`;
}
function sorted(found: readonly string[]): readonly string[] {
  return [...new Set(found)].sort();
}
function moved(found: readonly string[]): readonly string[] {
  return found.map((one) =>
    one.replace(/^(df-description-format) (\d+)$/u, (_, name: string, line: string) => `${name} ${Number(line) + 1}`),
  );
}

const oracle = buildOracle('buildkit-checks');
test(
  `${String(count)} random Dockerfiles: the same rules at the same lines as BuildKit`,
  { skip: 'missing' in oracle && oracle.missing },
  async () => {
    if ('missing' in oracle) return;
    const below = sequence(20_261_126);
    const texts = Array.from({ length: count }, () => randomFile(below));
    const input = texts.map((text) => `${JSON.stringify(text)}\n`).join('');
    const asked = spawnSync(oracle.program, { input, encoding: 'utf8', maxBuffer: 1 << 30 });
    assert.equal(asked.status, 0, asked.stderr);
    const answers = asked.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Answer);
    assert.equal(answers.length, count);
    const met = new Map<string, number>();
    let judged = 0;
    for (const [index, text] of texts.entries()) {
      const answer = answers[index];
      // Where BuildKit gives up it has not looked at the rest.
      if (answer === undefined || answer.error !== undefined) continue;
      judged++;
      const wanted = sorted(theirs(answer));
      assert.deepEqual(sorted(moved(await ours(text))), wanted, text);
      for (const { rule } of answer.warnings) met.set(rule, (met.get(rule) ?? 0) + 1);
    }
    assert.ok(judged > count / 2, `${String(judged)} could be built`);
    for (const rule of rules.keys()) assert.ok((met.get(rule) ?? 0) > 20, `${rule} was hardly met`);
  },
);
