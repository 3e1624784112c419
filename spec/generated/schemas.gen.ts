// Made by `npm run spec:generate` from the documents in spec/. Do not edit.

/**
 * `EndpointSettings` as answers carry it, whole.
 */
export type DockerEndpointState = (DockerEndpointSettings & {

})
/**
 * A list of words; one string stands for a list of one.
 */
export type DockerStringOrList = (string | string[] | null)
/**
 * Config as inspect answers it.
 */
export type DockerContainerConfig = (DockerContainerConfigBase & {
/**
 * Command, or the arguments of the entrypoint.
 */
Cmd: (string[] | null)
Entrypoint: (string[] | null)
})
/**
 * Config as a client sends it.
 */
export type DockerContainerConfigRequest = (DockerContainerConfigBase & {
Cmd?: DockerStringOrList
Entrypoint?: DockerStringOrList
})
/**
 * The part of a container that depends on the host.
 */
export type DockerHostConfig = (DockerResources & {
/**
 * `source:target[:options]`, the source an absolute host path or the name of a volume.
 */
Binds?: (string[] | null)
ContainerIDFile?: string
LogConfig?: DockerLogConfig
/**
 * bridge (also default), host, none, `container:<name or id>`, or the name of a network.
 */
NetworkMode?: string
PortBindings?: (DockerPortMap | null)
RestartPolicy?: DockerRestartPolicy
/**
 * The engine removes the container after it ended.
 */
AutoRemove?: boolean
VolumeDriver?: string
/**
 * `container[:ro|rw]`
 */
VolumesFrom?: (string[] | null)
Mounts?: (DockerMount[] | null)
/**
 * Rows and columns of the first terminal.
 * 
 * @minItems 2
 * @maxItems 2
 */
ConsoleSize?: ([number, number] | null)
Annotations?: (DockerLabels | null)
/**
 * With or without CAP_, any case, or ALL.
 */
CapAdd?: (string[] | null)
CapDrop?: (string[] | null)
/**
 * The whole list instead of additions; version 1.40 only.
 */
Capabilities?: (string[] | null)
CgroupnsMode?: ("" | "private" | "host")
Cgroup?: string
Dns?: (string[] | null)
DnsOptions?: (string[] | null)
DnsSearch?: (string[] | null)
/**
 * `name:address` lines for /etc/hosts; the address host-gateway is the host.
 */
ExtraHosts?: (string[] | null)
GroupAdd?: (string[] | null)
/**
 * none, private, shareable, host or `container:<name or id>`.
 */
IpcMode?: string
Links?: (string[] | null)
OomScoreAdj?: number
/**
 * Empty, host or `container:<name or id>`.
 */
PidMode?: string
Privileged?: boolean
/**
 * Publish each exposed port on a free port of the host.
 */
PublishAllPorts?: boolean
ReadonlyRootfs?: boolean
/**
 * seccomp=…, apparmor=…, label=…, no-new-privileges[=true], systempaths=unconfined.
 */
SecurityOpt?: (string[] | null)
StorageOpt?: ({
[k: string]: string
} | null)
/**
 * Container path to mount options.
 */
Tmpfs?: ({
[k: string]: string
} | null)
/**
 * Empty or host.
 */
UTSMode?: string
/**
 * Empty or host.
 */
UsernsMode?: string
/**
 * Bytes of /dev/shm; 0 takes 64 MiB.
 */
ShmSize?: number
Sysctls?: ({
[k: string]: string
} | null)
/**
 * Name of a runtime from info.
 */
Runtime?: string
Isolation?: ("" | "default" | "process" | "hyperv")
/**
 * Run a small init as process 1; null is the engine's default.
 */
Init?: (boolean | null)
/**
 * Null takes the default list.
 */
MaskedPaths?: (string[] | null)
/**
 * Null takes the default list.
 */
ReadonlyPaths?: (string[] | null)
})
/**
 * HostConfig as inspect answers it, whole.
 */
export type DockerHostConfigState = (DockerHostConfig & {

})
/**
 * Config with HostConfig and NetworkingConfig beside it.
 */
export type DockerContainerCreateRequest = (DockerContainerConfigRequest & {
HostConfig?: (DockerHostConfig | null)
NetworkingConfig?: (DockerNetworkingConfig | null)
})
/**
 * The newest container first.
 */
export type DockerContainerSummaryList = DockerContainerSummary[]
/**
 * Sorted by path; a changed entry brings its parents as modified.
 */
export type DockerContainerChangeList = (DockerContainerChange[] | null)
/**
 * What the image says about containers made from it. Docker sends every member of a container's Config with it, empty.
 */
export type DockerImageConfig = (DockerContainerConfigBase & {
Cmd?: (string[] | null)
Entrypoint?: (string[] | null)
})
/**
 * The newest first.
 */
export type DockerImageSummaryList = DockerImageSummary[]
/**
 * The newest step first.
 */
export type DockerImageHistory = DockerImageHistoryItem[]
export type DockerImageDeleteResponse = DockerImageDeleteItem[]
export type DockerSearchResponse = DockerSearchResult[]
export type DockerNetworkList = DockerNetwork[]
export type DockerBlkioEntries = (DockerBlkioEntry[] | null)
/**
 * What is done to a list, and with which images.
 */
export type ManifestModify = (ManifestAdd & {
/**
 * update (add), remove or annotate
 */
operation?: string
})
export type CompatContainerCommitBody = (DockerContainerConfigRequest | null)

/**
 * Which namespace of a kind to use.
 */
export interface NamespaceChoice {
/**
 * Kind of choice; empty and `default` leave it to the engine
 */
nsmode?: ("" | "default" | "host" | "path" | "container" | "pod" | "private" | "shareable" | "none" | "bridge" | "slirp4netns" | "pasta" | "keep-id" | "no-map" | "nomap" | "auto")
/**
 * Path of a namespace, or name or id of a container, or options
 */
value?: string
/**
 * What Podman 3 and its clients call `value`
 */
string?: string
}
/**
 * Where the output goes.
 */
export interface LogConfiguration {
/**
 * k8s-file, none, passthrough or journald
 */
driver?: string
/**
 * File to log to, for file drivers
 */
path?: string
/**
 * Largest size in bytes
 */
size?: number
/**
 * Tag and others
 */
options?: {
[k: string]: string
}
}
/**
 * A published port or range of ports.
 */
export interface PortMapping {
/**
 * Address of the host; empty is every address
 */
host_ip?: string
/**
 * First port in the container
 */
container_port: number
/**
 * First port on the host; 0 lets the engine choose
 */
host_port?: number
/**
 * Number of ports, 1 when left out
 */
range?: number
/**
 * Tcp, udp or sctp, joined by commas; tcp when left out
 */
protocol?: string
}
/**
 * The container on one network.
 */
export interface PerNetworkOptions {
/**
 * Addresses it must get
 */
static_ips?: string[]
/**
 * Names it answers to there
 */
aliases?: string[]
/**
 * Its MAC address
 */
static_mac?: string
/**
 * Name of the interface in the container; eth0 and up when left out
 */
interface_name?: string
}
/**
 * A mount in the sense of the runtime specification.
 */
export interface SpecMount {
/**
 * Where in the container
 */
destination?: string
/**
 * Bind, tmpfs, devpts …; bind when left out
 */
type?: string
/**
 * What: a path on the host, or a name for virtual file systems
 */
source?: string
/**
 * Mount options
 */
options?: string[]
/**
 * User ids of an id-mapped mount
 */
uidMappings?: SpecIDMap[]
/**
 * Group ids of an id-mapped mount
 */
gidMappings?: SpecIDMap[]
}
/**
 * A range of ids.
 */
export interface SpecIDMap {
/**
 * First id in the container
 */
containerID?: number
/**
 * First id on the host
 */
hostID?: number
/**
 * How many ids
 */
size?: number
}
/**
 * A volume, made when it is missing.
 */
export interface NamedVolume {
/**
 * Empty for an anonymous one
 */
Name?: string
/**
 * Where in the container
 */
Dest?: string
/**
 * Ro, rw, z, nocopy …
 */
Options?: string[]
/**
 * Whether it goes with the container
 */
IsAnonymous?: boolean
/**
 * Folder of the volume to mount
 */
SubPath?: string
}
/**
 * A folder below an overlay: the container can write, the folder stays as it is.
 */
export interface OverlayVolume {
/**
 * Where in the container
 */
destination?: string
/**
 * Folder of the host
 */
source?: string
/**
 * Mount options; upperdir and workdir may be given
 */
options?: string[]
}
/**
 * An image as a folder.
 */
export interface ImageVolume {
/**
 * Image name or id
 */
Source?: string
/**
 * Where in the container
 */
Destination?: string
/**
 * Whether the container may write above it
 */
ReadWrite?: boolean
}
/**
 * A device; a path alone takes type and numbers from the host.
 */
export interface SpecDevice {
/**
 * Where in the container; `host:container:rwm` is understood too
 */
path?: string
/**
 * C, b, u or p
 */
type?: string
/**
 * Major device number
 */
major?: number
/**
 * Minor device number
 */
minor?: number
/**
 * Permission bits of the node
 */
fileMode?: number
/**
 * Owner of the node
 */
uid?: number
/**
 * Group of the node
 */
gid?: number
}
/**
 * A rule of the device cgroup.
 */
export interface DeviceCgroupRule {
/**
 * Allow or forbid
 */
allow?: boolean
/**
 * A, b or c
 */
type?: string
/**
 * Major device number
 */
major?: number
/**
 * Minor device number
 */
minor?: number
/**
 * Letters of r, w, m
 */
access?: string
}
/**
 * A secret as a file.
 */
export interface SpecSecret {
/**
 * Name of the secret
 */
Source?: string
/**
 * Where in the container; /run/secrets/NAME when left out
 */
Target?: string
/**
 * User id of the file
 */
UID?: number
/**
 * Group id of the file
 */
GID?: number
/**
 * Permission bits of the file
 */
Mode?: number
}
/**
 * User and group maps.
 */
export interface IDMappingOptions {
/**
 * Keep the host's user ids
 */
HostUIDMapping?: boolean
/**
 * Keep the host's group ids
 */
HostGIDMapping?: boolean
UIDMap?: CreateIDMap[]
GIDMap?: CreateIDMap[]
/**
 * Let the engine choose ranges
 */
AutoUserNs?: boolean
/**
 * Size and additions of the chosen ranges
 */
AutoUserNsOpts?: {
[k: string]: unknown
}
}
/**
 * A range.
 */
export interface CreateIDMap {
/**
 * First id in the container
 */
container_id?: number
/**
 * First id on the host
 */
host_id?: number
/**
 * How many ids
 */
size?: number
}
/**
 * A limit of the process; -1 is none.
 */
export interface PosixRlimit {
/**
 * With or without RLIMIT_
 */
type?: string
/**
 * The hard limit
 */
hard?: number
/**
 * The soft limit
 */
soft?: number
}
/**
 * A container to be; at least one of image and rootfs. Members that are left out come from the image, then from the engine's defaults.
 */
export interface ContainerCreate {
/**
 * Unique name; chosen by the engine when left out
 */
name?: string
/**
 * Name or id of the pod to join
 */
pod?: string
/**
 * Replaces the image's entrypoint and drops its command
 */
entrypoint?: string[]
/**
 * Replaces the image's command
 */
command?: string[]
/**
 * Add the engine's own environment
 */
env_host?: boolean
/**
 * Add the engine's proxy variables
 */
httpproxy?: boolean
/**
 * Environment, added to the image's
 */
env?: {
[k: string]: string
}
/**
 * Give it a terminal
 */
terminal?: boolean
/**
 * Keep its standard input open
 */
stdin?: boolean
/**
 * Free key and value pairs
 */
labels?: {
[k: string]: string
}
/**
 * Annotations for the runtime
 */
annotations?: {
[k: string]: string
}
/**
 * Number or name of the signal that stop sends
 */
stop_signal?: (number | string)
/**
 * Seconds from the stop signal to the kill; 0 kills at once
 */
stop_timeout?: number
/**
 * Seconds after which it is killed
 */
timeout?: number
log_configuration?: LogConfiguration
/**
 * File for conmon's process id
 */
conmon_pid_file?: string
/**
 * The image name as the user wrote it; without effect here, Podman's auto-update reads it
 */
raw_image_name?: string
/**
 * Operating system to take from a manifest list
 */
image_os?: string
/**
 * Architecture to take from a manifest list
 */
image_arch?: string
/**
 * Variant to take from a manifest list
 */
image_variant?: string
/**
 * What happens when it exits
 */
restart_policy?: ("" | "no" | "always" | "on-failure" | "unless-stopped")
/**
 * Restarts that on-failure allows
 */
restart_tries?: number
/**
 * Name or path of another runtime; without effect, as in Podman: a daemon has one
 */
oci_runtime?: string
/**
 * Mount what systemd wants: when the program is an init, never, always
 */
systemd?: ("" | "true" | "false" | "always")
/**
 * Who tells systemd that it is ready
 */
sdnotifyMode?: ("" | "container" | "conmon" | "conmon-only" | "healthy" | "ignore")
/**
 * Libpod namespace; without effect, as in Podman: there is one
 */
namespace?: string
pidns?: NamespaceChoice
utsns?: NamespaceChoice
/**
 * Its host name; the short id when left out
 */
hostname?: string
/**
 * Users of the host to copy into /etc/passwd
 */
hostusers?: string[]
/**
 * Kernel parameters of its namespaces
 */
sysctl?: {
[k: string]: string
}
/**
 * Remove it once it exits
 */
remove?: boolean
/**
 * The command line that creates it
 */
containerCreateCommand?: string[]
/**
 * Zone name or `local`
 */
timezone?: string
/**
 * Names or ids of containers that must run before it
 */
dependencyContainers?: string[]
/**
 * Environment names to secret names
 */
secret_env?: {
[k: string]: string
}
/**
 * Makes it an init container of its pod
 */
init_container_type?: ("" | "once" | "always")
/**
 * Execution domain of the process: domain and flags
 */
personality?: {
[k: string]: unknown
}
/**
 * Environment with ${NAME} of the image's variables
 */
envmerge?: string[]
/**
 * Variables of the image to leave out
 */
unsetenv?: string[]
/**
 * Leave out all of the image's variables
 */
unsetenvall?: boolean
/**
 * Write its user into /etc/passwd; true when left out
 */
manage_password?: boolean
/**
 * Line for /etc/passwd
 */
passwd_entry?: string
/**
 * Image name or id
 */
image?: string
/**
 * Folder to use instead of an image
 */
rootfs?: string
/**
 * Leave that folder unchanged by an overlay
 */
rootfs_overlay?: boolean
/**
 * What becomes of the image's volumes; anonymous when left out
 */
image_volume_mode?: ("" | "ignore" | "tmpfs" | "anonymous")
/**
 * Containers to take volumes from, with `:ro`, `:rw`, `:z`
 */
volumes_from?: string[]
/**
 * Put an init process before the command
 */
init?: boolean
/**
 * The init program, instead of the engine's
 */
init_path?: string
/**
 * Bind mounts, tmpfs and other mounts
 */
mounts?: SpecMount[]
/**
 * Named and anonymous volumes
 */
volumes?: NamedVolume[]
/**
 * Folders below an overlay
 */
overlay_volumes?: OverlayVolume[]
/**
 * Images as folders
 */
image_volumes?: ImageVolume[]
/**
 * Devices of the host
 */
devices?: SpecDevice[]
/**
 * Rules of the device cgroup
 */
device_cgroup_rule?: DeviceCgroupRule[]
/**
 * Names or ids of containers to take devices from
 */
devices_from?: string[]
/**
 * The user's devices, for inspect
 */
host_device_list?: SpecDevice[]
ipcns?: NamespaceChoice
/**
 * Bytes of /dev/shm
 */
shm_size?: number
/**
 * Folder the program starts in
 */
work_dir?: string
/**
 * Make that folder when it is missing
 */
create_working_dir?: boolean
/**
 * Options of the storage driver, e.g. size
 */
storage_opts?: {
[k: string]: string
}
/**
 * Mount propagation of the root, e.g. rslave
 */
rootfs_propagation?: string
/**
 * Secrets as files
 */
secrets?: SpecSecret[]
/**
 * Skip syncing its layer
 */
volatile?: boolean
/**
 * Root folders that also get the files managed by the engine
 */
chroot_directories?: string[]
/**
 * All capabilities, all devices, no confinement
 */
privileged?: boolean
/**
 * User or `user:group`, as names or numbers
 */
user?: string
/**
 * Supplementary groups
 */
groups?: string[]
/**
 * Capabilities, with or without CAP_; `all` for all
 */
cap_add?: string[]
/**
 * Default capabilities to take away; `all` for all
 */
cap_drop?: string[]
/**
 * Parts of the SELinux label, or `disable`
 */
selinux_opts?: string[]
/**
 * AppArmor profile, or `unconfined`
 */
apparmor_profile?: string
/**
 * Where the seccomp profile comes from
 */
seccomp_policy?: ("" | "default" | "image" | "empty")
/**
 * File with a profile, or `unconfined`
 */
seccomp_profile_path?: string
/**
 * No privileges through set-user-id programs
 */
no_new_privileges?: boolean
userns?: NamespaceChoice
idmappings?: IDMappingOptions
/**
 * Read-only root file system
 */
read_only_filesystem?: boolean
/**
 * Octal
 */
umask?: string
/**
 * Options of the proc mount
 */
procfs_opts?: string[]
/**
 * Further paths to mask
 */
mask?: string[]
/**
 * Masked paths to leave visible; `ALL` for all
 */
unmask?: string[]
cgroupns?: NamespaceChoice
/**
 * Whether and where cgroups are made
 */
cgroups_mode?: ("" | "enabled" | "disabled" | "no-conmon" | "split")
/**
 * Cgroup above its own
 */
cgroup_parent?: string
netns?: NamespaceChoice
/**
 * Published ports; need a bridge
 */
portmappings?: PortMapping[]
/**
 * Publish exposed ports on free ports of the host
 */
publish_image_ports?: boolean
/**
 * Protocols (tcp, udp, sctp, joined by commas) by port number
 */
expose?: {
[k: string]: string
}
/**
 * Networks to join by name; also read as `networks`
 */
Networks?: {
[k: string]: PerNetworkOptions
}
/**
 * Older form: names of networks to join
 */
cni_networks?: string[]
/**
 * Older form: further names by network
 */
aliases?: {
[k: string]: string[]
}
/**
 * Older form
 */
static_ip?: (string | number[])
/**
 * Older form
 */
static_ipv6?: (string | number[])
/**
 * Older form
 */
static_mac?: (string | number[])
/**
 * Leave the image's /etc/resolv.conf
 */
use_image_resolve_conf?: boolean
/**
 * Name servers, instead of the host's
 */
dns_server?: string[]
/**
 * Search domains, instead of the host's
 */
dns_search?: string[]
/**
 * Resolver options, instead of the host's
 */
dns_option?: string[]
/**
 * Leave the image's /etc/hosts
 */
use_image_hosts?: boolean
/**
 * Lines for /etc/hosts as `name:address`
 */
hostadd?: string[]
/**
 * Options by mode, e.g. of slirp4netns; without effect: the modes of root have none
 */
network_options?: {
[k: string]: string[]
}
resource_limits?: LinuxResources
/**
 * Limits of its processes
 */
r_limits?: PosixRlimit[]
/**
 * -1000 to 1000: how soon the kernel kills it for want of memory
 */
oom_score_adj?: number
/**
 * Weight by device path
 */
weightDevice?: {
[k: string]: WeightDevice
}
/**
 * By device path, as the next three
 */
throttleReadBpsDevice?: {
[k: string]: ThrottleDevice
}
/**
 * Bytes written per second
 */
throttleWriteBpsDevice?: {
[k: string]: ThrottleDevice
}
/**
 * Reads per second
 */
throttleReadIOPSDevice?: {
[k: string]: ThrottleDevice
}
/**
 * Writes per second
 */
throttleWriteIOPSDevice?: {
[k: string]: ThrottleDevice
}
/**
 * Cgroup v2 settings by file name
 */
unified?: {
[k: string]: string
}
/**
 * Processor period in microseconds
 */
cpu_period?: number
/**
 * Processor time per period in microseconds
 */
cpu_quota?: number
healthconfig?: HealthcheckConfig
/**
 * 0 none, 1 kill, 2 restart, 3 stop
 */
health_check_on_failure_action?: (number | string)
}
/**
 * Limits for a container or a pod.
 */
