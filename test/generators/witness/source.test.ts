import { Environment, type ASTNode } from '@marcbachmann/cel-js';
import { expect, it } from 'vitest';
import { sourceOf } from '../../../generators/witness/expression/source.ts';

const language = new Environment({ enableOptionalTypes: true, homogeneousAggregateLiterals: false, unlistedVariablesAreDyn: true });

/** Operators and operands, without places. */
function structure(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(structure);
  if (typeof node === 'object' && node !== null && 'op' in node && 'args' in node) return { op: node.op, args: structure(node.args) };
  return node;
}

const parsed = (text: string): ASTNode => language.parse(text).ast;

it.each([
  'a - (b - c) - d == 1 - 2',
  'a == (b == c) && (a == b) == c',
  '(a && b) == (c || d) || !(a && b) || !a.b && (!a).b',
  '-(-1) == 1 && -a.b == -(a + b) * (c / d % e)',
  '(a ? b : c) ? d : e ? f : g',
  "'a' in (x ? y : z) && !(a in b)",
  "x == 1e-12 || x == 10u || x == 0x1F || x == r'\\d' || x == b'abc' || x == '''a\nb''' || x == \"\\u00e9\\'\" || x == null || x == true",
  "[1, [2]][0] == {'a': 1, 2: {}}['a']",
  "a.?b.?c.orValue('x') == 'y' && a[?0].hasValue()",
  'a.exists(x, x.all(y, y == x)) && a.map(x, x > 1, x + 1).size() == -2 && has(a.b.c) && f() && g(a, b)',
  'a // a remark\n  && b',
])('a part of an expression as text again is the same expression: %s', (text) => {
  expect(structure(parsed(sourceOf(parsed(text))))).toEqual(structure(parsed(text)));
});
