/** An argument as a POSIX shell takes it unchanged. */
export function shellQuoted(argument: string): string {
  return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", String.raw`'\''`)}'`;
}

/** A command to paste into a shell. */
export function commandLine(program: string, args: readonly string[]): string {
  return [program, ...args.map(shellQuoted)].join(' ');
}
