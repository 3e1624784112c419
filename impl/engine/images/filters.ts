import { BadParameter, InternalError, NotFound } from '../../errors.ts';
import type { Image } from '../../storage/types.ts';
import type { Tree } from '../containers/view.ts';
import { parseMoment } from '../time.ts';
import type { Family } from './family.ts';
import { referenceFilter } from './reference-filter.ts';

export type Filters = Readonly<Record<string, readonly string[]>>;
export type Test = (image: Image) => boolean;

/** What filters look at besides the image itself. */
export interface FilterContext {
  readonly tree: Tree;
  readonly family: Family;
  find(name: string): Image;
  containers(image: Image): number;
}

type Maker = (value: string, context: FilterContext, name: string) => Test;

const makers: Readonly<Record<string, Maker>> = {
  before: (value, context, name) => {
    const { created } = other(value, context, name);
    return (image) => image.created < created;
  },
  since: (value, context, name) => {
    const { created } = other(value, context, name);
    return (image) => image.created > created;
  },
  until: (value, { tree }) => {
    const moment = parseUntil(value, tree);
    return (image) => image.created < moment;
  },
  label: (value) => {
    const [key = '', ...rest] = value.split('=');
    const wanted = rest.length > 0 ? rest.join('=') : undefined;
    return ({ config }) => {
      const found = config.config?.Labels?.[key];
      return found !== undefined && (wanted === undefined || wanted === found);
    };
  },
  dangling: whether((image, { family }) => family.isDangling(image)),
  intermediate: whether((image, { family }) => family.isIntermediate(image)),
  containers: (value, context, name) =>
    // Podman's word for containers that another tool made. There are none.
    value === 'external'
      ? () => false
      : whether((image) => context.containers(image) > 0)(value, context, name),
  // Neither additional stores nor manifest lists are images of this storage.
  readonly: whether(() => false),
  manifest: whether(() => false),
  id: (value) => (image) => image.id.startsWith(value),
  digest: (value) => (image) => image.digest.startsWith(value),
  reference: (value, { tree }) => referenceFilter(value, tree),
};

const known: Readonly<Record<Tree, readonly string[]>> = {
  compat: ['before', 'since', 'until', 'label', 'label!', 'dangling', 'reference'],
  libpod: Object.keys(makers),
};

/** Values of these are alternatives in Docker; of the others all must hold. */
const alternatives: readonly string[] = ['reference', 'before', 'since'];

/**
 * One question made of a request's filters; different filters must all hold. In Podman's tree all
 * values of one filter must hold too, and `!` behind any name turns it round.
 *
 * @throws for a filter that there is not, or a value that it cannot take: BadParameter in the
 * compat tree, InternalError in libpod's, as the engines do; NotFound (compat) for an unknown image.
 */
export function imageFilter(filters: Filters, context: FilterContext): Test {
  const tests = Object.entries(filters)
    .filter(([, values]) => values.length > 0)
    .map(([name, values]) => oneFilter(name, values, context));
  return (image) => tests.every((test) => test(image));
}

function oneFilter(given: string, values: readonly string[], context: FilterContext): Test {
  const { tree } = context;
  const negated = given.endsWith('!');
  const plain = negated ? given.slice(0, -1) : given;
  const name = plain === 'after' && tree === 'libpod' ? 'since' : plain;
  const maker = Object.hasOwn(makers, name) ? makers[name] : undefined;
  const isKnown = known[tree].includes(tree === 'compat' ? given : name);
  if (!maker || !isKnown) throw refusal(tree, given);
  const tests = values.map((value) => maker(value, context, name));
  if (negated) return (image) => tests.every((test) => !test(image));
  if (tree === 'compat' && alternatives.includes(name))
    return (image) => tests.some((test) => test(image));
  return (image) => tests.every((test) => test(image));
}

/** The filter does not exist, or cannot take `value`. */
function refusal(tree: Tree, name: string, value?: string): Error {
  if (tree === 'compat') {
    const shown = value === undefined ? name : `${name}=[${value}]`;
    return new BadParameter(`invalid filter '${shown}'`);
  }
  return new InternalError(
    value === undefined
      ? `unsupported image filter "${name}"`
      : `non-boolean value "${value}" for ${name} filter`,
  );
}

const yes: readonly string[] = ['1', 't', 'T', 'true', 'TRUE', 'True'];
const no: readonly string[] = ['0', 'f', 'F', 'false', 'FALSE', 'False'];

/** A filter with Go's booleans as values. */
function whether(holds: (image: Image, context: FilterContext) => boolean): Maker {
  return (value, context, name) => {
    if (!yes.includes(value) && !no.includes(value)) throw refusal(context.tree, name, value);
    return (image) => holds(image, context) === yes.includes(value);
  };
}

function other(value: string, context: FilterContext, name: string): Image {
  try {
    return context.find(value);
  } catch (error) {
    if (context.tree === 'compat' || !(error instanceof NotFound)) throw error;
    throw new InternalError(
      `could not find local image for filter "${name}"="${value}": ${error.message}`,
      { rootCause: error.rootCause },
    );
  }
}

function parseUntil(value: string, tree: Tree): number {
  try {
    return parseMoment(value);
  } catch (error) {
    if (tree === 'compat' || !(error instanceof BadParameter)) throw error;
    throw new InternalError(error.message, { cause: error });
  }
}
