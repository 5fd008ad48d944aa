// Build checks on rows that examples have no room for, on credentials and on hostile text.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dockerfileRows } from './dockerfile-judgement-rows.ts';
import { buildChecks, judgeDockerfile } from './dockerfile-run.ts';
import { saidFile, sayingOf } from './said.ts';
import { processorMs, startedNow } from './processor-time.ts';

const sayings: string[] = [];
for (const [fact, rule, text, messages] of dockerfileRows) {
  test(`${rule}: ${fact}`, async () => {
    const found = (await judgeDockerfile(text)).get(rule) ?? [];
    assert.equal(found.length, messages);
    const severity = buildChecks.find(({ id }) => id === rule)?.severity ?? 'info';
    if (messages > 0) sayings.push(`${rule}: ${fact}`, ...found.map((one) => `  ${sayingOf({ severity, ...one })}`));
  });
}
test('what is said of the rows, word for word', (t) => {
  t.assert.fileSnapshot(`${sayings.join('\n')}\n`, saidFile('build-rows'), { serializers: [String] });
});

test('no message repeats a credential', async () => {
  const secret = 'hunter2hunter2';
  const found = await judgeDockerfile(
    `FROM a\nARG DB_PASSWORD=${secret}\nENV API_TOKEN=${secret}\nRUN ./login --password=${secret} && git clone https://u:${secret}@git.example/a\nRUN pip install git+https://u:${secret}@git.example/b && curl -o /bin/x https://u:${secret}@a.example\nADD https://u:${secret}@a.example/x /x\n`,
  );
  const messages = [...found.values()].flat();
  assert.ok(messages.length >= 4);
  for (const { key, what, fields, fix } of messages) {
    assert.ok(!`${key} ${what} ${JSON.stringify(fix ?? '')}`.includes(secret), what);
    for (const { field, secret: isHidden } of fields)
      assert.ok(isHidden === true || !JSON.stringify(field).includes(secret), what);
  }
});

const hostile: readonly (readonly [what: string, text: string])[] = [
  ['many commands', `FROM a\nRUN ${'yum install x; '.repeat(20_000)}yum clean all`],
  ['many RUNs', `FROM a\n${'RUN apk add x && yum install y && curl z | sh\n'.repeat(5000)}`],
  [
    'many stages',
    Array.from({ length: 900 }, (_, index) => `FROM s${index} AS s${index + 1}\nENV A${index}=1`).join('\n'),
  ],
  ['many words', `FROM a\nRUN curl ${'-o '.repeat(80_000)}\nCOPY ${'a '.repeat(200_000)}/x`],
  ['long words', `FROM a\nENV ${'A_'.repeat(200_000)}=${'/a'.repeat(200_000)}\nRUN chmod ${'ugo'.repeat(60_000)}`],
];
for (const [what, text] of hostile) {
  test(`${what} are judged in good time`, async () => {
    const start = startedNow();
    await judgeDockerfile(text);
    assert.ok(processorMs(start) < 2000, `${processorMs(start)} ms`);
  });
}
