// The standards that a scan can be held against, beside the Pod Security Standards, which judge for themselves.
import { owaspDocker } from './owasp-docker.ts';
import type { Standard } from './standard.ts';

export const standards: readonly Standard[] = [owaspDocker];
