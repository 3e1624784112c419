// Made by `npm run spec:generate` from the documents in spec/. Do not edit.

/**
 * `EndpointSettings` as answers carry it, whole.
 */
export type EndpointState = (EndpointSettings & {

})
/**
 * A list of words; one string stands for a list of one.
 */
export type StringOrList = (string | string[] | null)
/**
 * Config as inspect answers it.
 */
export type Config = (ConfigBase & {
/**
 * Command, or the arguments of the entrypoint.
 */
Cmd: (string[] | null)
Entrypoint: (string[] | null)
})
/**
 * Config as a client sends it.
 */
export type ConfigRequest = (ConfigBase & {
Cmd?: StringOrList
Entrypoint?: StringOrList
})
/**
 * The part of a container that depends on the host.
 */
export type HostConfig = (Resources & {
/**
 * `source:target[:options]`, the source an absolute host path or the name of a volume.
 */
Binds?: (string[] | null)
ContainerIDFile?: string
LogConfig?: LogConfig
/**
 * bridge (also default), host, none, `container:<name or id>`, or the name of a network.
 */
NetworkMode?: string
PortBindings?: (PortMap | null)
RestartPolicy?: RestartPolicy
/**
 * The engine removes the container after it ended.
 */
AutoRemove?: boolean
VolumeDriver?: string
/**
 * `container[:ro|rw]`
 */
VolumesFrom?: (string[] | null)
Mounts?: (Mount[] | null)
/**
 * Rows and columns of the first terminal.
 * 
 * @minItems 2
 * @maxItems 2
 */
ConsoleSize?: ([number, number] | null)
Annotations?: (Labels | null)
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
export type HostConfigState = (HostConfig & {

})

/**
 * Free key and value pairs.
 */
export interface Labels {
[k: string]: string
}
/**
 * Always `{}`; the key that holds it is the information.
 */
export interface EmptyObject {

}
export interface IdResponse {
/**
 * The id of the object that was made.
 */
Id: string
}
/**
 * Docker's own error body.
 */
export interface MessageError {
/**
 * What went wrong
 */
message: string
}
/**
 * Credentials for one registry, as they travel base64url-encoded in `X-Registry-Auth`; `{}` is an anonymous client.
 */
export interface AuthConfig {
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
export interface AuthConfigs {
[k: string]: AuthConfig
}
export interface PortBinding {
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
export interface PortMap {
[k: string]: PortBinding[] | null
}
/**
 * A set of container ports; each key is a port with protocol (`80/tcp`).
 */
export interface PortSet {
[k: string]: {

} | null
}
/**
 * Where the root file system lies.
 */
export interface GraphDriver {
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
export interface EndpointIpam {
IPv4Address?: string
IPv6Address?: string
LinkLocalIPs?: (string[] | null)
}
/**
 * How a container sits on one network.
 */
export interface EndpointSettings {
IPAMConfig?: (EndpointIpam | null)
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
export interface MountPoint {
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
export interface ErrorDetail {
code?: number
message?: string
}
/**
 * `{}` while the amount is not known.
 */
export interface ProgressDetail {
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
export interface HealthConfig {
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
export interface ConfigBase {
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
ExposedPorts?: (PortSet | null)
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
Healthcheck?: (HealthConfig | null)
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
Labels?: (Labels | null)
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
export interface RestartPolicy {
Name?: ("" | "no" | "always" | "unless-stopped" | "on-failure")
/**
 * Only with on-failure; 0 is no bound.
 */
MaximumRetryCount?: number
}
export interface LogConfig {
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
export interface Mount {
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
Labels?: (Labels | null)
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
export interface WeightDevice {
Path?: string
Weight?: number
}
export interface ThrottleDevice {
/**
 * Device node on the host.
 */
Path?: string
/**
 * Bytes or operations per second.
 */
Rate?: number
}
export interface Device {
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
export interface DeviceRequest {
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
export interface Ulimit {
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
export interface Resources {
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
BlkioWeightDevice?: (WeightDevice[] | null)
BlkioDeviceReadBps?: (ThrottleDevice[] | null)
BlkioDeviceWriteBps?: (ThrottleDevice[] | null)
BlkioDeviceReadIOps?: (ThrottleDevice[] | null)
BlkioDeviceWriteIOps?: (ThrottleDevice[] | null)
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
Devices?: (Device[] | null)
/**
 * e.g. `c 42:* rmw`.
 */
DeviceCgroupRules?: (string[] | null)
DeviceRequests?: (DeviceRequest[] | null)
KernelMemory?: number
KernelMemoryTCP?: number
OomKillDisable?: (boolean | null)
/**
 * Null, 0 and -1 are no limit.
 */
PidsLimit?: (number | null)
Ulimits?: (Ulimit[] | null)
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
export interface LibpodContainerCommitReply {
[k: string]: unknown
}
export interface LibpodContainerHealthcheckReply {
[k: string]: unknown
}
export interface LibpodContainerChangesReplyItem {
[k: string]: unknown
}
export interface LibpodContainerCheckpointReply {
[k: string]: unknown
}
export interface LibpodContainerInspectReply {
[k: string]: unknown
}
export interface LibpodContainerRestoreReply {
[k: string]: unknown
}
export interface LibpodContainerStatsReply {
[k: string]: unknown
}
export interface LibpodContainerTopReply {
[k: string]: unknown
}
export interface LibpodContainerCreateBody {
[k: string]: unknown
}
export interface LibpodContainerCreateReply {
[k: string]: unknown
}
export interface LibpodContainerListReplyItem {
[k: string]: unknown
}
export interface LibpodContainerPruneReplyItem {
[k: string]: unknown
}
export interface LibpodContainerShowMountedReply {
[k: string]: unknown
}
export interface LibpodContainerStatsAllReply {
[k: string]: unknown
}
export interface LibpodExecCreateBody {
[k: string]: unknown
}
export interface LibpodExecCreateReply {
[k: string]: unknown
}
export interface LibpodExecInspectReply {
[k: string]: unknown
}
export interface LibpodExecStartBody {
[k: string]: unknown
}
export interface LibpodSystemdGenerateReply {
[k: string]: unknown
}
export interface LibpodKubePlayReply {
[k: string]: unknown
}
export interface LibpodImageBuildReply {
[k: string]: unknown
}
export interface LibpodImageRemoveReply {
[k: string]: unknown
}
export interface LibpodImageHistoryReplyItem {
[k: string]: unknown
}
export interface LibpodImageInspectReply {
[k: string]: unknown
}
export interface LibpodImageTreeReply {
[k: string]: unknown
}
export interface LibpodImageChangesReplyItem {
[k: string]: unknown
}
export interface LibpodImageImportReply {
[k: string]: unknown
}
export interface LibpodImageListReplyItem {
[k: string]: unknown
}
export interface LibpodImageLoadReply {
[k: string]: unknown
}
export interface LibpodImagePruneReplyItem {
[k: string]: unknown
}
export interface LibpodImagePullReply {
[k: string]: unknown
}
export interface LibpodImageRemoveManyReply {
[k: string]: unknown
}
export interface LibpodImageSearchReplyItem {
[k: string]: unknown
}
export interface LibpodManifestRemoveReply {
[k: string]: unknown
}
export interface LibpodManifestAddBody {
[k: string]: unknown
}
export interface LibpodManifestAddReply {
[k: string]: unknown
}
export interface LibpodManifestInspectReply {
[k: string]: unknown
}
export interface LibpodManifestCreateReply {
[k: string]: unknown
}
export interface LibpodNetworkRemoveReplyItem {
[k: string]: unknown
}
export interface LibpodNetworkConnectBody {
[k: string]: unknown
}
export interface LibpodNetworkDisconnectBody {
[k: string]: unknown
}
export interface LibpodNetworkInspectReplyItem {
[k: string]: unknown
}
export interface LibpodNetworkCreateBody {
[k: string]: unknown
}
export interface LibpodNetworkCreateReply {
[k: string]: unknown
}
export interface LibpodNetworkListReplyItem {
[k: string]: unknown
}
export interface LibpodPodRemoveReply {
[k: string]: unknown
}
export interface LibpodPodInspectReply {
[k: string]: unknown
}
export interface LibpodPodKillReply {
[k: string]: unknown
}
export interface LibpodPodPauseReply {
[k: string]: unknown
}
export interface LibpodPodRestartReply {
[k: string]: unknown
}
export interface LibpodPodStartReply {
[k: string]: unknown
}
export interface LibpodPodStopReply {
[k: string]: unknown
}
export interface LibpodPodTopReply {
[k: string]: unknown
}
export interface LibpodPodUnpauseReply {
[k: string]: unknown
}
export interface LibpodPodCreateBody {
[k: string]: unknown
}
export interface LibpodPodCreateReply {
[k: string]: unknown
}
export interface LibpodPodListReplyItem {
[k: string]: unknown
}
export interface LibpodPodPruneReplyItem {
[k: string]: unknown
}
export interface LibpodPodStatsReplyItem {
[k: string]: unknown
}
export interface LibpodSystemEventsReply {
[k: string]: unknown
}
export interface LibpodSystemInfoReply {
[k: string]: unknown
}
export interface LibpodSystemDfReply {
[k: string]: unknown
}
export interface LibpodSystemPruneReply {
[k: string]: unknown
}
export interface LibpodSystemVersionReply {
[k: string]: unknown
}
export interface LibpodVolumeInspectReply {
[k: string]: unknown
}
export interface LibpodVolumeCreateBody {
[k: string]: unknown
}
export interface LibpodVolumeCreateReply {
[k: string]: unknown
}
export interface LibpodVolumeListReplyItem {
[k: string]: unknown
}
export interface LibpodVolumePruneReplyItem {
[k: string]: unknown
}
export interface CompatContainerCommitBody {
[k: string]: unknown
}
export interface CompatContainerCommitReply {
[k: string]: unknown
}
export interface CompatContainerInspectReply {
[k: string]: unknown
}
export interface CompatContainerStatsReply {
[k: string]: unknown
}
export interface CompatContainerTopReply {
[k: string]: unknown
}
export interface CompatContainerWaitReply {
[k: string]: unknown
}
export interface CompatContainerCreateBody {
[k: string]: unknown
}
export interface CompatContainerCreateReply {
[k: string]: unknown
}
export interface CompatContainerListReplyItem {
[k: string]: unknown
}
export interface CompatContainerPruneReply {
[k: string]: unknown
}
export interface CompatContainerChangesReplyItem {
[k: string]: unknown
}
export interface CompatExecCreateBody {
[k: string]: unknown
}
export interface CompatExecCreateReply {
[k: string]: unknown
}
export interface CompatExecInspectReply {
[k: string]: unknown
}
export interface CompatExecStartBody {
[k: string]: unknown
}
export interface CompatImageBuildReply {
[k: string]: unknown
}
export interface CompatImageRemoveReply {
[k: string]: unknown
}
export interface CompatImageHistoryReplyItem {
[k: string]: unknown
}
export interface CompatImageInspectReply {
[k: string]: unknown
}
export interface CompatImageCreateReply {
[k: string]: unknown
}
export interface CompatImageListReplyItem {
[k: string]: unknown
}
export interface CompatImageLoadReply {
[k: string]: unknown
}
export interface CompatImagePruneReply {
[k: string]: unknown
}
export interface CompatImageSearchReplyItem {
[k: string]: unknown
}
export interface CompatNetworkListReplyItem {
[k: string]: unknown
}
export interface CompatNetworkInspectReply {
[k: string]: unknown
}
export interface CompatNetworkConnectBody {
[k: string]: unknown
}
export interface CompatNetworkDisconnectBody {
[k: string]: unknown
}
export interface CompatNetworkCreateBody {
[k: string]: unknown
}
export interface CompatNetworkCreateReply {
[k: string]: unknown
}
export interface CompatSystemEventsReply {
[k: string]: unknown
}
export interface CompatSystemInfoReply {
[k: string]: unknown
}
export interface CompatSystemVersionReply {
[k: string]: unknown
}
export interface CompatSystemDfReply {
[k: string]: unknown
}
export interface CompatVolumeListReply {
[k: string]: unknown
}
export interface CompatVolumeInspectReply {
[k: string]: unknown
}
export interface CompatVolumeCreateBody {
[k: string]: unknown
}
export interface CompatVolumeCreateReply {
[k: string]: unknown
}
export interface CompatVolumePruneReply {
[k: string]: unknown
}
