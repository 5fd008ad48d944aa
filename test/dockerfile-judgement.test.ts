// Where build checks must speak and where they must not: rows that examples have no room for.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeDockerfile } from './dockerfile-run.ts';

const rows: readonly (readonly [fact: string, rule: string, text: string, messages: number])[] = [
  ['a non-root distroless base sets its user', 'df-user-missing', 'FROM gcr.io/distroless/static-debian12:nonroot', 0],
  ['a plain distroless base does not', 'df-user-missing', 'FROM gcr.io/distroless/static-debian12', 1],
  ['a base that is not known may set a user', 'df-user-missing', 'FROM $BASE', 0],
  ['scratch has no user', 'df-user-missing', 'FROM scratch', 1],
  ['a user from an unknown variable is no verdict', 'df-user-root', 'FROM a\nUSER $U', 0],
  ['root by another spelling', 'df-user-root', 'FROM a\nUSER 00:00', 1],
  ['a user named rooty', 'df-user-root', 'FROM a\nUSER rooty', 0],
  ['an earlier stage as root', 'df-user-root', 'FROM a AS b\nUSER root\nFROM c\nUSER d', 0],
  ['a port in the registry is no tag', 'df-from-untagged', 'FROM registry.example:5000/a', 1],
  ['a stage that nobody uses is not built', 'df-from-latest', 'FROM a:latest AS b\nFROM c:1', 0],
  ['a stage that files come from is', 'df-from-latest', 'FROM a:latest AS b\nFROM c:1\nCOPY --from=b / /', 1],
  ['by number', 'df-from-latest', 'FROM a:latest\nFROM c:1\nCOPY --from=0 / /', 1],
  ['by mount', 'df-from-latest', 'FROM a:latest AS b\nFROM c:1\nRUN --mount=type=bind,from=b,target=/b x', 1],
  [
    'cleaning in another RUN is too late',
    'df-apt-lists-kept',
    'FROM a\nRUN apt-get update && apt-get install -y x\nRUN rm -rf /var/lib/apt/lists/*',
    1,
  ],
  ['cleaning with braces', 'df-apt-lists-kept', 'FROM a\nRUN apt-get update && rm -rf /var/lib/{apt,dpkg}', 0],
  ['cleaning before the update', 'df-apt-lists-kept', 'FROM a\nRUN rm -rf /var/lib/apt/lists/* && apt-get update', 1],
  [
    'in an earlier stage it does not matter',
    'df-apt-lists-kept',
    'FROM a AS b\nRUN apt-get update\nFROM c\nCOPY --from=b /x /x',
    0,
  ],
  ['in a stage that is built on it does', 'df-apt-lists-kept', 'FROM a AS b\nRUN apt-get update\nFROM b', 1],
  ['in a here-document', 'df-apk-cache-kept', 'FROM a\nRUN <<E\nset -e\napk add x\nE', 1],
  ['in a shell within', 'df-apk-cache-kept', "FROM a\nRUN sh -c 'apk add x'", 1],
  ['in a condition', 'df-apk-cache-kept', 'FROM a\nRUN if true; then apk add x; fi', 1],
  ['through sudo', 'df-apk-cache-kept', 'FROM a\nRUN sudo -E apk add x', 1],
  ['as JSON', 'df-apk-cache-kept', 'FROM a\nRUN ["apk", "add", "x"]', 1],
  ['spoken of, not run', 'df-apk-cache-kept', 'FROM a\nRUN echo apk add x', 0],
  [
    'recommends switched off for all',
    'df-apt-recommends',
    `FROM a\nRUN echo 'APT::Install-Recommends "0";' > /etc/apt/apt.conf.d/x\nRUN apt-get install -y x`,
    0,
  ],
  ['a download to a file, run later', 'df-curl-pipe-shell', 'FROM a\nRUN curl -o x https://a.example && sh x', 0],
  ['a download through sudo', 'df-curl-pipe-shell', 'FROM a\nRUN curl https://a.example | sudo -E bash -', 1],
  ['a download into tar', 'df-curl-pipe-shell', 'FROM a\nRUN curl https://a.example | tar xz && sh install.sh', 0],
  [
    'a download into a script of our own',
    'df-curl-pipe-shell',
    'FROM a\nRUN curl https://a.example | python3 parse.py',
    0,
  ],
  [
    'a download into code of our own',
    'df-curl-pipe-shell',
    "FROM a\nRUN curl https://a.example | python3 -c 'import sys'",
    0,
  ],
  ['a download by process substitution', 'df-curl-pipe-shell', 'FROM a\nRUN bash <(curl -s https://a.example)', 1],
  ['a download by wget to its output', 'df-curl-pipe-shell', 'FROM a\nRUN wget -q -O - https://a.example | sh', 1],
  ['a download by wget to a file', 'df-curl-pipe-shell', 'FROM a\nRUN wget -q https://a.example; sh', 0],
  ['a symbolic mode for all', 'df-chmod-world-writable', 'FROM a\nRUN chmod a+rwx /x', 1],
  ['a symbolic mode for the group', 'df-chmod-world-writable', 'FROM a\nRUN chmod g+w /x', 0],
  ['execution for all', 'df-chmod-world-writable', 'FROM a\nRUN chmod +x /x', 0],
  ['a variable that keeps a build argument', 'df-secret-env', 'FROM a\nARG T\nENV NPM_TOKEN=$T', 1],
  ['a secret in a stage that is built on', 'df-secret-env', 'FROM a AS b\nENV DB_PASSWORD=hunter22\nFROM b', 1],
  [
    'that one is not of an earlier stage',
    'df-secret-earlier-stage',
    'FROM a AS b\nENV DB_PASSWORD=hunter22\nFROM b',
    0,
  ],
  ['a global argument named again is one', 'df-secret-arg', 'ARG NPM_TOKEN\nFROM a\nARG NPM_TOKEN', 1],
  ['a key of the package manager', 'df-secret-env', 'FROM a\nENV GPG_KEY=A035C8C19219BA821ECEA86B64E628F8D684696D', 0],
  [
    'a copied folder of keys from another stage',
    'df-secret-file-copied',
    'FROM a AS b\nFROM c\nCOPY --from=b /x/.env /',
    0,
  ],
  ['a folder with a telling name', 'df-secret-file-copied', 'FROM a\nCOPY .ssh/ /root/.ssh/', 1],
  ['a public certificate', 'df-secret-file-copied', 'FROM a\nCOPY ca.pem /etc/ssl/', 0],
  ['a range of ports with SSH in it', 'df-expose-ssh', 'FROM a\nEXPOSE 20-25', 1],
  ['another protocol', 'df-expose-ssh', 'FROM a\nEXPOSE 22/udp', 0],
  ['ADD of a pattern may be an archive', 'df-add-instead-of-copy', 'FROM a\nADD *.x /', 0],
  ['ADD of a repository', 'df-add-remote-url', 'FROM a\nADD https://git.example/a.git#v1 /a', 0],
  ['npm with one package', 'df-npm-install-not-ci', 'FROM a\nRUN npm install left-pad@1.3.0', 0],
  ['yarn without a verb', 'df-npm-install-not-ci', 'FROM a\nRUN yarn', 1],
  ['pruned before it is shipped', 'df-no-multistage', 'FROM a\nRUN npm ci && npm run build && npm prune --omit=dev', 0],
  ['in production', 'df-no-multistage', 'FROM a\nENV NODE_ENV=production\nRUN npm ci', 0],
  [
    'compilers that go again',
    'df-no-multistage',
    'FROM a\nRUN apk add --no-cache --virtual .build gcc && ./x && apk del .build',
    0,
  ],
  ['an index that a script may use', 'df-update-alone', 'FROM a\nRUN apt-get update && ./install.sh', 0],
];
for (const [fact, rule, text, messages] of rows) {
  test(`${rule}: ${fact}`, async () => {
    const found = await judgeDockerfile(text);
    assert.equal(found.get(rule)?.length ?? 0, messages);
  });
}

test('no message repeats a credential', async () => {
  const secret = 'hunter2hunter2';
  const found = await judgeDockerfile(
    `FROM a\nARG DB_PASSWORD=${secret}\nENV API_TOKEN=${secret}\nRUN ./login --password=${secret} && git clone https://u:${secret}@git.example/a\nADD https://u:${secret}@a.example/x /x\n`,
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
    const start = performance.now();
    await judgeDockerfile(text);
    assert.ok(performance.now() - start < 3000, `${performance.now() - start} ms`);
  });
}
