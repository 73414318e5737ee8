import { Environment } from '@marcbachmann/cel-js';
import { servedResources } from '../../../model/cluster/histories.ts';
import { functions, type CelFunction, type Moment } from './functions.ts';
import { partsByName, type CelMap, type CelValue } from './values.ts';

/** The resources whose stored objects an expression sees, each a map by name. */
export const variables: readonly string[] = servedResources;

/** The language: CEL with the stored objects and the functions of a cluster. What it is asked about is whatever `now` answers. */
export function environment(now: () => Moment, onError: (error: unknown) => void): { readonly environment: Environment; readonly context: { readonly [resource: string]: CelMap } } {
  const language = new Environment({ enableOptionalTypes: true, homogeneousAggregateLiterals: false });
  const context: { readonly [resource: string]: CelMap } = {};
  for (const resource of variables) {
    language.registerVariable(resource, 'map<string, dyn>');
    Object.defineProperty(context, resource, {
      enumerable: true,
      get() {
        const { state, shape } = now();
        return partsByName(state, shape.etcd, `${resource}/`);
      },
    });
  }
  for (const each of functions) language.registerFunction(each.signature, calling(each, now, onError));
  return { environment: language, context };
}

/** The library tells from how many parameters a function has whether it fits its signature; and `||` would swallow what it throws. */
function calling({ signature, call }: CelFunction, now: () => Moment, onError: (error: unknown) => void): (...args: CelValue[]) => CelValue {
  const called = (...args: readonly CelValue[]): CelValue => {
    try {
      return call(now(), ...args);
    } catch (error) {
      onError(error);
      throw error;
    }
  };
  const parameters = /\((.*?)\)/.exec(signature)?.[1] ?? '';
  switch (parameters === '' ? 0 : parameters.split(',').length) {
    case 0:
      return () => called();
    case 1:
      return (a) => called(a);
    case 2:
      return (a, b) => called(a, b);
    default:
      return (a, b, c) => called(a, b, c);
  }
}
