import type { Engine } from '../../engine/engine.ts';
import type { ContainerView } from '../../engine/containers/view.ts';
import type { Memo } from '../../database.ts';
import type { Reply } from '../handler.ts';

/**
 * Inspect's answers as written last. Tools look at containers over and over, and encoding one costs
 * more than all else in such a request.
 */
export class InspectReplies {
  readonly #texts: Memo<string>;

  constructor(engine: Pick<Engine, 'memo'>) {
    this.#texts = engine.memo();
  }

  /**
   * @param view what `encode` makes the answer of
   * @param form tells apart the forms that one path version or another gets
   */
  reply(view: ContainerView, form: string, encode: () => object): Reply {
    const write = () => `${JSON.stringify(encode())}\n`;
    // Sizes change with every write of the container's processes.
    const text = view.size ? write() : this.#texts.get(`${form} ${passing(view)}`, write);
    return { kind: 'text', status: 200, text, headers: { 'Content-Type': 'application/json' } };
  }
}

/** What a view shows besides what is in the database. */
function passing({ id, state, execIds }: ContainerView): string {
  const { status, health } = state;
  return `${id} ${status} ${execIds.join()} ${health ? JSON.stringify(health) : ''}`;
}