export interface LinuxResources {
/**
 * Rules of the device cgroup
 */
devices?: DeviceCgroupRule[]
memory?: LinuxMemory
cpu?: LinuxCpu
pids?: LinuxPids
blockIO?: LinuxBlockIO
/**
 * Huge pages by size
 */
hugepageLimits?: LinuxHugepageLimit[]
/**
 * Class and priorities; cgroup v1 only
 */
network?: {
[k: string]: unknown
}
/**
 * RDMA limits by device
 */
rdma?: {
[k: string]: LinuxRdma
}
/**
 * Cgroup v2 settings by file name
 */
unified?: {
[k: string]: string
}
}
/**
 * Memory in bytes; -1 is no limit.
 */
export interface LinuxMemory {
/**
 * Most memory
 */
limit?: number
/**
 * What it is pressed back to when memory is short
 */
reservation?: number
/**
 * Memory and swap together
 */
swap?: number
/**
 * Kernel memory; cgroup v1 only
 */
kernel?: number
/**
 * Kernel memory of TCP; cgroup v1 only
 */
kernelTCP?: number
/**
 * 0 to 100; cgroup v1 only
 */
swappiness?: number
/**
 * Wait for memory instead of being killed; cgroup v1 only
 */
disableOOMKiller?: boolean
/**
 * Count the cgroups below too; cgroup v1 only
 */
useHierarchy?: boolean
}
/**
 * Processor time.
 */
export interface LinuxCpu {
/**
 * Weight; 1024 is the default
 */
shares?: number
/**
 * Microseconds per period
 */
quota?: number
/**
 * Microseconds
 */
period?: number
/**
 * Microseconds; cgroup v1 only
 */
realtimeRuntime?: number
/**
 * Microseconds; cgroup v1 only
 */
realtimePeriod?: number
/**
 * Processors it may use, as `0-2,4`
 */
cpus?: string
/**
 * Memory nodes it may use
 */
mems?: string
/**
 * 1 for idle scheduling
 */
idle?: number
}
/**
 * Number of processes.
 */
export interface LinuxPids {
/**
 * 0 or -1 without limit
 */
limit?: number
}
/**
 * Block devices.
 */
export interface LinuxBlockIO {
/**
 * 10 to 1000
 */
weight?: number
/**
 * Weight against the cgroups below
 */
leafWeight?: number
/**
 * Weights by device
 */
weightDevice?: WeightDevice[]
/**
 * Bytes read per second
 */
throttleReadBpsDevice?: ThrottleDevice[]
/**
 * Bytes written per second
 */
throttleWriteBpsDevice?: ThrottleDevice[]
/**
 * Reads per second
 */
throttleReadIOPSDevice?: ThrottleDevice[]
/**
 * Writes per second
 */
throttleWriteIOPSDevice?: ThrottleDevice[]
}
/**
 * Weight of one device.
 */
export interface WeightDevice {
/**
 * Major device number
 */
major?: number
/**
 * Minor device number
 */
minor?: number
/**
 * 10 to 1000
 */
weight?: number
/**
 * Weight against the cgroups below
 */
leafWeight?: number
}
/**
 * Rate limit of one device.
 */
export interface ThrottleDevice {
/**
 * Major device number
 */
major?: number
/**
 * Minor device number
 */
minor?: number
/**
 * Bytes or operations per second
 */
rate?: number
}
/**
 * Huge pages of one size.
 */
export interface LinuxHugepageLimit {
/**
 * As `2MB`
 */
pageSize?: string
/**
 * Bytes
 */
limit?: number
}
/**
 * RDMA limits of one device.
 */
export interface LinuxRdma {
/**
 * Most handles
 */
hcaHandles?: number
/**
 * Most objects
 */
hcaObjects?: number
}
/**
 * A health check; times in nanoseconds.
 */
export interface HealthcheckConfig {
/**
 * `NONE`, `CMD` and words, or `CMD-SHELL` and a line
 */
Test?: (string[] | null)
/**
 * Time after the start in which failures do not count
 */
StartPeriod?: number
/**
 * Time between runs
 */
Interval?: number
/**
 * Longest time of one run
 */
Timeout?: number
/**
 * Failures in a row that make it unhealthy
 */
Retries?: number
}
/**
 * The part that would hold on any host.
 */
export interface InspectContainerConfig {
/**
 * Its host name
 */
Hostname: string
/**
 * Always empty
 */
Domainname: string
/**
 * User or `user:group` as given; empty is root
 */
User: string
/**
 * Whether create asked for it; mostly false
 */
AttachStdin: boolean
/**
 * Whether create asked for it; mostly false
 */
AttachStdout: boolean
/**
 * Whether create asked for it; mostly false
 */
AttachStderr: boolean
/**
 * Whether it has a terminal
 */
Tty: boolean
/**
 * Whether its standard input stays open
 */
OpenStdin: boolean
/**
 * Whether input ends with the first client
 */
StdinOnce: boolean
/**
 * Environment as NAME=value
 */
Env: (string[] | null)
/**
 * Command
 */
Cmd: (string[] | null)
/**
 * Image name as given
 */
Image: string
/**
 * Paths of anonymous volumes; mostly null
 */
Volumes: ({
[k: string]: {
[k: string]: unknown
}
} | null)
/**
 * Folder the program starts in
 */
WorkingDir: string
/**
 * Words joined by blanks (a list from Podman 5 on)
 */
Entrypoint: (string | string[])
/**
 * Always null
 */
OnBuild: (string | null)
/**
 * Free key and value pairs
 */
Labels: ({
[k: string]: string
} | null)
/**
 * Annotations, with the engine's own
 */
Annotations: ({
[k: string]: string
} | null)
/**
 * Signal that stop sends: its number (its name from Podman 5 on)
 */
StopSignal: (number | string)
Healthcheck?: HealthcheckConfig
/**
 * What happens when it becomes unhealthy
 */
HealthcheckOnFailureAction?: ("none" | "kill" | "restart" | "stop")
/**
 * The command line that created it
 */
CreateCommand?: (string[] | null)
/**
 * Time zone as given
 */
Timezone?: string
/**
 * Whether it has what systemd wants
 */
SystemdMode?: boolean
/**
 * Four octal digits
 */
Umask?: string
/**
 * Secrets it has
 */
Secrets?: (InspectSecret[] | null)
/**
 * Seconds after which it is killed, 0 for never
 */
Timeout: number
/**
 * Seconds between the stop signal and the kill
 */
StopTimeout: number
/**
 * Whether /etc/passwd and /etc/group get an entry for its user
 */
Passwd?: boolean
/**
 * Root folders that also get the files managed by the engine
 */
ChrootDirs?: (string[] | null)
/**
 * Who tells systemd that it is ready
 */
sdNotifyMode?: string
/**
 * Systemd's socket
 */
sdNotifySocket?: string
}
/**
 * A secret in the container.
 */
export interface InspectSecret {
/**
 * Its name
 */
Name: string
/**
 * Its full id
 */
ID: string
/**
 * User id of the file
 */
UID: number
/**
 * Group id of the file
 */
GID: number
/**
 * Permission bits of the file
 */
Mode: number
}
/**
 * The part that belongs to this host.
 */
export interface InspectContainerHostConfig {
/**
 * Volumes and bind mounts as `source:destination:options`
 */
Binds: (string[] | null)
/**
 * Cgroupfs or systemd
 */
CgroupManager?: string
/**
 * Cgroup namespace
 */
CgroupMode: string
/**
 * File that got the id
 */
ContainerIDFile: string
LogConfig: InspectLogConfig
/**
 * Bridge, none, host, `container:ID` or the network's name
 */
NetworkMode: string
/**
 * Published ports by `port/protocol`
 */
PortBindings: ({
[k: string]: InspectHostPort[] | null
} | null)
RestartPolicy: InspectRestartPolicy
/**
 * Removed once it exits
 */
AutoRemove: boolean
/**
 * Always empty
 */
VolumeDriver: string
/**
 * Containers whose volumes it shares
 */
VolumesFrom: (string[] | null)
/**
 * Capabilities beyond the default ones
 */
CapAdd: (string[] | null)
/**
 * Default capabilities that were taken away
 */
CapDrop: (string[] | null)
/**
 * Name servers as given
 */
Dns: (string[] | null)
/**
 * Resolver options as given
 */
DnsOptions: (string[] | null)
/**
 * Search domains as given
 */
DnsSearch: (string[] | null)
/**
 * Lines for /etc/hosts as `name:address`
 */
ExtraHosts: (string[] | null)
/**
 * Supplementary groups
 */
GroupAdd: (string[] | null)
/**
 * IPC namespace
 */
IpcMode: string
/**
 * Always empty
 */
Cgroup: string
/**
 * `default`, `disabled`, `no-conmon` or `split`
 */
Cgroups: string
/**
 * Always empty or null
 */
Links: (string[] | null)
/**
 * -1000 to 1000: how soon the kernel kills it for want of memory
 */
OomScoreAdj: number
/**
 * PID namespace
 */
PidMode: string
/**
 * Whether it is not confined at all
 */
Privileged: boolean
/**
 * Whether exposed ports are published on free ports
 */
PublishAllPorts: boolean
/**
 * Whether the root file system is read-only
 */
ReadonlyRootfs: boolean
/**
 * Security options as given
 */
SecurityOpt: (string[] | null)
/**
 * Options by path
 */
Tmpfs: ({
[k: string]: string
} | null)
/**
 * UTS namespace
 */
UTSMode: string
/**
 * User namespace
 */
UsernsMode: string
IDMappings?: InspectIDMappings
/**
 * Bytes of /dev/shm
 */
ShmSize: number
/**
 * Always `oci`
 */
Runtime: string
/**
 * Height and width at creation
 */
ConsoleSize: (number[] | null)
/**
 * Always empty
 */
Isolation: string
/**
 * Processor weight, 0 for the default
 */
CpuShares: number
/**
 * Bytes
 */
Memory: number
/**
 * Quota as billionths of a processor
 */
NanoCpus: number
/**
 * Cgroup above its own
 */
CgroupParent: string
/**
 * Block device weight, 0 for the default
 */
BlkioWeight: number
/**
 * Weights by device
 */
BlkioWeightDevice: (InspectBlkioWeightDevice[] | null)
/**
 * Bytes read per second by device
 */
BlkioDeviceReadBps: (InspectBlkioThrottleDevice[] | null)
/**
 * Bytes written per second by device
 */
BlkioDeviceWriteBps: (InspectBlkioThrottleDevice[] | null)
/**
 * Reads per second by device
 */
BlkioDeviceReadIOps: (InspectBlkioThrottleDevice[] | null)
/**
 * Writes per second by device
 */
BlkioDeviceWriteIOps: (InspectBlkioThrottleDevice[] | null)
/**
 * Microseconds
 */
CpuPeriod: number
/**
 * Microseconds per period
 */
CpuQuota: number
/**
 * Microseconds; cgroup v1 only
 */
CpuRealtimePeriod: number
/**
 * Microseconds; cgroup v1 only
 */
CpuRealtimeRuntime: number
/**
 * Processors it may use, as `0-2,4`
 */
CpusetCpus: string
/**
 * Memory nodes it may use
 */
CpusetMems: string
/**
 * Devices it was given
 */
Devices: (InspectDevice[] | null)
/**
 * Always 0
 */
DiskQuota: number
/**
 * Bytes; cgroup v1 only
 */
KernelMemory?: number
/**
 * Bytes it is pressed back to when memory is short
 */
MemoryReservation: number
/**
 * Bytes of memory and swap together, -1 without limit
 */
MemorySwap: number
/**
 * 0 to 100, -1 for the host's
 */
MemorySwappiness: number
/**
 * Whether it waits for memory instead of being killed
 */
OomKillDisable: boolean
/**
 * Whether an init process is put before the command
 */
Init?: boolean
/**
 * 0 or -1 without limit
 */
PidsLimit: number
/**
 * Limits of its processes
 */
Ulimits: (InspectUlimit[] | null)
/**
 * Always 0; a Windows setting
 */
CpuCount: number
/**
 * Always 0; a Windows setting
 */
CpuPercent: number
/**
 * Always 0; a Windows setting
 */
IOMaximumIOps: number
/**
 * Always 0; a Windows setting
 */
IOMaximumBandwidth: number
/**
 * Cgroup v2 settings
 */
CgroupConf: ({
[k: string]: string
} | null)
}
/**
 * Where the output goes.
 */
export interface InspectLogConfig {
/**
 * Log driver, e.g. k8s-file
 */
Type: string
/**
 * Driver options; null when there are none
 */
Config: ({
[k: string]: string
} | null)
/**
 * The log file
 */
Path: string
/**
 * Tag of each line, for journald
 */
Tag: string
/**
 * Largest size as text, `0B` without limit
 */
Size: string
}
/**
 * A port of the host.
 */
export interface InspectHostPort {
/**
 * Address it listens on; empty is every address
 */
HostIp: string
/**
 * Port number as text
 */
HostPort: string
}
/**
 * Restart policy.
 */
