import type { PropertyInfo } from '../property.ts';

/** What a property made by a temporal form is called; without a statement the form makes one of its conditions. */
export type Naming = Omit<PropertyInfo, 'statement'> & { readonly statement?: string };

export function named(naming: Naming, statement: string): PropertyInfo {
  return { ...naming, statement: naming.statement ?? statement };
}
