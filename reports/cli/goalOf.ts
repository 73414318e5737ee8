import { expressionGoal, type ExpressionGoal } from '../../generators/witness/expression/expression.ts';
import { ExpressionError } from '../../generators/witness/expression/expressionError.ts';
import { variables } from '../../generators/witness/expression/environment.ts';
import { functions } from '../../generators/witness/expression/functions.ts';
import { goals } from '../../generators/witness/goals.ts';
import { Engine } from '../../model/kernel/index.ts';
import { nearest, unknownName } from './nearest.ts';
import { printable } from '../terminal/text.ts';
import type { Cluster } from './toolbox.ts';
import { UserError } from './userError.ts';

/** An option whose value is a goal. */
export interface GoalOption {
  readonly flag: '--that' | '--toward';
  /** A named goal, or an expression. */
  readonly goal: string;
}

/** A named goal, or the one that an expression states. */
export function goalOf(option: GoalOption, cluster: Cluster, program: string): ExpressionGoal {
  const { goal: given } = option;
  const named = goals.find(({ name }) => name === given);
  if (named === undefined && /^[a-z]+(?:-[a-z]+)+$/.test(given)) throw unknownName('goal', given, goals.map(({ name }) => name), `${program} list goals`);
  try {
    if (named !== undefined) return expressionGoal(named.expression, cluster, { name: named.name, statement: named.description, isSymmetric: true });
    const goal = expressionGoal(given, cluster);
    // What it gets wrong everywhere is told before anything is looked for.
    const engine = new Engine(cluster.system);
    for (const state of engine.initial()) goal.isReached(engine.view(state), cluster.shape);
    return goal;
  } catch (error) {
    throw asUserError(error, option, program) ?? error;
  }
}

/** Undefined when it is not the user's. */
export function asUserError(error: unknown, { flag, goal }: GoalOption, program: string): UserError | undefined {
  const found = error instanceof Error && error.cause instanceof ExpressionError ? error.cause : error;
  if (!(found instanceof ExpressionError)) return undefined;
  const { message, position, hint = hintFor(message) } = found;
  const shown = position === undefined ? [`  ${printable(goal)}`] : pointedAt(goal, position);
  return new UserError([`${flag}: ${printable(message)}`, ...shown, ...(hint === undefined ? [] : [hint]), `What an expression may ask: ${program} witness --help, ${program} list functions`].join('\n'));
}

/** The line of the expression in which it is, and a mark below. */
function pointedAt(expression: string, position: number): readonly string[] {
  const before = expression.slice(0, position).split('\n');
  const line = expression.split('\n')[before.length - 1] ?? '';
  return [`  ${printable(line)}`, `  ${' '.repeat(before.at(-1)?.length ?? 0)}^`];
}

function hintFor(message: string): string | undefined {
  const variable = /^Unknown variable: (\w+)/.exec(message)?.[1];
  if (variable !== undefined) return meant([...nearest(variable, variables), ...nearest(variable, functions.map(nameOfFunction)).map((name) => `${name}(…)`)], `Quote texts: '${variable}'.`);
  const called = /^found no matching overload for '(\w+)\(/.exec(message)?.[1];
  if (called === undefined) return undefined;
  const own = functions.find((each) => nameOfFunction(each) === called);
  return own === undefined ? meant(nearest(called, functions.map(nameOfFunction)), undefined) : `Use it as ${own.usage}: ${own.description}.`;
}

function nameOfFunction({ signature }: { readonly signature: string }): string {
  return signature.slice(0, signature.indexOf('('));
}

function meant(near: readonly string[], otherwise: string | undefined): string | undefined {
  return near.length === 0 ? otherwise : `Did you mean ${near.length === 1 ? '' : 'one of '}${near.join(', ')}?`;
}
