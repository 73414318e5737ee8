import { basename } from 'node:path';
import { scenario, type Scenario } from '../../model/scenario.ts';
import { ordinaryFaults } from '../../generators/scenarios/index.ts';
import type { JsonObject } from '../../model/kernel/index.ts';
import { fileName, readManifestFiles } from './files.ts';
import type { Io } from './io.ts';
import type { ManifestError, Toolbox } from './toolbox.ts';
import { UserError } from './userError.ts';

/** Nodes of a cluster whose manifests name none. */
const defaultNodes = 2;

/** How many mistakes are shown at once. */
const mostErrors = 10;

/** The scenario in which kubectl applies what the files hold, in order; Node objects become the cluster's nodes. */
export async function scenarioFromFiles(io: Io, toolbox: Toolbox, names: readonly string[]): Promise<Scenario> {
  if (names.filter((name) => name === '-').length > 1) throw new UserError('Standard input (-) can be read only once.');
  const files = (await inTurn(names, (name) => readManifestFiles(io, name))).flat();
  const errors = files.flatMap(({ text, name }) => toolbox.validateManifests(text, name));
  if (errors.length > 0) throw new UserError(describeErrors(errors));
  // An object may have any field, so it is JSON to everybody who does not know its kind.
  const objects = files.flatMap(({ text, name }) => toolbox.parseManifests(text, name).objects.map(({ object }) => object as unknown as JsonObject));
  const nodes = objects.filter(({ kind }) => kind === 'Node');
  return scenario({
    name: scenarioName(names),
    description: `kubectl apply -f ${names.join(' -f ')}`,
    objects: nodes,
    commands: objects.filter(({ kind }) => kind !== 'Node').map((object) => ({ verb: 'apply', object })),
    nodes: nodes.length === 0 ? defaultNodes : 0,
    faults: ordinaryFaults,
  });
}

function describeErrors(errors: readonly ManifestError[]): string {
  const lines = errors.slice(0, mostErrors).map(({ file, line, column, path, message }) => {
    const where = path === undefined || path === '' ? '' : `${path}: `;
    return `${file}:${line}:${column}: ${where}${message}`;
  });
  return [...lines, ...(errors.length > mostErrors ? [`… and ${errors.length - mostErrors} more`] : [])].join('\n');
}

/** Short, and fit for the name of a file. */
function scenarioName(names: readonly string[]): string {
  const first = names[0] === '-' ? 'stdin' : basename(names[0] ?? '').replace(/\.(?:ya?ml|json)$/i, '');
  const safe = fileName(first);
  return `${safe === '' ? 'manifests' : safe}${names.length > 1 ? `-and-${names.length - 1}-more` : ''}`;
}

async function inTurn<Item, Result>(items: readonly Item[], each: (item: Item) => Promise<Result>): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const item of items) results.push(await each(item));
  return results;
}
