import type { Tree } from '../containers/view.ts';

export type EventType = 'container' | 'image' | 'volume' | 'network' | 'pod' | 'system';

/** What happened to which object, in words of neither tree; `names.ts` has theirs. */
export interface NewEvent {
  type: EventType;
  /**
   * Containers: create, init, start, attach, resize, pause, unpause, kill, oom, die, cleanup, stop,
   * restart, rename, mount, unmount, export, remove, exec-create, exec-start, exec-die, checkpoint,
   * restore, commit, copy, update, health_status, top. Images: pull, push, tag, untag, remove, load,
   * save, import, build, mount, unmount. Volumes and networks: create, remove, mount, unmount,
   * connect, disconnect. All: prune.
   */
  action: string;
  /** Full id; of a volume its name. */
  id: string;
  name: string;
  /** Containers: the image as it was named at create. */
  image?: string;
  /** Of the container or the image. */
  labels?: Record<string, string>;
  exitCode?: number;
  podId?: string;
  /**
   * What Docker adds: `signal`, `oldName`, `execID`, `command` (of exec-create and exec-start),
   * `container` …
   */
  attributes?: Record<string, string>;
  /** Only this tree's clients hear of it: the other engine has no such event here. */
  only?: Tree;
}

export interface EngineEvent extends NewEvent {
  /** Counts up without end; a listener's place in the journal. */
  sequence: number;
  /** Microseconds since 1970, never the same twice. */
  time: number;
}
