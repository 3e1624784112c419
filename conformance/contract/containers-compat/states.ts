import { clause } from '../../suite/clause-test.ts';
import { STATES, removingAnswers, stateAnswers } from '../../suite/states.ts';

export default [
  ...STATES.compat.map((state) =>
    clause(`compat.container.inspect.any.state-${state}`, stateAnswers('compat', state)),
  ),
  clause('compat.container.inspect.any.state-removing', removingAnswers('compat')),
];
