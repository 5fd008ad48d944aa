// Which values count as credentials: one row, one fact.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findTokenKind, hasUrlPassword, isSecretName, looksSecret } from './secret-shape.ts';
import { processorMs, startedNow } from '../../test/processor-time.ts';

const secrets: readonly (readonly [why: string, name: string, value: string, kind: string])[] = [
  ['a password by its name', 'DB_PASSWORD', 'hunter2', 'a password'],
  ['words run together', 'PGPASSWORD', 'x9', 'a password'],
  ['an option of Redis', 'requirepass', 'hunter2', 'a password'],
  ['another one', 'masterauth', 'hunter2', 'a password'],
  [
    'one of several settings',
    'ConnectionStrings__Shop',
    'Server=db;User=sa;Password=hunter2;',
    'a password in an address',
  ],
  ['as ODBC calls it', 'DSN', 'Driver=x;UID=sa;PWD=hunter2', 'a password in an address'],
  ['an address of a driver of Go', 'DB', 'app:hunter2@tcp(db:3306)/shop', 'a password in an address'],
  ['behind a user', 'NEO4J_AUTH', 'neo4j/hunter2', 'a password in an address'],
  ['a key of a storage account', 'X', `AccountName=a;AccountKey=${'aB3+'.repeat(21)}==`, 'an Azure key'],
  ['a key of a bus', 'X', `Endpoint=sb://a/;SharedAccessKey=${'aB3+'.repeat(10)}=`, 'an Azure key'],
  ['a key of Laravel', 'APP_KEY', `base64:${'aB3+'.repeat(10)}abc=`, 'a key of Laravel'],
  ['camel case', 'dbPassword', 'hunter2', 'a password'],
  ['a weak password is still one', 'POSTGRES_PASSWORD', 'changeme', 'a password that anyone guesses'],
  ['digits make a password', 'ROOT_PWD', '12345', 'a password'],
  ['a numbered name', 'PASSWORD2', 'hunter2', 'a password'],
  ['a quoted value', 'DB_PASSWORD', '"hunter2"', 'a password'],
  ['a token by its name', 'SESSION_TOKEN', 'f00dfeedf00d', 'a secret'],
  ['a key with an owner', 'STRIPE_API_KEY', 'abcdef123456', 'a key'],
  ['a secret key base', 'SECRET_KEY_BASE', 'abcdef123456', 'a key'],
  ['an AWS key under any name', 'WHATEVER', 'AKIAQ3EGRIOP5Z7NM2XW', 'an AWS access key'],
  ['a GitHub token under any name', 'X', `ghp_${'a1B2'.repeat(9)}`, 'a GitHub token'],
  ['a private key under any name', 'CERT', '-----BEGIN RSA PRIVATE KEY-----\nMII', 'a private key'],
  ['an unmarked private key', 'CERT', '-----BEGIN PRIVATE KEY-----', 'a private key'],
  ['a Slack token', 'HOOK', 'xoxb-1234567890-abc', 'a Slack token'],
  ['a weak password with a word behind it', 'DB_PASSWORD', 'changemeplease', 'a password that anyone guesses'],
  ['a password in an address without a path', 'DATABASE_URL', 'postgres://app:hunter2@db', 'a password in an address'],
  ['a password in an address', 'DATABASE_URL', 'postgres://app:hunter2@db:5432/app', 'a password in an address'],
];
for (const [why, name, value, kind] of secrets) {
  test(`secret: ${why}`, () => assert.equal(looksSecret(name, value), kind));
}

