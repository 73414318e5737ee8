/** @throws RangeError when it is not a path */
export function checkedPath(path: string | undefined): string | undefined {
  if (path === undefined || /^\d+(?::\d+)*$/.test(path)) return path;
  throw new RangeError(`"${path}" is not a path: it consists of numbers and colons, such as 12:3:0, as printed with a violation`);
}

/** Thrown by fast-check when a path turns off where there is no turning. */
export function isWrongPath(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('Unable to replay');
}

export function leadsNowhere(path: string, seed: number): string {
  return `path ${path} leads nowhere with seed ${seed}: the model, the scenario, the properties or the seed are not those it was printed for; run the seed without the path`;
}
