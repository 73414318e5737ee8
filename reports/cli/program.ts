import { Command } from 'commander';
import { addReplay } from './addReplay.ts';
import type { AddCommand } from './addCommand.ts';
import { addCheck } from './check/add.ts';
import { addDiagram } from './diagram/add.ts';
import { exitCodesHelp, type ExitCode } from './exitCode.ts';
import { addHistory } from './history/add.ts';
import type { Io } from './io.ts';
import { addList } from './list/add.ts';
import { addMutants } from './mutation/add.ts';
import type { Toolbox } from './toolbox.ts';
import { addWitness } from './witness/add.ts';

/** In the order in which help shows them. */
const commands: readonly AddCommand[] = [addCheck, addWitness, addReplay, addDiagram, addHistory, addMutants, addList];

/** The command line; `done` is told the exit code of the command that ran. */
export function program(io: Io, toolbox: Toolbox, done: (code: ExitCode) => void): Command {
  const podproof = new Command('podproof')
    .description('Checks how Kubernetes creates pods: which promises hold under every order of events, crash and lost message it tries, and which do not.')
    .version(io.version)
    .configureHelp({ showGlobalOptions: false })
    .addHelpText('after', exitCodesHelp);
  // Subcommands take these settings over when they are made.
  podproof.exitOverride().configureOutput({ writeOut: (text) => io.stdout(text), writeErr: (text) => io.stderr(text), getOutHelpWidth: () => 100, getErrHelpWidth: () => 100, getOutHasColors: () => false, getErrHasColors: () => false });
  for (const add of commands) add(podproof, { io, toolbox, done });
  return podproof;
}
