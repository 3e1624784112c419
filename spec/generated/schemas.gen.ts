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
 * With a slash in front.
 */
name: string
id: string
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