export interface InspectRestartPolicy {
/**
 * Empty is the same as `no`
 */
Name: ("" | "no" | "always" | "on-failure" | "unless-stopped")
/**
 * Restarts that on-failure allows, 0 without limit
 */
MaximumRetryCount: number
}
/**
 * User and group maps as `container:host:size`.
 */
export interface InspectIDMappings {
/**
 * User ids
 */
UidMap: (string[] | null)
/**
 * Group ids
 */
GidMap: (string[] | null)
}
/**
 * Weight of a block device.
 */
export interface InspectBlkioWeightDevice {
/**
 * Device on the host
 */
Path: string
/**
 * 10 to 1000
 */
Weight: number
}
/**
 * Rate limit of a block device.
 */
export interface InspectBlkioThrottleDevice {
/**
 * Device on the host
 */
Path: string
/**
 * Bytes or operations per second
 */
Rate: number
}
/**
 * A device of the host in the container.
 */
export interface InspectDevice {
/**
 * Device on the host
 */
PathOnHost: string
/**
 * Device in the container
 */
PathInContainer: string
/**
 * Letters of r, w, m
 */
CgroupPermissions: string
}
/**
 * A limit, its name with RLIMIT_ before.
 */
export interface InspectUlimit {
/**
 * As `RLIMIT_NOFILE`
 */
Name: string
/**
 * The soft limit; -1 is none
 */
Soft: number
/**
 * The hard limit; -1 is none
 */
Hard: number
}
/**
 * Addresses on one network.
 */
export interface InspectBasicNetwork {
/**
 * Always empty with netavark
 */
EndpointID: string
/**
 * IPv4 gateway
 */
Gateway: string
/**
 * Empty while the container is stopped
 */
IPAddress: string
/**
 * Length of the subnet's prefix
 */
IPPrefixLen: number
/**
 * Further IPv4 addresses
 */
SecondaryIPAddresses?: (InspectAddress[] | null)
/**
 * IPv6 gateway
 */
IPv6Gateway: string
/**
 * IPv6 address
 */
GlobalIPv6Address: string
/**
 * Length of the IPv6 prefix
 */
GlobalIPv6PrefixLen: number
/**
 * Further IPv6 addresses
 */
SecondaryIPv6Addresses?: (InspectAddress[] | null)
/**
 * MAC address
 */
MacAddress: string
/**
 * Further MAC addresses
 */
AdditionalMACAddresses?: (string[] | null)
}
/**
 * A further address.
 */
export interface InspectAddress {
/**
 * The address
 */
Addr: string
/**
 * Length of its prefix
 */
PrefixLength: number
}
/**
 * The container's network, with the first network's addresses at the top.
 */
export interface InspectNetworkSettings {
/**
 * Always empty with netavark
 */
EndpointID: string
/**
 * IPv4 gateway
 */
Gateway: string
/**
 * Empty while the container is stopped
 */
IPAddress: string
/**
 * Length of the subnet's prefix
 */
IPPrefixLen: number
/**
 * Further IPv4 addresses
 */
SecondaryIPAddresses?: (InspectAddress[] | null)
/**
 * IPv6 gateway
 */
IPv6Gateway: string
/**
 * IPv6 address
 */
GlobalIPv6Address: string
/**
 * Length of the IPv6 prefix
 */
GlobalIPv6PrefixLen: number
/**
 * Further IPv6 addresses
 */
SecondaryIPv6Addresses?: (InspectAddress[] | null)
/**
 * MAC address
 */
MacAddress: string
/**
 * Further MAC addresses
 */
AdditionalMACAddresses?: (string[] | null)
/**
 * Always empty
 */
Bridge: string
/**
 * Always empty
 */
SandboxID: string
/**
 * Always false
 */
HairpinMode: boolean
/**
 * Always empty
 */
LinkLocalIPv6Address: string
/**
 * Always 0
 */
LinkLocalIPv6PrefixLen: number
/**
 * Ports by `port/protocol`; null for ports exposed but not published
 */
Ports: ({
[k: string]: InspectHostPort[] | null
} | null)
/**
 * Path of the network namespace, empty while there is none
 */
SandboxKey: string
/**
 * By network name
 */
Networks?: ({
[k: string]: InspectAdditionalNetwork
} | null)
}
/**
 * The container on one network.
 */
export interface InspectAdditionalNetwork {
/**
 * Always empty with netavark
 */
EndpointID: string
/**
 * IPv4 gateway
 */
Gateway: string
/**
 * Empty while the container is stopped
 */
IPAddress: string
/**
 * Length of the subnet's prefix
 */
IPPrefixLen: number
/**
 * Further IPv4 addresses
 */
SecondaryIPAddresses?: (InspectAddress[] | null)
/**
 * IPv6 gateway
 */
IPv6Gateway: string
/**
 * IPv6 address
 */
GlobalIPv6Address: string
/**
 * Length of the IPv6 prefix
 */
GlobalIPv6PrefixLen: number
/**
 * Further IPv6 addresses
 */
SecondaryIPv6Addresses?: (InspectAddress[] | null)
/**
 * MAC address
 */
MacAddress: string
/**
 * Further MAC addresses
 */
AdditionalMACAddresses?: (string[] | null)
/**
 * Name or id of the network
 */
NetworkID?: string
/**
 * Always null
 */
DriverOpts: ({
[k: string]: string
} | null)
/**
 * Always null
 */
IPAMConfig: ({
[k: string]: string
} | null)
/**
 * Always null
 */
Links: (string[] | null)
/**
 * Names it answers to, its short id among them
 */
Aliases?: (string[] | null)
}
/**
 * Everything the engine knows about one container.
 */
export interface InspectContainer {
/**
 * Full id, 64 hexadecimal digits
 */
Id: string
/**
 * When it was created
 */
Created: string
/**
 * The program that runs: the first word of entrypoint and command together
 */
Path: string
/**
 * The words after the program
 */
Args: (string[] | null)
State: InspectContainerState
/**
 * Id of the image, without `sha256:`
 */
Image: string
/**
 * Digest of the image's manifest
 */
ImageDigest?: string
/**
 * The name the image was given by, normalised
 */
ImageName: string
/**
 * Folder used as root file system instead of an image, else empty
 */
Rootfs: string
/**
 * Id of the pod it belongs to, else empty
 */
Pod: string
/**
 * File that is mounted as /etc/resolv.conf
 */
ResolvConfPath: string
/**
 * File that is mounted as /etc/hostname
 */
HostnamePath: string
/**
 * File that is mounted as /etc/hosts
 */
HostsPath: string
/**
 * Folder of the container's own files
 */
StaticDir: string
/**
 * The runtime's config.json
 */
OCIConfigPath?: string
/**
 * Name of the runtime, e.g. crun
 */
OCIRuntime?: string
/**
 * File with conmon's process id
 */
ConmonPidFile: string
/**
 * File with the container's process id
 */
PidFile?: string
/**
 * Its name
 */
Name: string
/**
 * How often the restart policy has restarted it
 */
RestartCount: number
/**
 * Storage driver
 */
Driver: string
/**
 * SELinux label of the mounts
 */
MountLabel: string
/**
 * SELinux label of the process
 */
ProcessLabel: string
/**
 * AppArmor profile
 */
AppArmorProfile: string
/**
 * Capabilities the process has, as CAP_ names
 */
EffectiveCaps: (string[] | null)
/**
 * Capabilities the process can ever get
 */
BoundingCaps: (string[] | null)
/**
 * Ids of exec sessions that are known
 */
ExecIDs: (string[] | null)
GraphDriver: DriverData
/**
 * Bytes the container has written; only with `size`
 */
SizeRw?: number
/**
 * Bytes of image and container together; only with `size`
 */
SizeRootFs?: number
/**
 * Volumes and bind mounts the user asked for
 */
Mounts: (InspectMount[] | null)
/**
 * Ids of containers that have to run before it
 */
Dependencies: (string[] | null)
NetworkSettings: InspectNetworkSettings
/**
 * Libpod namespace, nearly always empty
 */
Namespace: string
/**
 * Whether it is a pod's infra container
 */
IsInfra: boolean
/**
 * Whether it is the service container of a kube play
 */
IsService?: boolean
Config: InspectContainerConfig
HostConfig: InspectContainerHostConfig
}
/**
 * What the container is doing.
 */
export interface InspectContainerState {
/**
 * Version of the runtime specification its bundle follows
 */
OciVersion: string
/**
 * Its state; a created container shows `created`
 */
Status: ("created" | "configured" | "initialized" | "running" | "stopping" | "stopped" | "paused" | "exited" | "removing" | "restarting" | "unknown")
/**
 * Whether its process lives, paused or not
 */
Running: boolean
/**
 * Whether it is frozen
 */
Paused: boolean
/**
 * Always false
 */
Restarting: boolean
/**
 * Whether the kernel killed it for want of memory
 */
OOMKilled: boolean
/**
 * Always false
 */
Dead: boolean
/**
 * Process id on the host, 0 when not running
 */
Pid: number
/**
 * Process id of its conmon
 */
ConmonPid?: number
/**
 * Exit code of the last run; 128 + signal after a signal
 */
ExitCode: number
/**
 * Why the last start failed
 */
Error: string
/**
 * Year 1 when it never started
 */
StartedAt: string
/**
 * Year 1 when it never finished
 */
FinishedAt: string
Health?: HealthCheckResults
Healthcheck?: HealthCheckResults
/**
 * Whether it was checkpointed
 */
Checkpointed?: boolean
/**
 * Cgroup below the hierarchy's root; absent while there is none
 */
CgroupPath?: string
/**
 * Year 1 when never
 */
CheckpointedAt?: string
/**
 * Year 1 when never
 */
RestoredAt?: string
/**
 * CRIU's log of the checkpoint
 */
CheckpointLog?: string
/**
 * Folder of the checkpoint
 */
CheckpointPath?: string
/**
 * CRIU's log of the restore
 */
RestoreLog?: string
/**
 * Whether it was restored
 */
Restored?: boolean
}
/**
 * State of the health check.
 */
export interface HealthCheckResults {
/**
 * `healthy`, `unhealthy`, `starting`, or empty where none is defined
 */
Status: string
/**
 * Failures in a row
 */
FailingStreak: number
/**
 * The last runs
 */
Log: (HealthCheckLog[] | null)
}
/**
 * One run of the health check.
 */
export interface HealthCheckLog {
/**
 * When it began
 */
Start: string
/**
 * When it ended
 */
End: string
/**
 * 0 healthy, 1 unhealthy
 */
ExitCode: number
/**
 * What it printed, cut after 500 bytes
 */
Output: string
}
/**
 * Where the root file system lies.
 */
export interface DriverData {
/**
 * Storage driver
 */
Name: string
/**
 * The driver's paths; for overlay LowerDir, UpperDir, WorkDir and, while mounted, MergedDir
 */
Data: ({
[k: string]: string
} | null)
}
/**
 * A volume or bind mount.
 */
export interface InspectMount {
/**
 * Kind of mount
 */
Type: ("bind" | "volume" | "tmpfs" | "image" | "devpts" | "overlay" | "cgroup" | "proc" | "sysfs" | "mqueue" | "ramfs" | "npipe" | "hugetlbfs")
/**
 * The volume's name
 */
Name?: string
/**
 * Path on the host
 */
Source: string
/**
 * Path in the container
 */
Destination: string
/**
 * The volume's driver
 */
Driver: string
/**
 * SELinux relabelling as given (`z`, `Z`)
 */
Mode: string
/**
 * Mount options except the ones that have a member here
 */
Options: (string[] | null)
/**
 * Whether it can be written
 */
RW: boolean
/**
 * `rprivate` and the like
 */
Propagation: string
}
/**
 * What create answers.
 */
export interface ContainerCreated {
/**
 * Full id of the new container
 */
Id: string
/**
 * What the user should know
 */
Warnings: (string[] | null)
}
/**
 * A line of the list of containers.
 */
export interface ListContainer {
/**
 * Removed once it exits
 */
AutoRemove: boolean
/**
 * Program and arguments
 */
Command: (string[] | null)
/**
 * Time of creation
 */
Created: (string | number)
/**
 * Always empty
 */
CreatedAt: string
/**
 * Whether it has ended
 */
Exited: boolean
/**
 * Seconds since 1970 of its end; before 1970 when it has not ended
 */
ExitedAt: number
/**
 * Exit code of the last run
 */
ExitCode: number
/**
 * Made by another tool (buildah); since Podman 4
 */
ExternalContainer?: boolean
/**
 * Its full id
 */
Id: string
/**
 * Image name
 */
Image: string
/**
 * Full id of the image
 */
ImageID: string
/**
 * Whether it is a pod's infra container
 */
IsInfra: boolean
/**
 * Free key and value pairs
 */
Labels: ({
[k: string]: string
} | null)
/**
 * Destinations of the mounts
 */
Mounts: (string[] | null)
/**
 * Its names
 */
Names: (string[] | null)
Namespaces: ListContainerNamespaces
/**
 * Names of its networks
 */
Networks: (string[] | null)
/**
 * Process id on the host, 0 when not running
 */
Pid: number
/**
 * Id of its pod, else empty
 */
Pod: string
/**
 * Name of its pod, else empty
 */
PodName: string
/**
 * Published ports
 */
Ports: (PortMapping[] | null)
/**
 * Times it was restarted; since Podman 4.4
 */
Restarts?: number
Size: (ContainerSize | null)
/**
 * Seconds since 1970
 */
StartedAt: number
/**
 * Its state
 */
State: string
/**
 * Text for people; empty for containers of the engine
 */
Status: string
}
/**
 * Inode numbers of the namespaces; filled only with `namespace`.
 */
export interface ListContainerNamespaces {
/**
 * Mount
 */
Mnt?: string
/**
 * Cgroup
 */
Cgroup?: string
/**
 * IPC
 */
Ipc?: string
/**
 * Network
 */
Net?: string
/**
 * PID
 */
Pidns?: string
/**
 * UTS
 */
Uts?: string
/**
 * User
 */
User?: string
}
/**
 * Bytes on disk; only with `size`.
 */
export interface ContainerSize {
/**
 * Image and container together
 */
rootFsSize: number
/**
 * What the container has written
 */
rwSize: number
}
/**
 * A table of processes.
 */
export interface ContainerTop {
/**
 * A row per process
 */
Processes: string[][]
/**
 * Names of the columns
 */
Titles: string[]
}
/**
 * The document's form of the answer of wait.
 */
export interface ContainerWaitReport {
/**
 * Exit code
 */
StatusCode: number
Error?: (ContainerWaitError | null)
}
/**
 * Why the wait failed.
 */
export interface ContainerWaitError {
/**
 * The reason
 */
Message: string
}
/**
 * What happened to one container that was to be removed.
 */
export interface RemoveReport {
/**
 * Its full id
 */
Id: string
/**
 * Why it could not be removed
 */
Err?: (string | {
[k: string]: unknown
} | null)
/**
 * The name as given
 */
RawInput?: string
}
/**
 * What happened to one object in a prune.
 */
export interface PruneReport {
/**
 * Its full id
 */
Id: string
/**
 * Why it was kept
 */
Err?: (string | {
[k: string]: unknown
} | null)
/**
 * Bytes that came free
 */
Size: number
}
/**
 * What a checkpoint or restore did.
 */
export interface CheckpointReport {
/**
 * Why it failed, else null
 */
Err?: (string | {
[k: string]: unknown
} | null)
/**
 * Its full id
 */
Id: string
/**
 * The name as given
 */
RawInput?: string
/**
 * Microseconds; with `printStats`
 */
runtime_checkpoint_duration?: number
/**
 * Microseconds; with `printStats`
 */
runtime_restore_duration?: number
/**
 * CRIU's own figures; with `printStats`
 */
criu_statistics?: ({
[k: string]: unknown
} | null)
}
/**
 * A file that differs from the image.
 */
export interface FileChange {
/**
 * Absolute path
 */
Path: string
/**
 * 0 modified, 1 added, 2 deleted
 */
Kind: (0 | 1 | 2)
}
/**
 * What `X-Docker-Container-Path-Stat` carries, as base64 of this JSON.
 */
export interface PathStat {
/**
 * Last part of the path
 */
name: string
/**
 * Bytes
 */
size: number
/**
 * Go's file mode bits
 */
mode: number
/**
 * Time of the last change
 */
mtime: string
/**
 * Whether it is a folder; since Podman 4
 */
isDir?: boolean
/**
 * Where a link leads, else the path itself
 */
linkTarget: string
}
/**
 * Free key and value pairs.
 */
export interface DockerLabels {
[k: string]: string
}
/**
 * Always `{}`; the key that holds it is the information.
 */
export interface DockerEmptyObject {

}
export interface DockerIdResponse {
/**
 * The id of the object that was made.
 */
Id: string
}
/**
 * Docker's own error body.
 */
