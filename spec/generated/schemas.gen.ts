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
export type CompatContainerCommitBody = (DockerContainerConfigRequest | null)

/**
 * Which namespace of a kind to use.
 */
export interface NamespaceChoice {
nsmode?: ("" | "default" | "host" | "path" | "container" | "pod" | "private" | "shareable" | "none" | "bridge" | "slirp4netns" | "pasta" | "keep-id" | "no-map" | "nomap" | "auto")
/**
 * Path of a namespace, or name or id of a container, or options
 */
value?: string
}
/**
 * Where the output goes.
 */
export interface LogConfiguration {
/**
 * k8s-file, none, passthrough or journald
 */
driver?: string
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
static_ips?: string[]
/**
 * Names it answers to there
 */
aliases?: string[]
static_mac?: string
interface_name?: string
}
/**
 * A mount in the sense of the runtime specification.
 */
export interface SpecMount {
destination?: string
/**
 * Bind, tmpfs, devpts …; bind when left out
 */
type?: string
source?: string
options?: string[]
uidMappings?: SpecIDMap[]
gidMappings?: SpecIDMap[]
}
/**
 * A range of ids.
 */
export interface SpecIDMap {
containerID?: number
hostID?: number
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
Dest?: string
/**
 * Ro, rw, z, nocopy …
 */
Options?: string[]
IsAnonymous?: boolean
SubPath?: string
}
/**
 * A folder below an overlay: the container can write, the folder stays as it is.
 */
export interface OverlayVolume {
destination?: string
source?: string
options?: string[]
}
/**
 * An image as a folder.
 */
export interface ImageVolume {
Source?: string
Destination?: string
ReadWrite?: boolean
}
/**
 * A device; a path alone takes type and numbers from the host.
 */
export interface SpecDevice {
path?: string
/**
 * C, b, u or p
 */
type?: string
major?: number
minor?: number
fileMode?: number
uid?: number
gid?: number
}
/**
 * A rule of the device cgroup.
 */
export interface DeviceCgroupRule {
allow?: boolean
type?: string
major?: number
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
Source?: string
Target?: string
UID?: number
GID?: number
Mode?: number
}
/**
 * User and group maps.
 */
export interface IDMappingOptions {
HostUIDMapping?: boolean
HostGIDMapping?: boolean
UIDMap?: CreateIDMap[]
GIDMap?: CreateIDMap[]
AutoUserNs?: boolean
AutoUserNsOpts?: {
[k: string]: unknown
}
}
/**
 * A range.
 */
