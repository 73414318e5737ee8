import { rooms, type ProjectFile } from './files.ts';

/** A file a person can read in one sitting; and most of them much smaller. */
export const longest = 300;
export const medianBelow = 100;

export const linesOf = ({ text }: ProjectFile): number => text.split('\n').length - (text.endsWith('\n') ? 1 : 0);

export const tooLong = (files: readonly ProjectFile[]): string[] =>
  files.filter((file) => linesOf(file) > longest).map((file) => `${file.path} has ${linesOf(file)} lines, over ${longest}`);

/** The rooms whose median file is too big, with their biggest files: those to split. */
export function tooHeavyRooms(files: readonly ProjectFile[]): string[] {
  return rooms.flatMap((room) => {
    const own = files.filter(({ path }) => path.startsWith(`${room}/`)).sort((a, b) => linesOf(b) - linesOf(a));
    const median = medianOf(own.map(linesOf));
    if (median < medianBelow) return [];
    const biggest = own.slice(0, 10).map((file) => `${file.path} ${linesOf(file)}`);
    return [`${room}/: the median of ${own.length} files is ${median} lines, not under ${medianBelow}; the biggest: ${biggest.join(', ')}`];
  });
}

function medianOf(sorted: readonly number[]): number {
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
}
