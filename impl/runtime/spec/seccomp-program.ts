import { compileSeccomp, SECCOMP_ACTIONS, SECCOMP_COMPARISONS } from '../../kernel/libseccomp.ts';
import type { SeccompRule } from '../../kernel/libseccomp.ts';
import type { OciSeccomp, OciSyscall } from './oci-config.ts';

/** crun takes a compiled filter from this annotation instead of `linux.seccomp` (crun.1). */
const ANNOTATION = 'run.oci.seccomp_bpf_data';
const EPERM = 1;

/** Programs by the JSON of their filter: a daemon sees a handful. */
const cache = new Map<string, string | undefined>();
const CACHE_LIMIT = 32;

/**
 * How the runtime is told of a filter: as annotation with the compiled program, which saves the
 * 10 ms that libseccomp needs for it in every container, or as the section of the OCI
 * configuration where the runtime (or the filter) asks for that.
 */
export function seccompSetting(
  filter: OciSeccomp | undefined,
  takesProgram: boolean,
): { section?: OciSeccomp; annotations?: Record<string, string> } {
  if (!filter) return {};
  const program = takesProgram ? cachedProgram(filter) : undefined;
  return program === undefined ? { section: filter } : { annotations: { [ANNOTATION]: program } };
}

function cachedProgram(filter: OciSeccomp): string | undefined {
  const key = JSON.stringify(filter);
  if (!cache.has(key)) {
    if (cache.size >= CACHE_LIMIT) cache.clear();
    cache.set(key, compile(filter)?.toString('base64'));
  }
  return cache.get(key);
}

/** Undefined for what only the runtime can do: listeners, flags of the kernel, unknown actions. */
function compile(filter: OciSeccomp): Buffer | undefined {
  if (filter.flags?.length || filter.listenerPath) return undefined;
  const defaultAction = actionOf(filter.defaultAction, filter.defaultErrnoRet);
  const rules = filter.syscalls.map(rulesOf);
  if (defaultAction === undefined || !rules.every((list) => list !== undefined)) return undefined;
  return compileSeccomp({
    defaultAction,
    architectures: (filter.architectures ?? []).map((name) =>
      name.replace('SCMP_ARCH_', '').toLowerCase(),
    ),
    rules: rules.flat(),
  });
}

function actionOf(name: string, errno = EPERM): number | undefined {
  const action = SECCOMP_ACTIONS[name];
  const carriesNumber = name === 'SCMP_ACT_ERRNO' || name === 'SCMP_ACT_TRACE';
  return action === undefined ? undefined : action + (carriesNumber ? errno : 0);
}

/** One rule per system call; where one argument is compared twice, one per comparison (either holds). */
function rulesOf({ names, action: name, errnoRet, args = [] }: OciSyscall) {
  const action = actionOf(name, errnoRet);
  const comparisons = args.flatMap(({ index, op, value, valueTwo }) => {
    const comparison = SECCOMP_COMPARISONS[op];
    return comparison === undefined
      ? []
      : [{ argument: index, comparison, value: BigInt(value), second: BigInt(valueTwo ?? 0) }];
  });
  if (action === undefined || comparisons.length !== args.length) return undefined;
  const isTwice = new Set(args.map(({ index }) => index)).size < args.length;
  const groups = isTwice ? comparisons.map((one) => [one]) : [comparisons];
  return names.flatMap((syscall): SeccompRule[] =>
    groups.map((group) => ({ action, syscall, comparisons: group })),
  );
}
