import { findStage } from '../../build/dockerfile/stages.ts';
import { RefpodError } from '../../errors.ts';
import { platformText } from '../images/registry/platform.ts';
import type { BuildRun } from './build-run.ts';

/**
 * The platforms that all base images of a build are there for, as registries have them, and where
 * no registry answers as they are here.
 *
 * @param own this host's platform, for a build from scratch
 * @throws NotFound for an image that nobody has
 */
export async function platformsOfBases(run: BuildRun, own: string): Promise<string[]> {
  const bases = run.stages
    .filter(({ base, index }) => !findStage(run.plan.stages, base, index) && base !== 'scratch')
    .map(({ base }) => base);
  const found = await Promise.all([...new Set(bases)].map((base) => platformsOf(run, base)));
  const [first = [own], ...others] = found;
  return first.filter((platform) => others.every((other) => other.includes(platform)));
}

async function platformsOf({ neighbours, options }: BuildRun, base: string): Promise<string[]> {
  const { images } = neighbours;
  const request = { ...options.registry, tree: options.tree, signal: options.signal };
  try {
    const { platforms } = await images.distribution(base, request);
    return platforms.map(platformText);
  } catch (error) {
    if (!(error instanceof RefpodError)) throw error;
    return [platformText(images.find(base, options.tree).image.config)];
  }
}
