import { parseAst } from 'vitest/node';
import type { ProjectFile } from './files.ts';

/**
 * A node of the ESTree that vitest's own parser makes of TypeScript. TypeScript 7 has no stable API to parse with,
 * and text patterns take a word in a comment or a string for code.
 */
export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly [field: string]: unknown;
}

/** Every node of a file, outermost first. */
export function nodesOf({ path, text }: ProjectFile): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) visit(item);
    else if (isNode(value)) {
      found.push(value);
      for (const field of Object.values(value)) visit(field);
    }
  };
  try {
    visit(parseAst(text, { lang: 'ts' }));
  } catch (error) {
    throw new Error(`${path} cannot be parsed`, { cause: error });
  }
  return found;
}

export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

/** The text of a string literal. */
export function stringOf(value: unknown): string | undefined {
  return isNode(value) && value.type === 'Literal' && typeof value['value'] === 'string' ? value['value'] : undefined;
}

/** The name an identifier or a string literal stands for: `random` in `Math.random` and in `Math['random']`. */
export function nameOf(value: unknown): string | undefined {
  return isNode(value) && value.type === 'Identifier' && typeof value['name'] === 'string' ? value['name'] : stringOf(value);
}

export const lineOf = (text: string, node: SyntaxNode): number => text.slice(0, node.start).split('\n').length;