export interface DockerMessageError {
/**
 * What went wrong, with the name of the thing.
 */
message: string
}
/**
 * Credentials for one registry, as they travel base64url-encoded in `X-Registry-Auth`; `{}` is an anonymous client.
 */
export interface DockerAuthConfig {
username?: string
password?: string
/**
 * base64 of `username:password`, instead of the two.
 */
auth?: string
/**
 * Ignored; kept for old clients.
 */
email?: string
/**
 * Host and port of the registry.
 */
serveraddress?: string
/**
 * A refresh token that replaces the password.
 */
identitytoken?: string
/**
 * A bearer token to be sent as it is.
 */
registrytoken?: string
}
/**
 * Credentials by registry address, as in `X-Registry-Config`.
 */
export interface DockerAuthConfigs {
[k: string]: DockerAuthConfig
}
export interface DockerPortBinding {
/**
 * Address of the host to listen on; empty is every address.
 */
HostIp?: string
/**
 * Port of the host as text; empty or `0` lets the engine choose; a range chooses from it.
 */
HostPort?: string
}
/**
 * Container port with protocol (`80/tcp`; no protocol is tcp) to where it is published on the host. Null in an answer is a port that is exposed but not published.
 */
export interface DockerPortMap {
[k: string]: DockerPortBinding[] | null
}
/**
 * A set of container ports; each key is a port with protocol (`80/tcp`).
 */
export interface DockerPortSet {
[k: string]: {

} | null
}
/**
 * Where the root file system lies.
 */
export interface DockerGraphDriver {
/**
 * Name of the storage driver, e.g. `overlay`.
 */
Name: string
/**
 * The driver's own pairs; for overlay LowerDir, MergedDir, UpperDir and WorkDir.
 */
Data: ({
[k: string]: string
} | null)
}
/**
 * Addresses that the client asked for.
 */
export interface DockerEndpointIpam {
IPv4Address?: string
IPv6Address?: string
LinkLocalIPs?: (string[] | null)
}
/**
 * How a container sits on one network.
 */
export interface DockerEndpointSettings {
IPAMConfig?: (DockerEndpointIpam | null)
/**
 * Legacy links, as `container:alias`.
 */
Links?: (string[] | null)
/**
 * More names for the container on this network.
 */
Aliases?: (string[] | null)
/**
 * Full id of the network.
 */
NetworkID?: string
/**
 * Id of the endpoint; empty while the container is stopped.
 */
EndpointID?: string
Gateway?: string
/**
 * IPv4 address without its prefix.
 */
IPAddress?: string
IPPrefixLen?: number
IPv6Gateway?: string
GlobalIPv6Address?: string
GlobalIPv6PrefixLen?: number
MacAddress?: string
DriverOpts?: ({
[k: string]: string
} | null)
/**
 * Every name that resolves to the container on this network.
 */
DNSNames?: (string[] | null)
}
/**
 * A mount of a container, as inspect and list show it.
 */
export interface DockerMountPoint {
Type?: ("bind" | "volume" | "tmpfs" | "npipe" | "cluster" | "image")
/**
 * Name of the volume; absent for other types.
 */
Name?: string
/**
 * The folder on the host; empty for tmpfs.
 */
Source: string
/**
 * Path in the container.
 */
Destination: string
/**
 * Volume driver; absent for other types.
 */
Driver?: string
/**
 * Options as the client wrote them, e.g. `z` or `ro`.
 */
Mode: string
RW: boolean
/**
 * e.g. `rprivate`; empty for volumes.
 */
Propagation: string
}
export interface DockerErrorDetail {
code?: number
message?: string
}
/**
 * `{}` while the amount is not known.
 */
export interface DockerProgressDetail {
/**
 * Bytes done.
 */
current?: number
/**
 * Bytes in all.
 */
total?: number
}
/**
 * A check that the engine runs inside the container; times in nanoseconds, 0 is inherited.
 */
export interface DockerHealthConfig {
/**
 * `[]` inherits, `["NONE"]` switches off, `["CMD", …]` runs a program, `["CMD-SHELL", text]` runs a text in the container's shell.
 */
Test?: (string[] | null)
/**
 * Pause between checks; 0 or at least 1 ms.
 */
Interval?: number
/**
 * How long a check may take; 0 or at least 1 ms.
 */
Timeout?: number
/**
 * Failures in a row that make it unhealthy.
 */
Retries?: number
/**
 * Time to come up in which failures do not count.
 */
StartPeriod?: number
/**
 * Pause between checks in the start period.
 */
StartInterval?: number
}
/**
 * The part of a container that does not depend on the host.
 */
export interface DockerContainerConfigBase {
/**
 * Empty takes the first 12 digits of the id.
 */
Hostname?: string
Domainname?: string
/**
 * User and group as `user`, `user:group`, `uid` or `uid:gid`.
 */
User?: string
/**
 * The client will attach to stdin.
 */
AttachStdin?: boolean
/**
 * The client will attach to stdout.
 */
AttachStdout?: boolean
/**
 * The client will attach to stderr.
 */
AttachStderr?: boolean
ExposedPorts?: (DockerPortSet | null)
/**
 * Give the process a terminal; stderr then joins stdout.
 */
Tty?: boolean
/**
 * Keep stdin open.
 */
OpenStdin?: boolean
/**
 * Close stdin when the first attached client leaves.
 */
StdinOnce?: boolean
/**
 * `NAME=value`; a bare `NAME` takes the variable away.
 */
Env?: (string[] | null)
Healthcheck?: (DockerHealthConfig | null)
/**
 * Windows only.
 */
ArgsEscaped?: boolean
/**
 * Name or id of the image.
 */
Image?: string
/**
 * A set of container paths that get an anonymous volume each.
 */
Volumes?: ({
[k: string]: {

} | null
} | null)
/**
 * Made in the container if it is missing.
 */
WorkingDir?: string
NetworkDisabled?: boolean
/**
 * For the first network.
 */
MacAddress?: string
/**
 * Instructions for a build on top of the image.
 */
OnBuild?: (string[] | null)
Labels?: (DockerLabels | null)
/**
 * Name or number of the signal that stop sends first; SIGTERM unless the image says otherwise.
 */
StopSignal?: string
/**
 * Seconds that stop waits before it kills; 10 unless set, -1 for ever.
 */
StopTimeout?: (number | null)
/**
 * The words in front of a shell-form command.
 */
Shell?: (string[] | null)
}
/**
 * What to do when the container's process ends on its own.
 */
export interface DockerRestartPolicy {
Name?: ("" | "no" | "always" | "unless-stopped" | "on-failure")
/**
 * Only with on-failure; 0 is no bound.
 */
MaximumRetryCount?: number
}
export interface DockerLogConfig {
/**
 * Name of the log driver; empty is the engine's default.
 */
Type?: string
/**
 * Options of the driver, such as max-size and max-file.
 */
Config?: ({
[k: string]: string
} | null)
}
/**
 * A mount in its long form.
 */
export interface DockerMount {
Type?: ("bind" | "volume" | "tmpfs" | "npipe" | "cluster" | "image")
/**
 * Absolute path in the container.
 */
Target?: string
/**
 * Folder of the host, or name of the volume; empty makes an anonymous volume.
 */
Source?: string
ReadOnly?: boolean
/**
 * Hint of desktop products; no effect.
 */
Consistency?: string
BindOptions?: ({
Propagation?: ("" | "private" | "rprivate" | "shared" | "rshared" | "slave" | "rslave")
NonRecursive?: boolean
/**
 * Make a missing source.
 */
CreateMountpoint?: boolean
ReadOnlyNonRecursive?: boolean
ReadOnlyForceRecursive?: boolean
} | null)
VolumeOptions?: ({
/**
 * Do not fill a new volume from the image.
 */
NoCopy?: boolean
Labels?: (DockerLabels | null)
Subpath?: string
DriverConfig?: ({
Name?: string
Options?: ({
[k: string]: string
} | null)
} | null)
} | null)
TmpfsOptions?: ({
SizeBytes?: number
/**
 * Permission bits as a number.
 */
Mode?: number
Options?: (string[][] | null)
} | null)
}
export interface DockerWeightDevice {
Path?: string
Weight?: number
}
export interface DockerThrottleDevice {
/**
 * Device node on the host.
 */
Path?: string
/**
 * Bytes or operations per second.
 */
Rate?: number
}
export interface DockerDevice {
PathOnHost?: string
PathInContainer?: string
/**
 * Any of r, w and m.
 */
CgroupPermissions?: string
}
/**
 * Devices asked for from a driver by count, id or ability.
 */
export interface DockerDeviceRequest {
Driver?: string
/**
 * -1 is all.
 */
Count?: number
DeviceIDs?: (string[] | null)
/**
 * Any of the lists must hold; within a list all must.
 */
Capabilities?: (string[][] | null)
Options?: ({
[k: string]: string
} | null)
}
export interface DockerUlimit {
/**
 * Without the RLIMIT_ prefix, lower case: nofile.
 */
Name?: string
Soft?: number
Hard?: number
}
/**
 * Limits; 0 is no limit of one's own.
 */
export interface DockerResources {
/**
 * Weight against other containers.
 */
CpuShares?: number
/**
 * Bytes.
 */
Memory?: number
/**
 * Soft limit in bytes.
 */
MemoryReservation?: number
/**
 * Memory and swap together in bytes; -1 is unlimited swap.
 */
MemorySwap?: number
/**
 * 0 to 100; null or -1 is the host's.
 */
MemorySwappiness?: (number | null)
/**
 * Billionths of a CPU.
 */
NanoCpus?: number
CgroupParent?: string
/**
 * 10 to 1000.
 */
BlkioWeight?: number
BlkioWeightDevice?: (DockerWeightDevice[] | null)
BlkioDeviceReadBps?: (DockerThrottleDevice[] | null)
BlkioDeviceWriteBps?: (DockerThrottleDevice[] | null)
BlkioDeviceReadIOps?: (DockerThrottleDevice[] | null)
BlkioDeviceWriteIOps?: (DockerThrottleDevice[] | null)
/**
 * Microseconds.
 */
CpuPeriod?: number
/**
 * Microseconds of CPU time in a period.
 */
CpuQuota?: number
CpuRealtimePeriod?: number
CpuRealtimeRuntime?: number
/**
 * e.g. `0-2,5`.
 */
CpusetCpus?: string
CpusetMems?: string
Devices?: (DockerDevice[] | null)
/**
 * e.g. `c 42:* rmw`.
 */
DeviceCgroupRules?: (string[] | null)
DeviceRequests?: (DockerDeviceRequest[] | null)
KernelMemory?: number
KernelMemoryTCP?: number
OomKillDisable?: (boolean | null)
/**
 * Null, 0 and -1 are no limit.
 */
PidsLimit?: (number | null)
Ulimits?: (DockerUlimit[] | null)
/**
 * Windows only.
 */
CpuCount?: number
/**
 * Windows only.
 */
CpuPercent?: number
/**
 * Windows only.
 */
IOMaximumIOps?: number
/**
 * Windows only.
 */
IOMaximumBandwidth?: number
}
export interface DockerNetworkingConfig {
/**
 * Network name or id to the settings there; below version 1.44 Docker takes one only.
 */
EndpointsConfig?: ({
[k: string]: DockerEndpointSettings | null
} | null)
}
export interface DockerContainerCreateResponse {
/**
 * 64 hexadecimal digits.
 */
Id: string
Warnings: (string[] | null)
}
export interface DockerHealthcheckResult {
Start: string
End: string
/**
 * 0 healthy, anything else a failure, -1 could not run.
 */
ExitCode: number
Output: string
}
export interface DockerHealth {
Status: ("none" | "starting" | "healthy" | "unhealthy")
FailingStreak: number
/**
 * The last five checks, the newest last.
 */
Log: (DockerHealthcheckResult[] | null)
}
export interface DockerContainerState {
Status: ("created" | "running" | "paused" | "restarting" | "removing" | "exited" | "dead")
/**
 * Also true while paused or restarting.
 */
Running: boolean
Paused: boolean
/**
 * Ended, and waiting for its restart policy.
 */
Restarting: boolean
OOMKilled: boolean
/**
 * A removal of it failed half way.
 */
Dead: boolean
/**
 * On the host; 0 unless it runs.
 */
Pid: number
/**
 * Of the last run; 0 before the first.
 */
ExitCode: number
/**
 * Why it could not be started.
 */
Error: string
/**
 * RFC 3339; `0001-01-01T00:00:00Z` before the first start.
 */
StartedAt: string
/**
 * RFC 3339; `0001-01-01T00:00:00Z` before the first end.
 */
FinishedAt: string
Health?: DockerHealth
}
export interface DockerContainerAddress {
Addr: string
PrefixLen: number
}
/**
 * The members beside Networks repeat the endpoint on the default bridge, else they are empty.
 */
export interface DockerNetworkSettings {
Bridge?: string
SandboxID?: string
/**
 * Path of the network namespace; empty unless it runs.
 */
SandboxKey?: string
HairpinMode?: boolean
LinkLocalIPv6Address?: string
LinkLocalIPv6PrefixLen?: number
SecondaryIPAddresses?: (DockerContainerAddress[] | null)
SecondaryIPv6Addresses?: (DockerContainerAddress[] | null)
Ports: (DockerPortMap | null)
EndpointID?: string
Gateway?: string
GlobalIPv6Address?: string
GlobalIPv6PrefixLen?: number
IPAddress?: string
IPPrefixLen?: number
IPv6Gateway?: string
MacAddress?: string
/**
 * By name of the network.
 */
Networks: ({
[k: string]: DockerEndpointState
} | null)
}
export interface DockerContainerInspectResponse {
Id: string
Created: string
/**
 * The program that runs.
 */
Path: string
/**
 * What it gets after its name.
 */
Args: (string[] | null)
State: DockerContainerState
/**
 * `sha256:` and the id of the image.
 */
Image: string
ResolvConfPath: string
HostnamePath: string
HostsPath: string
/**
 * Empty where the log driver writes no file.
 */
LogPath: string
/**
 * The node of the old stand-alone Swarm; never sent by an engine.
 */
Node?: {

}
/**
 * With a slash in front.
 */
Name: string
/**
 * How often the restart policy started it again.
 */
RestartCount: number
Driver: string
/**
 * linux.
 */
Platform: string
MountLabel: string
ProcessLabel: string
AppArmorProfile: string
/**
 * Exec sessions that are alive.
 */
ExecIDs: (string[] | null)
HostConfig: DockerHostConfigState
GraphDriver: DockerGraphDriver
/**
 * Bytes of the container's own layer; only with size.
 */
SizeRw?: number
/**
 * Bytes of all layers; only with size.
 */
SizeRootFs?: number
Mounts: (DockerMountPoint[] | null)
Config: DockerContainerConfig
NetworkSettings: DockerNetworkSettings
}
export interface DockerContainerPort {
/**
 * Only on a published port.
 */
IP?: string
PrivatePort: number
/**
 * Only on a published port.
 */
PublicPort?: number
Type: ("tcp" | "udp" | "sctp")
}
/**
 * One line of the list.
 */
export interface DockerContainerSummary {
Id: string
/**
 * With a slash in front.
 */
Names: (string[] | null)
/**
 * As the client named it at create; the id if the name has moved to another image.
 */
Image: string
/**
 * `sha256:` and the id.
 */
ImageID: string
/**
 * Program and arguments with spaces between.
 */
Command: string
/**
 * Unix seconds.
 */
Created: number
Ports: (DockerContainerPort[] | null)
/**
 * Only with size.
 */
SizeRw?: number
/**
 * Only with size.
 */
SizeRootFs?: number
Labels: (DockerLabels | null)
State: ("created" | "running" | "paused" | "restarting" | "removing" | "exited" | "dead")
/**
 * For people: `Up 5 minutes`, `Up 2 hours (healthy)`, `Exited (0) 3 days ago`, `Created`.
 */
Status: string
HostConfig: {
NetworkMode?: string
Annotations?: (DockerLabels | null)
}
NetworkSettings: ({
Networks?: ({
[k: string]: DockerEndpointState
} | null)
} | null)
Mounts: (DockerMountPoint[] | null)
}
export interface DockerContainerTop {
/**
 * Column heads of ps.
 */
Titles: (string[] | null)
/**
 * A row of cells per process; the last cell keeps its spaces.
 */
Processes: (string[][] | null)
}
export interface DockerContainerWaitResponse {
/**
 * Exit code of the container.
 */
StatusCode: number
/**
 * Null, or absent, unless the wait itself failed.
 */
Error?: ({
Message?: string
} | null)
}
export interface DockerContainerChange {
/**
 * Absolute in the container.
 */
Path: string
/**
 * 0 modified, 1 added, 2 deleted.
 */
Kind: (0 | 1 | 2)
}
/**
 * The content of the header X-Docker-Container-Path-Stat, base64-encoded JSON.
 */
