import { isNode, visit, type Node } from 'yaml';
import type { YamlDocument } from './yamlDocuments.ts';
import type { YamlProblem } from './yamlErrors.ts';

/**
 * What YAML allows and a manifest may not have: the key `__proto__`, a trap for programs that means nothing to
 * Kubernetes, and aliases to nothing or to something that they are in.
 */
export function refusals(document: YamlDocument): readonly YamlProblem[] {
  const found: YamlProblem[] = [];
  const anchors = new Set<string>();
  const refuse = (node: Node, message: string) => found.push({ offset: node.range?.[0] ?? 0, message });
  visit(document, {
    Alias(_, node, ancestors) {
      const isIn = ancestors.some((ancestor) => isNode(ancestor) && 'anchor' in ancestor && ancestor.anchor === node.source);
      if (isIn) refuse(node, `the alias *${node.source} stands in what it stands for, which would have no end`);
      else if (!anchors.has(node.source)) refuse(node, `the alias *${node.source} has no anchor &${node.source} before it`);
    },
    Value(key, node) {
      if (node.anchor !== undefined) anchors.add(node.anchor);
      if (key === 'key' && 'value' in node && node.value === '__proto__') refuse(node, 'the key "__proto__" is not allowed');
    },
  });
  return found;
}
