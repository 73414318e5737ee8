import { functions } from '../../../generators/witness/expression/functions.ts';
import { goals } from '../../../generators/witness/goals.ts';
import type { Json } from '../../../model/kernel/index.ts';
import { faultDescriptions } from '../../../model/scenario.ts';
import { strategies } from '../../../generators/random/strategies/index.ts';
import { count } from '../../terminal/text.ts';
import { allGuards } from '../mutants.ts';
import type { Cluster, Toolbox } from '../toolbox.ts';

/** One thing of a list: the columns for people, all that is known for programs. */
export interface Listed {
  readonly columns: readonly string[];
  readonly data: { readonly [field: string]: Json };
}

/** What can be listed, and how. */
export const topics = new Map<string, (toolbox: Toolbox) => readonly Listed[]>(Object.entries({
  scenarios: ({ scenarios }) => scenarios.map(({ name, description }) => ({ columns: [name, description], data: { name, description } })),
  components: (toolbox) => listComponents(clusters(toolbox)),
  guards: (toolbox) => [...allGuards(toolbox)].map(([guard, protects]) => ({ columns: [guard, protects], data: { guard, protects } })),
  properties: ({ properties }) =>
    properties.map(({ name, kind, statement, source, promise, assumes }) => ({
      columns: [name, kind, promise ?? '', statement],
      data: { name, kind, statement, source, ...(promise !== undefined && { promise }), ...(assumes !== undefined && { assumes }) },
    })),
  promises: ({ promises }) =>
    promises.map(({ number, promise, properties, gap }) => ({
      columns: [number, promise, properties.length > 0 ? properties.join(', ') : `not checked: ${gap ?? ''}`],
      data: { number, promise, properties, ...(gap !== undefined && { gap }) },
    })),
  mutants: ({ mutants }) =>
    mutants.map(({ name, guard, forced, scenario, killedBy, description }) => ({
      columns: [name, `${guard}=${String(forced)}`, `${description} (violates ${killedBy})`],
      data: { name, guard, forced, scenario: scenario.name, killedBy, description },
    })),
  faults: () => Object.entries(faultDescriptions).map(([name, description]) => ({ columns: [name, description], data: { name, description } })),
  strategies: () => Object.values(strategies).map(({ name, description }) => ({ columns: [name, description], data: { name, description } })),
  goals: () => goals.map(({ name, description, expression, scenario }) => ({ columns: [name, `${description}: ${expression}${scenario === undefined ? '' : ` (in scenario ${scenario})`}`], data: { name, description, expression, ...(scenario !== undefined && { scenario }) } })),
  functions: () => functions.map(({ usage, signature, description }) => ({ columns: [usage, description], data: { usage, signature, description } })),
  machines: ({ machines }) => machines.map(({ name, description }) => ({ columns: [name, description], data: { name, description } })),
} satisfies { readonly [topic: string]: (toolbox: Toolbox) => readonly Listed[] }));

export const topicNames = [...topics.keys()];

/** Together they have every component that there is. */
function clusters(toolbox: Toolbox): readonly Cluster[] {
  return toolbox.scenarios.map(({ scenario }) => toolbox.cluster(scenario));
}

/** One row a kind: the second scheduler has nothing that the first has not. */
function listComponents(all: readonly Cluster[]): readonly Listed[] {
  const components = all.flatMap(({ system }) => system.components);
  const kinds = new Map(components.map((component) => [component.kind ?? component.name, component] as const));
  return [...kinds].map(([kind, { guards = {}, crash }]) => {
    const names = [...new Set(components.filter((component) => (component.kind ?? component.name) === kind).map(({ name }) => name))].sort();
    const facts = [count(Object.keys(guards).length, 'guard'), ...(crash === undefined ? [] : ['can crash'])];
    return { columns: [kind, facts.join(', '), names.join(', ')], data: { kind, names, guards: Object.keys(guards), canCrash: crash !== undefined } };
  });
}
