/** One way in which the answers of one operation are made wrong. */
export type Mutation =
  | { readonly kind: 'status'; readonly from: number; readonly to: number }
  /** A member of a JSON answer; `*` in the path stands for every item of a list. */
  | { readonly kind: 'field'; readonly path: readonly string[]; readonly change: FieldChange }
  | { readonly kind: 'list'; readonly path: readonly string[]; readonly change: 'reorder' | 'cut' }
  | { readonly kind: 'header'; readonly name: string }
  | { readonly kind: 'stream'; readonly change: StreamChange }
  /** Answers success, and the engine never hears of it. */
  | { readonly kind: 'fake'; readonly status: number };

export type FieldChange = 'drop' | 'rename' | 'null' | 'type';
export type StreamChange =
  /** The end is missing. */
  | 'truncate'
  | 'cut-archive'
  /** What was written to stdout comes as stderr, and the other way round. */
  | 'swap-streams'
  /** The second frame comes before the first. */
  | 'swap-frames'
  /** The first line of JSON is missing. */
  | 'drop-line';

export interface Mutant {
  readonly operation: string;
  readonly mutation: Mutation;
}

/** `compat.container.kill:status:204-200`: stands in the file of reasons. */
export function nameOf({ operation, mutation }: Mutant): string {
  switch (mutation.kind) {
    case 'status':
      return `${operation}:status:${mutation.from}-${mutation.to}`;
    case 'field':
    case 'list':
      return `${operation}:${mutation.kind}:${mutation.path.join('.') || '/'}:${mutation.change}`;
    case 'header':
      return `${operation}:header:${mutation.name}`;
    case 'stream':
      return `${operation}:stream:${mutation.change}`;
    case 'fake':
      return `${operation}:fake:${mutation.status}`;
  }
}
