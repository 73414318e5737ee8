import type { YAMLError } from 'yaml';

export interface YamlProblem {
  /** Where in the text. */
  readonly offset: number;
  readonly message: string;
}

/** What the mistake is and how to mend it, for the mistakes that people make; the parser's own words for the rest. */
export function explainYamlError(text: string, error: YAMLError): YamlProblem {
  const [offset] = error.pos;
  const hint = looksLikeTemplate(text, offset) ? '; {{ }} looks like a template (Helm): render it first' : '';
  return { offset, message: explain(text, error) + hint };
}

function explain(text: string, { code, message, pos: [offset] }: YAMLError): string {
  switch (code) {
    case 'TAB_AS_INDENT':
      return 'a tab is used as indentation: YAML allows only spaces';
    case 'DUPLICATE_KEY':
      return `the key ${keyAt(text, offset)} stands twice in this mapping: only one of them could count`;
    case 'NON_STRING_KEY':
      return 'a key has to be a plain string';
    case 'BAD_INDENT':
      return `wrong indentation: ${lowerFirst(message)}`;
    case 'BAD_ALIAS':
      return `${lowerFirst(message)} (* refers to an anchor, set with & before)`;
    case 'TAG_RESOLVE_FAILED':
      return `${lowerFirst(message)}: manifests have no tags of their own`;
    case 'RESOURCE_EXHAUSTION':
      return `the document is too large or too deep: ${lowerFirst(message)}`;
    default:
      return `not valid YAML: ${lowerFirst(message)}`;
  }
}

function keyAt(text: string, offset: number): string {
  const key = /^[^\s:,{}[\]]{1,60}/.exec(text.slice(offset, offset + 80))?.[0] ?? '';
  return JSON.stringify(key.replace(/^["']|["']$/g, ''));
}

function lowerFirst(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1);
}

function looksLikeTemplate(text: string, offset: number): boolean {
  const start = text.lastIndexOf('\n', Math.max(0, offset - 1)) + 1;
  const end = text.indexOf('\n', offset);
  return text.slice(start, end < 0 ? text.length : end).includes('{{');
}
