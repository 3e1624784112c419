import type { PodConfig } from './config.ts';

/** What is known of one pod, as the database keeps it. */
export interface PodRecord {
  readonly id: string;
  readonly name: string;
  readonly config: PodConfig;
  /** Milliseconds since 1970. */
  readonly created: number;
  /** Id of the infra container; empty without one. */
  infraId: string;
  /** Only in `ready` others see the pod; a daemon that finds another stage finishes the removal. */
  stage: 'making' | 'ready' | 'removing';
}
