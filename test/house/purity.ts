import type { ProjectFile } from './files.ts';
import { lineOf, nameOf, nodesOf, stringOf, type SyntaxNode } from './syntax.ts';

/** Members that read a clock, a die or the surroundings. Any mention counts: `const now = Date.now` is a clock too. */
const impureMembers: Readonly<Record<string, readonly string[]>> = {
  Math: ['random'],
  Date: ['now'],
  performance: ['now', 'timeOrigin'],
  crypto: ['randomUUID', 'getRandomValues'],
  // Not every member: a model may well have a variable called `process`.
  process: ['env', 'argv', 'cwd', 'exit', 'hrtime', 'nextTick', 'uptime', 'memoryUsage', 'platform', 'stdin', 'stdout', 'stderr'],
};

const impureCalls = ['Date', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'fetch', 'require'];

/** What in a file is not a function of its inputs, one line each. */
export function impurities(file: ProjectFile): string[] {
  return nodesOf(file).flatMap((node) => {
    const found = impurityOf(node);
    return found === undefined ? [] : [`${file.path}:${lineOf(file.text, node)} uses ${found}`];
  });
}

function impurityOf(node: SyntaxNode): string | undefined {
  if (node.type === 'MemberExpression') {
    const object = objectName(node['object']);
    const property = nameOf(node['property']);
    if (object === undefined || property === undefined) return undefined;
    return Object.hasOwn(impureMembers, object) && impureMembers[object]?.includes(property) ? `${object}.${property}` : undefined;
  }
  if (node.type === 'ImportExpression' && stringOf(node['source']) === undefined) return 'import() of a computed name';
  // `const { random } = Math` is the same mention spelled differently.
  if (node.type === 'VariableDeclarator' && nameOf(node['init']) !== undefined) return destructured(node);
  const called = nameOf(node['callee']);
  if (node.type === 'CallExpression' && called !== undefined && impureCalls.includes(called)) return `${called}()`;
  if (node.type === 'NewExpression' && called === 'Date' && isEmpty(node['arguments'])) return 'new Date()';
  return undefined;
}

function destructured(node: SyntaxNode): string | undefined {
  const object = nameOf(node['init']) ?? '';
  const pattern = node['id'] as SyntaxNode;
  if (!Object.hasOwn(impureMembers, object) || pattern.type !== 'ObjectPattern') return undefined;
  const names = (pattern['properties'] as SyntaxNode[]).map((property) => nameOf(property['key']));
  const impure = names.find((name) => name !== undefined && impureMembers[object]?.includes(name));
  return impure === undefined ? undefined : `${object}.${impure}`;
}

/** `Math` in `Math.random` and in `globalThis.Math.random`. */
function objectName(object: unknown): string | undefined {
  const direct = nameOf(object);
  if (direct !== undefined) return direct;
  const node = object as SyntaxNode;
  return node.type === 'MemberExpression' && nameOf(node['object']) === 'globalThis' ? nameOf(node['property']) : undefined;
}

const isEmpty = (value: unknown): boolean => Array.isArray(value) && value.length === 0;
