import type { RenderOptions } from '../mermaid/index.ts';

/** All that the command line takes from the outside and gives to it. Tests put their own here. */
export interface Io {
  stdout(text: string): void;
  stderr(text: string): void;
  readonly isTTY: { readonly stdout: boolean; readonly stderr: boolean };
  /** Of the terminal of standard error, if it is one and says so. */
  columns?(): number | undefined;
  readonly cwd: string;
  readonly env: { readonly [name: string]: string | undefined };
  readStdin(): Promise<string>;
  /** Milliseconds, for how long something took. */
  now(): number;
  /** Aborted by the first Ctrl-C. */
  readonly signal: AbortSignal;
  /** How the user calls this program, for commands to paste: `npx podproof`. */
  readonly program: string;
  readonly version: string;
  /** How pictures are drawn. */
  readonly render?: RenderOptions;
}
