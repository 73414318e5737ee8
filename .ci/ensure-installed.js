// Makes `npm start` and `npm test` work as the first command on a bare clone: installs what package-lock.json
// says when node_modules is missing or says something else. Compares versions rather than file times, because a
// checkout or an edit elsewhere in the lockfile makes it "newer" without making anything stale. Needs only Node.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const packagesOf = (file) => JSON.parse(readFileSync(`${root}/${file}`, 'utf8')).packages;

function isInstalled() {
  try {
    const wanted = packagesOf('package-lock.json');
    // npm writes this file last, so an interrupted install does not have it.
    const present = packagesOf('node_modules/.package-lock.json');
    return Object.entries(wanted).every(
      // Optional packages are those of other platforms: npm leaves them out.
      ([path, { version, optional }]) => path === '' || optional || present[path]?.version === version,
    );
  } catch {
    return false;
  }
}

if (!isInstalled()) {
  process.stderr.write('Installing what package-lock.json lists (only this once) ...\n');
  // One string and a shell, because npm is npm.cmd on Windows. Its report of what it added is not wanted.
  const { status } = spawnSync('npm ci --include=dev --no-audit --no-fund --loglevel=error', {
    cwd: root,
    shell: true,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  process.exitCode = status ?? 1;
}