export interface DockerPathStat {
/**
 * Last element of the path.
 */
name: string
size: number
/**
 * Go's file mode: permission bits with directory 1<<31 and symbolic link 1<<27.
 */
mode: number
mtime: string
/**
 * Absolute in the container; empty unless it is a link.
 */
linkTarget: string
}
export interface DockerContainerPruneResponse {
/**
 * Full ids.
 */
ContainersDeleted: (string[] | null)
/**
 * Bytes.
 */
SpaceReclaimed: number
}
/**
 * What an update could not do.
 */
export interface DockerContainerUpdateResponse {
/**
 * Limits that the host cannot keep.
 */
Warnings: (string[] | null)
}
export interface DockerExecCreateRequest {
AttachStdin?: boolean
AttachStdout?: boolean
AttachStderr?: boolean
Cmd: DockerStringOrList
/**
 * Rows and columns of the first terminal.
 * 
 * @minItems 2
 * @maxItems 2
 */
ConsoleSize?: ([number, number] | null)
/**
 * Keys that leave the session, e.g. `ctrl-p,ctrl-q`.
 */
DetachKeys?: string
/**
 * `NAME=value`, on top of the container's own.
 */
Env?: (string[] | null)
Privileged?: boolean
Tty?: boolean
/**
 * Empty takes the container's.
 */
User?: string
/**
 * Empty takes the container's.
 */
WorkingDir?: string
}
export interface DockerExecStartRequest {
/**
 * Answer as soon as it runs and do not attach.
 */
Detach?: boolean
/**
 * Has to repeat what create said.
 */
Tty?: boolean
/**
 * @minItems 2
 * @maxItems 2
 */
ConsoleSize?: ([number, number] | null)
}
export interface DockerExecProcessConfig {
tty: boolean
/**
 * The program.
 */
entrypoint: string
arguments: (string[] | null)
privileged?: boolean
user?: string
}
export interface DockerExecInspectResponse {
ID: string
Running: boolean
/**
 * Null until it has ended.
 */
ExitCode: (number | null)
ProcessConfig: DockerExecProcessConfig
OpenStdin: boolean
OpenStderr: boolean
OpenStdout: boolean
CanRemove: boolean
ContainerID: string
/**
 * Docker's is the base64 of the key bytes, empty for the default keys.
 */
DetachKeys: string
/**
 * On the host; 0 before the start.
 */
Pid: number
}
export interface DockerRootFS {
/**
 * layers.
 */
Type: string
/**
 * Digests of the unpacked layers, the lowest first.
 */
Layers?: (string[] | null)
}
export interface DockerImageInspectResponse {
/**
 * `sha256:` and the digest of the configuration.
 */
Id: string
RepoTags: (string[] | null)
/**
 * `name@sha256:…` of manifests in registries.
 */
RepoDigests: (string[] | null)
/**
 * Id of the image it was built from, if that is here.
 */
Parent: string
Comment: string
Created?: string
Container?: string
ContainerConfig?: (DockerImageConfig | null)
DockerVersion: string
Author: string
Config: (DockerImageConfig | null)
Architecture: string
Variant?: string
Os: string
OsVersion?: string
/**
 * Bytes of all layers, unpacked.
 */
Size: number
/**
 * Same as Size.
 */
VirtualSize?: number
GraphDriver: DockerGraphDriver
RootFS: DockerRootFS
Metadata: {
/**
 * When it got its last name here; the zero time if never.
 */
LastTagTime?: string
}
}
export interface DockerImageSummary {
/**
 * `sha256:` and the digest of the configuration.
 */
Id: string
/**
 * Empty if not known.
 */
ParentId: string
/**
 * `<none>:<none>` for an image without a name, below version 1.43.
 */
RepoTags: (string[] | null)
/**
 * `<none>@<none>` for an image without one, below version 1.43.
 */
RepoDigests: (string[] | null)
/**
 * Unix seconds.
 */
Created: number
/**
 * Bytes of all layers.
 */
Size: number
/**
 * Bytes shared with other images; -1 not computed.
 */
SharedSize: number
/**
 * Same as Size.
 */
VirtualSize?: number
Labels: (DockerLabels | null)
/**
 * How many containers use it; -1 not computed.
 */
Containers: number
}
export interface DockerImageHistoryItem {
/**
 * Id of the image after this step, or `<missing>`.
 */
Id: string
/**
 * Unix seconds.
 */
Created: number
/**
 * The instruction.
 */
CreatedBy: string
Tags: (string[] | null)
/**
 * Bytes that the step added; 0 for a step without a layer.
 */
Size: number
Comment: string
}
/**
 * One of the two.
 */
export interface DockerImageDeleteItem {
/**
 * A name, or `name@digest`, that was taken away.
 */
Untagged?: string
/**
 * `sha256:` id of an image or a layer that is gone.
 */
Deleted?: string
}
export interface DockerImagePruneResponse {
ImagesDeleted: (DockerImageDeleteItem[] | null)
/**
 * Bytes.
 */
SpaceReclaimed: number
}
export interface DockerSearchResult {
name: string
description: string
star_count: number
is_official: boolean
is_automated: boolean
}
export interface DockerImageId {
ID?: string
}
/**
 * One record of a build.
 */
export interface DockerBuildLine {
/**
 * Text of the build's log.
 */
stream?: string
/**
 * Progress of a pull inside the build.
 */
status?: string
id?: string
progress?: string
progressDetail?: DockerProgressDetail
/**
 * The build failed; the last record.
 */
error?: string
errorDetail?: DockerErrorDetail
aux?: DockerImageId
}
/**
 * One record of a pull, an import or a load.
 */
export interface DockerPullLine {
/**
 * e.g. `Pulling fs layer`, `Downloading`, `Pull complete`.
 */
status?: string
/**
 * Tag or short layer id that the record is about.
 */
id?: string
/**
 * A bar for people.
 */
progress?: string
progressDetail?: DockerProgressDetail
/**
 * Text for people.
 */
stream?: string
/**
 * It failed; the last record.
 */
error?: string
errorDetail?: DockerErrorDetail
}
/**
 * One record of a push.
 */
export interface DockerPushLine {
/**
 * e.g. `Preparing`, `Pushing`, `Pushed`, `Layer already exists`.
 */
status?: string
id?: string
progress?: string
progressDetail?: DockerProgressDetail
/**
 * It failed; the last record.
 */
error?: string
errorDetail?: DockerErrorDetail
/**
 * What was pushed.
 */
aux?: {
Tag?: string
Digest?: string
Size?: number
}
}
/**
 * An image as its registry has it.
 */
export interface DockerDistribution {
Descriptor: {
/**
 * Of the manifest or list.
 */
mediaType: string
/**
 * sha256: and 64 digits.
 */
digest: string
/**
 * Bytes.
 */
size: number
}
Platforms: {
/**
 * amd64
 */
architecture: string
/**
 * linux
 */
os: string
"os.version"?: string
"os.features"?: string[]
/**
 * v8
 */
variant?: string
}[]
}
export interface DockerConfigReference {
/**
 * Name of the network whose configuration is taken.
 */
Network?: string
}
export interface DockerIpamConfig {
/**
 * Address with prefix length.
 */
Subnet?: string
/**
 * The part of the subnet that containers get addresses from.
 */
IPRange?: string
Gateway?: string
/**
 * Names for addresses that are never given out.
 */
AuxiliaryAddresses?: ({
[k: string]: string
} | null)
/**
 * The older name of AuxiliaryAddresses.
 */
AuxAddress?: ({
[k: string]: string
} | null)
}
export interface DockerIpam {
/**
 * default unless a plugin does it.
 */
Driver?: string
Config?: (DockerIpamConfig[] | null)
Options?: ({
[k: string]: string
} | null)
}
export interface DockerNetworkCreateRequest {
Name: string
/**
 * Refuse a name that is taken. From version 1.44 on Docker always does.
 */
CheckDuplicate?: boolean
/**
 * bridge if it is empty.
 */
Driver?: string
Scope?: ("" | "local" | "global" | "swarm")
/**
 * No way out of the host.
 */
Internal?: boolean
Attachable?: boolean
Ingress?: boolean
ConfigOnly?: boolean
ConfigFrom?: (DockerConfigReference | null)
IPAM?: (DockerIpam | null)
EnableIPv6?: (boolean | null)
/**
 * Options of the driver.
 */
Options?: ({
[k: string]: string
} | null)
Labels?: (DockerLabels | null)
}
export interface DockerNetworkCreateResponse {
/**
 * 64 hexadecimal digits.
 */
Id: string
Warning?: string
}
export interface DockerNetworkContainer {
/**
 * Without a slash.
 */
Name: string
EndpointID: string
MacAddress: string
/**
 * With prefix length.
 */
IPv4Address: string
/**
 * With prefix length, or empty.
 */
IPv6Address: string
}
export interface DockerPeerInfo {
Name?: string
IP?: string
}
export interface DockerNetwork {
Name: string
Id: string
Created: string
/**
 * local.
 */
Scope: string
/**
 * bridge, host, null …
 */
Driver: string
EnableIPv6: boolean
IPAM: DockerIpam
Internal: boolean
Attachable: boolean
Ingress: boolean
ConfigFrom: DockerConfigReference
ConfigOnly: boolean
/**
 * By full container id, those that run; empty in the list.
 */
Containers: ({
[k: string]: DockerNetworkContainer
} | null)
Options: ({
[k: string]: string
} | null)
Labels: (DockerLabels | null)
Peers?: (DockerPeerInfo[] | null)
/**
 * Swarm only, with verbose.
 */
Services?: ({

} | null)
}
export interface DockerNetworkConnectRequest {
/**
 * Name or id.
 */
Container: string
EndpointConfig?: (DockerEndpointSettings | null)
}
export interface DockerNetworkDisconnectRequest {
/**
 * Name or id.
 */
Container: string
/**
 * Also when the container is gone or will not let go.
 */
Force?: boolean
}
export interface DockerNetworkPruneResponse {
/**
 * Names.
 */
NetworksDeleted: (string[] | null)
}
export interface DockerThrottlingData {
periods: number
throttled_periods: number
/**
 * Nanoseconds.
 */
throttled_time: number
}
/**
 * Nanoseconds.
 */
export interface DockerCpuUsage {
total_usage: number
/**
 * Only with cgroup v1.
 */
percpu_usage?: (number[] | null)
usage_in_kernelmode: number
usage_in_usermode: number
}
export interface DockerCpuStats {
cpu_usage: DockerCpuUsage
/**
 * Nanoseconds that all CPUs of the host have spent; absent in an empty precpu_stats.
 */
system_cpu_usage?: number
/**
 * Absent in an empty precpu_stats.
 */
online_cpus?: number
throttling_data: DockerThrottlingData
}
/**
 * Empty while the container does not run.
 */
export interface DockerMemoryStats {
/**
 * Bytes with the page cache.
 */
usage?: number
/**
 * Only with cgroup v1.
 */
max_usage?: number
/**
 * The kernel's memory.stat.
 */
stats?: ({
[k: string]: number
} | null)
/**
 * Only with cgroup v1.
 */
failcnt?: number
/**
 * The host's memory if there is no limit.
 */
limit?: number
}
export interface DockerBlkioEntry {
major: number
minor: number
/**
 * e.g. read, write (capitals with cgroup v1).
 */
op: string
value: number
}
export interface DockerBlkioStats {
io_service_bytes_recursive: DockerBlkioEntries
io_serviced_recursive: DockerBlkioEntries
io_queue_recursive: DockerBlkioEntries
io_service_time_recursive: DockerBlkioEntries
io_wait_time_recursive: DockerBlkioEntries
io_merged_recursive: DockerBlkioEntries
io_time_recursive: DockerBlkioEntries
sectors_recursive: DockerBlkioEntries
}
/**
 * Since the interface was made, seen from inside the container.
 */
export interface DockerNetworkFigures {
rx_bytes: number
rx_packets: number
rx_errors: number
rx_dropped: number
tx_bytes: number
tx_packets: number
tx_errors: number
tx_dropped: number
}
export interface DockerStats {
/**
 * With a slash in front; Docker leaves it out with one-shot.
 */
name?: string
/**
 * Docker leaves it out with one-shot.
 */
id?: string
/**
 * When the figures were read.
 */
read: string
/**
 * When those of precpu_stats were.
 */
preread: string
pids_stats: {
current?: number
limit?: number
}
blkio_stats: DockerBlkioStats
/**
 * Windows only; 0.
 */
num_procs: number
/**
 * Windows only; empty.
 */
storage_stats: {

}
cpu_stats: DockerCpuStats
precpu_stats: DockerCpuStats
memory_stats: DockerMemoryStats
/**
 * By interface (`eth0`); absent without a network of its own.
 */
networks?: {
[k: string]: DockerNetworkFigures
}
}
export interface DockerEventActor {
/**
 * Id of the object; name for a volume, reference or id for an image.
 */
ID: string
/**
 * Labels of the object and what belongs to the event, all as text: name, image, exitCode, signal, execID, container …
 */
Attributes: ({
[k: string]: string
} | null)
}
export interface DockerEvent {
/**
 * Same as Action; only container and image events.
 */
status?: string
/**
 * Same as Actor.ID; only container and image events.
 */
id?: string
/**
 * Image of the container; only container events.
 */
from?: string
Type: ("builder" | "config" | "container" | "daemon" | "image" | "network" | "node" | "plugin" | "secret" | "service" | "volume")
/**
 * e.g. create, start, die, destroy; with detail after a colon: `exec_create: ls`, `health_status: healthy`.
 */
Action: string
Actor: DockerEventActor
scope: ("local" | "swarm")
/**
 * Unix seconds.
 */
time: number
/**
 * Unix nanoseconds.
 */
timeNano: number
}
export interface DockerVersionComponent {
/**
 * e.g. Engine.
 */
Name: string
Version: string
Details?: ({
[k: string]: string
} | null)
}
export interface DockerVersion {
Platform?: {
Name: string
}
Components?: (DockerVersionComponent[] | null)
Version: string
/**
 * Newest Docker API version that is spoken.
 */
ApiVersion: string
/**
 * Oldest one.
 */
MinAPIVersion: string
GitCommit: string
GoVersion: string
Os: string
Arch: string
KernelVersion?: string
Experimental?: boolean
BuildTime?: string
}
export interface DockerBuildCache {
ID?: string
Parent?: string
Parents?: (string[] | null)
Type?: string
Description?: string
InUse?: boolean
Shared?: boolean
Size?: number
CreatedAt?: string
LastUsedAt?: (string | null)
UsageCount?: number
}
export interface DockerDiskUsage {
/**
 * Bytes of all layers, each counted once.
 */
LayersSize: number
/**
 * With SharedSize and Containers computed.
 */
Images: (DockerImageSummary[] | null)
/**
 * All of them, with SizeRw and SizeRootFs.
 */
Containers: (DockerContainerSummary[] | null)
/**
 * With UsageData.
 */
Volumes: (DockerVolume[] | null)
BuildCache: (DockerBuildCache[] | null)
BuilderSize?: number
}
export interface DockerVolume {
Name: string
Driver: string
/**
 * Folder on the host.
 */
Mountpoint: string
CreatedAt?: string
/**
 * What the driver tells about it; absent for local.
 */
Status?: ({
[k: string]: unknown
} | null)
Labels: (DockerLabels | null)
Scope: ("local" | "global")
Options: ({
[k: string]: string
} | null)
UsageData?: (DockerUsageData | null)
}
/**
 * Only in system/df.
 */
export interface DockerUsageData {
/**
 * Bytes; -1 unknown.
 */
Size: number
/**
 * How many containers use it; -1 unknown.
 */
RefCount: number
}
/**
 * Names of drivers by kind.
 */
