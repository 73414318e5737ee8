import pc from 'picocolors';

/** Meanings, not colours. */
export interface Palette {
  good(text: string): string;
  bad(text: string): string;
  unsure(text: string): string;
  strong(text: string): string;
  faint(text: string): string;
  /** Something to type. */
  command(text: string): string;
}

export interface Destination {
  readonly isTTY: boolean;
  readonly env: { readonly [name: string]: string | undefined };
}

/** Colours for a terminal; none for a pipe, with NO_COLOR (https://no-color.org) or on a terminal that has none. */
export function paletteFor({ isTTY, env }: Destination): Palette {
  const isForced = (env['FORCE_COLOR'] ?? '') !== '' && env['FORCE_COLOR'] !== '0';
  const isRefused = (env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb';
  const colours = pc.createColors(!isRefused && (isForced || isTTY));
  return {
    good: (text) => colours.green(text),
    bad: (text) => colours.red(text),
    unsure: (text) => colours.yellow(text),
    strong: (text) => colours.bold(text),
    faint: (text) => colours.dim(text),
    command: (text) => colours.cyan(text),
  };
}

export const plain: Palette = { good: same, bad: same, unsure: same, strong: same, faint: same, command: same };

function same(text: string): string {
  return text;
}
