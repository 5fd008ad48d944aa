// Dockerfiles as people write them: each in another style, each with something to put right.
import type { MixedFile } from './mixed-file.ts';

export const dockerfileFiles: readonly MixedFile[] = [
  {
    name: 'one line for each thing',
    // The two RUNs become one, which then cleans up behind itself.
    lines: '-4 +5',
    text: `FROM debian:12.7-slim
MAINTAINER team@example.org
RUN apt-get update
RUN apt-get install curl
ADD site /srv/site
CMD ["/srv/site/run"]
`,
  },
  {
    name: 'lower case throughout',
    lines: '-4 +4',
    text: `from debian:12.7-slim as base
run apt-get update && apt-get install -y curl
workdir srv
copy . .
user root
cmd /srv/run
`,
    files: { '.dockerignore': 'node_modules\n' },
  },
  {
    name: 'continued lines with comments between them',
    lines: '-3 +2',
    text: `FROM debian:12.7-slim
RUN apt-get update \\
    # tools
    && apt-get install \\
        curl \\
        # for the probe
        netcat-openbsd \\
    && curl -k -o /tool https://example.org/tool
USER 65532
`,
  },
  {
    name: 'a heredoc',
    lines: '-2 +2',
    text: `# syntax=docker/dockerfile:1
FROM debian:12.7-slim
RUN <<EOT
apt-get update
apt-get install -y curl
EOT
COPY <<-"CONF" /etc/app.conf
\tchmod 777 /
\tUSER root
CONF
RUN chmod 777 /srv
USER 1000
`,
  },
  {
    name: 'escape is a backtick',
    lines: '-2 +3',
    text: `# escape=\`
FROM debian:12.7-slim
RUN apt-get update && \`
    apt-get install -y --no-install-recommends \`
      curl
EXPOSE 22 80
ENV NODE_TLS_REJECT_UNAUTHORIZED=0 TZ=UTC
`,
  },
  {
    name: 'carriage returns',
    lines: '-3 +4',
    text: `FROM alpine:3.20
RUN apk add curl
RUN apk update
ADD app.sh /app.sh
RUN chmod 0777 /app.sh
ENTRYPOINT ["/app.sh"]
`.replaceAll('\n', '\r\n'),
  },
  {
    name: 'several stages, by name and number',
    lines: '-3 +4',
    text: `ARG GO=1.23
FROM golang:\${GO} AS Build
WORKDIR /src
COPY go.mod go.sum ./
RUN go build -o /out/app .

FROM debian:12.7-slim
COPY --from=Build /out/app /app
COPY --from=0 /etc/ssl /etc/ssl
COPY --chmod=777 run.sh /run.sh
CMD /app
`,
  },
  {
    name: 'ONBUILD and more than one of what there can be one of',
    lines: '-2 +0',
    text: `FROM debian:12.7-slim
ONBUILD RUN echo hello
CMD ["a"]
ENTRYPOINT ["x"]
HEALTHCHECK CMD true
CMD ["b"]
HEALTHCHECK NONE
USER 65532:65532
`,
  },
  {
    name: 'a byte order mark and no line end at the end',
    lines: '-2 +3',
    text: `\uFEFFFROM debian:12.7-slim
RUN sudo mkdir /data
RUN pip install --trusted-host pypi.org flask==3.1.0
CMD ["python", "-m", "flask", "run"]`,
  },
  {
    name: 'old forms of keys and values, and tabs',
    lines: '-4 +2',
    text: `FROM\tdebian:12.7-slim
ENV\tGIT_SSL_NO_VERIFY true
ENV A b c
LABEL maintainer\tteam
EXPOSE\t80/tcp
RUN\tgit config --global http.sslVerify false
USER\tnobody
`,
  },
  {
    name: 'options that switch checks off',
    lines: '-4 +3',
    text: `FROM node:22-slim
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm config set strict-ssl false
RUN npm install
RUN wget --no-check-certificate -O /t https://example.org/t && curl -fsSLko /u https://example.org/u
RUN yum install -y --nogpgcheck tool
USER node
CMD ["node", "."]
`,
  },
  {
    name: 'comments above, behind and between, blank lines',
    lines: '-2 +3',
    text: `# The base
FROM debian:12.7-slim


# We need this.
#   - really
RUN apt-get update && apt-get install -y curl   # not a comment


# set-uid for ping
RUN chmod u+s /bin/ping && chmod 4755 /bin/other

# start
CMD ["run"]
# the end
`,
  },
  {
    name: 'flags of RUN and of COPY',
    lines: '-1 +1',
    text: `# syntax=docker/dockerfile:1.7
FROM debian:12.7-slim AS build
RUN --security=insecure --network=host make
RUN --mount=type=cache,target=/root/.cache pip install -r requirements.txt
COPY --link --chown=app:app . /app
FROM build
RUN --mount=type=bind,source=.,target=/src ["sh", "-c", "make install"]
USER app
`,
    files: { '.dockerignore': '.git\n.env*\n' },
  },
  {
    name: 'the whole context and no .dockerignore',
    lines: '-1 +1',
    text: `FROM debian:12.7-slim
COPY . /srv
RUN ln -sf /bin/bash /bin/sh
RUN cd /srv && make
VOLUME /data
USER 65532:65532
`,
  },
];
