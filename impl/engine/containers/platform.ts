import { BadParameter, NotFound } from '../../errors.ts';
import type { ImageConfig } from '../../storage/types.ts';
import { goArchitecture } from '../system/version.ts';

interface Platform {
  os: string;
  architecture?: string | undefined;
  variant?: string | undefined;
}

/** Other words for what Go calls amd64 and arm64. */
const ALIASES: Readonly<Record<string, string>> = { x86_64: 'amd64', aarch64: 'arm64' };

/**
 * Docker's rule for `platform`: an image of another one counts as not there, so that clients pull
 * the right one.
 * @param wanted `os[/architecture[/variant]]`
 * @throws BadParameter when `wanted` is no platform, NotFound when the image is of another one
 */
export function requirePlatform(image: ImageConfig, name: string, wanted: string): void {
  const asked = parse(wanted);
  const same = (['os', 'architecture', 'variant'] as const).every(
    (part) => !asked[part] || !image[part] || asked[part] === image[part],
  );
  if (same) return;
  throw new NotFound(
    `image with reference ${name} was found but its platform (${text(image)}) does not match the specified platform (${wanted})`,
    { rootCause: 'no such image' },
  );
}

/** What Docker tells of an image for other machines that nobody asked for as such. */
export function platformWarnings(image: ImageConfig): string[] {
  const host = { os: 'linux', architecture: goArchitecture() };
  if (image.os === host.os && image.architecture === host.architecture) return [];
  return [
    `The requested image's platform (${text(image)}) does not match the detected host platform (${text(host)}) and no specific platform was requested`,
  ];
}

function parse(wanted: string): Platform {
  const parts = wanted.toLowerCase().split('/');
  const [os = '', architecture, variant, ...rest] = parts;
  if (rest.length > 0 || parts.some((part) => !/^[a-z0-9_.-]+$/.test(part))) {
    throw new BadParameter(`"${wanted}" is not os[/architecture[/variant]]: invalid platform`);
  }
  return { os, architecture: architecture && (ALIASES[architecture] ?? architecture), variant };
}

function text({ os, architecture, variant }: Platform): string {
  return [os, architecture, variant].filter(Boolean).join('/');
}
