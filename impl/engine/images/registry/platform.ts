import { hostArchitecture } from '../../../storage/images/config.ts';
import type { Descriptor, ImageConfig } from '../../../storage/types.ts';

/** What an image runs on; this host for what is left out. In the OCI's words. */
export interface Platform {
  os?: string | undefined;
  architecture?: string | undefined;
  variant?: string | undefined;
}

/** Other names of architectures, as containerd reads them: `x86_64` is `amd64`. */
const ALIASES: Readonly<Record<string, { architecture: string; variant?: string }>> = {
  x86_64: { architecture: 'amd64' },
  'x86-64': { architecture: 'amd64' },
  i386: { architecture: '386' },
  aarch64: { architecture: 'arm64' },
  armhf: { architecture: 'arm', variant: 'v7' },
  armel: { architecture: 'arm', variant: 'v6' },
};

/** `os[/architecture[/variant]]`; an architecture alone is understood too. */
export function parsePlatform(text: string): Platform {
  const [first = '', second, third] = text.toLowerCase().split('/');
  if (second !== undefined || /^(?:linux|windows|darwin|freebsd|wasi)$/.test(first))
    return { os: first || undefined, architecture: second, variant: third };
  return first ? { architecture: first } : {};
}

/** The platform in the words of manifests, with this host's where nothing is said. */
export function normalised({ os, architecture, variant }: Platform): Required<Platform> {
  const alias = ALIASES[architecture ?? ''];
  return {
    os: os || 'linux',
    architecture: alias?.architecture ?? (architecture || hostArchitecture()),
    variant: variant || alias?.variant,
  };
}

/** The entry of a list that fits best: the variant asked for, else the one without, else any. */
export function choose(entries: readonly Descriptor[], platform: Platform): Descriptor | undefined {
  const wanted = normalised(platform);
  const fitting = entries.filter(
    ({ platform: own }) => own?.os === wanted.os && own?.architecture === wanted.architecture,
  );
  const variant = wanted.variant ?? (wanted.architecture === 'arm64' ? 'v8' : undefined);
  const exact = fitting.find(({ platform: own }) => own?.variant === variant);
  if (exact) return exact;
  const usual = fitting.find(({ platform: own }) => own?.variant === undefined);
  // A variant that was asked for by name is not replaced by another one.
  return usual ?? (platform.variant ? undefined : fitting[0]);
}

/** Whether an image that is here will do. */
export function runsOn(config: ImageConfig, platform: Platform): boolean {
  const { os, architecture, variant } = platform;
  const wanted = normalised(platform);
  return (
    (!os || config.os === wanted.os) &&
    (!architecture || config.architecture === wanted.architecture) &&
    (!variant || config.variant === wanted.variant)
  );
}

/** `linux/arm/v7`. */
export function platformText(platform: Platform): string {
  const { os, architecture, variant } = normalised(platform);
  return [os, architecture, variant].filter(Boolean).join('/');
}
