import type { NamedMutant } from './toolbox.ts';

/** Stands in until properties/ has its own. */
export const mutants: readonly NamedMutant[] = [];
