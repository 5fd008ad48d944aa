// The frame of the checks' examples: a whole OCI image configuration with one setting changed.
import type { Example } from '../../model/check.ts';

/** `config` as in the OCI image specification, `config.md`. */
export function imageConfig(config: Readonly<Record<string, unknown>>, history: readonly string[] = []): Example {
  const text = JSON.stringify(
    {
      architecture: 'amd64',
      os: 'linux',
      config: { User: '65532:65532', Cmd: ['/app'], ...config },
      rootfs: { type: 'layers', diff_ids: [`sha256:${'5c1e93b07fa82d46'.repeat(4)}`] },
      history: history.map((created_by) => ({ created_by })),
    },
    undefined,
    2,
  );
  return { format: 'image', text };
}
