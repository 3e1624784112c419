import { NotFound } from '../../errors.ts';
import type { Context } from './context.ts';
import type { RemoveReport, Target } from './remove-libpod.ts';
import { removeLibpod } from './remove-libpod.ts';

export interface RemoveManyOptions {
  /** Every image; names do not matter then. */
  all: boolean;
  force: boolean;
  /** Unknown names are no errors. */
  ignore: boolean;
  noprune: boolean;
}

export interface RemoveManyReport extends RemoveReport {
  errors: Error[];
}

/** Removes several images by Podman's rules; what fails does not stop the others. */
export async function removeMany(
  context: Context,
  names: readonly string[],
  options: RemoveManyOptions,
): Promise<RemoveManyReport> {
  const report: RemoveManyReport = { untagged: [], deleted: [], errors: [] };
  const targets = options.all ? everyImage(context) : named(context, names, options, report);
  for (const target of targets) {
    // It may have gone as another's parent, or under another of its names.
    const image = context.storage.images.get(target.image.id);
    if (!image) continue;
    try {
      const { untagged, deleted } = await removeLibpod(context, { ...target, image }, options);
      report.untagged.push(...untagged);
      report.deleted.push(...deleted);
    } catch (error) {
      report.errors.push(error instanceof Error ? error : new Error(String(error)));
    }
  }
  return report;
}

function everyImage(context: Context): Target[] {
  return context.storage.images.list().map((image) => ({ image, name: undefined }));
}

function named(
  context: Context,
  names: readonly string[],
  { ignore }: RemoveManyOptions,
  report: RemoveManyReport,
): Target[] {
  return names.flatMap((text) => {
    try {
      return [{ ...context.finder.find(text, 'libpod'), text }];
    } catch (error) {
      const missing = error instanceof NotFound;
      if (!(missing && ignore)) report.errors.push(error as Error);
      return [];
    }
  });
}
