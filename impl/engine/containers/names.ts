import { randomBytes, randomInt } from 'node:crypto';
import { BadParameter } from '../../errors.ts';

const adjectives =
  'amber bold brave bright calm clever cosmic crisp curious daring deep eager early earnest fair fast fearless fine fluent fond frank free gentle glad golden grand great happy honest humble keen kind lively lucid lucky merry mild modest neat nimble noble patient plain proud quick quiet rapid ready serene sharp silent smart snug solid stable steady stoic sturdy sunny swift tidy vivid warm wise witty zesty'.split(
    ' ',
  );

const surnames =
  'abel agnesi ampere babbage banach bell bernoulli bohr boole born bose cantor carson cauchy cerf church curie darwin dijkstra dirac edison einstein erdos euclid euler faraday fermat fermi feynman fibonacci franklin galileo galois gauss germain goedel goodall hamming hertz hopper huygens johnson joule kelvin kepler knuth kovalevskaya lamarr laplace leibniz lovelace maxwell mendel meitner minsky newton noether pascal pasteur pauling planck ramanujan ritchie rutherford shannon tesla turing volta wiles wozniak yalow'.split(
    ' ',
  );

/** Podman's and Docker's rule for names. */
const valid = /^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/;

/** A fresh full id: 64 hex digits. */
export function newId(): string {
  return randomBytes(32).toString('hex');
}

/**
 * A name in the manner of Docker and Podman (`adjective_surname`) that is not taken; once the
 * short ones run out, a number follows.
 */
export function newName(isTaken: (name: string) => boolean): string {
  for (let attempt = 0; ; attempt += 1) {
    const adjective = adjectives[randomInt(adjectives.length)];
    const surname = surnames[randomInt(surnames.length)];
    const name = `${adjective}_${surname}${attempt < 6 ? '' : randomInt(10 ** Math.min(attempt - 5, 9))}`;
    if (!isTaken(name)) return name;
  }
}

/** Returns the name without Docker's leading slash. Throws BadParameter when it breaks the rule. */
export function checkName(name: string): string {
  const bare = name.startsWith('/') ? name.slice(1) : name;
  if (valid.test(bare)) return bare;
  throw new BadParameter(
    `invalid container name "${name}": names must match [a-zA-Z0-9][a-zA-Z0-9_.-]*: invalid argument`,
    { rootCause: 'invalid argument' },
  );
}
