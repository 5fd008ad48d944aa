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
  ['a file that only lies there', 'df-download-no-checksum', 'FROM a\nRUN curl -o /x.json https://a.example/x', 0],
  [
    'an archive under another name',
    'df-download-no-checksum',
    'FROM a\nRUN wget https://a.example/x.tgz -O y && tar xf y',
    1,
  ],
  ['in a later RUN', 'df-download-no-checksum', 'FROM a\nRUN curl -O https://a.example/x.tgz\nRUN tar xf x.tgz', 1],
  ['by a pattern', 'df-download-no-checksum', 'FROM a\nRUN wget https://a.example/x.deb && dpkg -i /tmp/*.deb', 1],
  [
    'with variables',
    'df-download-no-checksum',
    'FROM a\nRUN curl -o "x-$V.tgz" "https://a.example/x-$V" && tar xf "x-$V.tgz"',
    1,
  ],
  ['an address that is a variable', 'df-download-no-checksum', 'FROM a\nRUN wget -qO x.sh $U && sh x.sh', 1],
  ['through two pipes', 'df-download-no-checksum', 'FROM a\nRUN curl https://a.example | xz -d | tar x', 1],
  [
    'verified in a later RUN',
    'df-download-no-checksum',
    'FROM a\nRUN curl -o /bin/x https://a.example\nRUN sha512sum -c x',
    0,
  ],
  [
    'verified before the second',
    'df-download-no-checksum',
    'FROM a\nRUN curl -o /bin/x https://a.example && gpg --verify s && curl -o /bin/y https://a.example',
    1,
  ],
  [
    'compared in a substitution',
    'df-download-no-checksum',
    'FROM a\nRUN curl -o /bin/x https://a.example && [ "$(sha256sum /bin/x)" = "$S" ]',
    0,
  ],
  [
    'imported keys are no check',
    'df-download-no-checksum',
    'FROM a\nRUN curl -o /bin/x https://a.example && gpg --import k',
    1,
  ],
  ['piped into a shell is told elsewhere', 'df-download-no-checksum', 'FROM a\nRUN curl https://a.example | sh', 0],
  ['from the machine itself', 'df-download-no-checksum', 'FROM a\nRUN curl -o /bin/x http://localhost/x', 0],
  [
    'moved to where programs lie',
    'df-download-no-checksum',
    'FROM a\nRUN curl -O https://a.example/x && mv x /usr/local/bin/',
    1,
  ],
  ['moved elsewhere', 'df-download-no-checksum', 'FROM a\nRUN curl -O https://a.example/x && mv x /etc/', 0],
  [
    'a script of the download itself',
    'df-download-no-checksum',
    'FROM a\nRUN curl -O https://a.example/x.sh && ./x.sh',
    1,
  ],
  [
    'in a stage that nothing comes from',
    'df-download-no-checksum',
    'FROM a AS b\nRUN curl -o /bin/x https://a.example\nFROM c',
    0,
  ],
  [
    'a commit of a repository by query',
    'df-add-git-unpinned',
    `FROM a\nADD https://a.example/b.git?commit=${'a1'.repeat(20)} /x`,
    0,
  ],
  ['a short commit can be many', 'df-add-git-unpinned', 'FROM a\nADD https://a.example/b.git#a1b2c3d /x', 1],
  ['a repository by SSH', 'df-add-git-unpinned', 'FROM a\nADD git@a.example:b/c.git /x', 1],
  ['a repository with a checksum', 'df-add-git-unpinned', 'FROM a\nADD --checksum=x https://a.example/b.git /x', 0],
  ['a file', 'df-add-git-unpinned', 'FROM a\nADD https://a.example/b.tgz /x', 0],
  ['a clone of a folder', 'df-add-git-unpinned', 'FROM a\nRUN git clone /src x', 0],
  [
    'a clone with a branch checked out',
    'df-add-git-unpinned',
    'FROM a\nRUN git clone https://a.example/b && cd b && git checkout v2',
    1,
  ],
  ['a key in its own place', 'df-apt-key', 'FROM a\nRUN gpg --dearmor -o /etc/apt/keyrings/x.gpg k', 0],
  ['a key for every source', 'df-apt-key', 'FROM a\nRUN curl -o /etc/apt/trusted.gpg.d/x.asc https://a.example/k', 1],
  ['a key that goes', 'df-apt-key', 'FROM a\nRUN rm /etc/apt/trusted.gpg.d/x.asc', 0],
  ['a release with a target', 'df-pin-apt', 'FROM a\nRUN apt-get install -y -t bookworm-backports x=1', 0],
  ['a release by slash', 'df-pin-apt', 'FROM a\nRUN apt-get install -y x/stable', 0],
  ['packages in a variable', 'df-pin-apt', 'FROM a\nRUN apt-get install -y $PACKAGES "x=$V"', 0],
  ['one of two', 'df-pin-apt', 'FROM a\nRUN apt-get install -y x=1 y', 1],
  ['a list of packages that something prints', 'df-pin-apt', 'FROM a\nRUN apt-get install -y $(cat list)', 0],
  ['nothing but the helper’s name', 'df-pin-apk', 'FROM a\nRUN apk add --virtual .build x=1', 0],
  ['a conflict is no package', 'df-pin-apk', 'FROM a\nRUN apk add "!x" y=1', 0],
  ['a name with a dash has no version', 'df-pin-yum', 'FROM a\nRUN yum install -y openssl-libs', 1],
  ['a group', 'df-pin-yum', 'FROM a\nRUN yum groupinstall -y "Development Tools"', 0],
  ['a module without its stream', 'df-pin-dnf', 'FROM a\nRUN dnf module install -y nodejs', 1],
  ['enabling installs nothing', 'df-pin-dnf', 'FROM a\nRUN dnf module enable -y nodejs', 0],
  ['a pattern', 'df-pin-zypper', 'FROM a\nRUN zypper install -y -t pattern devel_basis', 0],
  ['requirements by file', 'df-pin-pip', 'FROM a\nRUN pip install -r requirements.txt', 0],
  ['a target folder is no package', 'df-pin-pip', 'FROM a\nRUN pip install --target /x flask==1', 0],
  ['a repository with an account', 'df-pin-pip', 'FROM a\nRUN pip install git+ssh://git@a.example/b.git', 1],
  ['by another Python', 'df-pin-pip', 'FROM a\nRUN python3.12 -m pip install flask', 1],
  ['by uv', 'df-pin-pip', 'FROM a\nRUN uv pip install --system flask', 1],
  ['with extras', 'df-pin-pip', 'FROM a\nRUN pip install "flask[async]==3.0.3"', 0],
  ['uninstalling', 'df-pin-pip', 'FROM a\nRUN pip uninstall -y flask', 0],
  ['hashes by uv', 'df-pip-no-hashes', 'FROM a\nRUN uv pip install --require-hashes -r requirements.txt', 0],
  ['the lockfile decides', 'df-pin-npm', 'FROM a\nRUN npm install', 0],
  ['a scoped package', 'df-pin-npm', 'FROM a\nRUN npm i -g @a/b', 1],
  ['a tag', 'df-pin-npm', 'FROM a\nRUN npm i -g a@next', 1],
  ['a name that begins like a repository', 'df-pin-npm', 'FROM a\nRUN npm i -g git-cz@4.9.0', 0],
  ['a repository at a commit', 'df-pin-npm', 'FROM a\nRUN npm i git+https://a.example/b.git#a1b2c3d', 0],
  ['a gem from a file', 'df-pin-gem', 'FROM a\nRUN gem install ./x.gem -- --with-y', 0],
  ['a gem with options behind it', 'df-pin-gem', 'FROM a\nRUN gem install x:1 -- --use-system', 0],
  ['the standard library', 'df-pin-go', 'FROM a\nRUN go install cmd/vet', 0],
  ['a branch', 'df-pin-go', 'FROM a\nRUN go get a.example/b@main', 1],
  ['arguments of what is run', 'df-pin-go', 'FROM a\nRUN go run a.example/b@v1.0.0 c.example/d', 0],
  ['with options', 'df-pin-go', 'FROM a\nRUN go install -ldflags "-s -w" a.example/b@latest', 1],
  ['a repository at a tag', 'df-pin-cargo-composer', 'FROM a\nRUN cargo install --git https://a.example/b --tag v1', 0],
  ['a repository', 'df-pin-cargo-composer', 'FROM a\nRUN cargo install --git https://a.example/b', 1],
  ['restoring is no install', 'df-pin-cargo-composer', 'FROM a\nRUN dotnet tool restore && cargo build', 0],
  ['a quiet install asks', 'df-apt-no-yes', 'FROM a\nRUN apt-get -q install x', 1],
  ['twice quiet in two words', 'df-apt-no-yes', 'FROM a\nRUN apt-get -q -q install x', 0],
  ['fed with yes', 'df-apt-no-yes', 'FROM a\nRUN yes | apt-get install x', 0],
  [
    'answered in the configuration',
    'df-apt-no-yes',
    `FROM a\nRUN echo 'APT::Get::Assume-Yes "true";' > /c\nRUN apt-get install x`,
    0,
  ],
  ['joined with other letters', 'df-yum-no-yes', 'FROM a\nRUN yum -qy install x', 0],
  ['removing asks too', 'df-zypper-interactive', 'FROM a\nRUN zypper rm x', 1],
  ['a refresh asks nothing', 'df-zypper-interactive', 'FROM a\nRUN zypper refresh', 0],
  ['yarn for one script', 'df-yarn-cache-kept', 'FROM a\nRUN yarn build', 0],
  ['yarn with a cache elsewhere', 'df-yarn-cache-kept', 'FROM a\nRUN --mount=type=cache,target=/c/yarn yarn', 0],
  ['questions to apt', 'df-apt-not-apt-get', 'FROM a\nRUN apt list', 1],
  ['an argument called apt', 'df-apt-not-apt-get', 'FROM a\nRUN rm -rf apt', 0],
  ['in two stages', 'df-wget-and-curl', 'FROM a AS b\nRUN curl x\nFROM c\nRUN wget y', 0],
  ['not verbose', 'df-wget-progress', 'FROM a\nRUN wget -nv https://a.example/x', 0],
  ['quiet among letters', 'df-wget-progress', 'FROM a\nRUN wget -qO- https://a.example/x', 0],
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
    // The processor's time: what else the machine does is not the checks' fault.
    const start = process.cpuUsage();
    await judgeDockerfile(text);
    const spentMs = process.cpuUsage(start).user / 1000;
    assert.ok(spentMs < 2000, `${spentMs} ms`);
  });
}
