import type { ASTNode } from '@marcbachmann/cel-js';

/** A part of an expression as text again, with more parentheses than it takes. The library's own `serialize` forgets some: those of `a - (b - c)`. */
export function sourceOf(node: ASTNode): string {
  switch (node.op) {
    case 'value':
      return node.input.slice(node.start, node.end);
    case 'id':
      return node.args;
    case 'list':
      return `[${listed(node.args)}]`;
    case 'map':
      return `{${node.args.map(([key, value]) => `${sourceOf(key)}: ${sourceOf(value)}`).join(', ')}}`;
    case 'call':
      return `${node.args[0]}(${listed(node.args[1])})`;
    case 'rcall':
      return `${operand(node.args[1])}.${node.args[0]}(${listed(node.args[2])})`;
    case '.':
    case '.?':
      return `${operand(node.args[0])}${node.op}${node.args[1]}`;
    case '[]':
      return `${operand(node.args[0])}[${sourceOf(node.args[1])}]`;
    case '[?]':
      return `${operand(node.args[0])}[?${sourceOf(node.args[1])}]`;
    case '!_':
    case '-_':
      return `${node.op.charAt(0)}${operand(node.args)}`;
    case '?:':
      return `${operand(node.args[0])} ? ${operand(node.args[1])} : ${operand(node.args[2])}`;
    default:
      return `${operand(node.args[0])} ${node.op} ${operand(node.args[1])}`;
  }
}

function listed(nodes: readonly ASTNode[]): string {
  return nodes.map(sourceOf).join(', ');
}

function operand(node: ASTNode): string {
  return node.op === 'id' ? node.args : `(${sourceOf(node)})`;
}
