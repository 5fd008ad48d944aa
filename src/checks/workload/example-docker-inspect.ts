// An example as an engine tells of a container that is there: https://docs.docker.com/reference/cli/docker/inspect/
import type { Render, Words } from './example-says.ts';
import { engineWords, toParts, type EngineFragment } from './example-engine-create.ts';

const words: Words<EngineFragment> = {
  ...engineWords,
  // Without one the image's own would be in it.
  healthcheck: (value) => (value === 'image' ? undefined : engineWords.healthcheck?.(value, {})),
};
/** A hardened container is healthy by its image. */
const healthy = { Test: ['CMD', '/bin/check'] };

export const renderDockerInspect: Render = (change) => {
  const parts = toParts(words, change);
  if (parts === undefined) return undefined;
  const { NetworkingConfig, ...config } = parts.config;
  const networks = NetworkingConfig as { readonly EndpointsConfig: unknown } | undefined;
  const container = {
    Id: 'c0'.repeat(32),
    Name: '/web',
    State: { Status: 'running', Running: true },
    Config: { Healthcheck: healthy, ...config },
    HostConfig: parts.host,
    NetworkSettings: { Networks: networks?.EndpointsConfig ?? {} },
  };
  return `${JSON.stringify([container], undefined, 2)}\n`;
};
