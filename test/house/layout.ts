/** The whole top level: whoever opens the project sees a dozen names and can guess what each holds. */
const allowed = [
  /^package(?:-lock)?\.json$/,
  /^tsconfig(?:\.[a-z]+)?\.json$/,
  /^(?:model|properties|generators|reports|test)$/,
  /^(?:README|ARCHITECTURE)(?:\.md)?$/,
  /^LICENSE(?:\.txt|\.md)?$/,
  /^(?:index|cli|vitest\.config)\.ts$/,
  /^\./,
];

export function strangersAtTheTop(paths: readonly string[]): string[] {
  const names = new Set(paths.map((path) => path.split('/')[0] ?? path));
  return [...names].filter((name) => !allowed.some((pattern) => pattern.test(name)));
}

/** Scripts that a text tells its reader to run and package.json does not have. */
export function unknownScripts(text: string, scripts: Readonly<Record<string, string>>): string[] {
  const mentioned = [...text.matchAll(/\bnpm (?:run(?:-script)? (?:-s |--silent )?([\w:.-]+)|(test|start|stop|restart)\b)/g)];
  const names = new Set(mentioned.map(([, run, direct]) => run ?? direct ?? ''));
  return [...names].filter((name) => !Object.hasOwn(scripts, name));
}