export interface DockerPlugins {
Volume: (string[] | null)
Network: (string[] | null)
Authorization: (string[] | null)
Log: (string[] | null)
}
export interface DockerIndexInfo {
Name?: string
Mirrors?: (string[] | null)
Secure?: boolean
Official?: boolean
}
export interface DockerRegistryConfig {
AllowNondistributableArtifactsCIDRs?: (string[] | null)
AllowNondistributableArtifactsHostnames?: (string[] | null)
InsecureRegistryCIDRs?: (string[] | null)
IndexConfigs?: ({
[k: string]: DockerIndexInfo
} | null)
Mirrors?: (string[] | null)
}
export interface DockerRuntime {
path?: string
runtimeArgs?: (string[] | null)
}
export interface DockerCommit {
ID: string
Expected?: string
}
export interface DockerSwarmInfo {
NodeID?: string
NodeAddr?: string
LocalNodeState?: ("" | "inactive" | "pending" | "active" | "error" | "locked")
ControlAvailable?: boolean
Error?: string
RemoteManagers?: ({

}[] | null)
Nodes?: number
Managers?: number
}
export interface DockerInfo {
/**
 * Of the engine; the same after a restart.
 */
ID: string
Containers: number
ContainersRunning: number
ContainersPaused: number
ContainersStopped: number
Images: number
/**
 * Storage driver.
 */
Driver: string
/**
 * Pairs of name and value.
 */
DriverStatus: (string[][] | null)
DockerRootDir: string
Plugins: DockerPlugins
MemoryLimit: boolean
SwapLimit: boolean
KernelMemory?: boolean
KernelMemoryTCP?: boolean
CpuCfsPeriod: boolean
CpuCfsQuota: boolean
CPUShares: boolean
CPUSet: boolean
PidsLimit: boolean
OomKillDisable: boolean
IPv4Forwarding: boolean
BridgeNfIptables: boolean
BridgeNfIp6tables: boolean
Debug: boolean
/**
 * Open files of the engine.
 */
NFd: number
NGoroutines: number
SystemTime: string
LoggingDriver: string
CgroupDriver: ("cgroupfs" | "systemd" | "none")
CgroupVersion?: ("1" | "2")
NEventsListener: number
KernelVersion: string
OperatingSystem: string
OSVersion?: string
/**
 * linux.
 */
OSType: string
/**
 * As uname says it: x86_64.
 */
Architecture: string
NCPU: number
/**
 * Bytes.
 */
MemTotal: number
IndexServerAddress: string
RegistryConfig: (DockerRegistryConfig | null)
GenericResources: ({

}[] | null)
HttpProxy: string
HttpsProxy: string
NoProxy: string
/**
 * Host name.
 */
Name: string
Labels: (string[] | null)
ExperimentalBuild: boolean
ServerVersion: string
ClusterStore?: string
ClusterAdvertise?: string
Runtimes: ({
[k: string]: DockerRuntime
} | null)
DefaultRuntime: string
Swarm: DockerSwarmInfo
/**
 * Containers outlive the engine.
 */
LiveRestoreEnabled: boolean
Isolation: string
InitBinary: string
ContainerdCommit: DockerCommit
RuncCommit: DockerCommit
InitCommit: DockerCommit
/**
 * e.g. `name=seccomp,profile=default`.
 */
SecurityOptions: (string[] | null)
ProductLicense?: string
DefaultAddressPools?: ({
Base?: string
Size?: number
}[] | null)
Warnings?: (string[] | null)
/**
 * Podman's addition.
 */
BuildahVersion?: string
/**
 * Podman's addition.
 */
CPURealtimePeriod?: boolean
/**
 * Podman's addition.
 */
CPURealtimeRuntime?: boolean
/**
 * Podman's addition.
 */
Rootless?: boolean
/**
 * Podman's addition.
 */
SwapFree?: number
/**
 * Podman's addition.
 */
SwapTotal?: number
/**
 * Podman's addition.
 */
Uptime?: string
}
/**
 * What a registry says to credentials.
 */
export interface DockerAuthReport {
/**
 * Stands for the user from now on; empty where the registry gives none.
 */
IdentityToken: string
/**
 * Login Succeeded
 */
Status: string
}
export interface DockerVolumeCreateRequest {
/**
 * Empty lets the engine make 64 hexadecimal digits.
 */
Name?: string
/**
 * local if it is empty.
 */
Driver?: string
/**
 * For local: type, device and o, as mount takes them.
 */
DriverOpts?: ({
[k: string]: string
} | null)
Labels?: (DockerLabels | null)
/**
 * Swarm only.
 */
ClusterVolumeSpec?: ({

} | null)
}
export interface DockerVolumeListResponse {
Volumes: (DockerVolume[] | null)
Warnings: (string[] | null)
}
export interface DockerVolumePruneResponse {
/**
 * Names.
 */
VolumesDeleted: (string[] | null)
/**
 * Bytes.
 */
SpaceReclaimed: number
}
/**
 * What every failing request answers.
 */
export interface ErrorModel {
/**
 * The innermost error.
 */
cause: string
/**
 * The whole error text for people; it names the object that is concerned.
 */
message: string
/**
 * The status of the answer once more.
 */
response: number
}
/**
 * What to run in the container.
 */
export interface ExecCreate {
/**
 * User or `user:group`
 */
User?: string
/**
 * With all capabilities
 */
Privileged?: boolean
/**
 * With a terminal
 */
Tty?: boolean
/**
 * Carry input at start
 */
AttachStdin?: boolean
/**
 * Carry standard output at start
 */
AttachStdout?: boolean
/**
 * Carry standard error at start
 */
AttachStderr?: boolean
/**
 * Accepted for old clients; start decides
 */
Detach?: boolean
/**
 * Keys that end an attach
 */
DetachKeys?: string
/**
 * NAME=value
 */
Env?: string[]
/**
 * Folder to start in; the container's when left out
 */
WorkingDir?: string
/**
 * Program and arguments
 */
Cmd?: string[]
}
/**
 * How to start the session.
 */
export interface ExecStart {
/**
 * Start it and answer at once
 */
Detach?: boolean
/**
 * Accepted; create has decided
 */
Tty?: boolean
/**
 * Height of the terminal in characters
 */
h?: number
/**
 * Width of the terminal in characters
 */
w?: number
}
/**
 * One exec session.
 */
export interface InspectExec {
/**
 * Whether it has ended
 */
CanRemove: boolean
/**
 * Full id of its container
 */
ContainerID: string
/**
 * Keys that end an attach
 */
DetachKeys: string
/**
 * Exit code; 0 before the end
 */
ExitCode: number
/**
 * Its full id
 */
ID: string
/**
 * Whether standard error is carried
 */
OpenStderr: boolean
/**
 * Whether input is carried
 */
OpenStdin: boolean
/**
 * Whether standard output is carried
 */
OpenStdout: boolean
/**
 * Whether it runs
 */
Running: boolean
/**
 * Process id on the host, 0 before and after
 */
Pid: number
ProcessConfig: InspectExecProcess
}
/**
 * What it runs.
 */
export interface InspectExecProcess {
/**
 * Words after the program
 */
arguments: (string[] | null)
/**
 * The program
 */
entrypoint: string
/**
 * Whether it has all capabilities
 */
privileged: boolean
/**
 * Whether it has a terminal
 */
tty: boolean
/**
 * User as given
 */
user: string
}
/**
 * How to remove a session.
 */
export interface ExecRemove {
/**
 * End its command if it runs
 */
Force?: boolean
}
/**
 * Everything known about one image.
 */
export interface InspectImage {
/**
 * Full id without `sha256:`
 */
Id: string
/**
 * Digest of the manifest
 */
Digest: string
/**
 * Names with tags
 */
RepoTags: (string[] | null)
/**
 * Names with digests
 */
RepoDigests: (string[] | null)
/**
 * Id of the local parent, else empty
 */
Parent: string
/**
 * Comment of the last step
 */
Comment: string
/**
 * When it was made
 */
Created: (string | null)
Config: ImageConfig
/**
 * The docker version that made it, mostly empty
 */
Version: string
/**
 * Author of the image
 */
Author: string
/**
 * As Go names it: amd64
 */
Architecture: string
/**
 * As Go names it: linux
 */
Os: string
/**
 * Bytes
 */
Size: number
/**
 * The same
 */
VirtualSize: number
GraphDriver: DriverData
RootFS: ImageRootFS
/**
 * Free key and value pairs
 */
Labels: ({
[k: string]: string
} | null)
/**
 * Annotations of the manifest
 */
Annotations: ({
[k: string]: string
} | null)
/**
 * Media type of the manifest
 */
ManifestType: string
/**
 * User of its containers
 */
User: string
/**
 * The image configuration's history
 */
History: (ImageHistoryEntry[] | null)
/**
 * Names it has had
 */
NamesHistory: (string[] | null)
Healthcheck?: HealthcheckConfig
}
/**
 * What containers take over from the image; members as in the OCI image configuration.
 */
export interface ImageConfig {
/**
 * User or `user:group`
 */
User?: string
/**
 * Keys are `port/protocol`
 */
ExposedPorts?: ({
[k: string]: {
[k: string]: unknown
}
} | null)
/**
 * Environment as NAME=value
 */
Env?: (string[] | null)
/**
 * Words put before every command
 */
Entrypoint?: (string[] | null)
/**
 * Command, or arguments of the entrypoint
 */
Cmd?: (string[] | null)
/**
 * Keys are paths
 */
Volumes?: ({
[k: string]: {
[k: string]: unknown
}
} | null)
/**
 * Folder programs start in
 */
WorkingDir?: string
/**
 * Free key and value pairs
 */
Labels?: ({
[k: string]: string
} | null)
/**
 * Signal that stop sends
 */
StopSignal?: string
/**
 * A Windows setting
 */
ArgsEscaped?: boolean
}
/**
 * Layers.
 */
export interface ImageRootFS {
/**
 * Always `layers`
 */
Type: string
/**
 * Diff ids, lowest first
 */
Layers: string[]
}
/**
 * A step of the build.
 */
export interface ImageHistoryEntry {
/**
 * When the step was made
 */
created?: string
/**
 * The instruction
 */
created_by?: string
/**
 * Who made it
 */
author?: string
/**
 * A remark
 */
comment?: string
/**
 * True when it made no layer
 */
empty_layer?: boolean
}
/**
 * A line of the list of images.
 */
export interface ImageSummary {
/**
 * Its full id
 */
Id: string
/**
 * Id of the local parent, else empty
 */
ParentId: string
/**
 * Names with tags
 */
RepoTags: (string[] | null)
/**
 * Names with digests
 */
RepoDigests: (string[] | null)
/**
 * Seconds since 1970
 */
Created: number
/**
 * Bytes
 */
Size: number
/**
 * Always 0
 */
SharedSize: number
/**
 * The same as Size
 */
VirtualSize?: number
/**
 * Free key and value pairs
 */
Labels: ({
[k: string]: string
} | null)
/**
 * Containers made from it
 */
Containers: number
/**
 * From an additional store
 */
ReadOnly?: boolean
/**
 * Without a name
 */
Dangling?: boolean
/**
 * The same as RepoTags
 */
Names?: (string[] | null)
/**
 * Digest of the manifest
 */
Digest?: string
/**
 * Names it has had
 */
History?: (string[] | null)
/**
 * Since Podman 5
 */
Arch?: string
/**
 * Since Podman 5
 */
Os?: string
/**
 * Since Podman 5
 */
IsManifestList?: boolean
}
/**
 * A step of an image's history, newest first.
 */
export interface ImageHistoryLayer {
/**
 * Id of the image after this step, else `<missing>`
 */
Id: string
/**
 * Seconds since 1970
 */
Created: number
/**
 * The instruction
 */
CreatedBy: string
/**
 * Names of the image after this step
 */
Tags: (string[] | null)
/**
 * Bytes of its layer
 */
Size: number
/**
 * A remark
 */
Comment: string
}
/**
 * Layers of an image as a drawn tree.
 */
export interface ImageTree {
/**
 * The drawn text
 */
Tree: string
}
/**
 * What a remove did.
 */
export interface ImageRemoveReport {
/**
 * Ids of images that are gone
 */
Deleted?: (string[] | null)
/**
 * Names that are gone
 */
Untagged?: (string[] | null)
/**
 * What could not be removed, and why
 */
Errors: (string[] | null)
/**
 * What `podman rmi` exits with: 0, 1 no such image, 2 in use, 125 other
 */
ExitCode: number
}
/**
 * What load answers.
 */
export interface ImageNames {
/**
 * Names of the images that were loaded
 */
Names: (string[] | null)
}
/**
 * What import answers.
 */
export interface ImageId {
/**
 * Its full id
 */
Id: string
}
/**
 * A line of the answer to pull; the last ones carry images and id.
 */
export interface ImagePullLine {
/**
 * Progress for people
 */
stream?: string
/**
 * Why it failed
 */
error?: string
/**
 * Ids of what was pulled
 */
images?: (string[] | null)
/**
 * Id of the last image
 */
id?: string
}
/**
 * A line of the answer to push.
 */
export interface ImagePushLine {
/**
 * Progress for people
 */
stream?: string
/**
 * Why it failed
 */
error?: string
/**
 * Since Podman 4.6
 */
manifestdigest?: string
}
/**
 * One hit.
 */
export interface ImageSearchResult {
/**
 * The registry
 */
Index: string
/**
 * Name with the registry
 */
Name: string
/**
 * What the registry says of it
 */
Description: string
/**
 * Marks of approval
 */
Stars: number
/**
 * `[OK]` or empty
 */
Official: string
/**
 * `[OK]` or empty
 */
Automated: string
/**
 * With `listTags`
 */
Tag: string
}
/**
 * What a name stands for.
 */
export interface ResolvedName {
/**
 * Full names, the likeliest first
 */
Names: string[]
}
/**
 * A line of the answer to build.
 */
export interface BuildLine {
/**
 * Output of the build; the last line is the image's id
 */
stream?: string
/**
 * Why it failed
 */
error?: string
}
/**
 * What was made from the YAML.
 */
export interface KubePlayReport {
/**
 * Pods that were made
 */
Pods: (KubePlayPod[] | null)
/**
 * Volumes that were made
 */
Volumes: (KubePlayVolume[] | null)
/**
 * Pods that were stopped before
 */
StopReport?: (PodActionReport[] | null)
/**
 * Pods that were removed before
 */
RmReport?: (PodRemoveReport[] | null)
/**
 * Volumes that were removed before
 */
VolumeRmReport?: ({
[k: string]: unknown
}[] | null)
/**
 * Secrets that were removed before
 */
SecretRmReport?: ({
[k: string]: unknown
}[] | null)
/**
 * Secrets that were made
 */
Secrets: (KubePlaySecret[] | null)
/**
 * The service container, when there is one
 */
ServiceContainerID?: string
/**
 * Exit code of the pods, when waited for
 */
ExitCode?: (number | null)
}
/**
 * A pod.
 */
export interface KubePlayPod {
/**
 * Its full id
 */
ID: string
/**
 * Ids
 */
Containers: (string[] | null)
/**
 * Ids
 */
InitContainers: (string[] | null)
/**
 * Lines for the user
 */
Logs: (string[] | null)
/**
 * Why containers did not start
 */
ContainerErrors: (string[] | null)
}
/**
 * A volume.
 */
export interface KubePlayVolume {
/**
 * Its name
 */
Name: string
}
/**
 * What an action did to the containers of a pod.
 */
export interface PodActionReport {
/**
 * What went wrong, an item per container
 */
Errs: ((string | {
[k: string]: unknown
})[] | null)
/**
 * Its full id
 */
Id: string
/**
 * Since Podman 4.6
 */
RawInput?: string
}
/**
 * What happened to the pod.
 */
export interface PodRemoveReport {
/**
 * Why it failed, else null
 */
Err: (string | {
[k: string]: unknown
} | null)
/**
 * Its full id
 */
Id: string
/**
 * Errors by container id; since Podman 4.6
 */
RemovedCtrs?: ({
[k: string]: unknown
} | null)
}
/**
 * A secret.
 */
export interface KubePlaySecret {
/**
 * Its id
 */
CreateReport: ({
[k: string]: unknown
} | null)
}
/**
 * A Docker manifest list or an OCI index.
 */
export interface ManifestList {
/**
 * Always 2
 */
schemaVersion: number
/**
 * Media type of the list
 */
mediaType?: string
/**
 * Its images
 */
manifests: ManifestListEntry[]
}
/**
 * One image of the list.
 */
export interface ManifestListEntry {
/**
 * Media type of the image's manifest
 */
mediaType: string
/**
 * Bytes of the manifest
 */
size: number
/**
 * Digest of the manifest
 */
digest: string
platform: ManifestPlatform
/**
 * Annotations of the entry
 */
annotations?: ({
[k: string]: string
} | null)
/**
 * Other places of the manifest
 */
urls?: (string[] | null)
}
/**
 * What the image runs on.
 */
export interface ManifestPlatform {
/**
 * As Go names it: amd64
 */
architecture: string
/**
 * As Go names it: linux
 */
os: string
/**
 * A Windows version
 */
"os.version"?: string
/**
 * Windows features
 */
"os.features"?: (string[] | null)
/**
 * Variant of the architecture, as v8
 */
variant?: string
/**
 * Processor features
 */
features?: (string[] | null)
}
/**
 * Images to add, and what to say about them.
 */
export interface ManifestAdd {
/**
 * Add every image of a list that is named
 */
all?: boolean
/**
 * Annotations for the entry; Podman's clients send `name=value`
 */
annotation?: ({
[k: string]: string
} | string[])
/**
 * The same, from version 4.1 on
 */
annotations?: {
[k: string]: string
}
/**
 * Architecture, instead of the image's
 */
arch?: string
/**
 * Processor features
 */
features?: string[]
/**
 * Image names; without a transport they are taken from the local storage
 */
images?: string[]
/**
 * System, instead of the image's
 */
os?: string
/**
 * Version of the system
 */
os_version?: string
/**
 * Features of the system
 */
os_features?: string[]
/**
 * Variant, instead of the image's
 */
variant?: string
}
/**
 * The id of the object that was made or changed.
 */
