import { clause } from '../../suite/clause-test.ts';
import { STATES, removingAnswers, stateAnswers } from '../../suite/states.ts';

export default [
  ...STATES.libpod.map((state) =>
    clause(`libpod.container.inspect.any.state-${state}`, stateAnswers('libpod', state)),
  ),
  clause('libpod.container.inspect.any.state-removing', removingAnswers('libpod')),
];
