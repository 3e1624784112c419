/** A secret as the database keeps it; its data lies in a file of its own. */
export interface Secret {
  /** 25 letters and digits. */
  id: string;
  name: string;
  labels: Record<string, string>;
  /** Who keeps the data; absent for the engine's own files. */
  driver?: string;
  /** As the client gave them. */
  driverOptions: Record<string, string>;
  /** Milliseconds since 1970. */
  created: number;
  updated: number;
  /** Counts the changes, from 1 on. */
  version: number;
}

export interface WantedSecret {
  name: string;
  data: Uint8Array;
  driver?: string;
  driverOptions?: Record<string, string>;
  labels?: Record<string, string>;
  /** Take the place of one that has the name. */
  replace?: boolean;
}
