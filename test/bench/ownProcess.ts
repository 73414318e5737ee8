import { spawnSync } from 'node:child_process';
import { execArgv, execPath } from 'node:process';

/** What a function of a module gives for an argument, both JSON, in a process of its own: code that has run something else first is slower. */
export function inOwnProcess(module: string, name: string, argument: string): unknown {
  const program = `const module = await import(${JSON.stringify(module)}); process.stdout.write(JSON.stringify(module[${JSON.stringify(name)}](${JSON.stringify(argument)})));`;
  const { status, stdout, stderr } = spawnSync(execPath, [...execArgv, '--input-type=module', '-e', program], { encoding: 'utf8', maxBuffer: 2 ** 26 });
  if (status !== 0) throw new Error(`${name}(${argument}) failed: ${stderr}`);
  return JSON.parse(stdout) as unknown;
}
