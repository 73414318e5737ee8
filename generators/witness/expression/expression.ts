import { EvaluationError, ParseError, TypeError as CelTypeError, type ParseResult } from '@marcbachmann/cel-js';
import type { System, StateView } from '../../../model/kernel/index.ts';
import type { ClusterShape } from '../../../model/cluster/shape.ts';
import type { Goal } from '../goal.ts';
import { conditionsLeft } from './conditions.ts';
import { environment } from './environment.ts';
import { ExpressionError } from './expressionError.ts';
import type { Moment } from './functions.ts';

/** A goal that is an expression, and what can be said of why it is never reached. */
export interface ExpressionGoal extends Goal<ClusterShape> {
  /** How many of its conditions do not hold yet: the operands of `&&`, each for itself; of those of `||` and the items of `exists`, the nearest. */
  distance(state: StateView, shape: ClusterShape): number;
  /** What it asks for and was not there, whenever it was asked, if it never came to an answer. */
  readonly neverThere: readonly string[];
}

/**
 * A goal as an expression in CEL. It is reached where the expression is true. An expression that asks for what is not there (an
 * object, a field) is not true, as in Kubernetes an error; `has`, `in`, `.?` and `||` go on where something is absent.
 * @throws ExpressionError when it is none: its grammar, an unknown name, a type
 */
export function expressionGoal(text: string, { system }: { readonly system: System }, named: { readonly name: string; readonly statement: string; readonly isSymmetric?: boolean } = { name: nameOf(text), statement: text }): ExpressionGoal {
  let moment: Moment | undefined;
  let thrown: unknown;
  const now = (): Moment => {
    if (moment === undefined) throw new RangeError('an expression is asked about nothing');
    return moment;
  };
  const { environment: language, context } = environment(now, (error) => (thrown ??= error));
  const evaluate = compiled(() => language.parse(text));
  let left: ParseResult | undefined;
  const missing = new Set<string>();
  let hasAnswered = false;
  return {
    ...named,
    isReached,
    distance(state, shape) {
      // It has the last word on what is a mistake; a condition that those before it guard is none when it is asked alone.
      if (isReached(state, shape)) return 0;
      moment = { state, shape, system };
      try {
        left ??= conditionsLeft(language, evaluate.ast);
        return Number(left(context));
      } finally {
        moment = thrown = undefined;
      }
    },
    get neverThere() {
      return hasAnswered ? [] : [...missing];
    },
  };

  function isReached(state: StateView, shape: ClusterShape): boolean {
    moment = { state, shape, system };
    try {
      const answer: unknown = evaluate(context);
      if (thrown !== undefined) throw thrown;
      hasAnswered = true;
      if (typeof answer === 'boolean') return answer;
      throw new ExpressionError(`It must come to true or false, and came to ${typeof answer === 'string' ? JSON.stringify(answer) : typeof answer}.`);
    } catch (error) {
      if (!(error instanceof EvaluationError)) throw error;
      if (!isAbsence(error)) throw taught(error);
      missing.add(/^No such key: (.*)/.exec(error.summary)?.[1] ?? '');
      return false;
    } finally {
      moment = thrown = undefined;
    }
  }
}

/** Whether it asks for what is not there: a name, a field, or more items than a list has. */
function isAbsence({ code, summary }: EvaluationError): boolean {
  return code === 'no_such_key' || /index out of bounds/.test(summary);
}

function compiled(parse: () => ParseResult): ParseResult {
  try {
    const result = parse();
    const { valid, type, error } = result.check();
    if (!valid && error !== undefined) throw taught(error);
    if (type !== 'bool' && type !== 'dyn') throw new ExpressionError(`It must be true or false, and is of type ${type ?? 'unknown'}.`);
    return result;
  } catch (error) {
    throw error instanceof ParseError || error instanceof CelTypeError ? taught(error) : error;
  }
}

function taught({ summary, range }: ParseError | EvaluationError | CelTypeError): ExpressionError {
  return new ExpressionError(summary, range?.start);
}

/** A name for files: the words of the expression. */
function nameOf(text: string): string {
  const words = text.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '').toLowerCase();
  return words.slice(0, 40).replace(/-$/, '') || 'goal';
}
