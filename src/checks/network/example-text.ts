// Whole manifests of what lies on the network, around what an example is about.
export function policyText(spec: string, name = 'web'): string {
  return `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: ${name}, namespace: shop}\nspec: ${spec}\n`;
}
export function serviceText(spec: string, annotations = '{}'): string {
  return `apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop, annotations: ${annotations}}\nspec: ${spec}\n`;
}
export function ingressText(spec: string, metadata = 'name: web, namespace: shop'): string {
  return `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {${metadata}}\nspec: ${spec}\n`;
}
export function gatewayText(listeners: string): string {
  return `apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: web, namespace: shop}\nspec: {gatewayClassName: x, listeners: ${listeners}}\n`;
}
export const shopText = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n';
/** Nothing gets in or out of a pod of the namespace `shop` unless another policy lets it. */
export const denyText = policyText('{podSelector: {}, policyTypes: [Ingress, Egress]}', 'deny');
export const storeImage = `docker.io/library/postgres:17.2@sha256:${'3'.repeat(64)}`;
