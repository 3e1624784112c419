import { closeSync, fstatSync, readSync } from 'node:fs';
import koffi from 'koffi';
import { bind, check } from './libc.ts';

/** `seccomp.h`: what a filter does with a system call, before an errno or message is added. */
export const SECCOMP_ACTIONS: Readonly<Record<string, number>> = {
  SCMP_ACT_KILL: 0x00000000,
  SCMP_ACT_KILL_THREAD: 0x00000000,
  SCMP_ACT_KILL_PROCESS: 0x80000000,
  SCMP_ACT_TRAP: 0x00030000,
  SCMP_ACT_ERRNO: 0x00050000,
  SCMP_ACT_TRACE: 0x7ff00000,
  SCMP_ACT_LOG: 0x7ffc0000,
  SCMP_ACT_ALLOW: 0x7fff0000,
};

/** `enum scmp_compare` */
export const SECCOMP_COMPARISONS: Readonly<Record<string, number>> = {
  SCMP_CMP_NE: 1,
  SCMP_CMP_LT: 2,
  SCMP_CMP_LE: 3,
  SCMP_CMP_EQ: 4,
  SCMP_CMP_GE: 5,
  SCMP_CMP_GT: 6,
  SCMP_CMP_MASKED_EQ: 7,
};

export interface SeccompRule {
  action: number;
  syscall: string;
  comparisons: { argument: number; comparison: number; value: bigint; second: bigint }[];
}

export interface SeccompProgram {
  defaultAction: number;
  /** libseccomp's names: `x86_64`, `x86`. */
  architectures: string[];
  rules: SeccompRule[];
}

const COMPARISON_SIZE = 24;
const ATTRIBUTE_OPTIMIZE = 8;
const BINARY_TREE = 2;
const EEXIST = -17;

interface Library {
  init(action: number): unknown;
  release(context: unknown): void;
  attribute(context: unknown, attribute: number, value: number): number;
  resolveArch(name: string): number;
  addArch(context: unknown, arch: number): number;
  resolveSyscall(name: string): number;
  addRule(context: unknown, action: number, syscall: number, count: number, args: Buffer): number;
  export(context: unknown, descriptor: number): number;
}

let library: Library | null | undefined;

/** libseccomp, which crun and runc are linked with; null where it is not to be had. */
function load(): Library | null {
  try {
    const seccomp = koffi.load('libseccomp.so.2');
    const int = (text: string) => seccomp.func(text) as (...values: unknown[]) => number;
    return {
      init: seccomp.func('void *seccomp_init(uint32_t action)') as Library['init'],
      release: seccomp.func('void seccomp_release(void *context)') as Library['release'],
      attribute: int('int seccomp_attr_set(void *context, int attribute, uint32_t value)'),
      resolveArch: int('uint32_t seccomp_arch_resolve_name(const char *name)'),
      addArch: int('int seccomp_arch_add(void *context, uint32_t arch)'),
      resolveSyscall: int('int seccomp_syscall_resolve_name(const char *name)'),
      addRule: int(
        'int seccomp_rule_add_array(void *context, uint32_t action, int syscall, unsigned int count, const uint8_t *args)',
      ),
      export: int('int seccomp_export_bpf(void *context, int fd)'),
    };
  } catch {
    return null;
  }
}

const memfdCreate = bind('int memfd_create(const char *name, unsigned int flags)');
const MFD_CLOEXEC = 1;

/**
 * The filter as the kernel runs it (classic BPF), or undefined where libseccomp is missing or
 * refuses. Takes about 10 ms: keep the result.
 */
export function compileSeccomp(program: SeccompProgram): Buffer | undefined {
  library ??= load();
  if (!library) return undefined;
  const context = library.init(program.defaultAction);
  if (!context) return undefined;
  try {
    // A tree of comparisons instead of a list: fewer steps for each system call of the container.
    library.attribute(context, ATTRIBUTE_OPTIMIZE, BINARY_TREE);
    if (!addAll(library, context, program)) return undefined;
    return exported(library, context);
  } finally {
    library.release(context);
  }
}

function addAll(library: Library, context: unknown, program: SeccompProgram): boolean {
  for (const name of program.architectures) {
    const arch = library.resolveArch(name);
    const result = arch === 0 ? -1 : library.addArch(context, arch);
    if (result !== 0 && result !== EEXIST) return false;
  }
  return program.rules.every(({ action, syscall, comparisons }) => {
    const number = library.resolveSyscall(syscall);
    // -1: no architecture has it. A rule that says what the default does is refused as pointless.
    if (number === -1 || action === program.defaultAction) return true;
    const args = Buffer.alloc(Math.max(1, comparisons.length) * COMPARISON_SIZE);
    comparisons.forEach(({ argument, comparison, value, second }, at) => {
      args.writeUInt32LE(argument, at * COMPARISON_SIZE);
      args.writeUInt32LE(comparison, at * COMPARISON_SIZE + 4);
      args.writeBigUInt64LE(value, at * COMPARISON_SIZE + 8);
      args.writeBigUInt64LE(second, at * COMPARISON_SIZE + 16);
    });
    return library.addRule(context, action, number, comparisons.length, args) === 0;
  });
}

function exported(library: Library, context: unknown): Buffer | undefined {
  const descriptor = check(memfdCreate('seccomp', MFD_CLOEXEC), 'memfd_create');
  try {
    if (library.export(context, descriptor) !== 0) return undefined;
    const bytes = Buffer.alloc(fstatSync(descriptor).size);
    readSync(descriptor, bytes, 0, bytes.length, 0);
    return bytes;
  } finally {
    closeSync(descriptor);
  }
}
