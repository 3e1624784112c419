/** Members that let a container see the host's control groups, and know its own among them. */
export const CGROUP_FILES = {
  cgroupns: { nsmode: 'host' },
  mounts: [
    { type: 'bind', source: '/sys/fs/cgroup', destination: '/cg', options: ['ro', 'rbind'] },
  ],
};

/** Shell words that print a file of the container's own control group, in either version. */
export function cgroupFile(v1: string, v2: string): string {
  return `for g in $(cut -d: -f2- /proc/self/cgroup); do
    n=\${g%%:*}; p=\${g#*:}
    if test -n "$n"; then f="/cg/\${n#name=}$p/${v1}"; else f="/cg$p/${v2}"; fi
    if test -e "$f"; then cat "$f"; fi
  done`;
}
