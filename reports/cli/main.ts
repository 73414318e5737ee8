import { CommanderError } from 'commander';
import { RunError } from '../../generators/random/checkRandom.ts';
import { TraceError } from '../../model/kernel/index.ts';
import { printable } from '../terminal/text.ts';
import { exitCode, type ExitCode } from './exitCode.ts';
import { Interrupted } from './interrupted.ts';
import type { Io } from './io.ts';
import { program } from './program.ts';
import type { Toolbox } from './toolbox.ts';
import { UserError } from './userError.ts';

/** Runs one command. Never throws: whatever goes wrong is a message and an exit code. */
export async function main(args: readonly string[], io: Io, toolbox: Toolbox): Promise<ExitCode> {
  let code: ExitCode = exitCode.ok;
  const commands = program(io, toolbox, (result) => (code = result));
  try {
    // Asked for nothing, it says what can be asked for.
    await commands.parseAsync(args.length === 0 ? ['--help'] : args, { from: 'user' });
    return code;
  } catch (reason) {
    return failure(reason, io);
  }
}

function failure(reason: unknown, io: Io): ExitCode {
  // It has printed its message already; help and version are no failures.
  if (reason instanceof CommanderError) return reason.exitCode === 0 ? exitCode.ok : exitCode.usage;
  if (reason instanceof UserError || reason instanceof TraceError) {
    io.stderr(`podproof: ${reason.message.split('\n').map(printable).join('\n')}\n`);
    return exitCode.usage;
  }
  if (reason instanceof Interrupted) {
    io.stderr('podproof: interrupted\n');
    return exitCode.inconclusive;
  }
  const lines = (reason instanceof Error ? reason.message : String(reason)).split('\n');
  // Of a run that threw the last line says how to get there again.
  const message = reason instanceof RunError ? `${lines[0] ?? ''}, ${lines.at(-1) ?? ''}` : (lines[0] ?? '');
  io.stderr(`podproof: internal error: ${printable(message)} (this is a bug; PODPROOF_DEBUG=1 shows where)\n`);
  if (io.env['PODPROOF_DEBUG'] === '1' && reason instanceof Error) io.stderr(`${reason.stack ?? ''}\n`);
  return exitCode.internal;
}
