// Every check on where software comes from.
import type { AnyCheck } from '../../model/check.ts';
import { buildkitFrontend } from './buildkit-frontend.ts';
import { gatekeeperRepoPrefix } from './gatekeeper-repo-prefix.ts';

export const supplyChecks: readonly AnyCheck[] = [buildkitFrontend, gatekeeperRepoPrefix];
