import { BadParameter } from '../../errors.ts';
import { expand } from './expand.ts';
import type { Dockerfile, Instruction } from './parse.ts';
import { SyntaxProblem } from './syntax-error.ts';
import { splitWords } from './words.ts';

/** What lies between one FROM and the next. */
export interface Stage {
  index: number;
  /** Lower case; undefined for one without a name. */
  name: string | undefined;
  /** Image or earlier stage, variables replaced. */
  base: string;
  platform: string | undefined;
  from: Instruction;
  instructions: Instruction[];
}

export interface Plan {
  escape: string;
  /** ARGs before the first FROM, with their defaults. */
  globalArgs: Instruction[];
  stages: Stage[];
}

/** Looks up a variable that FROM may use; ARGs before the first FROM are added by `declare`. */
export interface GlobalScope {
  declare(arg: Instruction): void;
  lookup(name: string): string | undefined;
}

/**
 * Parts a Dockerfile into its stages.
 * @throws SyntaxProblem when it does not begin with FROM, or a FROM makes no sense.
 */
export function planStages({ escape, instructions }: Dockerfile, scope: GlobalScope): Plan {
  const plan: Plan = { escape, globalArgs: [], stages: [] };
  for (const instruction of instructions) {
    const stage = plan.stages.at(-1);
    if (instruction.keyword === 'FROM')
      plan.stages.push(beginStage(instruction, plan.stages.length, escape, scope));
    else if (stage) stage.instructions.push(instruction);
    else if (instruction.keyword === 'ARG') {
      scope.declare(instruction);
      plan.globalArgs.push(instruction);
    } else throw new SyntaxProblem(instruction.line, 'no build stage in current context');
  }
  if (plan.stages.length === 0) throw new SyntaxProblem(1, 'no build stage in current context');
  return plan;
}

function beginStage(from: Instruction, index: number, escape: string, scope: GlobalScope): Stage {
  const words = splitWords(from.rest, escape);
  const [image = '', as, name] = words;
  const isNamed = words.length === 3 && as?.toUpperCase() === 'AS';
  if (words.length !== 1 && !isNamed)
    throw new SyntaxProblem(from.line, 'FROM requires either one or three arguments');
  if (name !== undefined && !/^[a-z][a-z0-9-_.]*$/i.test(name))
    throw new SyntaxProblem(from.line, `invalid name for build stage: "${name}"`);
  const options = { escape, lookup: (variable: string) => scope.lookup(variable) };
  const base = expand(image, options);
  if (base === '') throw new SyntaxProblem(from.line, `base name (${image}) should not be blank`);
  const flag = from.flags.find(([flagName]) => flagName === 'platform')?.[1];
  const platform = flag === undefined ? undefined : expand(flag, options);
  return { index, name: name?.toLowerCase(), base, platform, from, instructions: [] };
}

/** The stage that a name or number means; undefined when there is none before `before`. */
export function findStage(
  stages: readonly Stage[],
  text: string,
  before: number,
): Stage | undefined {
  const earlier = stages.slice(0, before);
  const wanted = text.toLowerCase();
  // Of two with one name the later one is meant.
  const named = earlier.findLast(({ name }) => name === wanted);
  return named ?? (/^\d+$/.test(text) ? earlier[Number(text)] : undefined);
}

/**
 * The stages to build for the target, the last one without it.
 * @param all also those that the target does not need.
 * @throws BadParameter when there is no such stage.
 */
export function neededStages({ stages }: Plan, target: string | undefined, all: boolean): Stage[] {
  const last = target ? findStage(stages, target, stages.length) : stages.at(-1);
  if (!last) throw new BadParameter(`failed to reach build target ${target} in Dockerfile`);
  if (all) return stages.slice(0, last.index + 1);
  const needed = new Set([last]);
  // A stage only needs earlier ones, and a Set goes on to what is added on the way.
  for (const stage of needed) for (const each of stagesBehind(stages, stage)) needed.add(each);
  return stages.filter((stage) => needed.has(stage));
}

/** The earlier stages that a stage begins with or takes from. */
export function stagesBehind(stages: readonly Stage[], stage: Stage): Stage[] {
  return references(stage).flatMap((text) => findStage(stages, text, stage.index) ?? []);
}

/** What a stage may take from others: its base, COPY --from, RUN --mount=from. */
function references({ base, instructions }: Stage): string[] {
  const found = [base];
  for (const { flags } of instructions)
    for (const [name, value] of flags) {
      if (name === 'from') found.push(value);
      const mounted = name === 'mount' ? /(?:^|,)from=([^,]+)/.exec(value)?.[1] : undefined;
      if (mounted) found.push(mounted);
    }
  return found;
}
