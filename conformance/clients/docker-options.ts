/** An option of `docker run`: what is given, and what a program in the container sees of it. */
export interface Option {
  words: readonly string[];
  look: string;
  sees: RegExp;
}

const status = (row: string) => `grep ^${row}: /proc/self/status`;

/** Options that one container can have at once. */
export const TOGETHER: Record<string, Option> = {
  'add-host': { words: ['a:10.1.2.3'], look: 'cat /etc/hosts', sees: /^10\.1\.2\.3\ta$/m },
  'cap-drop': { words: ['NET_RAW'], look: status('CapBnd'), sees: /[013489bc]...$/ },
  cgroupns: { words: ['private'], look: 'cut -d: -f3 /proc/self/cgroup', sees: /^\/$/m },
  device: { words: ['/dev/kmsg:/dev/mine:r'], look: 'stat -c %t:%T /dev/mine', sees: /^1:b$/ },
  dns: { words: ['10.9.8.7'], look: 'cat /etc/resolv.conf', sees: /^nameserver 10\.9\.8\.7$/m },
  'dns-option': { words: ['ndots:3'], look: 'cat /etc/resolv.conf', sees: /^options ndots:3$/m },
  'dns-search': { words: ['x.test'], look: 'cat /etc/resolv.conf', sees: /^search x\.test$/m },
  domainname: { words: ['dom.test'], look: 'cat /proc/sys/kernel/domainname', sees: /^dom\.test$/ },
  env: { words: ['A=1'], look: 'echo $A', sees: /^1$/ },
  'group-add': { words: ['44'], look: 'id -G', sees: /\b44\b/ },
  hostname: { words: ['host1'], look: 'hostname', sees: /^host1$/ },
  init: { words: [], look: 'cat /proc/1/cmdline', sees: /-init/ },
  mount: { words: ['type=tmpfs,dst=/t2'], look: 'grep " /t2 " /proc/mounts', sees: /^tmpfs/ },
  network: { words: ['none'], look: 'ls /sys/class/net', sees: /^lo$/ },
  'oom-score-adj': { words: ['500'], look: 'cat /proc/self/oom_score_adj', sees: /^500$/ },
  'read-only': { words: [], look: 'touch /x 2>&1', sees: /Read-only/ },
  'security-opt': { words: ['no-new-privileges'], look: status('NoNewPrivs'), sees: /1$/ },
  'shm-size': { words: ['8m'], look: 'df -k /dev/shm', sees: /\b8192\b/ },
  sysctl: {
    words: ['kernel.shmmni=321'],
    look: 'cat /proc/sys/kernel/shmmni',
    sees: /^321$/,
  },
  tmpfs: { words: ['/t1:size=1m'], look: 'grep " /t1 " /proc/mounts', sees: /size=1024k/ },
  ulimit: { words: ['nofile=100:200'], look: 'ulimit -n', sees: /^100$/ },
  user: { words: ['1000:1000'], look: 'id -u; id -g', sees: /^1000\n1000$/ },
  volume: { words: ['/etc:/theirs:ro'], look: 'ls /theirs/passwd', sees: /passwd/ },
  workdir: { words: ['/tmp'], look: 'pwd', sees: /^\/tmp$/ },
};