const harmless: readonly (readonly [why: string, name: string, value: string])[] = [
  ['no password asked for', 'NEO4J_AUTH', 'none'],
  ['a reference behind a user', 'NEO4J_AUTH', 'neo4j/${NEO4J_PASSWORD}'],
  ['a slash elsewhere', 'IMAGE', 'neo4j/hunter2'],
  ['a reference among settings', 'CONNECTION', 'Server=db;Password=${DB_PASSWORD}'],
  ['a word about passwords among settings', 'CONNECTION', 'Server=db;Password Policy=none'],
  ['a key of Laravel that is not there', 'APP_KEY', 'base64:'],
  ['the name of a Secret', 'IMAGE_PULL_SECRET', 'registry-login'],
  ['names of Secrets', 'IMAGE_PULL_SECRETS', 'registry-login'],
  ['nothing in it', 'DB_PASSWORD', ''],
  ['zeros all through', 'DB_PASSWORD', '0000000000'],
  ['a colon and an at behind the host', 'DATABASE_URL', 'https://db.example/a:hunter2@b'],
  ['three of one character', 'DB_PASSWORD', '***'],
  ['quoted by one stroke', 'DB_PASSWORD', "'****'"],
  ['quoted by two', 'DB_PASSWORD', '"****"'],
  ['no scheme', 'DATABASE_URL', '://app:hunter2@db/app'],
  ['too long for a scheme', 'DATABASE_URL', `${'x'.repeat(31)}://app:hunter2@db/app`],
  ['a file that holds it', 'DB_PASSWORD_FILE', '/run/secrets/db'],
  ['a path', 'DB_PASSWORD', '/run/secrets/db'],
  ['a variable', 'DB_PASSWORD', '${DB_PASSWORD}'],
  ['a bare variable', 'DB_PASSWORD', '$DB_PASSWORD'],
  ['a template', 'DB_PASSWORD', '{{ .Values.password }}'],
  ['a fill-in', 'DB_PASSWORD', '<your password>'],
  ['a fill-in in words', 'API_KEY', 'your-api-key-here'],
  ['a masked value', 'API_KEY', 'xxxxxxxx'],
  ['a switch', 'ALLOW_EMPTY_PASSWORD', 'yes'],
  ['a switch of adduser', 'disabled-password', 'app'],
  ['where it is read from', 'password-stdin', 'registry.example'],
  ['a lifetime', 'TOKEN_TTL', '3600'],
  ['a number of tokens', 'MAX_TOKEN', '4096'],
  ['a public key', 'STRIPE_PUBLIC_KEY', 'abcdef123456'],
  ['a sort key', 'SORT_KEY', 'abcdef123456'],
  ['an address to ask at', 'TOKEN_URL', 'https://idp.example/token'],
  ['an id', 'AWS_ACCESS_KEY_ID', 'something-else'],
  ['a reference to a vault', 'API_TOKEN', 'vault:secret/data/x#y'],
  ['the working folder', 'PWD', '/app'],
  ['the sample key of AWS', 'KEY', 'AKIAIOSFODNN7EXAMPLE'],
  ['an address without a password', 'DATABASE_URL', 'postgres://app@db/app'],
  ['a port is no password', 'REDIS_URL', 'redis://redis:6379/0'],
  ['a password from a variable', 'DATABASE_URL', 'postgres://app:${PW}@db/app'],
  ['a name from Object.prototype', '__proto__', 'constructor'],
  ['a placeholder for a key', 'API_KEY', 'changeme'],
];
for (const [why, name, value] of harmless) {
  test(`no secret: ${why}`, () => assert.equal(looksSecret(name, value), undefined));
}

test('names alone', () => {
  assert.equal(isSecretName('NPM_TOKEN'), true);
  assert.equal(isSecretName('NPM_TOKEN_FILE'), false);
  assert.equal(isSecretName('NODE_VERSION'), false);
});
test('tokens inside a longer text', () => {
  assert.equal(findTokenKind(`Authorization: token ghp_${'a1B2'.repeat(9)}`), 'a GitHub token');
  assert.equal(findTokenKind('echo hello'), undefined);
  assert.equal(hasUrlPassword('https://user:hunter2@git.example/x'), true);
});
test('the answer never repeats the value', () => {
  for (const [, name, value] of secrets) assert.ok(!(looksSecret(name, value) ?? '').includes(value));
});
test('long values cost linear time', () => {
  const start = startedNow();
  for (const text of [
    'eyJ'.repeat(300_000),
    '-----BEGIN '.repeat(90_000),
    '/a'.repeat(500_000),
    '://a:@'.repeat(160_000),
  ]) {
    looksSecret('DB_PASSWORD', text);
    looksSecret('_A'.repeat(500_000), text);
  }
  assert.ok(processorMs(start) < 1000);
});