export interface CreateIDMap {
container_id?: number
host_id?: number
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
hard?: number
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
labels?: {
[k: string]: string
}
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
conmon_pid_file?: string
/**
 * The image name as the user wrote it
 */
raw_image_name?: string
image_os?: string
image_arch?: string
image_variant?: string
restart_policy?: ("" | "no" | "always" | "on-failure" | "unless-stopped")
/**
 * Restarts that on-failure allows
 */
restart_tries?: number
oci_runtime?: string
/**
 * Mount what systemd wants: when the program is an init, never, always
 */
systemd?: ("" | "true" | "false" | "always")
sdnotifyMode?: ("" | "container" | "conmon" | "conmon-only" | "healthy" | "ignore")
namespace?: string
pidns?: NamespaceChoice
utsns?: NamespaceChoice
hostname?: string
/**
 * Users of the host to copy into /etc/passwd
 */
hostusers?: string[]
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
init_path?: string
mounts?: SpecMount[]
volumes?: NamedVolume[]
overlay_volumes?: OverlayVolume[]
image_volumes?: ImageVolume[]
devices?: SpecDevice[]
device_cgroup_rule?: DeviceCgroupRule[]
/**
 * Containers to take devices from
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
work_dir?: string
/**
 * Make that folder when it is missing
 */
create_working_dir?: boolean
storage_opts?: {
[k: string]: string
}
rootfs_propagation?: string
secrets?: SpecSecret[]
/**
 * Skip syncing its layer
 */
volatile?: boolean
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
cap_drop?: string[]
selinux_opts?: string[]
apparmor_profile?: string
seccomp_policy?: ("" | "default" | "image" | "empty")
/**
 * File with a profile, or `unconfined`
 */
seccomp_profile_path?: string
no_new_privileges?: boolean
userns?: NamespaceChoice
idmappings?: IDMappingOptions
read_only_filesystem?: boolean
/**
 * Octal
 */
umask?: string
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
cgroups_mode?: ("" | "enabled" | "disabled" | "no-conmon" | "split")
cgroup_parent?: string
netns?: NamespaceChoice
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
dns_server?: string[]
dns_search?: string[]
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
 * Options by mode, e.g. of slirp4netns
 */
network_options?: {
[k: string]: string[]
}
resource_limits?: LinuxResources
r_limits?: PosixRlimit[]
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
throttleWriteBpsDevice?: {
[k: string]: ThrottleDevice
}
throttleReadIOPSDevice?: {
[k: string]: ThrottleDevice
}
throttleWriteIOPSDevice?: {
[k: string]: ThrottleDevice
}
/**
 * Cgroup v2 settings by file name
 */
unified?: {
[k: string]: string
}
cpu_period?: number
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
devices?: DeviceCgroupRule[]
memory?: LinuxMemory
cpu?: LinuxCpu
pids?: LinuxPids
blockIO?: LinuxBlockIO
hugepageLimits?: LinuxHugepageLimit[]
network?: {
[k: string]: unknown
}
rdma?: {
[k: string]: unknown
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
limit?: number
reservation?: number
/**
 * Memory and swap together
 */
swap?: number
kernel?: number
kernelTCP?: number
swappiness?: number
disableOOMKiller?: boolean
useHierarchy?: boolean
}
/**
 * Processor time.
 */
export interface LinuxCpu {
shares?: number
/**
 * Microseconds per period
 */
quota?: number
/**
 * Microseconds
 */
period?: number
realtimeRuntime?: number
realtimePeriod?: number
cpus?: string
mems?: string
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
leafWeight?: number
weightDevice?: WeightDevice[]
throttleReadBpsDevice?: ThrottleDevice[]
throttleWriteBpsDevice?: ThrottleDevice[]
throttleReadIOPSDevice?: ThrottleDevice[]
throttleWriteIOPSDevice?: ThrottleDevice[]
}
/**
 * Weight of one device.
 */
export interface WeightDevice {
major?: number
minor?: number
weight?: number
leafWeight?: number
}
/**
 * Rate limit of one device.
 */
export interface ThrottleDevice {
major?: number
minor?: number
rate?: number
}
/**
 * Huge pages of one size.
 */
export interface LinuxHugepageLimit {
pageSize?: string
limit?: number
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
Hostname: string
/**
 * Always empty
 */
Domainname: string
/**
 * User or `user:group` as given; empty is root
 */
User: string
AttachStdin: boolean
AttachStdout: boolean
AttachStderr: boolean
/**
 * Whether it has a terminal
 */
Tty: boolean
/**
 * Whether its standard input stays open
 */
OpenStdin: boolean
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
WorkingDir: string
/**
 * Words joined by blanks (a list from Podman 5 on)
 */
Entrypoint: (string | string[])
OnBuild: (string | null)
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
Timezone?: string
SystemdMode?: boolean
/**
 * Four octal digits
 */
Umask?: string
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
sdNotifyMode?: string
sdNotifySocket?: string
}
/**
 * A secret in the container.
 */
export interface InspectSecret {
Name: string
ID: string
UID: number
GID: number
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
CgroupMode: string
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
VolumesFrom: (string[] | null)
/**
 * Capabilities beyond the default ones
 */
CapAdd: (string[] | null)
/**
 * Default capabilities that were taken away
 */
CapDrop: (string[] | null)
Dns: (string[] | null)
DnsOptions: (string[] | null)
DnsSearch: (string[] | null)
/**
 * Lines for /etc/hosts as `name:address`
 */
ExtraHosts: (string[] | null)
/**
 * Supplementary groups
 */
GroupAdd: (string[] | null)
IpcMode: string
Cgroup: string
/**
 * `default`, `disabled`, `no-conmon` or `split`
 */
Cgroups: string
/**
 * Always empty or null
 */
Links: (string[] | null)
OomScoreAdj: number
PidMode: string
Privileged: boolean
PublishAllPorts: boolean
ReadonlyRootfs: boolean
SecurityOpt: (string[] | null)
/**
 * Options by path
 */
Tmpfs: ({
[k: string]: string
} | null)
UTSMode: string
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
CpuShares: number
/**
 * Bytes
 */
Memory: number
/**
 * Quota as billionths of a processor
 */
NanoCpus: number
CgroupParent: string
BlkioWeight: number
BlkioWeightDevice: (InspectBlkioWeightDevice[] | null)
BlkioDeviceReadBps: (InspectBlkioThrottleDevice[] | null)
BlkioDeviceWriteBps: (InspectBlkioThrottleDevice[] | null)
BlkioDeviceReadIOps: (InspectBlkioThrottleDevice[] | null)
BlkioDeviceWriteIOps: (InspectBlkioThrottleDevice[] | null)
/**
 * Microseconds
 */
CpuPeriod: number
/**
 * Microseconds per period
 */
CpuQuota: number
CpuRealtimePeriod: number
CpuRealtimeRuntime: number
CpusetCpus: string
CpusetMems: string
Devices: (InspectDevice[] | null)
DiskQuota: number
KernelMemory?: number
MemoryReservation: number
/**
 * Bytes of memory and swap together, -1 without limit
 */
MemorySwap: number
MemorySwappiness: number
OomKillDisable: boolean
/**
 * Whether an init process is put before the command
 */
Init?: boolean
/**
 * 0 or -1 without limit
 */
PidsLimit: number
Ulimits: (InspectUlimit[] | null)
CpuCount: number
CpuPercent: number
IOMaximumIOps: number
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
Config: ({
[k: string]: string
} | null)
/**
 * The log file
 */
Path: string
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
UidMap: (string[] | null)
GidMap: (string[] | null)
}
/**
 * Weight of a block device.
 */
export interface InspectBlkioWeightDevice {
Path: string
Weight: number
}
/**
 * Rate limit of a block device.
 */
export interface InspectBlkioThrottleDevice {
Path: string
Rate: number
}
/**
 * A device of the host in the container.
 */
export interface InspectDevice {
PathOnHost: string
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
Name: string
Soft: number
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
Gateway: string
/**
 * Empty while the container is stopped
 */
IPAddress: string
IPPrefixLen: number
SecondaryIPAddresses?: (InspectAddress[] | null)
IPv6Gateway: string
GlobalIPv6Address: string
GlobalIPv6PrefixLen: number
SecondaryIPv6Addresses?: (InspectAddress[] | null)
MacAddress: string
AdditionalMACAddresses?: (string[] | null)
}
/**
 * A further address.
 */
export interface InspectAddress {
Addr: string
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
Gateway: string
/**
 * Empty while the container is stopped
 */
IPAddress: string
IPPrefixLen: number
SecondaryIPAddresses?: (InspectAddress[] | null)
IPv6Gateway: string
GlobalIPv6Address: string
GlobalIPv6PrefixLen: number
SecondaryIPv6Addresses?: (InspectAddress[] | null)
MacAddress: string
AdditionalMACAddresses?: (string[] | null)
/**
 * Always empty
 */
Bridge: string
/**
 * Always empty
 */
SandboxID: string
HairpinMode: boolean
LinkLocalIPv6Address: string
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
Gateway: string
/**
 * Empty while the container is stopped
 */
IPAddress: string
IPPrefixLen: number
SecondaryIPAddresses?: (InspectAddress[] | null)
IPv6Gateway: string
GlobalIPv6Address: string
GlobalIPv6PrefixLen: number
SecondaryIPv6Addresses?: (InspectAddress[] | null)
MacAddress: string
AdditionalMACAddresses?: (string[] | null)
/**
 * Name or id of the network
 */
NetworkID?: string
DriverOpts: ({
[k: string]: string
} | null)
IPAMConfig: ({
[k: string]: string
} | null)
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
Running: boolean
Paused: boolean
Restarting: boolean
/**
 * Whether the kernel killed it for want of memory
 */
OOMKilled: boolean
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
Checkpointed?: boolean
/**
 * Cgroup below the hierarchy's root; absent while there is none
 */
CgroupPath?: string
CheckpointedAt?: string
RestoredAt?: string
CheckpointLog?: string
CheckpointPath?: string
RestoreLog?: string
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
Start: string
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
AutoRemove: boolean
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
ExitCode: number
/**
 * Made by another tool (buildah); since Podman 4
 */
ExternalContainer?: boolean
Id: string
/**
 * Image name
 */
Image: string
ImageID: string
IsInfra: boolean
Labels: ({
[k: string]: string
} | null)
/**
 * Destinations of the mounts
 */
Mounts: (string[] | null)
Names: (string[] | null)
Namespaces: ListContainerNamespaces
Networks: (string[] | null)
Pid: number
/**
 * Id of its pod, else empty
 */
Pod: string
PodName: string
Ports: (PortMapping[] | null)
Restarts?: number
Size: (ContainerSize | null)
/**
 * Seconds since 1970
 */
StartedAt: number
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
Mnt?: string
Cgroup?: string
Ipc?: string
Net?: string
Pidns?: string
Uts?: string
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
Message: string
}
/**
 * What happened to one container that was to be removed.
 */
export interface RemoveReport {
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
Err?: (string | {
[k: string]: unknown
} | null)
Id: string
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
name: string
size: number
/**
 * Go's file mode bits
 */
mode: number
mtime: string
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
 * What went wrong
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
 * 0 healthy
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
 * Ended
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
 * 0 modified
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
 * Id of the image it was built from
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
 * Bytes of all layers
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
 * With prefix length
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
 * Id of the object; name for a volume
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
 * Bytes of all layers
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
AttachStdin?: boolean
AttachStdout?: boolean
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
ContainerID: string
DetachKeys: string
ExitCode: number
ID: string
OpenStderr: boolean
OpenStdin: boolean
OpenStdout: boolean
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
arguments: (string[] | null)
entrypoint: string
privileged: boolean
tty: boolean
user: string
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
Comment: string
Created: (string | null)
Config: ImageConfig
/**
 * The docker version that made it, mostly empty
 */
Version: string
Author: string
Architecture: string
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
Labels: ({
[k: string]: string
} | null)
Annotations: ({
[k: string]: string
} | null)
/**
 * Media type of the manifest
 */
ManifestType: string
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
User?: string
/**
 * Keys are `port/protocol`
 */
ExposedPorts?: ({
[k: string]: {
[k: string]: unknown
}
} | null)
Env?: (string[] | null)
Entrypoint?: (string[] | null)
Cmd?: (string[] | null)
/**
 * Keys are paths
 */
Volumes?: ({
[k: string]: {
[k: string]: unknown
}
} | null)
WorkingDir?: string
Labels?: ({
[k: string]: string
} | null)
StopSignal?: string
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
created?: string
created_by?: string
author?: string
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
Id: string
ParentId: string
RepoTags: (string[] | null)
RepoDigests: (string[] | null)
/**
 * Seconds since 1970
 */
Created: number
Size: number
/**
 * Always 0
 */
SharedSize: number
VirtualSize?: number
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
Names?: (string[] | null)
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
CreatedBy: string
Tags: (string[] | null)
Size: number
Comment: string
}
/**
 * Layers of an image as a drawn tree.
 */
export interface ImageTree {
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
stream?: string
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
Description: string
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
Pods: (KubePlayPod[] | null)
Volumes: (KubePlayVolume[] | null)
StopReport?: (PodActionReport[] | null)
RmReport?: (PodRemoveReport[] | null)
VolumeRmReport?: ({
[k: string]: unknown
}[] | null)
SecretRmReport?: ({
[k: string]: unknown
}[] | null)
Secrets: (KubePlaySecret[] | null)
ServiceContainerID?: string
ExitCode?: (number | null)
}
/**
 * A pod.
 */
export interface KubePlayPod {
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
Err: (string | {
[k: string]: unknown
} | null)
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
mediaType?: string
manifests: ManifestListEntry[]
}
/**
 * One image of the list.
 */
export interface ManifestListEntry {
mediaType: string
size: number
digest: string
platform: ManifestPlatform
annotations?: ({
[k: string]: string
} | null)
urls?: (string[] | null)
}
/**
 * What the image runs on.
 */
export interface ManifestPlatform {
architecture: string
os: string
"os.version"?: string
"os.features"?: (string[] | null)
variant?: string
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
 * Annotations for the entry
 */
annotation?: {
[k: string]: string
}
arch?: string
features?: string[]
/**
 * Image names; without a transport they are taken from the local storage
 */
images?: string[]
os?: string
os_version?: string
os_features?: string[]
variant?: string
}
/**
 * The id of the object that was made or changed.
 */
export interface IdReport {
Id: string
}
/**
 * What to create.
 */
export interface CniNetworkCreate {
/**
 * In the body's place when the query has none
 */
Name?: string
DisableDNS?: boolean
Driver?: string
Gateway?: string
Internal?: boolean
Labels?: {
[k: string]: string
}
/**
 * Parent device of macvlan
 */
MacVLAN?: string
Range?: GoIPNet
Subnet?: GoIPNet
IPv6?: boolean
Options?: {
[k: string]: string
}
}
/**
 * An address prefix the way Go writes it.
 */
export interface GoIPNet {
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
Container?: string
Aliases?: string[]
}
/**
 * A line of the list of networks.
 */
export interface CniNetworkListItem {
Name: string
CNIVersion: string
DisableCheck: boolean
Plugins: (CniPlugin[] | null)
/**
 * base64 of the configuration
 */
Bytes?: string
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
cniVersion?: string
name?: string
/**
 * Bridge, portmap, firewall, tuning, dnsname
 */
type?: string
ipam: {
[k: string]: unknown
}
dns: {
[k: string]: unknown
}
}
/**
 * One network.
 */
export interface LibpodNetwork {
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
created: string
subnets?: (NetworkSubnet[] | null)
routes?: (NetworkRoute[] | null)
ipv6_enabled: boolean
/**
 * Without a way out
 */
internal: boolean
/**
 * Whether names of containers resolve
 */
dns_enabled: boolean
network_dns_servers?: (string[] | null)
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
gateway?: string
lease_range?: (NetworkLeaseRange | null)
}
/**
 * The part of the subnet to give addresses from.
 */
export interface NetworkLeaseRange {
start_ip?: string
end_ip?: string
}
/**
 * A static route.
 */
export interface NetworkRoute {
destination: string
gateway: string
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
network_interface?: string
/**
 * Ignored
 */
created?: string
/**
 * A free one is chosen when left out
 */
subnets?: NetworkSubnet[]
routes?: NetworkRoute[]
ipv6_enabled?: boolean
internal?: boolean
dns_enabled?: boolean
network_dns_servers?: string[]
labels?: {
[k: string]: string
}
options?: {
[k: string]: string
}
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
static_ips?: string[]
/**
 * (`Aliases` in the older form)
 */
aliases?: string[]
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
Container?: string
Force?: boolean
}
/**
 * What happened to one network.
 */
export interface NetworkRemoveReport {
Name: string
/**
 * Why it was kept
 */
Err: (string | {
[k: string]: unknown
} | null)
}
/**
 * What to create; everything may be left out.
 */
export interface PodCreate {
/**
 * Chosen by the engine when left out
 */
name?: string
hostname?: string
/**
 * What happens when the last container has ended
 */
exit_policy?: ("continue" | "stop")
labels?: {
[k: string]: string
}
/**
 * Without an infra container: nothing is shared
 */
no_infra?: boolean
infra_conmon_pid_file?: string
infra_command?: string[]
infra_image?: string
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
sysctl?: {
[k: string]: string
}
netns?: NamespaceChoice
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
no_manage_resolv_conf?: boolean
dns_server?: string[]
dns_search?: string[]
dns_option?: string[]
no_manage_hosts?: boolean
/**
 * `name:address`
 */
hostadd?: string[]
network_options?: {
[k: string]: string[]
}
cgroup_parent?: string
mounts?: SpecMount[]
volumes?: NamedVolume[]
overlay_volumes?: OverlayVolume[]
image_volumes?: ImageVolume[]
volumes_from?: string[]
shm_size?: number
resource_limits?: LinuxResources
cpu_period?: number
cpu_quota?: number
throttleReadBpsDevice?: {
[k: string]: ThrottleDevice
}
security_opt?: string[]
idmappings?: IDMappingOptions
serviceContainerID?: string
}
/**
 * Everything known about one pod.
 */
export interface InspectPod {
Id: string
Name: string
Namespace?: string
Created: string
CreateCommand?: (string[] | null)
ExitPolicy?: string
/**
 * From its containers' states
 */
State: ("Created" | "Running" | "Stopped" | "Exited" | "Paused" | "Degraded" | "Error" | "Dead")
Hostname: string
Labels?: ({
[k: string]: string
} | null)
CreateCgroup: boolean
CgroupParent?: string
CgroupPath?: string
CreateInfra: boolean
InfraContainerID?: string
InfraConfig?: (InspectPodInfraConfig | null)
SharedNamespaces?: (string[] | null)
/**
 * The infra container among them
 */
NumContainers: number
Containers?: (InspectPodContainer[] | null)
cpu_period?: number
cpu_quota?: number
cpu_shares?: number
cpuset_cpus?: string
cpuset_mems?: string
mounts?: (InspectMount[] | null)
devices?: (InspectDevice[] | null)
device_read_bps?: (InspectBlkioThrottleDevice[] | null)
device_write_bps?: (InspectBlkioThrottleDevice[] | null)
volumes_from?: (string[] | null)
security_opt?: (string[] | null)
memory_limit?: number
memory_swap?: number
blkio_weight?: number
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
PortBindings: ({
[k: string]: InspectHostPort[] | null
} | null)
HostNetwork: boolean
StaticIP: (string | null)
StaticMAC: string
NoManageResolvConf: boolean
DNSServer: (string[] | null)
DNSSearch: (string[] | null)
DNSOption: (string[] | null)
NoManageHosts: boolean
HostAdd: (string[] | null)
Networks: (string[] | null)
NetworkOptions: ({
[k: string]: string[]
} | null)
cpu_period?: number
cpu_quota?: number
cpuset_cpus?: string
pid_ns?: string
userns?: string
uts_ns?: string
}
/**
 * A container of the pod.
 */
export interface InspectPodContainer {
Id: string
Name: string
State: string
}
/**
 * A line of the list of pods.
 */
export interface ListPod {
Cgroup: string
Containers: (ListPodContainer[] | null)
Created: string
Id: string
/**
 * Empty without an infra container
 */
InfraId: string
Name: string
Namespace: string
Networks: (string[] | null)
Status: ("Created" | "Running" | "Stopped" | "Exited" | "Paused" | "Degraded" | "Error" | "Dead")
Labels: ({
[k: string]: string
} | null)
}
/**
 * A container of the pod.
 */
export interface ListPodContainer {
Id: string
Names: string
Status: string
/**
 * Since Podman 4.6
 */
RestartCount?: number
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
ContainerID: string
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
CPU: string
MemUsage: string
MemUsageBytes?: string
Mem: string
NetIO: string
BlockIO: string
PIDS: string
/**
 * Short id of the pod
 */
Pod: string
/**
 * Short id of the container
 */
CID: string
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
buildahVersion: string
cgroupManager: string
/**
 * v1 or v2
 */
cgroupVersion: string
cgroupControllers: (string[] | null)
conmon: ConmonInfo
cpus: number
cpuUtilization?: (CpuUtilization | null)
databaseBackend?: string
distribution: DistributionInfo
eventLogger: string
freeLocks?: number
hostname: string
idMappings: HostIDMappings
kernel: string
logDriver: string
/**
 * Bytes
 */
memFree: number
/**
 * Bytes
 */
memTotal: number
networkBackend?: string
networkBackendInfo?: ({
[k: string]: unknown
} | null)
ociRuntime: (OCIRuntimeInfo | null)
os: string
remoteSocket?: (RemoteSocketInfo | null)
runtimeInfo?: ({
[k: string]: unknown
} | null)
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
package: string
path: string
version: string
}
/**
 * How busy the host has been since boot.
 */
export interface CpuUtilization {
userPercent: number
systemPercent: number
idlePercent: number
}
/**
 * The host's distribution, from /etc/os-release.
 */
export interface DistributionInfo {
distribution: string
variant?: string
version: string
codename?: string
}
/**
 * Maps of a rootless engine.
 */
export interface HostIDMappings {
gidmap: (HostIDMap[] | null)
uidmap: (HostIDMap[] | null)
}
/**
 * A range.
 */
export interface HostIDMap {
container_id: number
host_id: number
size: number
}
/**
 * The runtime that is used.
 */
export interface OCIRuntimeInfo {
name: string
package: string
path: string
version: string
}
/**
 * Where this API is served.
 */
export interface RemoteSocketInfo {
path?: string
exists?: boolean
}
/**
 * What confines containers here.
 */
export interface SecurityInfo {
apparmorEnabled: boolean
/**
 * Default capabilities, joined by commas
 */
capabilities: string
rootless: boolean
seccompEnabled: boolean
seccompProfilePath?: string
selinuxEnabled: boolean
}
/**
 * A helper program.
 */
export interface HelperInfo {
executable: string
package: string
version: string
}
/**
 * The storage.
 */
export interface StoreInfo {
configFile: string
containerStore: ContainerStoreInfo
graphDriverName: string
graphOptions: ({
[k: string]: unknown
} | null)
graphRoot: string
/**
 * Bytes of the file system
 */
graphRootAllocated?: number
/**
 * Bytes used of it
 */
graphRootUsed?: number
graphStatus: ({
[k: string]: string
} | null)
imageCopyTmpDir?: string
imageStore: ImageStoreInfo
runRoot: string
volumePath: string
transientStore?: boolean
}
/**
 * Number of containers by state.
 */
export interface ContainerStoreInfo {
number: number
paused: number
running: number
stopped: number
}
/**
 * Number of images.
 */
export interface ImageStoreInfo {
number: number
}
/**
 * Drivers that can be used.
 */
export interface PluginInfo {
volume: (string[] | null)
network: (string[] | null)
log: (string[] | null)
authorization?: (string[] | null)
}
/**
 * The engine's version.
 */
export interface LibpodVersionInfo {
APIVersion: string
Version: string
GoVersion: string
GitCommit: string
BuiltTime: string
Built: number
OsArch: string
Os: string
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
Images: (LibpodDiskUsageImage[] | null)
Containers: (LibpodDiskUsageContainer[] | null)
Volumes: (LibpodDiskUsageVolume[] | null)
}
/**
 * An image, a line per name.
 */
export interface LibpodDiskUsageImage {
Repository: string
Tag: string
ImageID: string
Created: string
Size: number
/**
 * Bytes other images have too
 */
SharedSize: number
/**
 * Bytes only this image has
 */
UniqueSize: number
Containers: number
}
/**
 * A container.
 */
export interface LibpodDiskUsageContainer {
ContainerID: string
Image: string
Command: (string[] | null)
LocalVolumes: number
Size?: number
RWSize?: number
Created: string
Status: string
Names: string
}
/**
 * A volume.
 */
export interface LibpodDiskUsageVolume {
VolumeName: string
/**
 * Containers that use it
 */
Links: number
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
PodPruneReport: (PodPruneReport[] | null)
ContainerPruneReports: (PruneReport[] | null)
ImagePruneReports: (PruneReport[] | null)
NetworkPruneReports?: (NetworkPruneReport[] | null)
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
Err: (string | {
[k: string]: unknown
} | null)
Id: string
}
/**
 * A network that was removed.
 */
export interface NetworkPruneReport {
Name: string
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
HealthStatus?: string
}
/**
 * Whom it happened to.
 */
export interface LibpodEventActor {
ID: string
/**
 * Name, image, exit code, and the labels
 */
Attributes: ({
[k: string]: string
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
Name: string
Driver: string
/**
 * Folder on the host
 */
Mountpoint: string
CreatedAt: string
/**
 * What a plugin tells
 */
Status?: ({
[k: string]: unknown
} | null)
Labels: ({
[k: string]: string
} | null)
/**
 * Always `local`
 */
Scope: string
Options: ({
[k: string]: string
} | null)
/**
 * Owner of the folder when not root
 */
UID?: number
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
NeedsChown?: boolean
Timeout?: number
StorageID?: string
LockNumber?: number
}
export interface LibpodContainerShowMountedReply {
[k: string]: string
}
export interface LibpodSystemdGenerateReply {
[k: string]: string
}
export interface LibpodNetworkInspectReply1Item {
[k: string]: unknown
}
