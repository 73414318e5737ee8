import type { ASTNode, Environment, ParseResult } from '@marcbachmann/cel-js';
import { sourceOf } from './source.ts';

/**
 * What counts the conditions that do not hold yet where an expression is not true, as another expression: of `a && b` those of
 * both; of `a || b` those of the nearer one, and of `list.exists(x, …)` those of the nearest item, or, where there is none, one more
 * than an item has. Whatever else there is, is one condition; it does not hold where it asks for what is not there.
 */
export function conditionsLeft(language: Environment, expression: ASTNode): ParseResult {
  // What it is made of was within the limits; the parentheses and functions around that need not be.
  const counting = language.clone({ limits: { maxDepth: Infinity, maxAstNodes: Infinity } });
  counting.registerFunction('attempt(ast, int): int', attempt);
  counting.registerFunction('least(list<dyn>, int): int', (counts: readonly bigint[], most: bigint) => counts.reduce((least, count) => (count < least ? count : least), most));
  return counting.parse(counted(expression).text);
}

interface Counted {
  /** An expression that comes to a number, never to an error. */
  readonly text: string;
  /** That number where nothing holds. */
  readonly most: number;
}

function counted(node: ASTNode): Counted {
  switch (node.op) {
    case '&&': {
      const [one, other] = both(node.args);
      return { text: `${one.text} + ${other.text}`, most: one.most + other.most };
    }
    case '||': {
      const [one, other] = both(node.args);
      const most = Math.min(one.most, other.most);
      return { text: `least([${one.text}, ${other.text}], ${most})`, most };
    }
    case 'rcall': {
      const [name, list, [variable, condition]] = node.args;
      if (name !== 'exists' || variable === undefined || condition === undefined) return single(node);
      const ofItem = counted(condition);
      const most = ofItem.most + 1;
      return { text: `attempt(least((${sourceOf(list)}).map(${sourceOf(variable)}, ${ofItem.text}), ${most}), ${most})`, most };
    }
    default:
      return single(node);
  }
}

function both([one, other]: readonly [ASTNode, ASTNode]): readonly [Counted, Counted] {
  return [counted(one), counted(other)];
}

function single(node: ASTNode): Counted {
  return { text: `attempt((${sourceOf(node)}) ? 0 : 1, 1)`, most: 1 };
}

/** What a macro of the library is given, as far as it is used here. */
interface Running {
  run(node: ASTNode, context: unknown): unknown;
}
interface Checking {
  check(node: ASTNode, context: unknown): unknown;
}

/** `attempt(e, n)`: what e comes to, or n where it comes to an error. */
function attempt({ args: [tried, otherwise] }: { readonly args: readonly [ASTNode, ASTNode] }) {
  return {
    async: false,
    typeCheck(checker: Checking, _macro: unknown, context: unknown): unknown {
      checker.check(otherwise, context);
      return checker.check(tried, context);
    },
    evaluate(evaluator: Running, _macro: unknown, context: unknown): unknown {
      try {
        return evaluator.run(tried, context);
      } catch {
        return evaluator.run(otherwise, context);
      }
    },
  };
}