export interface IdReport {
/**
 * Its full id
 */
Id: string
}
/**
 * What was done to a list.
 */
export interface ManifestModifyReport {
/**
 * Its full id; empty when nothing was done
 */
Id: string
/**
 * Those it was done with
 */
images?: (string[] | null)
/**
 * What failed
 */
errors?: (unknown[] | null)
}
/**
 * A line of the answer to a push that tells its progress; the last one has the digest.
 */
export interface ManifestPushLine {
/**
 * Digest of the list
 */
Id?: string
/**
 * Progress for people
 */
stream?: string
/**
 * Why it failed
 */
error?: string
}
/**
 * What to create.
 */
export interface CniNetworkCreate {
/**
 * In the body's place when the query has none
 */
Name?: string
/**
 * Do not resolve containers' names
 */
DisableDNS?: boolean
/**
 * Bridge or macvlan
 */
Driver?: string
/**
 * Address of the gateway
 */
Gateway?: string
/**
 * Without a way out
 */
Internal?: boolean
/**
 * Free key and value pairs
 */
Labels?: {
[k: string]: string
}
/**
 * Parent device of macvlan
 */
MacVLAN?: string
Range?: GoIPNet
Subnet?: GoIPNet
/**
 * With an IPv6 subnet
 */
IPv6?: boolean
/**
 * Mtu, vlan
 */
Options?: {
[k: string]: string
}
}
/**
 * An address prefix the way Go writes it.
 */
export interface GoIPNet {
/**
 * The network's address
 */
IP?: string
/**
 * base64 of the mask's bytes
 */
Mask?: string
}
/**
 * What create answers.
 */
export interface CniNetworkCreated {
/**
 * The configuration file that was written
 */
Filename: string
}
/**
 * Which container to connect.
 */
export interface CniNetworkConnect {
/**
 * Name or id
 */
Container?: string
/**
 * Names it answers to there
 */
Aliases?: string[]
}
/**
 * A line of the list of networks.
 */
export interface CniNetworkListItem {
/**
 * Its name
 */
Name: string
/**
 * Version of the CNI specification
 */
CNIVersion: string
/**
 * Whether checks are off
 */
DisableCheck: boolean
/**
 * The chain of plugins
 */
Plugins: (CniPlugin[] | null)
/**
 * base64 of the configuration
 */
Bytes?: string
/**
 * Free key and value pairs
 */
Labels: ({
[k: string]: string
} | null)
}
/**
 * A plugin of the chain.
 */
export interface CniPlugin {
Network: CniPluginConfig
/**
 * base64 of the plugin's configuration
 */
Bytes?: string
}
/**
 * The members every plugin has.
 */
export interface CniPluginConfig {
/**
 * Version of the CNI specification
 */
cniVersion?: string
/**
 * The network's name
 */
name?: string
/**
 * Bridge, portmap, firewall, tuning, dnsname
 */
type?: string
/**
 * Address management
 */
ipam: {
[k: string]: unknown
}
/**
 * Name servers
 */
dns: {
[k: string]: unknown
}
}
/**
 * One network.
 */
export interface LibpodNetwork {
/**
 * Its name
 */
name: string
/**
 * 64 hexadecimal digits
 */
id: string
/**
 * Bridge, macvlan or ipvlan
 */
driver: string
/**
 * The bridge, or the parent device of macvlan
 */
network_interface?: string
/**
 * When it was created
 */
created: string
/**
 * Its address ranges
 */
subnets?: (NetworkSubnet[] | null)
/**
 * Static routes; since Podman 4.6
 */
routes?: (NetworkRoute[] | null)
/**
 * Whether it has IPv6 too
 */
ipv6_enabled: boolean
/**
 * Without a way out
 */
internal: boolean
/**
 * Whether names of containers resolve
 */
dns_enabled: boolean
/**
 * Name servers to forward to; since Podman 4.5
 */
network_dns_servers?: (string[] | null)
/**
 * Free key and value pairs
 */
labels?: ({
[k: string]: string
} | null)
/**
 * Mtu, vlan, metric, isolate and the driver's own
 */
options?: ({
[k: string]: string
} | null)
/**
 * Driver: host-local, dhcp or none
 */
ipam_options?: ({
[k: string]: string
} | null)
/**
 * Containers on it by id; since Podman 4.8, inspect only
 */
containers?: ({
[k: string]: {
[k: string]: unknown
}
} | null)
}
/**
 * An address range.
 */
export interface NetworkSubnet {
/**
 * Prefix such as 10.89.0.0/24
 */
subnet: string
/**
 * The gateway's address; the first one when left out
 */
gateway?: string
lease_range?: (NetworkLeaseRange | null)
}
/**
 * The part of the subnet to give addresses from.
 */
export interface NetworkLeaseRange {
/**
 * First address
 */
start_ip?: string
/**
 * Last address
 */
end_ip?: string
}
/**
 * A static route.
 */
export interface NetworkRoute {
/**
 * Prefix of the target
 */
destination: string
/**
 * Next hop
 */
gateway: string
/**
 * Lower wins
 */
metric?: number
}
/**
 * What to create; everything may be left out.
 */
export interface NetworkCreate {
/**
 * Chosen by the engine when left out
 */
name?: string
/**
 * Ignored
 */
id?: string
/**
 * `bridge` when left out
 */
driver?: string
/**
 * Name of the bridge, or parent device of macvlan
 */
network_interface?: string
/**
 * Ignored
 */
created?: string
/**
 * A free one is chosen when left out
 */
subnets?: NetworkSubnet[]
/**
 * Static routes
 */
routes?: NetworkRoute[]
/**
 * With an IPv6 subnet too
 */
ipv6_enabled?: boolean
/**
 * Without a way out
 */
internal?: boolean
/**
 * Resolve containers' names
 */
dns_enabled?: boolean
/**
 * Name servers to forward to
 */
network_dns_servers?: string[]
/**
 * Free key and value pairs
 */
labels?: {
[k: string]: string
}
/**
 * Mtu, vlan, metric, isolate and the driver's own
 */
options?: {
[k: string]: string
}
/**
 * Driver: host-local, dhcp or none
 */
ipam_options?: {
[k: string]: string
}
}
/**
 * Which container to connect, and how; the older form has only Container and Aliases.
 */
export interface NetworkConnect {
/**
 * Name or id (`Container` in the older form)
 */
container?: string
/**
 * Addresses it must get
 */
static_ips?: string[]
/**
 * (`Aliases` in the older form)
 */
aliases?: string[]
/**
 * Its MAC address
 */
static_mac?: string
/**
 * Chosen when left out
 */
interface_name?: string
}
/**
 * Which container to disconnect.
 */
export interface NetworkDisconnect {
/**
 * Name or id
 */
Container?: string
/**
 * Whatever the container's state
 */
Force?: boolean
}
/**
 * What happened to one network.
 */
export interface NetworkRemoveReport {
/**
 * Its name
 */
Name: string
/**
 * Why it was kept
 */
Err: (string | {
[k: string]: unknown
} | null)
}
/**
 * Name servers to add and to remove.
 */
export interface NetworkUpdate {
/**
 * Addresses to add
 */
adddnsservers?: string[]
/**
 * Addresses to remove
 */
removednsservers?: string[]
}
/**
 * What to create; everything may be left out.
 */
export interface PodCreate {
/**
 * Chosen by the engine when left out
 */
name?: string
/**
 * Host name of the containers; the pod's name when left out
 */
hostname?: string
/**
 * What happens when the last container has ended
 */
exit_policy?: ("continue" | "stop")
/**
 * Of the containers that name none of their own
 */
restart_policy?: ("" | "no" | "always" | "on-failure" | "unless-stopped")
/**
 * Restarts that on-failure allows
 */
restart_tries?: number
/**
 * Free key and value pairs
 */
labels?: {
[k: string]: string
}
/**
 * Without an infra container: nothing is shared
 */
no_infra?: boolean
/**
 * File for the process id of the infra container's conmon
 */
infra_conmon_pid_file?: string
/**
 * Command of the infra container
 */
infra_command?: string[]
/**
 * Image of the infra container; the engine's own when left out
 */
infra_image?: string
/**
 * Name of the infra container
 */
infra_name?: string
/**
 * Of cgroup, ipc, net, pid, uts; ipc, net and uts when left out
 */
shared_namespaces?: string[]
/**
 * Put the containers' cgroups below the pod's
 */
share_parent?: boolean
/**
 * The command line, for `generate systemd --new`
 */
pod_create_command?: string[]
pidns?: NamespaceChoice
userns?: NamespaceChoice
utsns?: NamespaceChoice
/**
 * Devices for every container
 */
pod_devices?: string[]
/**
 * Kernel parameters of the shared namespaces
 */
sysctl?: {
[k: string]: string
}
netns?: NamespaceChoice
/**
 * Ports published by the infra container
 */
portmappings?: PortMapping[]
/**
 * Networks to join; also read as `networks`
 */
Networks?: {
[k: string]: PerNetworkOptions
}
/**
 * The older way to name them
 */
cni_networks?: string[]
/**
 * Older form
 */
static_ip?: (string | number[])
/**
 * Older form
 */
static_mac?: (string | number[])
/**
 * Leave the images' /etc/resolv.conf
 */
no_manage_resolv_conf?: boolean
/**
 * Name servers, instead of the host's
 */
dns_server?: string[]
/**
 * Search domains, instead of the host's
 */
dns_search?: string[]
/**
 * Resolver options, instead of the host's
 */
dns_option?: string[]
/**
 * Leave the images' /etc/hosts
 */
no_manage_hosts?: boolean
/**
 * `name:address`
 */
hostadd?: string[]
/**
 * Options of slirp4netns and pasta by mode; without effect, for these are refused
 */
network_options?: {
[k: string]: string[]
}
/**
 * Cgroup above the pod's
 */
cgroup_parent?: string
/**
 * Mounts for every container
 */
mounts?: SpecMount[]
/**
 * Volumes for every container
 */
volumes?: NamedVolume[]
/**
 * Folders below an overlay, for every container
 */
overlay_volumes?: OverlayVolume[]
/**
 * Images as folders, for every container
 */
image_volumes?: ImageVolume[]
/**
 * Containers to take volumes from
 */
volumes_from?: string[]
/**
 * Bytes of the shared /dev/shm
 */
shm_size?: number
resource_limits?: LinuxResources
/**
 * Processor period in microseconds
 */
cpu_period?: number
/**
 * Processor time per period in microseconds
 */
cpu_quota?: number
/**
 * Bytes read per second by device path
 */
throttleReadBpsDevice?: {
[k: string]: ThrottleDevice
}
/**
 * Security options for every container
 */
security_opt?: string[]
idmappings?: IDMappingOptions
/**
 * Service container of a kube play
 */
serviceContainerID?: string
}
/**
 * Everything known about one pod.
 */
export interface InspectPod {
/**
 * Its full id
 */
Id: string
/**
 * Its name
 */
Name: string
/**
 * Libpod namespace
 */
Namespace?: string
/**
 * When it was created
 */
Created: string
/**
 * The command line that created it
 */
CreateCommand?: (string[] | null)
/**
 * Continue or stop
 */
ExitPolicy?: string
/**
 * From its containers' states
 */
State: ("Created" | "Running" | "Stopped" | "Exited" | "Paused" | "Degraded" | "Error" | "Dead")
/**
 * Host name of the containers
 */
Hostname: string
/**
 * Free key and value pairs
 */
Labels?: ({
[k: string]: string
} | null)
/**
 * Whether it has a cgroup of its own
 */
CreateCgroup: boolean
/**
 * Cgroup above its own
 */
CgroupParent?: string
/**
 * Its cgroup
 */
CgroupPath?: string
/**
 * Whether it has an infra container
 */
CreateInfra: boolean
/**
 * Id of the infra container
 */
InfraContainerID?: string
InfraConfig?: (InspectPodInfraConfig | null)
/**
 * Namespaces the containers share
 */
SharedNamespaces?: (string[] | null)
/**
 * The infra container among them
 */
NumContainers: number
/**
 * Its containers, the infra container among them
 */
Containers?: (InspectPodContainer[] | null)
/**
 * Processor period in microseconds
 */
cpu_period?: number
/**
 * Processor time per period in microseconds
 */
cpu_quota?: number
/**
 * Processor weight
 */
cpu_shares?: number
/**
 * Processors it may use
 */
cpuset_cpus?: string
/**
 * Memory nodes it may use
 */
cpuset_mems?: string
/**
 * Mounts of every container
 */
mounts?: (InspectMount[] | null)
/**
 * Devices of every container
 */
devices?: (InspectDevice[] | null)
/**
 * Bytes read per second by device
 */
device_read_bps?: (InspectBlkioThrottleDevice[] | null)
/**
 * Bytes written per second by device
 */
device_write_bps?: (InspectBlkioThrottleDevice[] | null)
/**
 * Containers whose volumes it shares
 */
volumes_from?: (string[] | null)
/**
 * Security options
 */
security_opt?: (string[] | null)
/**
 * Bytes
 */
memory_limit?: number
/**
 * Bytes of memory and swap together
 */
memory_swap?: number
/**
 * Block device weight
 */
blkio_weight?: number
/**
 * Weights by device
 */
blkio_weight_device?: (InspectBlkioWeightDevice[] | null)
/**
 * Since Podman 4.5
 */
RestartPolicy?: string
/**
 * Since Podman 4.6
 */
LockNumber?: number
}
/**
 * What the infra container holds for all.
 */
export interface InspectPodInfraConfig {
/**
 * Published ports by `port/protocol`
 */
PortBindings: ({
[k: string]: InspectHostPort[] | null
} | null)
/**
 * Whether it uses the host's network
 */
HostNetwork: boolean
/**
 * Fixed address
 */
StaticIP: (string | null)
/**
 * Fixed MAC address
 */
StaticMAC: string
/**
 * Whether /etc/resolv.conf is the image's
 */
NoManageResolvConf: boolean
/**
 * Name servers as given
 */
DNSServer: (string[] | null)
/**
 * Search domains as given
 */
DNSSearch: (string[] | null)
/**
 * Resolver options as given
 */
DNSOption: (string[] | null)
/**
 * Whether /etc/hosts is the image's
 */
NoManageHosts: boolean
/**
 * Lines for /etc/hosts as `name:address`
 */
HostAdd: (string[] | null)
/**
 * Names of its networks
 */
Networks: (string[] | null)
/**
 * Options by mode
 */
NetworkOptions: ({
[k: string]: string[]
} | null)
/**
 * Processor period in microseconds
 */
cpu_period?: number
/**
 * Processor time per period in microseconds
 */
cpu_quota?: number
/**
 * Processors it may use
 */
cpuset_cpus?: string
/**
 * PID namespace
 */
pid_ns?: string
/**
 * User namespace
 */
userns?: string
/**
 * UTS namespace
 */
uts_ns?: string
}
/**
 * A container of the pod.
 */
export interface InspectPodContainer {
/**
 * Its full id
 */
Id: string
/**
 * Its name
 */
Name: string
/**
 * Its state
 */
State: string
}
/**
 * A line of the list of pods.
 */
export interface ListPod {
/**
 * Cgroup above the pod's
 */
Cgroup: string
/**
 * Its containers, the infra container among them
 */
Containers: (ListPodContainer[] | null)
/**
 * When it was created
 */
Created: string
/**
 * Its full id
 */
Id: string
/**
 * Empty without an infra container
 */
InfraId: string
/**
 * Its name
 */
Name: string
/**
 * Libpod namespace
 */
Namespace: string
/**
 * Names of its networks
 */
Networks: (string[] | null)
/**
 * Its state
 */
Status: ("Created" | "Running" | "Stopped" | "Exited" | "Paused" | "Degraded" | "Error" | "Dead")
/**
 * Free key and value pairs
 */
Labels: ({
[k: string]: string
} | null)
}
/**
 * A container of the pod.
 */
export interface ListPodContainer {
/**
 * Its full id
 */
Id: string
/**
 * Its names
 */
Names: string
/**
 * Its state
 */
Status: string
/**
 * Since Podman 4.6
 */
RestartCount?: number
}
/**
 * Who keeps the data.
 */
export interface SecretDriver {
/**
 * `file`
 */
Name: string
/**
 * The driver's options; `path` is the folder of the data
 */
Options: ({
[k: string]: string
} | null)
}
/**
 * What a secret was asked to be.
 */
export interface SecretSpec {
/**
 * Its name
 */
Name: string
Driver?: SecretDriver
/**
 * Free key and value pairs
 */
Labels?: ({
[k: string]: string
} | null)
}
/**
 * One secret, without its data unless that was asked for.
 */
