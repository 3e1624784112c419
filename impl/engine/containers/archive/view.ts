import type { Container } from '../container.ts';
import type { Context } from '../context.ts';
import { viewOfProcess } from './process-view.ts';
import { viewAtRest } from './rest-view.ts';

/** The files of a container as its process sees them, or would see them if it ran. */
export interface FilesView {
  /** Descriptor (`O_PATH`) of the root folder; volumes and binds are mounted below it. */
  root: number;
  /** To be called once, when no descriptor below the root is in use any more. */
  close(): Promise<void>;
}

/** Opens the files of a container in any state. It may be started, ended or removed meanwhile. */
export function openView(context: Context, container: Container): Promise<FilesView> {
  return container.exclusively(
    () =>
      (container.hasProcess ? viewOfProcess(container.record) : undefined) ??
      viewAtRest(context, container.record),
  );
}

/** Runs `work` on the files of a container. */
export async function withView<T>(
  context: Context,
  container: Container,
  work: (root: number) => Promise<T> | T,
): Promise<T> {
  const view = await openView(context, container);
  try {
    return await work(view.root);
  } finally {
    await view.close();
  }
}
