import { UserError } from '../userError.ts';
import type { CheckOptions } from './options.ts';

/** @throws UserError when options contradict each other, with what to do about it */
export function refuseContradictions(options: CheckOptions): void {
  const { exhaustive = false, runs, seed, path, strategy, depth, toward, order, reduction, symmetry, maxStates, maxSeconds, maxMemory, statistics, dot, checkpoint, resume, workers, fingerprints } = options;
  const sampling = given({ '--runs': runs, '--seed': seed, '--path': path, '--strategy': strategy, '--depth': depth, '--toward': toward });
  const searching = given({ '--order': order, '--no-reduction': reduction === false ? true : undefined, '--no-symmetry': symmetry === false ? true : undefined, '--max-states': maxStates, '--max-seconds': maxSeconds, '--max-memory': maxMemory, '--statistics': statistics, '--dot': dot, '--checkpoint': checkpoint, '--resume': resume, '--workers': workers, '--fingerprints': fingerprints });
  if (exhaustive && sampling.length > 0) throw new UserError(`--exhaustive tries every run there is, and ${and(sampling)} ${sampling.length === 1 ? 'chooses' : 'choose'} among runs at random: leave out ${sampling.length === 1 ? 'one or the other' : 'these or --exhaustive'}.`);
  if (!exhaustive && searching.length > 0) throw new UserError(`${and(searching)} ${searching.length === 1 ? 'means' : 'mean'} something only together with --exhaustive: add it, or leave ${searching.length === 1 ? searching[0] : 'them'} out.`);
  if (options.differential === true) refuseOfDifferential(options);
  if (path !== undefined && seed === undefined) throw new UserError('--path means something only together with --seed: give both, as printed with a violation.');
  if (depth !== undefined && strategy !== 'pct') throw new UserError('--depth means something only together with --strategy pct: give both, or leave --depth out.');
  if (toward !== undefined && strategy !== 'greedy') throw new UserError('--toward means something only together with --strategy greedy: give both, or leave --toward out.');
  if (workers !== undefined) refuseOfWorkers(options);
  if (fingerprints === true) refuseOfFingerprints(options);
  if (checkpoint !== undefined) refuseOfCheckpoint(options);
  if (resume !== undefined) refuseOfResumed(options);
}

/** Runs are compared with others, not judged by what is promised. */
function refuseOfDifferential({ exhaustive, property }: CheckOptions): void {
  if (exhaustive === true) throw contradiction('--differential', '--exhaustive', 'a search asks what is promised in every state, a comparison looks at ends of runs that are chosen at random');
  if (property !== undefined) throw contradiction('--differential', '--property', 'a comparison asks no property, but whether runs end alike');
}

/** Threads share a search of all orders, nearest first. */
function refuseOfWorkers({ reduction, order, checkpoint, resume, dot, statistics }: CheckOptions): void {
  if (reduction !== false && resume === undefined) throw new UserError('--workers shares a search among threads, which a reduced search does not allow: it learns as it goes. Add --no-reduction, or leave --workers out.');
  if (order === 'depth-first') throw contradiction('--workers', '--order depth-first', 'threads share a search that takes the nearest states first');
  if (checkpoint !== undefined) throw contradiction('--workers', '--checkpoint', 'only the search of one thread can be saved');
  if (resume !== undefined) throw contradiction('--workers', '--resume', 'only one thread can go on with a saved search');
  if (dot !== undefined) throw contradiction('--workers', '--dot', 'a graph that is small enough to be drawn needs no threads');
  if (statistics === true) throw contradiction('--workers', '--statistics', 'threads do not tell which actions they took');
}

/** What was expanded cannot be looked at again. */
function refuseOfFingerprints({ reduction, order, workers, checkpoint, resume }: CheckOptions): void {
  if (reduction !== false) throw new UserError('--fingerprints keeps nothing of a state that has been expanded, and a reduced search expands some of them again: add --no-reduction, or leave --fingerprints out.');
  if (order === 'depth-first') throw contradiction('--fingerprints', '--order depth-first', 'states are let go of in the order in which they are found, nearest first');
  if (workers !== undefined) throw contradiction('--fingerprints', '--workers', 'threads share whole states');
  if (checkpoint !== undefined) throw contradiction('--fingerprints', '--checkpoint', 'only whole states can be saved');
  if (resume !== undefined) throw contradiction('--fingerprints', '--resume', 'what was saved are whole states');
}

function refuseOfCheckpoint({ reduction, order, resume }: CheckOptions): void {
  if (reduction !== false && resume === undefined) throw new UserError('--checkpoint saves states, and a reduced search has learned more than is in its states: add --no-reduction, or leave --checkpoint out.');
  if (order === 'depth-first') throw contradiction('--checkpoint', '--order depth-first', 'only a search that takes the nearest states first can be saved');
}

function refuseOfResumed({ file, scenario, nodes, schedulers, leaderElect, grain, faults, mutant, property, timing, order }: CheckOptions): void {
  const told = given({ '-f': file, '--scenario': scenario, '--nodes': nodes, '--schedulers': schedulers, '--leader-elect': leaderElect, '--grain': grain, '--faults': faults, '--mutant': mutant, '--property': property, '--timing': timing });
  if (told.length > 0) throw new UserError(`--resume goes on with what the checkpoint says, and ${and(told)} ${told.length === 1 ? 'says' : 'say'} what to check, too: leave out ${told.length === 1 ? 'one or the other' : 'these or --resume'}.`);
  if (order === 'depth-first') throw contradiction('--resume', '--order depth-first', 'the search was begun with the nearest states first');
}

function contradiction(one: string, other: string, why: string): UserError {
  return new UserError(`${one} and ${other} contradict each other: ${why}. Leave one of them out.`);
}

function given(flags: { readonly [flag: string]: unknown }): readonly string[] {
  return Object.entries(flags).flatMap(([flag, value]) => (value === undefined ? [] : [flag]));
}

function and(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
