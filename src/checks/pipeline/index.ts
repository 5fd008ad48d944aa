// Every check on pipelines.
import type { AnyCheck } from '../../model/check.ts';
import { actionUnpinned } from './action-unpinned.ts';
import { cachePoisoning } from './cache-poisoning.ts';
import { privilegedDind } from './privileged-dind.ts';
import { scriptInjection } from './script-injection.ts';
import { tokenWriteAll } from './token-write-all.ts';
import { unsecureCommands } from './unsecure-commands.ts';
import { untrustedCheckout } from './untrusted-checkout.ts';

export const pipelineChecks: readonly AnyCheck[] = [
  actionUnpinned,
  cachePoisoning,
  privilegedDind,
  scriptInjection,
  tokenWriteAll,
  unsecureCommands,
  untrustedCheckout,
];
