// What a file of settings gives away: one row, one fact.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findSecretIn } from './secret-text.ts';

const rows: readonly (readonly [name: string, value: string, found: string | undefined])[] = [
  ['PASSWORD', 'hunter2-Qx81vb', 'a password'],
  ['a.ini', '[db]\npassword = hunter2-Qx81vb\n', 'a password (password)'],
  ['a.json', '{\n  "password": "hunter2-Qx81vb",\n}', 'a password (password)'],
  ['a.sh', 'x\nexport DB_PASSWORD=hunter2-Qx81vb # the one', 'a password (DB_PASSWORD)'],
  ['a.yaml', 'a:\n  password: {{ x }}\n', undefined],
  ['a.ini', '# password = hunter2-Qx81vb\n', undefined],
  ['a.ini', 'passwordFile = /run/x\n', undefined],
  ['a.ini', 'x\npassword = ****,\n', undefined],
  ['a.ini', 'x\npassword = ****;\n', undefined],
  ['a.ini', 'x\npassword = "****"\n', undefined],
  ['a.ini', 'x\npassword = **** # the one', undefined],
  ['a.ini', 'x\n[password]\n', undefined],
  ['a.pem', 'x\n-----BEGIN RSA PRIVATE KEY-----\n', 'a private key'],
];
for (const [name, value, found] of rows) {
  test(`${JSON.stringify(value)} as ${name}`, () => assert.equal(findSecretIn(name, value), found));
}
