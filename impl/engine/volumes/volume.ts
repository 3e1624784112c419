/** A volume as the database keeps it: the row is the volume, the folder is its content. */
export interface Volume {
  name: string;
  driver: 'local';
  /** Milliseconds since 1970. */
  created: number;
  labels: Record<string, string>;
  /** As the client gave them: `type`, `device`, `o`. */
  options: Record<string, string>;
  /** Made for one container, which takes it with it. */
  anonymous: boolean;
  /** No container has used it: the first one fills it from its image. */
  needsCopyUp: boolean;
  /** Owner of the content's folder, from the options. */
  uid?: number;
  gid?: number;
}

export interface WantedVolume {
  /** Chosen, 64 hex digits, when empty or absent. */
  name?: string;
  driver?: string;
  labels?: Record<string, string>;
  options?: Record<string, string>;
  anonymous?: boolean;
}
