import { BadParameter } from '../../errors.ts';

/** A Dockerfile that cannot be read; the message names the line. */
export class SyntaxProblem extends BadParameter {
  /** @param line counted from 1. */
  constructor(line: number, message: string) {
    super(`dockerfile parse error on line ${line}: ${message}`);
  }
}