export interface SecretInfo {
/**
 * 25 letters and digits
 */
ID: string
/**
 * When it was created
 */
CreatedAt: string
/**
 * When it was changed last
 */
UpdatedAt: string
Spec: SecretSpec
/**
 * The data
 */
SecretData?: string
}
/**
 * What was made.
 */
export interface SecretCreateReport {
/**
 * Its id
 */
ID: string
}
/**
 * What a secret is to be.
 */
export interface DockerSecretSpec {
/**
 * Its name
 */
Name?: string
/**
 * Free key and value pairs
 */
Labels?: {
[k: string]: string
}
/**
 * The data as base64, standard or for URLs
 */
Data?: string
/**
 * Who keeps the data
 */
Driver?: {
Name?: string
Options?: {
[k: string]: string
}
}
}
/**
 * One secret, without its data.
 */
export interface DockerSecret {
/**
 * 25 letters and digits
 */
ID: string
/**
 * Counts the changes; an update has to name it
 */
Version: {
Index: number
}
/**
 * When it was created
 */
CreatedAt: string
/**
 * When it was changed last
 */
UpdatedAt: string
Spec: SecretSpec
}
/**
 * One round of figures of several containers.
 */
export interface ContainerStatsReport {
/**
 * What went wrong in this round
 */
Error: (string | {
[k: string]: unknown
} | null)
/**
 * An element per container
 */
Stats: (ContainerStats[] | null)
}
/**
 * Figures of one container.
 */
export interface ContainerStats {
/**
 * Percent of one processor since the start
 */
AvgCPU: number
/**
 * Full id
 */
ContainerID: string
/**
 * Its name
 */
Name: string
/**
 * Nanoseconds by processor
 */
PerCPU: (number[] | null)
/**
 * Percent of one processor since the round before
 */
CPU: number
/**
 * Nanoseconds of processor time
 */
CPUNano: number
/**
 * Part of them spent in the kernel
 */
CPUSystemNano: number
/**
 * Time of the round, nanoseconds since 1970
 */
SystemNano: number
/**
 * Bytes
 */
MemUsage: number
/**
 * Bytes; the host's memory without limit
 */
MemLimit: number
/**
 * Percent of the limit
 */
MemPerc: number
/**
 * Bytes
 */
NetInput: number
/**
 * Bytes
 */
NetOutput: number
/**
 * Figures by interface; since Podman 5
 */
Network?: ({
[k: string]: unknown
} | null)
/**
 * Bytes
 */
BlockInput: number
/**
 * Bytes
 */
BlockOutput: number
/**
 * Number of processes and threads
 */
PIDs: number
/**
 * Nanoseconds of processor time (seconds since the start from Podman 5 on)
 */
UpTime: number
/**
 * Nanoseconds of processor time
 */
Duration: number
}
/**
 * Figures of one container of a pod, as text for people.
 */
export interface PodStats {
/**
 * Percent of one processor
 */
CPU: string
/**
 * Memory and its limit
 */
MemUsage: string
/**
 * The same in powers of 1024
 */
MemUsageBytes?: string
/**
 * Percent of the limit
 */
Mem: string
/**
 * Bytes received and sent
 */
NetIO: string
/**
 * Bytes read and written
 */
BlockIO: string
/**
 * Number of processes
 */
PIDS: string
/**
 * Short id of the pod
 */
Pod: string
/**
 * Short id of the container
 */
CID: string
/**
 * Its name
 */
Name: string
}
/**
 * Everything about host, store and engine.
 */
export interface LibpodInfo {
host: HostInfo
store: StoreInfo
/**
 * `search` and settings by registry
 */
registries: ({
[k: string]: unknown
} | null)
plugins: PluginInfo
version: LibpodVersionInfo
}
/**
 * The host.
 */
export interface HostInfo {
/**
 * As Go names it: amd64
 */
arch: string
/**
 * Version of the builder
 */
buildahVersion: string
/**
 * Cgroupfs or systemd
 */
cgroupManager: string
/**
 * v1 or v2
 */
cgroupVersion: string
/**
 * Controllers that can be used
 */
cgroupControllers: (string[] | null)
conmon: ConmonInfo
/**
 * Number of processors
 */
cpus: number
cpuUtilization?: (CpuUtilization | null)
/**
 * Kind of database; since Podman 4.4
 */
databaseBackend?: string
distribution: DistributionInfo
/**
 * Where events are kept
 */
eventLogger: string
/**
 * Locks that are left; since Podman 4.6
 */
freeLocks?: number
/**
 * Host name
 */
hostname: string
idMappings: HostIDMappings
/**
 * Release of the kernel
 */
kernel: string
/**
 * Default log driver
 */
logDriver: string
/**
 * Bytes
 */
memFree: number
/**
 * Bytes
 */
memTotal: number
/**
 * Netavark or cni
 */
networkBackend?: string
/**
 * Programs of the backend; since Podman 4.6
 */
networkBackendInfo?: ({
[k: string]: unknown
} | null)
ociRuntime: (OCIRuntimeInfo | null)
/**
 * As Go names it: linux
 */
os: string
remoteSocket?: (RemoteSocketInfo | null)
/**
 * More about the runtime
 */
runtimeInfo?: ({
[k: string]: unknown
} | null)
/**
 * Whether the client is on another host
 */
serviceIsRemote?: boolean
security: SecurityInfo
slirp4netns?: HelperInfo
pasta?: HelperInfo
/**
 * Bytes
 */
swapFree: number
/**
 * Bytes
 */
swapTotal: number
/**
 * Text for people
 */
uptime: string
/**
 * Dynamic or static
 */
linkmode?: string
}
/**
 * The container monitor.
 */
export interface ConmonInfo {
/**
 * Distribution package it comes from, else empty
 */
package: string
/**
 * Where the program lies
 */
path: string
/**
 * What it says of its version
 */
version: string
}
/**
 * How busy the host has been since boot.
 */
export interface CpuUtilization {
/**
 * In programs
 */
userPercent: number
/**
 * In the kernel
 */
systemPercent: number
/**
 * Idle
 */
idlePercent: number
}
/**
 * The host's distribution, from /etc/os-release.
 */
export interface DistributionInfo {
/**
 * ID, as debian
 */
distribution: string
/**
 * VARIANT_ID
 */
variant?: string
/**
 * VERSION_ID
 */
version: string
/**
 * VERSION_CODENAME
 */
codename?: string
}
/**
 * Maps of a rootless engine.
 */
export interface HostIDMappings {
/**
 * Group ids
 */
gidmap: (HostIDMap[] | null)
/**
 * User ids
 */
uidmap: (HostIDMap[] | null)
}
/**
 * A range.
 */
export interface HostIDMap {
/**
 * First id in the container
 */
container_id: number
/**
 * First id on the host
 */
host_id: number
/**
 * How many ids
 */
size: number
}
/**
 * The runtime that is used.
 */
export interface OCIRuntimeInfo {
/**
 * As crun
 */
name: string
/**
 * Distribution package it comes from, else empty
 */
package: string
/**
 * Where the program lies
 */
path: string
/**
 * What it says of its version
 */
version: string
}
/**
 * Where this API is served.
 */
export interface RemoteSocketInfo {
/**
 * Path or URL of the socket
 */
path?: string
/**
 * Whether it is there
 */
exists?: boolean
}
/**
 * What confines containers here.
 */
export interface SecurityInfo {
/**
 * Whether AppArmor can be used
 */
apparmorEnabled: boolean
/**
 * Default capabilities, joined by commas
 */
capabilities: string
/**
 * Whether the engine runs as a common user
 */
rootless: boolean
/**
 * Whether the kernel filters system calls
 */
seccompEnabled: boolean
/**
 * File of the default profile
 */
seccompProfilePath?: string
/**
 * Whether SELinux is on
 */
selinuxEnabled: boolean
}
/**
 * A helper program.
 */
export interface HelperInfo {
/**
 * Where the program lies, empty when it is missing
 */
executable: string
/**
 * Distribution package it comes from, else empty
 */
package: string
/**
 * What it says of its version
 */
version: string
}
/**
 * The storage.
 */
export interface StoreInfo {
/**
 * File that configures the storage
 */
configFile: string
containerStore: ContainerStoreInfo
/**
 * Storage driver
 */
graphDriverName: string
/**
 * Options of the driver
 */
graphOptions: ({
[k: string]: unknown
} | null)
/**
 * Folder that survives a reboot
 */
graphRoot: string
/**
 * Bytes of the file system
 */
graphRootAllocated?: number
/**
 * Bytes used of it
 */
graphRootUsed?: number
/**
 * What the driver found out
 */
graphStatus: ({
[k: string]: string
} | null)
/**
 * Folder for downloads
 */
imageCopyTmpDir?: string
imageStore: ImageStoreInfo
/**
 * Folder that does not survive a reboot
 */
runRoot: string
/**
 * Folder of the volumes
 */
volumePath: string
/**
 * Whether containers are forgotten at a reboot; since Podman 4.4
 */
transientStore?: boolean
}
/**
 * Number of containers by state.
 */
export interface ContainerStoreInfo {
/**
 * All
 */
number: number
/**
 * Paused
 */
paused: number
/**
 * Running
 */
running: number
/**
 * The others
 */
stopped: number
}
/**
 * Number of images.
 */
export interface ImageStoreInfo {
/**
 * All
 */
number: number
}
/**
 * Drivers that can be used.
 */
export interface PluginInfo {
/**
 * For volumes
 */
volume: (string[] | null)
/**
 * For networks
 */
network: (string[] | null)
/**
 * For logs
 */
log: (string[] | null)
/**
 * Always null
 */
authorization?: (string[] | null)
}
/**
 * The engine's version.
 */
export interface LibpodVersionInfo {
/**
 * Version of the libpod API
 */
APIVersion: string
/**
 * Version of the engine
 */
Version: string
/**
 * Version of the language it was built with
 */
GoVersion: string
/**
 * Commit it was built from
 */
GitCommit: string
/**
 * When it was built, as text
 */
BuiltTime: string
/**
 * When it was built, seconds since 1970
 */
Built: number
/**
 * As linux/amd64
 */
OsArch: string
/**
 * As Go names it: linux
 */
Os: string
/**
 * Who built it; since Podman 5.4
 */
BuildOrigin?: string
}
/**
 * Disk space by object.
 */
export interface LibpodDiskUsage {
/**
 * Since Podman 4.8
 */
ImagesSize?: number
/**
 * A line per image name
 */
Images: (LibpodDiskUsageImage[] | null)
/**
 * A line per container
 */
Containers: (LibpodDiskUsageContainer[] | null)
/**
 * A line per volume
 */
Volumes: (LibpodDiskUsageVolume[] | null)
}
/**
 * An image, a line per name.
 */
export interface LibpodDiskUsageImage {
/**
 * Name without tag, `<none>` without a name
 */
Repository: string
/**
 * Its tag
 */
Tag: string
/**
 * Full id
 */
ImageID: string
/**
 * When it was created
 */
Created: string
/**
 * Bytes
 */
Size: number
/**
 * Bytes other images have too
 */
SharedSize: number
/**
 * Bytes only this image has
 */
UniqueSize: number
/**
 * Containers made from it
 */
Containers: number
}
/**
 * A container.
 */
export interface LibpodDiskUsageContainer {
/**
 * Full id
 */
ContainerID: string
/**
 * Id of its image
 */
Image: string
/**
 * Program and arguments
 */
Command: (string[] | null)
/**
 * Volumes it uses
 */
LocalVolumes: number
/**
 * Bytes of image and container together
 */
Size?: number
/**
 * Bytes it has written
 */
RWSize?: number
/**
 * When it was created
 */
Created: string
/**
 * Its state
 */
Status: string
/**
 * Its name
 */
Names: string
}
/**
 * A volume.
 */
export interface LibpodDiskUsageVolume {
/**
 * Its name
 */
VolumeName: string
/**
 * Containers that use it
 */
Links: number
/**
 * Bytes
 */
Size: number
/**
 * The same when no container uses it, else 0
 */
ReclaimableSize: number
}
/**
 * What a system prune removed.
 */
export interface SystemPruneReport {
/**
 * Pods
 */
PodPruneReport: (PodPruneReport[] | null)
/**
 * Containers
 */
ContainerPruneReports: (PruneReport[] | null)
/**
 * Images
 */
ImagePruneReports: (PruneReport[] | null)
/**
 * Networks
 */
NetworkPruneReports?: (NetworkPruneReport[] | null)
/**
 * Volumes
 */
VolumePruneReports: (PruneReport[] | null)
/**
 * Bytes
 */
ReclaimedSpace?: number
}
/**
 * A pod that was removed.
 */
export interface PodPruneReport {
/**
 * Why it failed, else null
 */
Err: (string | {
[k: string]: unknown
} | null)
/**
 * Its full id
 */
Id: string
}
/**
 * A network that was removed.
 */
export interface NetworkPruneReport {
/**
 * Its name
 */
Name: string
/**
 * Why it failed, else null
 */
Error: (string | {
[k: string]: unknown
} | null)
}
/**
 * A line of the event stream.
 */
export interface LibpodEvent {
/**
 * The same as Action
 */
status?: string
/**
 * The same as Actor.ID
 */
id?: string
/**
 * The image of a container event
 */
from?: string
/**
 * Container, image, pod, volume, network or system
 */
Type: string
/**
 * What happened: create, init, start, died, remove, pull …
 */
Action: string
Actor: LibpodEventActor
/**
 * Always local
 */
scope?: string
/**
 * Seconds since 1970
 */
time?: number
/**
 * Nanoseconds since 1970
 */
timeNano?: number
/**
 * State of the health check, for its events
 */
HealthStatus?: string
}
/**
 * Whom it happened to.
 */
export interface LibpodEventActor {
/**
 * Its full id
 */
ID: string
/**
 * Name, image, exit code, and the labels
 */
Attributes: ({
[k: string]: string
} | null)
}
/**
 * What a check of the store found, by id.
 */
export interface SystemCheckReport {
/**
 * Whether anything is damaged
 */
Errors: boolean
/**
 * Damaged layers
 */
Layers?: ({
[k: string]: unknown
} | null)
/**
 * Damaged layers of read-only stores
 */
ROLayers?: ({
[k: string]: unknown
} | null)
/**
 * Layers that were removed
 */
RemovedLayers?: (unknown[] | {

} | null)
/**
 * Damaged images
 */
Images?: ({
[k: string]: unknown
} | null)
/**
 * Damaged images of read-only stores
 */
ROImages?: ({
[k: string]: unknown
} | null)
/**
 * Images that were removed
 */
RemovedImages?: ({
[k: string]: unknown
} | null)
/**
 * Damaged containers
 */
Containers?: ({
[k: string]: unknown
} | null)
/**
 * Containers that were removed
 */
RemovedContainers?: ({
[k: string]: unknown
} | null)
}
/**
 * What to create.
 */
export interface VolumeCreate {
/**
 * A random name of 64 hexadecimal digits when left out
 */
Name?: string
/**
 * `local` when left out
 */
Driver?: string
/**
 * Labels
 */
Label?: {
[k: string]: string
}
/**
 * Labels too; both are merged
 */
Labels?: {
[k: string]: string
}
/**
 * The driver's options: type, device, o
 */
Options?: {
[k: string]: string
}
}
/**
 * One volume.
 */
export interface LibpodVolume {
/**
 * Its name
 */
Name: string
/**
 * Its driver
 */
Driver: string
/**
 * Folder on the host
 */
Mountpoint: string
/**
 * When it was created
 */
CreatedAt: string
/**
 * What a plugin tells
 */
Status?: ({
[k: string]: unknown
} | null)
/**
 * Free key and value pairs
 */
Labels: ({
[k: string]: string
} | null)
/**
 * Always `local`
 */
Scope: string
/**
 * Options of the driver
 */
Options: ({
[k: string]: string
} | null)
/**
 * Owner of the folder when not root
 */
UID?: number
/**
 * Group of the folder when not root
 */
GID?: number
/**
 * Made for one container, which takes it with it
 */
Anonymous?: boolean
/**
 * Times it is mounted for a container
 */
MountCount?: number
/**
 * Still to be filled from the image at the first use
 */
NeedsCopyUp?: boolean
/**
 * Whether the first use changes the owner
 */
NeedsChown?: boolean
/**
 * Seconds the driver may take
 */
Timeout?: number
/**
 * Id in the storage, for volumes of images
 */
StorageID?: string
/**
 * Number of its lock; since Podman 4.6
 */
LockNumber?: number
}
export interface LibpodContainerShowMountedReply {
[k: string]: string
}
export interface LibpodSystemdGenerateReply {
[k: string]: string
}
export interface LibpodNetworkInspectAliasReply1Item {
[k: string]: unknown
}
export interface LibpodNetworkInspectReply1Item {
[k: string]: unknown
}
