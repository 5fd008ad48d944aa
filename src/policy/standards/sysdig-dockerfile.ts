// Sysdig Dockerfile best practices: https://sysdig.com/blog/dockerfile-best-practices/
import { toStandard, type Standard } from './standard.ts';

/** Number | title | rules that judge it | what else it would take. */
const points = `
1.1 | No root | df-user-missing df-user-root
1.2 | No dependence on a fixed user id | df-user-bound-uid
1.3 | Executables belong to root and cannot be written | df-chmod-world-writable df-exec-owned-by-runtime-user img-entrypoint-writable
2.1 | Multi-stage builds | df-no-multistage df-copy-whole-fs-from-stage img-compiler-present
2.2 | Distroless images, or from scratch | df-not-minimal-base img-shell-present
2.3 | Trusted base images | df-from-untrusted-registry
2.4 | Images are rebuilt often | df-from-eol img-stale
2.5 | Only needed ports are exposed | df-expose-ssh df-expose-admin
3.1 | No credentials | df-secret-env df-secret-arg df-secret-file-copied
3.2 | COPY instead of ADD | df-add-remote-url df-add-instead-of-copy
3.3 | A small build context with .dockerignore | df-dockerignore-missing df-dockerignore-gaps
4.1 | Layers in a good order | df-consecutive-run img-too-large
4.2 | Labels | df-label-schema img-oci-labels-missing
4.3 | A linter |  | people and processes
4.4 | Scanned while developing | vulnerable-package
5.1 | The socket and the TCP port are protected | wl-docker-sock dd-tcp-no-tls | a host with its engine
5.2 | Images are signed and verified | sup-signature-missing | a registry
5.3 | Tags do not move | df-from-latest df-from-untagged df-from-no-digest img-tag-latest wl-image-latest wl-image-no-digest sup-tag-mutable aws-ecr-immutable | a registry and a cloud account
5.4 | Run as another user than root |  | people and processes
5.5 | Health is checked | df-healthcheck-missing wl-healthcheck
5.6 | Capabilities are dropped |  | people and processes
`;
export const sysdigDockerfile: Standard = toStandard('sysdig-dockerfile', 'Sysdig Dockerfile best practices', points);
