import { execFile } from 'node:child_process';
import fs from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * The distribution's package that a program comes from, as Podman names it
 * (`conmon_2.1.6+ds1-1_amd64`, `crun-1.8.1-1.fc37.x86_64`); `Unknown` where neither dpkg nor rpm knows.
 */
export async function packageOf(path: string): Promise<string> {
  // On a merged /usr dpkg knows the file by either name.
  const real = await fs.realpath(path).catch(() => path);
  for (const name of new Set([path, real, real.replace(/^\/usr/, '')])) {
    const owner = await output('dpkg-query', ['--search', name]);
    if (!owner) continue;
    const format = '${Package}_${Version}_${Architecture}';
    return output('dpkg-query', ['--show', `--showformat=${format}`, owner.split(':')[0] ?? '']);
  }
  return (await output('rpm', ['-qf', path])) || 'Unknown';
}

/** What a program says of its version, all lines. */
export function versionText(path: string): Promise<string> {
  return output(path, ['--version']);
}

/** Standard output without the end of the line; empty when the program is not there or fails. */
async function output(command: string, words: string[]): Promise<string> {
  try {
    const { stdout } = await run(command, words, { timeout: 10_000 });
    return stdout.trim();
  } catch {
    return '';
  }
}
