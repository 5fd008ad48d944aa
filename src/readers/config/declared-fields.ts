// Gathers the fields of one container; what was not declared stays absent.
import type { Field } from '../../model/field.ts';
import type { Declared, ListName, Lists, SettingName, Settings } from '../../model/workload.ts';

export interface DeclaredFields {
  set<K extends SettingName>(name: K, field: Field<Settings[K]> | undefined): void;
  /** An empty list is as good as none. */
  list<K extends ListName>(name: K, items: readonly Field<Lists[K]>[]): void;
  done(): Declared;
}
/** `shared` is what all that are gathered have alike. */
export function gatherFields(shared: Declared = {}): DeclaredFields {
  const fields: Record<string, Field<unknown> | readonly Field<unknown>[]> = { ...shared };
  return {
    set(name, field) {
      if (field !== undefined) fields[name] = field;
    },
    list(name, items) {
      if (items.length > 0) fields[name] = items;
    },
    // Each is of its name's type: nothing else can be set. Put together name by name it is a table of hashes, the copy
    // is a sixth of that.
    done: () => ({ ...fields }),
  };
}
/** Without `CAP_`, upper case. */
export function toCapability(text: string): string {
  return text.trim().toUpperCase().replace(/^CAP_/, '');
}
/** Types of SELinux under which a process may do what it likes. */
const unconfinedTypes = new Set(['spc_t', 'unconfined_t', 'unconfined_service_t']);
export function isUnconfinedType(type: string): boolean {
  return unconfinedTypes.has(type);
}
