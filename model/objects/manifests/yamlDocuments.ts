import { Composer, Lexer, LineCounter, Parser, type CST, type Document, type SchemaOptions, type ParseOptions, type DocumentOptions } from 'yaml';
import { explainYamlError, type YamlProblem } from './yamlErrors.ts';

/** Lines and columns count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export type YamlDocument = Document.Parsed;

export interface YamlStream {
  readonly documents: readonly { readonly document: YamlDocument; readonly problems: readonly YamlProblem[] }[];
  readonly positionAt: (offset: number) => Position;
}

/** A manifest is a few levels deep; the parser's time grows fast with depth. */
const deepest = 200;
/** What follows the first mistakes of a document is mostly their echo. */
const mostProblems = 10;

/**
 * YAML as Kubernetes reads it (sigs.k8s.io/yaml over go-yaml v2): version 1.1, so that `yes` is a boolean and
 * `0644` is octal; but no sexagesimal numbers, no dates, no infinities, and only strings as keys.
 */
const options: ParseOptions & DocumentOptions & SchemaOptions = {
  version: '1.1',
  schema: 'yaml-1.1',
  merge: true,
  stringKeys: true,
  prettyErrors: false,
  logLevel: 'error',
  customTags: (tags) => tags.filter((tag) => typeof tag === 'string' || isKnown(tag)),
};

const notInJson = ['binary', 'omap', 'pairs', 'set', 'timestamp'].map((name) => `tag:yaml.org,2002:${name}`);

function isKnown(tag: { readonly tag: string; readonly format?: string; readonly test?: RegExp }): boolean {
  return tag.format !== 'TIME' && !notInJson.includes(tag.tag) && tag.test?.test('.inf') !== true;
}

/** Every document of the text, with what is wrong with each. Pathological nesting makes one problem, not a long wait. */
export function readYaml(text: string): YamlStream {
  const lines = new LineCounter();
  const { tokens, tooDeepAt } = tokenize(text, lines);
  const documents = tooDeepAt === undefined ? [...new Composer(options).compose(tokens, false, text.length)] : [];
  const positionAt = (offset: number): Position => {
    const { line, col } = lines.linePos(Math.max(0, Math.min(offset, text.length)));
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const read = documents.map((document) => ({ document, problems: [...document.errors, ...document.warnings].slice(0, mostProblems).map((error) => explainYamlError(text, error)) }));
  if (tooDeepAt === undefined) return { documents: read, positionAt };
  const problem = { offset: tooDeepAt, message: `nested more than ${deepest} levels deep, as no manifest is` };
  return { documents: [{ document: emptyDocument(), problems: [problem] }], positionAt };
}

/** Watches the parser's own stack, so that depth is bounded before anything recursive happens. */
function tokenize(text: string, lines: LineCounter): { readonly tokens: readonly CST.Token[]; readonly tooDeepAt?: number } {
  const parser = new Parser(lines.addNewLine);
  const tokens: CST.Token[] = [];
  lines.addNewLine(0);
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) tokens.push(token);
    if (parser.stack.length > deepest) return { tokens, tooDeepAt: parser.offset };
  }
  for (const token of parser.end()) tokens.push(token);
  return { tokens };
}

function emptyDocument(): YamlDocument {
  const [document] = new Composer(options).compose([], true, 0);
  return document as YamlDocument;
}
