// What is shown of a command, and what of it is a credential and is not.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readBuild } from '../../../test/dockerfile-run.ts';
import { valueOf } from '../../model/field.ts';
import { showWords } from './shown-words.ts';
import { sudoersNopasswd } from './sudoers-nopasswd.ts';

const token = `ghp_${'a1B2c3D4e5F6'.repeat(3)}`;
const rows: readonly (readonly [words: readonly string[], shown: string])[] = [
  [['curl', '-u', 'bob:x81vb', 'https://a.example'], 'curl -u … https://a.example'],
  [['curl', '--user', 'bob:x81vb', 'https://a.example'], 'curl --user … https://a.example'],
  [['curl', '-u', 'bob', 'https://a.example'], 'curl -u bob https://a.example'],
  [['curl', '-H', "'X-Token: x81vb'", 'a.example'], 'curl -H … a.example'],
  [['curl', '--header', "'Cookie: x81vb'", 'a.example'], 'curl --header … a.example'],
  [['curl', '-H', "'Accept: text/html'", 'a.example'], "curl -H 'Accept: text/html' a.example"],
  [['cat', 'token', 'secret'], 'cat token secret'],
  [['wget', '--password', 'x81vb', 'a.example'], 'wget --password … a.example'],
  [['wget', '--password=x81vbQ7z', 'a.example'], 'wget --password=… a.example'],
  [['wget', '--quiet', 'a.example'], 'wget --quiet a.example'],
  [['printf', 'xxpassword', 'y'], 'printf xxpassword y'],
  [['echo', token], 'echo …'],
  [['env', 'DB_PASSWORD=x81vbQ7z', 'make'], 'env DB_PASSWORD=… make'],
  [['env', 'A=b', '=c', 'make'], 'env A=b =c make'],
  [['git', 'clone', 'https://bob:x81vb@a.example'], 'git clone https://…@a.example'],
  [['git', 'clone', 'https://bob:x81vb@a.example/b@c'], 'git clone https://…@a.example/b@c'],
  [['echo', 'ab'.repeat(100)], `echo ${'ab'.repeat(77)}…`],
];
for (const [words, shown] of rows) test(shown, () => assert.equal(showWords(words), shown));

const rule = 'b ALL=NOPASSWD: ALL';
const evidence: readonly (readonly [fact: string, run: string, shown: string])[] = [
  ['the command that it rests on', `useradd b && echo ${rule} >> /etc/sudoers`, `echo ${rule}`],
  [
    'the whole RUN where no command shows it',
    `./login --password x81vb && tee /etc/sudoers.d/b <<< '${rule}'`,
    `RUN ./login --password … && tee /etc/sudoers.d/b <<< '${rule}'`,
  ],
];
for (const [fact, run, shown] of evidence) {
  test(fact, async () => {
    const { build } = await readBuild(`FROM a\nRUN ${run}`);
    const fields = [...sudoersNopasswd.run(build, { facts: () => [], known: () => 'none', buildOf: () => undefined })];
    assert.deepEqual(
      fields.flatMap((message) => message.fields.map(({ field }) => valueOf(field))),
      [shown],
    );
  });
}
