// Which labels a selector picks:
// https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors
import type { Selector } from './workload.ts';

/** All of the selector must hold; an operator that Kubernetes does not know picks nothing. */
export function selects(selector: Selector, labels: Readonly<Record<string, string>>): boolean {
  const valueOf = (key: string): string | undefined => (Object.hasOwn(labels, key) ? labels[key] : undefined);
  return (
    Object.entries(selector.labels).every(([key, value]) => valueOf(key) === value) &&
    selector.expressions.every(({ key, operator, values }) => {
      const value = valueOf(key);
      switch (operator) {
        case 'In':
          return value !== undefined && values.includes(value);
        case 'NotIn':
          return value === undefined || !values.includes(value);
        case 'Exists':
          return value !== undefined;
        case 'DoesNotExist':
          return value === undefined;
        default:
          return false;
      }
    })
  );
}
