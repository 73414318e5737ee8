import { faultNames, type FaultName, type Scenario } from '../../model/scenario.ts';
import { quoted, unknownName } from './nearest.ts';
import { UserError } from './userError.ts';

type Budget = Scenario['faults'];

const most = 1000;

/** Reads `crash,replyLost=2`, `none` or `all` (each at most once in a run). */
export function parseFaults(list: string, program: string): Budget {
  const text = list.trim();
  if (text === 'none') return {};
  if (text === 'all') return Object.fromEntries(faultNames.map((name) => [name, 1]));
  const entries = text.split(',').map((entry) => parseFault(entry.trim(), program));
  const names = entries.map(([name]) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new UserError(`--faults names ${twice} twice.`);
  return Object.fromEntries(entries);
}

function parseFault(entry: string, program: string): [FaultName, number] {
  const [given = '', count, ...rest] = entry.split('=').map((part) => part.trim());
  const name = faultNames.find((fault) => fault === given);
  if (given === '') throw new UserError('--faults has an empty entry: write for example --faults crash,replyLost=2, none or all.');
  if (given === 'none' || given === 'all') throw new UserError(`--faults ${given} stands alone: leave ${given} out, or everything else.`);
  if (name === undefined) throw unknownName('fault', given, [...faultNames, 'none', 'all'], `${program} list faults`);
  if (count === undefined) return [name, 1];
  if (rest.length > 0 || !/^\d+$/.test(count) || Number(count) > most) {
    throw new UserError(`--faults: ${quoted(entry)} must be a fault and how often it may happen in a run, such as ${name}=2 (at most ${most}).`);
  }
  return [name, Number(count)];
}

/** `faults in a run at most crash=1, replyLost=2`: as --faults takes it. */
export function describeFaults(budget: Budget): string {
  const parts = Object.entries(budget).filter(([, count]) => count > 0).map(([name, count]) => `${name}=${count}`);
  return parts.length === 0 ? 'no faults' : `faults in a run at most ${parts.join(', ')}`;
}
