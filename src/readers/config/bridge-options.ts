// Options of Docker's bridges: https://docs.docker.com/engine/network/drivers/bridge/#options

export const iccOption = 'com.docker.network.bridge.enable_icc';
/** What Go takes for false. */
const off = /^(?:0|f|F|false|False|FALSE)$/u;
/** Whether the containers on a network do not reach each other. */
export function partsContainers(says: {
  readonly driver: string | undefined;
  readonly icc: string | undefined;
}): boolean {
  return (says.driver ?? 'bridge') === 'bridge' && off.test(says.icc ?? '');
}
