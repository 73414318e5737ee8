import type { Command } from 'commander';
import type { ExitCode } from './exitCode.ts';
import type { Io } from './io.ts';
import type { Toolbox } from './toolbox.ts';

/** What a command works with; `done` is told its exit code. */
export interface CommandContext {
  readonly io: Io;
  readonly toolbox: Toolbox;
  done(code: ExitCode): void;
}

/** Adds a command, with its options, to the command line. */
export type AddCommand = (podproof: Command, context: CommandContext) => void;
