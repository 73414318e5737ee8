import { posix } from 'node:path';
import type { ProjectFile } from './files.ts';
import { lineOf, nameOf, nodesOf, stringOf, type SyntaxNode } from './syntax.ts';

export interface Import {
  /** As written. */
  readonly specifier: string;
  /** The imported file's path from the top level; undefined for a package. */
  readonly path: string | undefined;
  /** Names imported; undefined where it may be all of them (`* as`, `import()`, `export *`). */
  readonly names: readonly string[] | undefined;
  readonly line: number;
}

/** Every import of a file in whatever form: import, export from, import type, import(), typeof import(). */
export function importsOf(file: ProjectFile): Import[] {
  return nodesOf(file).flatMap((node) => {
    const specifier = stringOf(node['source']);
    if (specifier === undefined) return [];
    const path = specifier.startsWith('.') ? posix.join(posix.dirname(file.path), specifier) : undefined;
    return [{ specifier, path, names: namesOf(node), line: lineOf(file.text, node) }];
  });
}

function namesOf(node: SyntaxNode): string[] | undefined {
  if (!Array.isArray(node['specifiers'])) return undefined;
  const names = (node['specifiers'] as SyntaxNode[]).map((item) => nameOf(item['imported'] ?? item['local']));
  const all = (node['specifiers'] as SyntaxNode[]).every((item) => item.type === 'ImportSpecifier' || item.type === 'ExportSpecifier');
  return all ? names.filter((name) => name !== undefined) : undefined;
}
