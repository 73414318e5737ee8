import type { ProjectFile } from './files.ts';
import { isNode, lineOf, nameOf, nodesOf, type SyntaxNode } from './syntax.ts';

const suites = ['it', 'test', 'describe', 'suite', 'bench'];

/** Ways to make the type checker or the test runner look away, one line each. */
export function evasions(file: ProjectFile): string[] {
  const inCode = nodesOf(file).flatMap((node) => {
    const found = evasionOf(node);
    return found === undefined ? [] : [`${file.path}:${lineOf(file.text, node)} has ${found}`];
  });
  const inComments = file.text.split('\n').flatMap((line, index) => {
    // `@ts-expect-error` may stay: it fails as soon as there is no error, which is how a type is tested.
    const found = /^\s*(?:\/\/|\/\*+|\*)\s*(@ts-(?:ignore|nocheck))/.exec(line)?.[1];
    return found === undefined ? [] : [`${file.path}:${index + 1} has ${found}`];
  });
  return [...inCode, ...inComments];
}

function evasionOf(node: SyntaxNode): string | undefined {
  if (node.type === 'TSAnyKeyword') return 'any';
  if (node.type !== 'MemberExpression') return undefined;
  const name = nameOf(node['property']);
  const suite = rootName(node['object']);
  if (name === undefined || suite === undefined || !suites.includes(suite)) return undefined;
  // Not skipIf: a test that needs a browser says so and is counted as skipped.
  return ['skip', 'only', 'todo', 'fails'].includes(name) ? `${suite}.${name}` : undefined;
}

/** `test` in `test.concurrent.each`. */
function rootName(value: unknown): string | undefined {
  return isNode(value) && value.type === 'MemberExpression' ? rootName(value['object']) : nameOf(value);
}
