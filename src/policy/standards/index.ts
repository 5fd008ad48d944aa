// The standards that a scan can be held against, beside the Pod Security Standards, which judge for themselves.
import { cisDocker } from './cis-docker.ts';
import { cisKubernetes } from './cis-kubernetes.ts';
import { nist800190 } from './nist-800-190.ts';
import { nsa } from './nsa.ts';
import { owaspDocker } from './owasp-docker.ts';
import { owaspKubernetes } from './owasp-kubernetes.ts';
import { sysdigDockerfile } from './sysdig-dockerfile.ts';
import type { Standard } from './standard.ts';

export const standards: readonly Standard[] = [
  cisDocker,
  cisKubernetes,
  nist800190,
  owaspKubernetes,
  owaspDocker,
  nsa,
  sysdigDockerfile,
];
