// Made by `npm run spec:generate` from the documents in spec/. Do not edit.
import type { Operation } from '../operation.ts';
import type {
  BuildLine,
  CheckpointReport,
  CniNetworkConnect,
  CniNetworkCreate,
  CniNetworkCreated,
  CniNetworkListItem,
  CompatContainerCommitBody,
  ContainerCreate,
  ContainerCreated,
  ContainerStatsReport,
  ContainerTop,
  DockerAuthConfig,
  DockerAuthReport,
  DockerBuildLine,
  DockerContainerChangeList,
  DockerContainerCreateRequest,
  DockerContainerCreateResponse,
  DockerContainerInspectResponse,
  DockerContainerPruneResponse,
  DockerContainerSummaryList,
  DockerContainerTop,
  DockerContainerUpdateResponse,
  DockerContainerWaitResponse,
  DockerDiskUsage,
  DockerDistribution,
  DockerEvent,
  DockerExecCreateRequest,
  DockerExecInspectResponse,
  DockerExecStartRequest,
  DockerHostConfig,
  DockerIdResponse,
  DockerImageDeleteResponse,
  DockerImageHistory,
  DockerImageInspectResponse,
  DockerImagePruneResponse,
  DockerImageSummaryList,
  DockerInfo,
  DockerNetwork,
  DockerNetworkConnectRequest,
  DockerNetworkCreateRequest,
  DockerNetworkCreateResponse,
  DockerNetworkDisconnectRequest,
  DockerNetworkList,
  DockerNetworkPruneResponse,
  DockerPullLine,
  DockerPushLine,
  DockerSearchResponse,
  DockerSecret,
  DockerSecretSpec,
  DockerStats,
  DockerVersion,
  DockerVolume,
  DockerVolumeCreateRequest,
  DockerVolumeListResponse,
  DockerVolumePruneResponse,
  ExecCreate,
  ExecRemove,
  ExecStart,
  FileChange,
  HealthCheckResults,
  IdReport,
  ImageHistoryLayer,
  ImageId,
  ImageNames,
  ImagePullLine,
  ImagePushLine,
  ImageRemoveReport,
  ImageSearchResult,
  ImageSummary,
  ImageTree,
  InspectContainer,
  InspectExec,
  InspectImage,
  InspectPod,
  KubePlayReport,
  LibpodContainerShowMountedReply,
  LibpodDiskUsage,
  LibpodEvent,
  LibpodInfo,
  LibpodNetwork,
  LibpodNetworkInspectAliasReply1Item,
  LibpodNetworkInspectReply1Item,
  LibpodSystemdGenerateReply,
  LibpodVolume,
  LinuxResources,
  ListContainer,
  ListPod,
  ManifestAdd,
  ManifestList,
  ManifestModify,
  ManifestModifyReport,
  ManifestPushLine,
  NetworkConnect,
  NetworkCreate,
  NetworkDisconnect,
  NetworkPruneReport,
  NetworkRemoveReport,
  NetworkUpdate,
  PodActionReport,
  PodCreate,
  PodPruneReport,
  PodRemoveReport,
  PodStats,
  PruneReport,
  RemoveReport,
  ResolvedName,
  SecretCreateReport,
  SecretInfo,
  SystemCheckReport,
  SystemPruneReport,
  VolumeCreate,
} from './schemas.gen.ts';

export interface PathParameters {
  'libpod.container.commit': Record<never, never>;
  'libpod.container.healthcheck': { readonly "name": string };
  'libpod.container.put-archive': { readonly "name": string };
  'libpod.container.get-archive': { readonly "name": string };
  'libpod.container.stat-path': { readonly "name": string };
  'libpod.container.attach': { readonly "name": string };
  'libpod.container.changes': { readonly "name": string };
  'libpod.container.checkpoint': { readonly "name": string };
  'libpod.container.export': { readonly "name": string };
  'libpod.container.logs': { readonly "name": string };
  'libpod.container.mount': { readonly "name": string };
  'libpod.container.resize': { readonly "name": string };
  'libpod.container.restore': { readonly "name": string };
  'libpod.container.stats': { readonly "name": string };
  'libpod.container.top': { readonly "name": string };
  'libpod.container.unmount': { readonly "name": string };
  'libpod.container.show-mounted': Record<never, never>;
  'libpod.container.stats-all': Record<never, never>;
  'libpod.container.update': { readonly "name": string };
  'libpod.container.remove': { readonly "name": string };
  'libpod.container.exists': { readonly "name": string };
  'libpod.container.init': { readonly "name": string };
  'libpod.container.inspect': { readonly "name": string };
  'libpod.container.kill': { readonly "name": string };
  'libpod.container.pause': { readonly "name": string };
  'libpod.container.rename': { readonly "name": string };
  'libpod.container.restart': { readonly "name": string };
  'libpod.container.start': { readonly "name": string };
  'libpod.container.stop': { readonly "name": string };
  'libpod.container.unpause': { readonly "name": string };
  'libpod.container.wait': { readonly "name": string };
  'libpod.container.create': Record<never, never>;
  'libpod.container.list': Record<never, never>;
  'libpod.container.prune': Record<never, never>;
  'libpod.exec.create': { readonly "name": string };
  'libpod.exec.inspect': { readonly "id": string };
  'libpod.exec.resize': { readonly "id": string };
  'libpod.exec.start': { readonly "id": string };
  'libpod.exec.remove': { readonly "id": string };
  'libpod.systemd.generate': { readonly "name": string };
  'libpod.kube.generate': Record<never, never>;
  'libpod.kube.generate-new': Record<never, never>;
  'libpod.kube.play': Record<never, never>;
  'libpod.kube.down': Record<never, never>;
  'libpod.kube.play-new': Record<never, never>;
  'libpod.kube.down-new': Record<never, never>;
  'libpod.kube.apply': Record<never, never>;
  'libpod.image.build': Record<never, never>;
  'libpod.image.remove': { readonly "name": string };
  'libpod.image.exists': { readonly "name": string };
  'libpod.image.export': { readonly "name": string };
  'libpod.image.history': { readonly "name": string };
  'libpod.image.inspect': { readonly "name": string };
  'libpod.image.push': { readonly "name": string };
  'libpod.image.tag': { readonly "name": string };
  'libpod.image.tree': { readonly "name": string };
  'libpod.image.untag': { readonly "name": string };
  'libpod.image.changes': { readonly "name": string };
  'libpod.image.resolve': { readonly "name": string };
  'libpod.image.export-many': Record<never, never>;
  'libpod.image.import': Record<never, never>;
  'libpod.image.list': Record<never, never>;
  'libpod.image.load': Record<never, never>;
  'libpod.image.prune': Record<never, never>;
  'libpod.image.pull': Record<never, never>;
  'libpod.image.remove-many': Record<never, never>;
  'libpod.image.search': Record<never, never>;
  'libpod.manifest.remove': { readonly "name": string };
  'libpod.manifest.create-named': { readonly "name": string };
  'libpod.manifest.modify': { readonly "name": string };
  'libpod.manifest.exists': { readonly "name": string };
  'libpod.manifest.push-to': { readonly "name": string; readonly "destination": string };
  'libpod.manifest.add': { readonly "name": string };
  'libpod.manifest.inspect': { readonly "name": string };
  'libpod.manifest.push': { readonly "name": string };
  'libpod.manifest.create': Record<never, never>;
  'libpod.network.inspect-alias': { readonly "name": string };
  'libpod.network.remove': { readonly "name": string };
  'libpod.network.connect': { readonly "name": string };
  'libpod.network.disconnect': { readonly "name": string };
  'libpod.network.exists': { readonly "name": string };
  'libpod.network.update': { readonly "name": string };
  'libpod.network.inspect': { readonly "name": string };
  'libpod.network.create': Record<never, never>;
  'libpod.network.list': Record<never, never>;
  'libpod.network.prune': Record<never, never>;
  'libpod.pod.remove': { readonly "name": string };
  'libpod.pod.exists': { readonly "name": string };
  'libpod.pod.inspect': { readonly "name": string };
  'libpod.pod.kill': { readonly "name": string };
  'libpod.pod.pause': { readonly "name": string };
  'libpod.pod.restart': { readonly "name": string };
  'libpod.pod.start': { readonly "name": string };
  'libpod.pod.stop': { readonly "name": string };
  'libpod.pod.top': { readonly "name": string };
  'libpod.pod.unpause': { readonly "name": string };
  'libpod.pod.create': Record<never, never>;
  'libpod.pod.list': Record<never, never>;
  'libpod.pod.prune': Record<never, never>;
  'libpod.pod.stats': Record<never, never>;
  'libpod.secret.create': Record<never, never>;
  'libpod.secret.list': Record<never, never>;
  'libpod.secret.inspect': { readonly "name": string };
  'libpod.secret.exists': { readonly "name": string };
  'libpod.secret.remove': { readonly "name": string };
  'libpod.system.ping': Record<never, never>;
  'libpod.system.ping-head': Record<never, never>;
  'libpod.system.events': Record<never, never>;
  'libpod.system.info': Record<never, never>;
  'libpod.system.df': Record<never, never>;
  'libpod.system.prune': Record<never, never>;
  'libpod.system.version': Record<never, never>;
  'libpod.system.check': Record<never, never>;
  'libpod.volume.remove': { readonly "name": string };
  'libpod.volume.exists': { readonly "name": string };
  'libpod.volume.export': { readonly "name": string };
  'libpod.volume.import': { readonly "name": string };
  'libpod.volume.inspect': { readonly "name": string };
  'libpod.volume.create': Record<never, never>;
  'libpod.volume.list': Record<never, never>;
  'libpod.volume.prune': Record<never, never>;
  'compat.container.start': { readonly "name": string };
  'compat.container.stop': { readonly "name": string };
  'compat.container.restart': { readonly "name": string };
  'compat.container.kill': { readonly "name": string };
  'compat.container.pause': { readonly "name": string };
  'compat.container.unpause': { readonly "name": string };
  'compat.container.wait': { readonly "name": string };
  'compat.container.resize': { readonly "name": string };
  'compat.container.update': { readonly "name": string };
  'compat.container.attach': { readonly "name": string };
  'compat.container.logs': { readonly "name": string };
  'compat.container.stats': { readonly "name": string };
  'compat.container.top': { readonly "name": string };
  'compat.container.get-archive': { readonly "name": string };
  'compat.container.put-archive': { readonly "name": string };
  'compat.container.stat-path': { readonly "name": string };
  'compat.container.export': { readonly "name": string };
  'compat.container.changes': { readonly "name": string };
  'compat.container.commit': Record<never, never>;
  'compat.container.create': Record<never, never>;
  'compat.container.list': Record<never, never>;
  'compat.container.inspect': { readonly "name": string };
  'compat.container.rename': { readonly "name": string };
  'compat.container.remove': { readonly "name": string };
  'compat.container.prune': Record<never, never>;
  'compat.exec.create': { readonly "name": string };
  'compat.exec.start': { readonly "id": string };
  'compat.exec.inspect': { readonly "id": string };
  'compat.exec.resize': { readonly "id": string };
  'compat.image.build': Record<never, never>;
  'compat.image.create': Record<never, never>;
  'compat.image.push': { readonly "name": string };
  'compat.image.export': { readonly "name": string };
  'compat.image.export-many': Record<never, never>;
  'compat.image.load': Record<never, never>;
  'compat.image.list': Record<never, never>;
  'compat.image.inspect': { readonly "name": string };
  'compat.image.history': { readonly "name": string };
  'compat.image.tag': { readonly "name": string };
  'compat.image.remove': { readonly "name": string };
  'compat.image.prune': Record<never, never>;
  'compat.image.search': Record<never, never>;
  'compat.image.distribution': { readonly "name": string };
  'compat.network.list': Record<never, never>;
  'compat.network.inspect': { readonly "name": string };
  'compat.network.remove': { readonly "name": string };
  'compat.network.create': Record<never, never>;
  'compat.network.connect': { readonly "name": string };
  'compat.network.disconnect': { readonly "name": string };
  'compat.network.prune': Record<never, never>;
  'compat.secret.list': Record<never, never>;
  'compat.secret.create': Record<never, never>;
  'compat.secret.inspect': { readonly "name": string };
  'compat.secret.remove': { readonly "name": string };
  'compat.secret.update': { readonly "name": string };
  'compat.system.events': Record<never, never>;
  'compat.system.info': Record<never, never>;
  'compat.system.version': Record<never, never>;
  'compat.system.auth': Record<never, never>;
  'compat.system.ping': Record<never, never>;
  'compat.system.ping-head': Record<never, never>;
  'compat.system.df': Record<never, never>;
  'compat.volume.list': Record<never, never>;
  'compat.volume.inspect': { readonly "name": string };
  'compat.volume.remove': { readonly "name": string };
  'compat.volume.create': Record<never, never>;
  'compat.volume.prune': Record<never, never>;
}

export interface QueryParameters {
  'libpod.container.commit': { readonly "container": string; readonly "repo"?: string; readonly "tag"?: string; readonly "comment"?: string; readonly "author"?: string; readonly "pause"?: boolean; readonly "changes"?: readonly string[]; readonly "format"?: string; readonly "squash": boolean; readonly "stream": boolean };
  'libpod.container.healthcheck': Record<never, never>;
  'libpod.container.put-archive': { readonly "path": string; readonly "pause": boolean; readonly "noOverwriteDirNonDir": boolean; readonly "copyUIDGID": boolean; readonly "rename"?: unknown };
  'libpod.container.get-archive': { readonly "path": string; readonly "rename"?: unknown };
  'libpod.container.stat-path': { readonly "path": string };
  'libpod.container.attach': { readonly "detachKeys"?: string; readonly "logs"?: boolean; readonly "stream": boolean; readonly "stdout"?: boolean; readonly "stderr"?: boolean; readonly "stdin"?: boolean };
  'libpod.container.changes': { readonly "parent"?: string; readonly "diffType"?: string };
  'libpod.container.checkpoint': { readonly "keep"?: boolean; readonly "leaveRunning"?: boolean; readonly "tcpEstablished"?: boolean; readonly "export"?: boolean; readonly "ignoreRootFS"?: boolean; readonly "withPrevious": boolean; readonly "preCheckpoint": boolean; readonly "fileLocks": boolean; readonly "printStats": boolean; readonly "createImage"?: string };
  'libpod.container.export': Record<never, never>;
  'libpod.container.logs': { readonly "follow"?: boolean; readonly "stdout"?: boolean; readonly "stderr"?: boolean; readonly "since"?: string; readonly "until"?: string; readonly "timestamps": boolean; readonly "tail": string };
  'libpod.container.mount': Record<never, never>;
  'libpod.container.resize': { readonly "h"?: number; readonly "w"?: number; readonly "running": boolean };
  'libpod.container.restore': { readonly "name"?: string; readonly "keep"?: boolean; readonly "leaveRunning"?: boolean; readonly "tcpEstablished"?: boolean; readonly "import"?: boolean; readonly "ignoreRootFS"?: boolean; readonly "ignoreStaticIP"?: boolean; readonly "ignoreStaticMAC"?: boolean; readonly "ignoreVolumes": boolean; readonly "fileLocks": boolean; readonly "printStats": boolean; readonly "pod"?: string; readonly "publishPorts"?: readonly string[] };
  'libpod.container.stats': { readonly "stream": boolean; readonly "one-shot": boolean };
  'libpod.container.top': { readonly "stream": boolean; readonly "ps_args"?: string; readonly "delay": number };
  'libpod.container.unmount': Record<never, never>;
  'libpod.container.show-mounted': Record<never, never>;
  'libpod.container.stats-all': { readonly "containers"?: readonly string[]; readonly "stream": boolean; readonly "interval": number; readonly "all": boolean };
  'libpod.container.update': { readonly "restartPolicy"?: "" | "no" | "always" | "on-failure" | "unless-stopped"; readonly "restartRetries"?: number };
  'libpod.container.remove': { readonly "force"?: boolean; readonly "v"?: boolean; readonly "ignore": boolean; readonly "depend": boolean; readonly "timeout"?: number };
  'libpod.container.exists': { readonly "external": boolean };
  'libpod.container.init': Record<never, never>;
  'libpod.container.inspect': { readonly "size"?: boolean };
  'libpod.container.kill': { readonly "signal": string };
  'libpod.container.pause': Record<never, never>;
  'libpod.container.rename': { readonly "name": string };
  'libpod.container.restart': { readonly "t"?: number; readonly "all": boolean };
  'libpod.container.start': { readonly "detachKeys": string; readonly "recursive": boolean };
  'libpod.container.stop': { readonly "t"?: number; readonly "ignore": boolean; readonly "all": boolean };
  'libpod.container.unpause': Record<never, never>;
  'libpod.container.wait': { readonly "condition"?: readonly string[]; readonly "interval": string };
  'libpod.container.create': Record<never, never>;
  'libpod.container.list': { readonly "all": boolean; readonly "limit"?: number; readonly "pod": boolean; readonly "size": boolean; readonly "sync": boolean; readonly "filters"?: Readonly<Record<string, readonly string[]>>; readonly "last"?: number; readonly "namespace": boolean; readonly "external": boolean };
  'libpod.container.prune': { readonly "filters"?: Readonly<Record<string, readonly string[]>> };
  'libpod.exec.create': Record<never, never>;
  'libpod.exec.inspect': Record<never, never>;
  'libpod.exec.resize': { readonly "h"?: number; readonly "w"?: number; readonly "running": boolean };
  'libpod.exec.start': Record<never, never>;
  'libpod.exec.remove': Record<never, never>;
  'libpod.systemd.generate': { readonly "useName": boolean; readonly "new": boolean; readonly "time": number; readonly "restartPolicy"?: "no" | "on-success" | "on-failure" | "on-abnormal" | "on-watchdog" | "on-abort" | "always"; readonly "containerPrefix": string; readonly "podPrefix": string; readonly "separator": string; readonly "noHeader": boolean; readonly "startTimeout": number; readonly "restartSec": number; readonly "wants"?: readonly string[]; readonly "after"?: readonly string[]; readonly "requires"?: readonly string[]; readonly "templateUnitFile": boolean; readonly "additionalEnvVariables"?: readonly string[] };
  'libpod.kube.generate': { readonly "names": readonly string[]; readonly "service": boolean; readonly "type": string; readonly "replicas": number; readonly "noTrunc": boolean; readonly "podmanOnly": boolean };
  'libpod.kube.generate-new': { readonly "names": readonly string[]; readonly "service": boolean; readonly "type": string; readonly "replicas": number; readonly "noTrunc": boolean; readonly "podmanOnly": boolean };
  'libpod.kube.play': { readonly "network"?: readonly string[]; readonly "tlsVerify": boolean; readonly "logDriver"?: string; readonly "start": boolean; readonly "annotations"?: unknown; readonly "logOptions"?: readonly string[]; readonly "replace": boolean; readonly "staticIPs"?: readonly string[]; readonly "staticMACs"?: readonly string[]; readonly "noHosts": boolean; readonly "publishPorts"?: readonly string[]; readonly "noTrunc": boolean; readonly "userns"?: string; readonly "publishAllPorts": boolean; readonly "serviceContainer": boolean; readonly "build"?: boolean; readonly "wait": boolean };
  'libpod.kube.down': { readonly "force": boolean };
  'libpod.kube.play-new': { readonly "network"?: readonly string[]; readonly "tlsVerify": boolean; readonly "logDriver"?: string; readonly "start": boolean; readonly "annotations"?: unknown; readonly "logOptions"?: readonly string[]; readonly "replace": boolean; readonly "staticIPs"?: readonly string[]; readonly "staticMACs"?: readonly string[]; readonly "noHosts": boolean; readonly "publishPorts"?: readonly string[]; readonly "noTrunc": boolean; readonly "userns"?: string; readonly "publishAllPorts": boolean; readonly "serviceContainer": boolean; readonly "build"?: boolean; readonly "wait": boolean };
  'libpod.kube.down-new': { readonly "force": boolean };
  'libpod.kube.apply': { readonly "kubeConfig"?: string; readonly "caCertFile"?: string; readonly "namespace"?: string; readonly "service"?: string; readonly "file"?: string };
  'libpod.image.build': { readonly "dockerfile": string; readonly "t"?: readonly string[]; readonly "extrahosts"?: readonly string[]; readonly "remote"?: string; readonly "q": boolean; readonly "nocache": boolean; readonly "cachefrom"?: string; readonly "pull"?: string; readonly "rm": boolean; readonly "forcerm": boolean; readonly "memory"?: number; readonly "memswap"?: number; readonly "cpushares"?: number; readonly "cpusetcpus"?: string; readonly "cpuperiod"?: number; readonly "cpuquota"?: number; readonly "buildargs"?: unknown; readonly "shmsize": number; readonly "squash": boolean; readonly "labels"?: unknown; readonly "networkmode"?: string; readonly "platform"?: readonly string[]; readonly "target"?: string; readonly "outputs"?: string; readonly "httpproxy"?: boolean; readonly "addcaps"?: unknown; readonly "annotations"?: unknown; readonly "devices"?: unknown; readonly "dropcaps"?: unknown; readonly "from"?: string; readonly "isolation"?: string; readonly "jobs": number; readonly "layers"?: boolean; readonly "manifest"?: string; readonly "outputformat"?: string; readonly "registry"?: string; readonly "rusage": boolean; readonly "securityopt"?: unknown; readonly "ulimits"?: unknown; readonly "cgroupparent"?: string; readonly "dnsservers"?: unknown; readonly "dnssearch"?: unknown; readonly "dnsoptions"?: unknown; readonly "unsetenvs"?: readonly string[]; readonly "secrets"?: unknown; readonly "ignore": boolean; readonly "timestamp"?: number; readonly "squashall": boolean; readonly "logLevel"?: string; readonly "identitylabel": boolean; readonly "allplatforms": boolean; readonly "nohosts": boolean; readonly "omithistory": boolean; readonly "idmappingoptions"?: unknown; readonly "cpusetmems"?: string; readonly "skipunusedstages": boolean; readonly "compression"?: string; readonly "pullpolicy"?: string; readonly "tlsVerify"?: boolean; readonly "setenv"?: readonly string[]; readonly "nsoptions"?: unknown; readonly "additionalbuildcontexts"?: unknown; readonly "nosuggest": boolean };
  'libpod.image.remove': { readonly "force"?: boolean; readonly "lookupManifest": boolean };
  'libpod.image.exists': Record<never, never>;
  'libpod.image.export': { readonly "format"?: string; readonly "compress"?: boolean };
  'libpod.image.history': Record<never, never>;
  'libpod.image.inspect': Record<never, never>;
  'libpod.image.push': { readonly "destination"?: string; readonly "tlsVerify": boolean; readonly "all": boolean; readonly "compressionFormat"?: string; readonly "format"?: string; readonly "removeSignatures": boolean; readonly "quiet": boolean };
  'libpod.image.tag': { readonly "repo"?: string; readonly "tag"?: string };
  'libpod.image.tree': { readonly "whatrequires"?: boolean };
  'libpod.image.untag': { readonly "repo"?: string; readonly "tag"?: string };
  'libpod.image.changes': { readonly "parent"?: string; readonly "diffType"?: string };
  'libpod.image.resolve': Record<never, never>;
  'libpod.image.export-many': { readonly "format"?: string; readonly "references"?: readonly string[]; readonly "compress"?: boolean; readonly "ociAcceptUncompressedLayers": boolean };
  'libpod.image.import': { readonly "changes"?: readonly string[]; readonly "message"?: string; readonly "reference"?: string; readonly "url"?: string; readonly "os"?: string; readonly "architecture"?: string; readonly "variant"?: string };
  'libpod.image.list': { readonly "all": boolean; readonly "filters"?: Readonly<Record<string, readonly string[]>>; readonly "digests": boolean };
  'libpod.image.load': { readonly "reference"?: string };
  'libpod.image.prune': { readonly "filters"?: Readonly<Record<string, readonly string[]>>; readonly "all": boolean; readonly "external": boolean };
  'libpod.image.pull': { readonly "reference"?: string; readonly "credentials"?: string; readonly "overrideArch"?: string; readonly "overrideOS"?: string; readonly "overrideVariant"?: string; readonly "tlsVerify": boolean; readonly "allTags"?: boolean; readonly "policy": string; readonly "quiet": boolean; readonly "compatMode": boolean };
  'libpod.image.remove-many': { readonly "images"?: readonly string[]; readonly "all": boolean; readonly "force"?: boolean; readonly "ignore": boolean; readonly "lookupManifest": boolean; readonly "noprune": boolean };
  'libpod.image.search': { readonly "term"?: string; readonly "limit"?: number; readonly "noTrunc"?: boolean; readonly "filters"?: Readonly<Record<string, readonly string[]>>; readonly "listTags": boolean; readonly "tlsVerify"?: boolean };
  'libpod.manifest.remove': { readonly "digest"?: string };
  'libpod.manifest.create-named': { readonly "images"?: readonly string[]; readonly "all": boolean; readonly "amend": boolean; readonly "tlsVerify": boolean };
  'libpod.manifest.modify': { readonly "tlsVerify": boolean };
  'libpod.manifest.exists': Record<never, never>;
  'libpod.manifest.push-to': { readonly "all": boolean; readonly "tlsVerify": boolean; readonly "quiet": boolean; readonly "compressionFormat"?: string; readonly "format"?: string; readonly "removeSignatures": boolean };
  'libpod.manifest.add': { readonly "tlsVerify": boolean };
  'libpod.manifest.inspect': Record<never, never>;
  'libpod.manifest.push': { readonly "destination": string; readonly "all"?: boolean; readonly "tlsVerify": boolean; readonly "compressionFormat"?: string; readonly "format"?: string; readonly "removeSignatures": boolean; readonly "quiet": boolean };
  'libpod.manifest.create': { readonly "name": readonly string[]; readonly "image"?: readonly string[]; readonly "all"?: boolean; readonly "amend": boolean; readonly "tlsVerify": boolean };
  'libpod.network.inspect-alias': Record<never, never>;
  'libpod.network.remove': { readonly "force"?: boolean; readonly "timeout"?: number };
  'libpod.network.connect': Record<never, never>;
  'libpod.network.disconnect': Record<never, never>;
  'libpod.network.exists': Record<never, never>;
  'libpod.network.update': Record<never, never>;
  'libpod.network.inspect': Record<never, never>;
  'libpod.network.create': { readonly "name"?: string };
  'libpod.network.list': { readonly "filters"?: Readonly<Record<string, readonly string[]>> };
  'libpod.network.prune': { readonly "filters"?: Readonly<Record<string, readonly string[]>> };
  'libpod.pod.remove': { readonly "force"?: boolean; readonly "timeout"?: number };
  'libpod.pod.exists': Record<never, never>;
  'libpod.pod.inspect': Record<never, never>;
  'libpod.pod.kill': { readonly "signal": string };
  'libpod.pod.pause': Record<never, never>;
  'libpod.pod.restart': Record<never, never>;
  'libpod.pod.start': Record<never, never>;
  'libpod.pod.stop': { readonly "t"?: number };
  'libpod.pod.top': { readonly "stream": boolean; readonly "ps_args"?: string; readonly "delay": number };
  'libpod.pod.unpause': Record<never, never>;
  'libpod.pod.create': Record<never, never>;
  'libpod.pod.list': { readonly "filters"?: Readonly<Record<string, readonly string[]>> };
  'libpod.pod.prune': Record<never, never>;
  'libpod.pod.stats': { readonly "all"?: boolean; readonly "namesOrIDs"?: readonly string[]; readonly "stream": boolean; readonly "delay": number };
  'libpod.secret.create': { readonly "name": string; readonly "driver": string; readonly "driveropts"?: unknown; readonly "labels"?: unknown; readonly "replace": boolean };
  'libpod.secret.list': { readonly "filters"?: Readonly<Record<string, readonly string[]>> };
  'libpod.secret.inspect': { readonly "showsecret": boolean };
  'libpod.secret.exists': Record<never, never>;
  'libpod.secret.remove': { readonly "all": boolean };
  'libpod.system.ping': Record<never, never>;
  'libpod.system.ping-head': Record<never, never>;
  'libpod.system.events': { readonly "since"?: string; readonly "until"?: string; readonly "filters"?: Readonly<Record<string, readonly string[]>>; readonly "stream": boolean };
  'libpod.system.info': Record<never, never>;
  'libpod.system.df': Record<never, never>;
  'libpod.system.prune': { readonly "all": boolean; readonly "volumes": boolean; readonly "filters"?: Readonly<Record<string, readonly string[]>>; readonly "external": boolean };
  'libpod.system.version': Record<never, never>;
  'libpod.system.check': { readonly "quick": boolean; readonly "repair": boolean; readonly "repair_lossy": boolean; readonly "unreferenced_layer_max_age": string };
  'libpod.volume.remove': { readonly "force"?: boolean; readonly "timeout"?: number };
  'libpod.volume.exists': Record<never, never>;
  'libpod.volume.export': Record<never, never>;
  'libpod.volume.import': Record<never, never>;
  'libpod.volume.inspect': Record<never, never>;
  'libpod.volume.create': Record<never, never>;
  'libpod.volume.list': { readonly "filters"?: Readonly<Record<string, readonly string[]>> };
  'libpod.volume.prune': { readonly "filters"?: Readonly<Record<string, readonly string[]>> };
  'compat.container.start': { readonly "detachKeys": string; readonly "checkpoint"?: string; readonly "checkpoint-dir"?: string };
  'compat.container.stop': { readonly "t"?: number; readonly "signal"?: string; readonly "ignore": boolean };
  'compat.container.restart': { readonly "t"?: number; readonly "signal"?: string };
  'compat.container.kill': { readonly "signal": string };
  'compat.container.pause': Record<never, never>;
  'compat.container.unpause': Record<never, never>;
  'compat.container.wait': { readonly "condition"?: "not-running" | "next-exit" | "removed" | "configured" | "created" | "exited" | "paused" | "running" | "stopped"; readonly "interval"?: string };
  'compat.container.resize': { readonly "h"?: number; readonly "w"?: number };
  'compat.container.update': Record<never, never>;
  'compat.container.attach': { readonly "detachKeys"?: string; readonly "logs"?: boolean; readonly "stream"?: boolean; readonly "stdout"?: boolean; readonly "stderr"?: boolean; readonly "stdin"?: boolean };
  'compat.container.logs': { readonly "follow"?: boolean; readonly "stdout"?: boolean; readonly "stderr"?: boolean; readonly "since"?: string; readonly "until"?: string; readonly "timestamps": boolean; readonly "tail": string; readonly "details": boolean };
  'compat.container.stats': { readonly "stream": boolean; readonly "one-shot": boolean };
  'compat.container.top': { readonly "ps_args": string; readonly "stream": boolean; readonly "delay": number };
  'compat.container.get-archive': { readonly "path": string; readonly "rename"?: unknown };
  'compat.container.put-archive': { readonly "path": string; readonly "noOverwriteDirNonDir"?: boolean; readonly "copyUIDGID"?: boolean; readonly "rename"?: unknown };
  'compat.container.stat-path': { readonly "path": string };
  'compat.container.export': Record<never, never>;
  'compat.container.changes': Record<never, never>;
  'compat.container.commit': { readonly "container"?: string; readonly "repo"?: string; readonly "tag"?: string; readonly "comment"?: string; readonly "author"?: string; readonly "pause": boolean; readonly "changes"?: readonly string[] };
  'compat.container.create': { readonly "name"?: string; readonly "platform"?: string };
  'compat.container.list': { readonly "all": boolean; readonly "limit"?: number; readonly "size": boolean; readonly "filters"?: Readonly<Record<string, readonly string[]>>; readonly "before"?: string; readonly "since"?: string };
  'compat.container.inspect': { readonly "size": boolean };
  'compat.container.rename': { readonly "name": string };
  'compat.container.remove': { readonly "force": boolean; readonly "v": boolean; readonly "link"?: boolean; readonly "ignore": boolean };
  'compat.container.prune': { readonly "filters"?: Readonly<Record<string, readonly string[]>> };
  'compat.exec.create': Record<never, never>;
  'compat.exec.start': Record<never, never>;
  'compat.exec.inspect': Record<never, never>;
  'compat.exec.resize': { readonly "h"?: number; readonly "w"?: number };
  'compat.image.build': { readonly "dockerfile": string; readonly "t"?: readonly string[]; readonly "extrahosts"?: readonly string[]; readonly "remote"?: string; readonly "q": boolean; readonly "nocache": boolean; readonly "cachefrom"?: string; readonly "pull"?: string; readonly "rm": boolean; readonly "forcerm": boolean; readonly "memory"?: number; readonly "memswap"?: number; readonly "cpushares"?: number; readonly "cpusetcpus"?: string; readonly "cpuperiod"?: number; readonly "cpuquota"?: number; readonly "buildargs"?: unknown; readonly "shmsize": number; readonly "squash": boolean; readonly "labels"?: unknown; readonly "networkmode"?: string; readonly "platform"?: readonly string[]; readonly "target"?: string; readonly "outputs"?: string; readonly "httpproxy"?: boolean; readonly "addcaps"?: string; readonly "annotations"?: string; readonly "devices"?: string; readonly "dropcaps"?: string; readonly "from"?: string; readonly "isolation"?: string; readonly "jobs"?: number; readonly "layers"?: boolean; readonly "manifest"?: string; readonly "outputformat"?: string; readonly "registry"?: string; readonly "rusage"?: boolean; readonly "securityopt"?: string; readonly "ulimits"?: string; readonly "cgroupparent"?: string; readonly "dnsservers"?: string; readonly "dnssearch"?: string; readonly "dnsoptions"?: string; readonly "unsetenvs"?: string; readonly "secrets"?: string; readonly "ignore"?: boolean; readonly "timestamp"?: number; readonly "squashall"?: boolean; readonly "logLevel"?: string; readonly "identitylabel"?: boolean; readonly "allplatforms"?: boolean; readonly "nohosts"?: boolean; readonly "omithistory"?: boolean; readonly "idmappingoptions"?: string; readonly "cpusetmems"?: string; readonly "skipunusedstages"?: boolean; readonly "compression"?: string; readonly "pullpolicy"?: string; readonly "version"?: string; readonly "buildid"?: string; readonly "session"?: string };
  'compat.image.create': { readonly "fromImage"?: string; readonly "fromSrc"?: string; readonly "tag"?: string; readonly "changes"?: readonly string[]; readonly "repo"?: string; readonly "message"?: string; readonly "platform"?: string };
  'compat.image.push': { readonly "tag"?: string; readonly "all": boolean; readonly "compress": boolean; readonly "destination"?: string; readonly "tlsVerify": boolean; readonly "platform"?: unknown };
  'compat.image.export': { readonly "platform"?: unknown };
  'compat.image.export-many': { readonly "names": readonly string[]; readonly "platform"?: unknown };
  'compat.image.load': { readonly "quiet"?: boolean; readonly "platform"?: unknown };
  'compat.image.list': { readonly "all": boolean; readonly "filters"?: Readonly<Record<string, readonly string[]>>; readonly "digests": boolean; readonly "filter"?: string; readonly "shared-size": boolean; readonly "manifests": boolean };
  'compat.image.inspect': { readonly "manifests": boolean; readonly "platform"?: unknown };
  'compat.image.history': Record<never, never>;
  'compat.image.tag': { readonly "repo"?: string; readonly "tag"?: string };
  'compat.image.remove': { readonly "force"?: boolean; readonly "noprune"?: boolean; readonly "platforms"?: readonly string[] };
  'compat.image.prune': { readonly "filters"?: Readonly<Record<string, readonly string[]>>; readonly "all": boolean };
  'compat.image.search': { readonly "term"?: string; readonly "limit"?: number; readonly "filters"?: Readonly<Record<string, readonly string[]>>; readonly "listTags"?: boolean; readonly "tlsVerify": boolean };
  'compat.image.distribution': Record<never, never>;
  'compat.network.list': { readonly "filters"?: Readonly<Record<string, readonly string[]>> };
  'compat.network.inspect': { readonly "verbose": boolean; readonly "scope"?: string };
  'compat.network.remove': { readonly "force": boolean };
  'compat.network.create': Record<never, never>;
  'compat.network.connect': Record<never, never>;
  'compat.network.disconnect': Record<never, never>;
  'compat.network.prune': { readonly "filters"?: Readonly<Record<string, readonly string[]>> };
  'compat.secret.list': { readonly "filters"?: Readonly<Record<string, readonly string[]>> };
  'compat.secret.create': Record<never, never>;
  'compat.secret.inspect': Record<never, never>;
  'compat.secret.remove': Record<never, never>;
  'compat.secret.update': { readonly "version": number };
  'compat.system.events': { readonly "since"?: string; readonly "until"?: string; readonly "filters"?: Readonly<Record<string, readonly string[]>>; readonly "stream": boolean };
  'compat.system.info': Record<never, never>;
  'compat.system.version': Record<never, never>;
  'compat.system.auth': Record<never, never>;
  'compat.system.ping': Record<never, never>;
  'compat.system.ping-head': Record<never, never>;
  'compat.system.df': { readonly "type"?: readonly ("container" | "image" | "volume" | "build-cache")[] };
  'compat.volume.list': { readonly "filters"?: Readonly<Record<string, readonly string[]>> };
  'compat.volume.inspect': Record<never, never>;
  'compat.volume.remove': { readonly "force"?: boolean };
  'compat.volume.create': Record<never, never>;
  'compat.volume.prune': { readonly "filters"?: Readonly<Record<string, readonly string[]>> };
}

export interface HeaderParameters {
  'libpod.container.commit': Record<never, never>;
  'libpod.container.healthcheck': Record<never, never>;
  'libpod.container.put-archive': Record<never, never>;
  'libpod.container.get-archive': Record<never, never>;
  'libpod.container.stat-path': Record<never, never>;
  'libpod.container.attach': Record<never, never>;
  'libpod.container.changes': Record<never, never>;
  'libpod.container.checkpoint': Record<never, never>;
  'libpod.container.export': Record<never, never>;
  'libpod.container.logs': Record<never, never>;
  'libpod.container.mount': Record<never, never>;
  'libpod.container.resize': Record<never, never>;
  'libpod.container.restore': Record<never, never>;
  'libpod.container.stats': Record<never, never>;
  'libpod.container.top': Record<never, never>;
  'libpod.container.unmount': Record<never, never>;
  'libpod.container.show-mounted': Record<never, never>;
  'libpod.container.stats-all': Record<never, never>;
  'libpod.container.update': Record<never, never>;
  'libpod.container.remove': Record<never, never>;
  'libpod.container.exists': Record<never, never>;
  'libpod.container.init': Record<never, never>;
  'libpod.container.inspect': Record<never, never>;
  'libpod.container.kill': Record<never, never>;
  'libpod.container.pause': Record<never, never>;
  'libpod.container.rename': Record<never, never>;
  'libpod.container.restart': Record<never, never>;
  'libpod.container.start': Record<never, never>;
  'libpod.container.stop': Record<never, never>;
  'libpod.container.unpause': Record<never, never>;
  'libpod.container.wait': Record<never, never>;
  'libpod.container.create': Record<never, never>;
  'libpod.container.list': Record<never, never>;
  'libpod.container.prune': Record<never, never>;
  'libpod.exec.create': Record<never, never>;
  'libpod.exec.inspect': Record<never, never>;
  'libpod.exec.resize': Record<never, never>;
  'libpod.exec.start': Record<never, never>;
  'libpod.exec.remove': Record<never, never>;
  'libpod.systemd.generate': Record<never, never>;
  'libpod.kube.generate': Record<never, never>;
  'libpod.kube.generate-new': Record<never, never>;
  'libpod.kube.play': { readonly "Content-Type"?: string; readonly "X-Registry-Auth"?: string; readonly "X-Registry-Config"?: string };
  'libpod.kube.down': Record<never, never>;
  'libpod.kube.play-new': { readonly "Content-Type"?: string; readonly "X-Registry-Auth"?: string; readonly "X-Registry-Config"?: string };
  'libpod.kube.down-new': Record<never, never>;
  'libpod.kube.apply': Record<never, never>;
  'libpod.image.build': { readonly "X-Registry-Auth"?: string; readonly "X-Registry-Config"?: string; readonly "Content-Type"?: string };
  'libpod.image.remove': Record<never, never>;
  'libpod.image.exists': Record<never, never>;
  'libpod.image.export': Record<never, never>;
  'libpod.image.history': Record<never, never>;
  'libpod.image.inspect': Record<never, never>;
  'libpod.image.push': { readonly "X-Registry-Auth"?: string; readonly "X-Registry-Config"?: string };
  'libpod.image.tag': Record<never, never>;
  'libpod.image.tree': Record<never, never>;
  'libpod.image.untag': Record<never, never>;
  'libpod.image.changes': Record<never, never>;
  'libpod.image.resolve': Record<never, never>;
  'libpod.image.export-many': Record<never, never>;
  'libpod.image.import': Record<never, never>;
  'libpod.image.list': Record<never, never>;
  'libpod.image.load': Record<never, never>;
  'libpod.image.prune': Record<never, never>;
  'libpod.image.pull': { readonly "X-Registry-Auth"?: string; readonly "X-Registry-Config"?: string };
  'libpod.image.remove-many': Record<never, never>;
  'libpod.image.search': { readonly "X-Registry-Auth"?: string; readonly "X-Registry-Config"?: string };
  'libpod.manifest.remove': Record<never, never>;
  'libpod.manifest.create-named': { readonly "X-Registry-Auth"?: string; readonly "X-Registry-Config"?: string };
  'libpod.manifest.modify': { readonly "X-Registry-Auth"?: string; readonly "X-Registry-Config"?: string };
  'libpod.manifest.exists': Record<never, never>;
  'libpod.manifest.push-to': { readonly "X-Registry-Auth"?: string; readonly "X-Registry-Config"?: string };
  'libpod.manifest.add': Record<never, never>;
  'libpod.manifest.inspect': Record<never, never>;
  'libpod.manifest.push': { readonly "X-Registry-Auth"?: string; readonly "X-Registry-Config"?: string };
  'libpod.manifest.create': Record<never, never>;
  'libpod.network.inspect-alias': Record<never, never>;
  'libpod.network.remove': Record<never, never>;
  'libpod.network.connect': Record<never, never>;
  'libpod.network.disconnect': Record<never, never>;
  'libpod.network.exists': Record<never, never>;
  'libpod.network.update': Record<never, never>;
  'libpod.network.inspect': Record<never, never>;
  'libpod.network.create': Record<never, never>;
  'libpod.network.list': Record<never, never>;
  'libpod.network.prune': Record<never, never>;
  'libpod.pod.remove': Record<never, never>;
  'libpod.pod.exists': Record<never, never>;
  'libpod.pod.inspect': Record<never, never>;
  'libpod.pod.kill': Record<never, never>;
  'libpod.pod.pause': Record<never, never>;
  'libpod.pod.restart': Record<never, never>;
  'libpod.pod.start': Record<never, never>;
  'libpod.pod.stop': Record<never, never>;
  'libpod.pod.top': Record<never, never>;
  'libpod.pod.unpause': Record<never, never>;
  'libpod.pod.create': Record<never, never>;
  'libpod.pod.list': Record<never, never>;
  'libpod.pod.prune': Record<never, never>;
  'libpod.pod.stats': Record<never, never>;
  'libpod.secret.create': Record<never, never>;
  'libpod.secret.list': Record<never, never>;
  'libpod.secret.inspect': Record<never, never>;
  'libpod.secret.exists': Record<never, never>;
  'libpod.secret.remove': Record<never, never>;
  'libpod.system.ping': Record<never, never>;
  'libpod.system.ping-head': Record<never, never>;
  'libpod.system.events': Record<never, never>;
  'libpod.system.info': Record<never, never>;
  'libpod.system.df': Record<never, never>;
  'libpod.system.prune': Record<never, never>;
  'libpod.system.version': Record<never, never>;
  'libpod.system.check': Record<never, never>;
  'libpod.volume.remove': Record<never, never>;
  'libpod.volume.exists': Record<never, never>;
  'libpod.volume.export': Record<never, never>;
  'libpod.volume.import': Record<never, never>;
  'libpod.volume.inspect': Record<never, never>;
  'libpod.volume.create': Record<never, never>;
  'libpod.volume.list': Record<never, never>;
  'libpod.volume.prune': Record<never, never>;
  'compat.container.start': Record<never, never>;
  'compat.container.stop': Record<never, never>;
  'compat.container.restart': Record<never, never>;
  'compat.container.kill': Record<never, never>;
  'compat.container.pause': Record<never, never>;
  'compat.container.unpause': Record<never, never>;
  'compat.container.wait': Record<never, never>;
  'compat.container.resize': Record<never, never>;
  'compat.container.update': Record<never, never>;
  'compat.container.attach': Record<never, never>;
  'compat.container.logs': Record<never, never>;
  'compat.container.stats': Record<never, never>;
  'compat.container.top': Record<never, never>;
  'compat.container.get-archive': Record<never, never>;
  'compat.container.put-archive': Record<never, never>;
  'compat.container.stat-path': Record<never, never>;
  'compat.container.export': Record<never, never>;
  'compat.container.changes': Record<never, never>;
  'compat.container.commit': Record<never, never>;
  'compat.container.create': Record<never, never>;
  'compat.container.list': Record<never, never>;
  'compat.container.inspect': Record<never, never>;
  'compat.container.rename': Record<never, never>;
  'compat.container.remove': Record<never, never>;
  'compat.container.prune': Record<never, never>;
  'compat.exec.create': Record<never, never>;
  'compat.exec.start': Record<never, never>;
  'compat.exec.inspect': Record<never, never>;
  'compat.exec.resize': Record<never, never>;
  'compat.image.build': { readonly "X-Registry-Auth"?: string; readonly "X-Registry-Config"?: string; readonly "Content-Type"?: string };
  'compat.image.create': { readonly "X-Registry-Auth"?: string; readonly "X-Registry-Config"?: string };
  'compat.image.push': { readonly "X-Registry-Auth"?: string; readonly "X-Registry-Config"?: string };
  'compat.image.export': Record<never, never>;
  'compat.image.export-many': Record<never, never>;
  'compat.image.load': Record<never, never>;
  'compat.image.list': Record<never, never>;
  'compat.image.inspect': Record<never, never>;
  'compat.image.history': Record<never, never>;
  'compat.image.tag': Record<never, never>;
  'compat.image.remove': Record<never, never>;
  'compat.image.prune': Record<never, never>;
  'compat.image.search': { readonly "X-Registry-Auth"?: string; readonly "X-Registry-Config"?: string };
  'compat.image.distribution': { readonly "X-Registry-Auth"?: string };
  'compat.network.list': Record<never, never>;
  'compat.network.inspect': Record<never, never>;
  'compat.network.remove': Record<never, never>;
  'compat.network.create': Record<never, never>;
  'compat.network.connect': Record<never, never>;
  'compat.network.disconnect': Record<never, never>;
  'compat.network.prune': Record<never, never>;
  'compat.secret.list': Record<never, never>;
  'compat.secret.create': Record<never, never>;
  'compat.secret.inspect': Record<never, never>;
  'compat.secret.remove': Record<never, never>;
  'compat.secret.update': Record<never, never>;
  'compat.system.events': Record<never, never>;
  'compat.system.info': Record<never, never>;
  'compat.system.version': Record<never, never>;
  'compat.system.auth': Record<never, never>;
  'compat.system.ping': Record<never, never>;
  'compat.system.ping-head': Record<never, never>;
  'compat.system.df': Record<never, never>;
  'compat.volume.list': Record<never, never>;
  'compat.volume.inspect': Record<never, never>;
  'compat.volume.remove': Record<never, never>;
  'compat.volume.create': Record<never, never>;
  'compat.volume.prune': Record<never, never>;
}

export interface Bodies {
  'libpod.container.commit': undefined;
  'libpod.container.healthcheck': undefined;
  'libpod.container.put-archive': undefined;
  'libpod.container.get-archive': undefined;
  'libpod.container.stat-path': undefined;
  'libpod.container.attach': undefined;
  'libpod.container.changes': undefined;
  'libpod.container.checkpoint': undefined;
  'libpod.container.export': undefined;
  'libpod.container.logs': undefined;
  'libpod.container.mount': undefined;
  'libpod.container.resize': undefined;
  'libpod.container.restore': undefined;
  'libpod.container.stats': undefined;
  'libpod.container.top': undefined;
  'libpod.container.unmount': undefined;
  'libpod.container.show-mounted': undefined;
  'libpod.container.stats-all': undefined;
  'libpod.container.update': LinuxResources;
  'libpod.container.remove': undefined;
  'libpod.container.exists': undefined;
  'libpod.container.init': undefined;
  'libpod.container.inspect': undefined;
  'libpod.container.kill': undefined;
  'libpod.container.pause': undefined;
  'libpod.container.rename': undefined;
  'libpod.container.restart': undefined;
  'libpod.container.start': undefined;
  'libpod.container.stop': undefined;
  'libpod.container.unpause': undefined;
  'libpod.container.wait': undefined;
  'libpod.container.create': ContainerCreate;
  'libpod.container.list': undefined;
  'libpod.container.prune': undefined;
  'libpod.exec.create': ExecCreate;
  'libpod.exec.inspect': undefined;
  'libpod.exec.resize': undefined;
  'libpod.exec.start': ExecStart;
  'libpod.exec.remove': ExecRemove;
  'libpod.systemd.generate': undefined;
  'libpod.kube.generate': undefined;
  'libpod.kube.generate-new': undefined;
  'libpod.kube.play': undefined;
  'libpod.kube.down': undefined;
  'libpod.kube.play-new': undefined;
  'libpod.kube.down-new': undefined;
  'libpod.kube.apply': undefined;
  'libpod.image.build': undefined;
  'libpod.image.remove': undefined;
  'libpod.image.exists': undefined;
  'libpod.image.export': undefined;
  'libpod.image.history': undefined;
  'libpod.image.inspect': undefined;
  'libpod.image.push': undefined;
  'libpod.image.tag': undefined;
  'libpod.image.tree': undefined;
  'libpod.image.untag': undefined;
  'libpod.image.changes': undefined;
  'libpod.image.resolve': undefined;
  'libpod.image.export-many': undefined;
  'libpod.image.import': undefined;
  'libpod.image.list': undefined;
  'libpod.image.load': undefined;
  'libpod.image.prune': undefined;
  'libpod.image.pull': undefined;
  'libpod.image.remove-many': undefined;
  'libpod.image.search': undefined;
  'libpod.manifest.remove': undefined;
  'libpod.manifest.create-named': ManifestModify | undefined;
  'libpod.manifest.modify': ManifestModify;
  'libpod.manifest.exists': undefined;
  'libpod.manifest.push-to': undefined;
  'libpod.manifest.add': ManifestAdd;
  'libpod.manifest.inspect': undefined;
  'libpod.manifest.push': undefined;
  'libpod.manifest.create': undefined;
  'libpod.network.inspect-alias': undefined;
  'libpod.network.remove': undefined;
  'libpod.network.connect': CniNetworkConnect | NetworkConnect;
  'libpod.network.disconnect': NetworkDisconnect;
  'libpod.network.exists': undefined;
  'libpod.network.update': NetworkUpdate;
  'libpod.network.inspect': undefined;
  'libpod.network.create': CniNetworkCreate | NetworkCreate;
  'libpod.network.list': undefined;
  'libpod.network.prune': undefined;
  'libpod.pod.remove': undefined;
  'libpod.pod.exists': undefined;
  'libpod.pod.inspect': undefined;
  'libpod.pod.kill': undefined;
  'libpod.pod.pause': undefined;
  'libpod.pod.restart': undefined;
  'libpod.pod.start': undefined;
  'libpod.pod.stop': undefined;
  'libpod.pod.top': undefined;
  'libpod.pod.unpause': undefined;
  'libpod.pod.create': PodCreate;
  'libpod.pod.list': undefined;
  'libpod.pod.prune': undefined;
  'libpod.pod.stats': undefined;
  'libpod.secret.create': undefined;
  'libpod.secret.list': undefined;
  'libpod.secret.inspect': undefined;
  'libpod.secret.exists': undefined;
  'libpod.secret.remove': undefined;
  'libpod.system.ping': undefined;
  'libpod.system.ping-head': undefined;
  'libpod.system.events': undefined;
  'libpod.system.info': undefined;
  'libpod.system.df': undefined;
  'libpod.system.prune': undefined;
  'libpod.system.version': undefined;
  'libpod.system.check': undefined;
  'libpod.volume.remove': undefined;
  'libpod.volume.exists': undefined;
  'libpod.volume.export': undefined;
  'libpod.volume.import': undefined;
  'libpod.volume.inspect': undefined;
  'libpod.volume.create': VolumeCreate;
  'libpod.volume.list': undefined;
  'libpod.volume.prune': undefined;
  'compat.container.start': undefined;
  'compat.container.stop': undefined;
  'compat.container.restart': undefined;
  'compat.container.kill': undefined;
  'compat.container.pause': undefined;
  'compat.container.unpause': undefined;
  'compat.container.wait': undefined;
  'compat.container.resize': undefined;
  'compat.container.update': DockerHostConfig;
  'compat.container.attach': undefined;
  'compat.container.logs': undefined;
  'compat.container.stats': undefined;
  'compat.container.top': undefined;
  'compat.container.get-archive': undefined;
  'compat.container.put-archive': undefined;
  'compat.container.stat-path': undefined;
  'compat.container.export': undefined;
  'compat.container.changes': undefined;
  'compat.container.commit': CompatContainerCommitBody | undefined;
  'compat.container.create': DockerContainerCreateRequest;
  'compat.container.list': undefined;
  'compat.container.inspect': undefined;
  'compat.container.rename': undefined;
  'compat.container.remove': undefined;
  'compat.container.prune': undefined;
  'compat.exec.create': DockerExecCreateRequest;
  'compat.exec.start': DockerExecStartRequest;
  'compat.exec.inspect': undefined;
  'compat.exec.resize': undefined;
  'compat.image.build': undefined;
  'compat.image.create': undefined;
  'compat.image.push': undefined;
  'compat.image.export': undefined;
  'compat.image.export-many': undefined;
  'compat.image.load': undefined;
  'compat.image.list': undefined;
  'compat.image.inspect': undefined;
  'compat.image.history': undefined;
  'compat.image.tag': undefined;
  'compat.image.remove': undefined;
  'compat.image.prune': undefined;
  'compat.image.search': undefined;
  'compat.image.distribution': undefined;
  'compat.network.list': undefined;
  'compat.network.inspect': undefined;
  'compat.network.remove': undefined;
  'compat.network.create': DockerNetworkCreateRequest;
  'compat.network.connect': DockerNetworkConnectRequest;
  'compat.network.disconnect': DockerNetworkDisconnectRequest;
  'compat.network.prune': undefined;
  'compat.secret.list': undefined;
  'compat.secret.create': DockerSecretSpec;
  'compat.secret.inspect': undefined;
  'compat.secret.remove': undefined;
  'compat.secret.update': DockerSecretSpec;
  'compat.system.events': undefined;
  'compat.system.info': undefined;
  'compat.system.version': undefined;
  'compat.system.auth': DockerAuthConfig;
  'compat.system.ping': undefined;
  'compat.system.ping-head': undefined;
  'compat.system.df': undefined;
  'compat.volume.list': undefined;
  'compat.volume.inspect': undefined;
  'compat.volume.remove': undefined;
  'compat.volume.create': DockerVolumeCreateRequest;
  'compat.volume.prune': undefined;
}

export interface Replies {
  'libpod.container.commit': IdReport;
  'libpod.container.healthcheck': HealthCheckResults;
  'libpod.container.put-archive': undefined;
  'libpod.container.get-archive': undefined;
  'libpod.container.stat-path': undefined;
  'libpod.container.attach': undefined;
  'libpod.container.changes': FileChange[];
  'libpod.container.checkpoint': CheckpointReport;
  'libpod.container.export': undefined;
  'libpod.container.logs': undefined;
  'libpod.container.mount': undefined;
  'libpod.container.resize': undefined;
  'libpod.container.restore': CheckpointReport;
  'libpod.container.stats': DockerStats;
  'libpod.container.top': ContainerTop;
  'libpod.container.unmount': undefined;
  'libpod.container.show-mounted': LibpodContainerShowMountedReply;
  'libpod.container.stats-all': ContainerStatsReport;
  'libpod.container.update': undefined;
  'libpod.container.remove': RemoveReport[];
  'libpod.container.exists': undefined;
  'libpod.container.init': undefined;
  'libpod.container.inspect': InspectContainer;
  'libpod.container.kill': undefined;
  'libpod.container.pause': undefined;
  'libpod.container.rename': undefined;
  'libpod.container.restart': undefined;
  'libpod.container.start': undefined;
  'libpod.container.stop': undefined;
  'libpod.container.unpause': undefined;
  'libpod.container.wait': undefined;
  'libpod.container.create': ContainerCreated;
  'libpod.container.list': ListContainer[];
  'libpod.container.prune': PruneReport[];
  'libpod.exec.create': IdReport;
  'libpod.exec.inspect': InspectExec;
  'libpod.exec.resize': undefined;
  'libpod.exec.start': undefined;
  'libpod.exec.remove': undefined;
  'libpod.systemd.generate': LibpodSystemdGenerateReply;
  'libpod.kube.generate': undefined;
  'libpod.kube.generate-new': undefined;
  'libpod.kube.play': KubePlayReport;
  'libpod.kube.down': KubePlayReport;
  'libpod.kube.play-new': KubePlayReport;
  'libpod.kube.down-new': KubePlayReport;
  'libpod.kube.apply': undefined;
  'libpod.image.build': BuildLine;
  'libpod.image.remove': ImageRemoveReport;
  'libpod.image.exists': undefined;
  'libpod.image.export': undefined;
  'libpod.image.history': ImageHistoryLayer[];
  'libpod.image.inspect': InspectImage;
  'libpod.image.push': ImagePushLine;
  'libpod.image.tag': undefined;
  'libpod.image.tree': ImageTree;
  'libpod.image.untag': undefined;
  'libpod.image.changes': FileChange[];
  'libpod.image.resolve': ResolvedName;
  'libpod.image.export-many': undefined;
  'libpod.image.import': ImageId;
  'libpod.image.list': ImageSummary[];
  'libpod.image.load': ImageNames;
  'libpod.image.prune': PruneReport[];
  'libpod.image.pull': ImagePullLine;
  'libpod.image.remove-many': ImageRemoveReport;
  'libpod.image.search': ImageSearchResult[];
  'libpod.manifest.remove': IdReport | ImageRemoveReport;
  'libpod.manifest.create-named': IdReport;
  'libpod.manifest.modify': ManifestModifyReport;
  'libpod.manifest.exists': undefined;
  'libpod.manifest.push-to': ManifestPushLine;
  'libpod.manifest.add': IdReport;
  'libpod.manifest.inspect': ManifestList;
  'libpod.manifest.push': IdReport;
  'libpod.manifest.create': IdReport;
  'libpod.network.inspect-alias': LibpodNetworkInspectAliasReply1Item[] | LibpodNetwork;
  'libpod.network.remove': NetworkRemoveReport[];
  'libpod.network.connect': undefined;
  'libpod.network.disconnect': undefined;
  'libpod.network.exists': undefined;
  'libpod.network.update': undefined;
  'libpod.network.inspect': LibpodNetworkInspectReply1Item[] | LibpodNetwork;
  'libpod.network.create': CniNetworkCreated | LibpodNetwork;
  'libpod.network.list': CniNetworkListItem[] | LibpodNetwork[];
  'libpod.network.prune': NetworkPruneReport[];
  'libpod.pod.remove': PodRemoveReport;
  'libpod.pod.exists': undefined;
  'libpod.pod.inspect': InspectPod;
  'libpod.pod.kill': PodActionReport;
  'libpod.pod.pause': PodActionReport;
  'libpod.pod.restart': PodActionReport;
  'libpod.pod.start': PodActionReport;
  'libpod.pod.stop': PodActionReport;
  'libpod.pod.top': ContainerTop;
  'libpod.pod.unpause': PodActionReport;
  'libpod.pod.create': IdReport;
  'libpod.pod.list': ListPod[];
  'libpod.pod.prune': PodPruneReport[];
  'libpod.pod.stats': PodStats[];
  'libpod.secret.create': SecretCreateReport;
  'libpod.secret.list': SecretInfo[];
  'libpod.secret.inspect': SecretInfo;
  'libpod.secret.exists': undefined;
  'libpod.secret.remove': undefined;
  'libpod.system.ping': undefined;
  'libpod.system.ping-head': undefined;
  'libpod.system.events': LibpodEvent;
  'libpod.system.info': LibpodInfo;
  'libpod.system.df': LibpodDiskUsage;
  'libpod.system.prune': SystemPruneReport;
  'libpod.system.version': DockerVersion;
  'libpod.system.check': SystemCheckReport;
  'libpod.volume.remove': undefined;
  'libpod.volume.exists': undefined;
  'libpod.volume.export': undefined;
  'libpod.volume.import': undefined;
  'libpod.volume.inspect': LibpodVolume;
  'libpod.volume.create': LibpodVolume;
  'libpod.volume.list': LibpodVolume[];
  'libpod.volume.prune': PruneReport[];
  'compat.container.start': undefined;
  'compat.container.stop': undefined;
  'compat.container.restart': undefined;
  'compat.container.kill': undefined;
  'compat.container.pause': undefined;
  'compat.container.unpause': undefined;
  'compat.container.wait': DockerContainerWaitResponse;
  'compat.container.resize': undefined;
  'compat.container.update': DockerContainerUpdateResponse;
  'compat.container.attach': undefined;
  'compat.container.logs': undefined;
  'compat.container.stats': DockerStats;
  'compat.container.top': DockerContainerTop;
  'compat.container.get-archive': undefined;
  'compat.container.put-archive': undefined;
  'compat.container.stat-path': undefined;
  'compat.container.export': undefined;
  'compat.container.changes': DockerContainerChangeList;
  'compat.container.commit': DockerIdResponse;
  'compat.container.create': DockerContainerCreateResponse;
  'compat.container.list': DockerContainerSummaryList;
  'compat.container.inspect': DockerContainerInspectResponse;
  'compat.container.rename': undefined;
  'compat.container.remove': undefined;
  'compat.container.prune': DockerContainerPruneResponse;
  'compat.exec.create': DockerIdResponse;
  'compat.exec.start': undefined;
  'compat.exec.inspect': DockerExecInspectResponse;
  'compat.exec.resize': undefined;
  'compat.image.build': DockerBuildLine;
  'compat.image.create': DockerPullLine;
  'compat.image.push': DockerPushLine;
  'compat.image.export': undefined;
  'compat.image.export-many': undefined;
  'compat.image.load': DockerPullLine;
  'compat.image.list': DockerImageSummaryList;
  'compat.image.inspect': DockerImageInspectResponse;
  'compat.image.history': DockerImageHistory;
  'compat.image.tag': undefined;
  'compat.image.remove': DockerImageDeleteResponse;
  'compat.image.prune': DockerImagePruneResponse;
  'compat.image.search': DockerSearchResponse;
  'compat.image.distribution': DockerDistribution;
  'compat.network.list': DockerNetworkList;
  'compat.network.inspect': DockerNetwork;
  'compat.network.remove': undefined;
  'compat.network.create': DockerNetworkCreateResponse;
  'compat.network.connect': undefined;
  'compat.network.disconnect': undefined;
  'compat.network.prune': DockerNetworkPruneResponse;
  'compat.secret.list': DockerSecret[];
  'compat.secret.create': SecretCreateReport;
  'compat.secret.inspect': DockerSecret;
  'compat.secret.remove': undefined;
  'compat.secret.update': undefined;
  'compat.system.events': DockerEvent;
  'compat.system.info': DockerInfo;
  'compat.system.version': DockerVersion;
  'compat.system.auth': DockerAuthReport;
  'compat.system.ping': undefined;
  'compat.system.ping-head': undefined;
  'compat.system.df': DockerDiskUsage;
  'compat.volume.list': DockerVolumeListResponse;
  'compat.volume.inspect': DockerVolume;
  'compat.volume.remove': undefined;
  'compat.volume.create': DockerVolume;
  'compat.volume.prune': DockerVolumePruneResponse;
}

export type OperationId = keyof PathParameters;
/** Parameters in the path, all strings, decoded. */
export type PathOf<Id extends OperationId> = PathParameters[Id];
/** Query parameters under their documented names; required and defaulted ones are always there. */
export type QueryOf<Id extends OperationId> = QueryParameters[Id];
/** Header parameters under their documented names. */
export type HeadersOf<Id extends OperationId> = HeaderParameters[Id];
/** The JSON request body; `undefined` where there is none. */
export type BodyOf<Id extends OperationId> = Bodies[Id];
/** The JSON of the successful answer (one line of it for streams of lines). */
export type ReplyOf<Id extends OperationId> = Replies[Id];

/** Every operation, in the order of the documents. */
export const OPERATIONS: readonly (Operation & { readonly id: OperationId })[] = [
  {"id":"libpod.container.commit","tree":"libpod","section":"containers","summary":"Commit a container","method":"POST","path":"/libpod/commit","unversioned":false,"since":"2.0","parameters":[{"name":"container","in":"query","form":"string","required":true},{"name":"repo","in":"query","form":"string","required":false},{"name":"tag","in":"query","form":"string","required":false},{"name":"comment","in":"query","form":"string","required":false},{"name":"author","in":"query","form":"string","required":false},{"name":"pause","in":"query","form":"boolean","required":false},{"name":"changes","in":"query","form":"strings","required":false},{"name":"format","in":"query","form":"string","required":false},{"name":"squash","in":"query","form":"boolean","required":false,"default":false},{"name":"stream","in":"query","form":"boolean","required":false,"default":false}],"body":{"form":"none","required":false},"responses":[{"status":201,"form":"json","description":"The image"},{"status":400,"form":"json","description":"Bad parameter"},{"status":404,"form":"json","description":"No such image"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.container.healthcheck","tree":"libpod","section":"containers","summary":"Run a health check","method":"GET","path":"/libpod/containers/{name:.*}/healthcheck","unversioned":false,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true,"wildcard":true}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"The state"},{"status":404,"form":"json","description":"No such container"},{"status":409,"form":"json","description":"No healthcheck defined or not running"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.container.put-archive","tree":"libpod","section":"containers","summary":"Copy files into a container","method":"PUT","path":"/libpod/containers/{name}/archive","unversioned":false,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true},{"name":"path","in":"query","form":"string","required":true},{"name":"pause","in":"query","form":"boolean","required":false,"default":true},{"name":"noOverwriteDirNonDir","in":"query","form":"boolean","required":false,"default":false},{"name":"copyUIDGID","in":"query","form":"boolean","required":false,"default":true},{"name":"rename","in":"query","form":"json","required":false}],"body":{"form":"tar","required":true},"responses":[{"status":200,"form":"none","description":"Copied"},{"status":400,"form":"json","description":"Bad parameter"},{"status":403,"form":"json","description":"Read-only rootfs"},{"status":404,"form":"json","description":"No such container"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.container.get-archive","tree":"libpod","section":"containers","summary":"Copy files from a container","method":"GET","path":"/libpod/containers/{name}/archive","unversioned":false,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true},{"name":"path","in":"query","form":"string","required":true},{"name":"rename","in":"query","form":"json","required":false}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"tar","description":"The archive"},{"status":400,"form":"json","description":"Bad parameter"},{"status":404,"form":"json","description":"No such container"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.container.stat-path","tree":"libpod","section":"containers","summary":"Look at a path in a container","method":"HEAD","path":"/libpod/containers/{name}/archive","unversioned":false,"since":"3.0","parameters":[{"name":"name","in":"path","form":"string","required":true},{"name":"path","in":"query","form":"string","required":true}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"none","description":"Done"},{"status":400,"form":"none","description":"Bad parameter"},{"status":404,"form":"none","description":"No such container or path"},{"status":500,"form":"none","description":"Server error"}]},
  {"id":"libpod.container.attach","tree":"libpod","section":"containers","summary":"Attach to a container","method":"POST","path":"/libpod/containers/{name}/attach","unversioned":false,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true},{"name":"detachKeys","in":"query","form":"string","required":false},{"name":"logs","in":"query","form":"boolean","required":false},{"name":"stream","in":"query","form":"boolean","required":false,"default":true},{"name":"stdout","in":"query","form":"boolean","required":false},{"name":"stderr","in":"query","form":"boolean","required":false},{"name":"stdin","in":"query","form":"boolean","required":false}],"body":{"form":"none","required":false},"responses":[{"status":101,"form":"hijack","description":"Upgraded"},{"status":200,"form":"hijack","description":"The raw stream, for clients that did not ask to upgrade"},{"status":400,"form":"json","description":"Bad parameter"},{"status":404,"form":"json","description":"No such container"},{"status":409,"form":"json","description":"A container that has ended cannot be made ready again"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.container.changes","tree":"libpod","section":"containers","summary":"Changes to a container's file system","method":"GET","path":"/libpod/containers/{name}/changes","unversioned":false,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true},{"name":"parent","in":"query","form":"string","required":false},{"name":"diffType","in":"query","form":"string","required":false}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"The changes"},{"status":404,"form":"json","description":"No such container"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.container.checkpoint","tree":"libpod","section":"containers","summary":"Checkpoint a container","method":"POST","path":"/libpod/containers/{name}/checkpoint","unversioned":false,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true},{"name":"keep","in":"query","form":"boolean","required":false},{"name":"leaveRunning","in":"query","form":"boolean","required":false},{"name":"tcpEstablished","in":"query","form":"boolean","required":false},{"name":"export","in":"query","form":"boolean","required":false},{"name":"ignoreRootFS","in":"query","form":"boolean","required":false},{"name":"withPrevious","in":"query","form":"boolean","required":false,"default":false},{"name":"preCheckpoint","in":"query","form":"boolean","required":false,"default":false},{"name":"fileLocks","in":"query","form":"boolean","required":false,"default":false},{"name":"printStats","in":"query","form":"boolean","required":false,"default":false},{"name":"createImage","in":"query","form":"string","required":false}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"tar","description":"The report, or the archive with `export`"},{"status":400,"form":"json","description":"Bad parameter"},{"status":404,"form":"json","description":"No such container"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.container.export","tree":"libpod","section":"containers","summary":"Export a container","method":"GET","path":"/libpod/containers/{name}/export","unversioned":false,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"tar","description":"The archive"},{"status":404,"form":"json","description":"No such container"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.container.logs","tree":"libpod","section":"containers","summary":"Logs of a container","method":"GET","path":"/libpod/containers/{name}/logs","unversioned":false,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true},{"name":"follow","in":"query","form":"boolean","required":false},{"name":"stdout","in":"query","form":"boolean","required":false},{"name":"stderr","in":"query","form":"boolean","required":false},{"name":"since","in":"query","form":"string","required":false},{"name":"until","in":"query","form":"string","required":false},{"name":"timestamps","in":"query","form":"boolean","required":false,"default":false},{"name":"tail","in":"query","form":"string","required":false,"default":"all"}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"stream","description":"The lines"},{"status":400,"form":"json","description":"Bad parameter"},{"status":404,"form":"json","description":"No such container"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.container.mount","tree":"libpod","section":"containers","summary":"Mount a container","method":"POST","path":"/libpod/containers/{name}/mount","unversioned":false,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"text","description":"The path"},{"status":404,"form":"json","description":"No such container"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.container.resize","tree":"libpod","section":"containers","summary":"Resize a container's terminal","method":"POST","path":"/libpod/containers/{name}/resize","unversioned":false,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true},{"name":"h","in":"query","form":"integer","required":false},{"name":"w","in":"query","form":"integer","required":false},{"name":"running","in":"query","form":"boolean","required":false,"default":false}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"none","description":"Resized"},{"status":400,"form":"json","description":"Bad parameter"},{"status":404,"form":"json","description":"No such container"},{"status":409,"form":"json","description":"The container does not run"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.container.restore","tree":"libpod","section":"containers","summary":"Restore a container","method":"POST","path":"/libpod/containers/{name}/restore","unversioned":false,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true},{"name":"name","in":"query","form":"string","required":false},{"name":"keep","in":"query","form":"boolean","required":false},{"name":"leaveRunning","in":"query","form":"boolean","required":false},{"name":"tcpEstablished","in":"query","form":"boolean","required":false},{"name":"import","in":"query","form":"boolean","required":false},{"name":"ignoreRootFS","in":"query","form":"boolean","required":false},{"name":"ignoreStaticIP","in":"query","form":"boolean","required":false},{"name":"ignoreStaticMAC","in":"query","form":"boolean","required":false},{"name":"ignoreVolumes","in":"query","form":"boolean","required":false,"default":false},{"name":"fileLocks","in":"query","form":"boolean","required":false,"default":false},{"name":"printStats","in":"query","form":"boolean","required":false,"default":false},{"name":"pod","in":"query","form":"string","required":false},{"name":"publishPorts","in":"query","form":"strings","required":false}],"body":{"form":"tar","required":false},"responses":[{"status":200,"form":"json","description":"The report"},{"status":400,"form":"json","description":"Bad parameter"},{"status":404,"form":"json","description":"No such container"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.container.stats","tree":"libpod","section":"containers","summary":"Figures of a container (deprecated)","method":"GET","path":"/libpod/containers/{name}/stats","unversioned":false,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true},{"name":"stream","in":"query","form":"boolean","required":false,"default":true},{"name":"one-shot","in":"query","form":"boolean","required":false,"default":false}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json-lines","description":"The figures"},{"status":400,"form":"json","description":"Bad parameter"},{"status":404,"form":"json","description":"No such container"},{"status":409,"form":"json","description":"The container does not run"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.container.top","tree":"libpod","section":"containers","summary":"Processes of a container","method":"GET","path":"/libpod/containers/{name}/top","unversioned":false,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true},{"name":"stream","in":"query","form":"boolean","required":false,"default":false},{"name":"ps_args","in":"query","form":"string","required":false},{"name":"delay","in":"query","form":"integer","required":false,"default":5}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json-lines","description":"The table"},{"status":400,"form":"json","description":"Bad parameter"},{"status":404,"form":"json","description":"No such container"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.container.unmount","tree":"libpod","section":"containers","summary":"Unmount a container","method":"POST","path":"/libpod/containers/{name}/unmount","unversioned":false,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true}],"body":{"form":"none","required":false},"responses":[{"status":204,"form":"none","description":"Done"},{"status":404,"form":"json","description":"No such container"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.container.show-mounted","tree":"libpod","section":"containers","summary":"Show mounted containers","method":"GET","path":"/libpod/containers/showmounted","unversioned":false,"since":"2.0","parameters":[],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"Paths by container id"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.container.stats-all","tree":"libpod","section":"containers","summary":"Figures of containers","method":"GET","path":"/libpod/containers/stats","unversioned":false,"since":"2.0","parameters":[{"name":"containers","in":"query","form":"strings","required":false},{"name":"stream","in":"query","form":"boolean","required":false,"default":true},{"name":"interval","in":"query","form":"integer","required":false,"default":5},{"name":"all","in":"query","form":"boolean","required":false,"default":false}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json-lines","description":"The reports"},{"status":400,"form":"json","description":"Bad parameter"},{"status":404,"form":"json","description":"No such container"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.container.update","tree":"libpod","section":"containers","summary":"Change the limits of a container","method":"POST","path":"/libpod/containers/{name}/update","unversioned":false,"since":"4.3","parameters":[{"name":"name","in":"path","form":"string","required":true},{"name":"restartPolicy","in":"query","form":"string","required":false,"enum":["","no","always","on-failure","unless-stopped"]},{"name":"restartRetries","in":"query","form":"integer","required":false}],"body":{"form":"json","required":true},"responses":[{"status":201,"form":"text","description":"The container's id, as text"},{"status":400,"form":"json","description":"Bad parameter"},{"status":404,"form":"json","description":"No such container"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.container.remove","tree":"libpod","section":"containers","summary":"Remove a container","method":"DELETE","path":"/libpod/containers/{name}","unversioned":false,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true},{"name":"force","in":"query","form":"boolean","required":false},{"name":"v","in":"query","form":"boolean","required":false,"aliases":["volumes"]},{"name":"ignore","in":"query","form":"boolean","required":false,"default":false},{"name":"depend","in":"query","form":"boolean","required":false,"default":false},{"name":"timeout","in":"query","form":"integer","required":false}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"Removed (from version 4 on)"},{"status":204,"form":"none","description":"Removed (versions below 4)"},{"status":400,"form":"json","description":"Bad parameter"},{"status":404,"form":"json","description":"No such container"},{"status":409,"form":"json","description":"The container runs, and force was not given"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.container.exists","tree":"libpod","section":"containers","summary":"Does a container exist?","method":"GET","path":"/libpod/containers/{name}/exists","unversioned":false,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true},{"name":"external","in":"query","form":"boolean","required":false,"default":false}],"body":{"form":"none","required":false},"responses":[{"status":204,"form":"none","description":"It exists"},{"status":404,"form":"json","description":"No such container"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.container.init","tree":"libpod","section":"containers","summary":"Initialise a container","method":"POST","path":"/libpod/containers/{name}/init","unversioned":false,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true}],"body":{"form":"none","required":false},"responses":[{"status":204,"form":"none","description":"Ready"},{"status":304,"form":"none","description":"It was ready already"},{"status":404,"form":"json","description":"No such container"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.container.inspect","tree":"libpod","section":"containers","summary":"Inspect a container","method":"GET","path":"/libpod/containers/{name}/json","unversioned":false,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true},{"name":"size","in":"query","form":"boolean","required":false}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"The container"},{"status":400,"form":"json","description":"Bad parameter"},{"status":404,"form":"json","description":"No such container"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.container.kill","tree":"libpod","section":"containers","summary":"Kill a container","method":"POST","path":"/libpod/containers/{name}/kill","unversioned":false,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true},{"name":"signal","in":"query","form":"string","required":false,"default":"KILL"}],"body":{"form":"none","required":false},"responses":[{"status":204,"form":"none","description":"Done"},{"status":400,"form":"json","description":"Bad parameter"},{"status":404,"form":"json","description":"No such container"},{"status":409,"form":"json","description":"Conflict"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.container.pause","tree":"libpod","section":"containers","summary":"Pause a container","method":"POST","path":"/libpod/containers/{name}/pause","unversioned":false,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true}],"body":{"form":"none","required":false},"responses":[{"status":204,"form":"none","description":"Done"},{"status":404,"form":"json","description":"No such container"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.container.rename","tree":"libpod","section":"containers","summary":"Rename a container","method":"POST","path":"/libpod/containers/{name}/rename","unversioned":false,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true},{"name":"name","in":"query","form":"string","required":true}],"body":{"form":"none","required":false},"responses":[{"status":204,"form":"none","description":"Done"},{"status":400,"form":"json","description":"Bad parameter"},{"status":404,"form":"json","description":"No such container"},{"status":409,"form":"json","description":"Conflict"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.container.restart","tree":"libpod","section":"containers","summary":"Restart a container","method":"POST","path":"/libpod/containers/{name}/restart","unversioned":false,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true},{"name":"t","in":"query","form":"integer","required":false,"aliases":["timeout"]},{"name":"all","in":"query","form":"boolean","required":false,"default":false}],"body":{"form":"none","required":false},"responses":[{"status":204,"form":"none","description":"Done"},{"status":400,"form":"json","description":"Bad parameter"},{"status":404,"form":"json","description":"No such container"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.container.start","tree":"libpod","section":"containers","summary":"Start a container","method":"POST","path":"/libpod/containers/{name}/start","unversioned":false,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true},{"name":"detachKeys","in":"query","form":"string","required":false,"default":"ctrl-p,ctrl-q"},{"name":"recursive","in":"query","form":"boolean","required":false,"default":false}],"body":{"form":"none","required":false},"responses":[{"status":204,"form":"none","description":"Done"},{"status":304,"form":"none","description":"Already started"},{"status":400,"form":"json","description":"Bad parameter"},{"status":404,"form":"json","description":"No such container"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.container.stop","tree":"libpod","section":"containers","summary":"Stop a container","method":"POST","path":"/libpod/containers/{name}/stop","unversioned":false,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true},{"name":"t","in":"query","form":"integer","required":false,"aliases":["timeout"]},{"name":"ignore","in":"query","form":"boolean","required":false,"default":false},{"name":"all","in":"query","form":"boolean","required":false,"default":false}],"body":{"form":"none","required":false},"responses":[{"status":204,"form":"none","description":"Done"},{"status":304,"form":"none","description":"Already stopped"},{"status":400,"form":"json","description":"Bad parameter"},{"status":404,"form":"json","description":"No such container"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.container.unpause","tree":"libpod","section":"containers","summary":"Unpause a container","method":"POST","path":"/libpod/containers/{name}/unpause","unversioned":false,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true}],"body":{"form":"none","required":false},"responses":[{"status":204,"form":"none","description":"Done"},{"status":404,"form":"json","description":"No such container"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.container.wait","tree":"libpod","section":"containers","summary":"Wait for a container","method":"POST","path":"/libpod/containers/{name}/wait","unversioned":false,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true},{"name":"condition","in":"query","form":"strings","required":false,"commaSeparated":true},{"name":"interval","in":"query","form":"string","required":false,"default":"250ms"}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"text","description":"The exit code"},{"status":400,"form":"json","description":"Bad parameter"},{"status":404,"form":"json","description":"No such container"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.container.create","tree":"libpod","section":"containers","summary":"Create a container","method":"POST","path":"/libpod/containers/create","unversioned":false,"since":"2.0","parameters":[],"body":{"form":"json","required":true},"responses":[{"status":201,"form":"json","description":"The new container"},{"status":400,"form":"json","description":"Bad parameter"},{"status":404,"form":"json","description":"No such container"},{"status":409,"form":"json","description":"Conflict"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.container.list","tree":"libpod","section":"containers","summary":"List containers","method":"GET","path":"/libpod/containers/json","unversioned":false,"since":"2.0","parameters":[{"name":"all","in":"query","form":"boolean","required":false,"default":false},{"name":"limit","in":"query","form":"integer","required":false},{"name":"pod","in":"query","form":"boolean","required":false,"default":false},{"name":"size","in":"query","form":"boolean","required":false,"default":false},{"name":"sync","in":"query","form":"boolean","required":false,"default":false},{"name":"filters","in":"query","form":"filters","required":false},{"name":"last","in":"query","form":"integer","required":false},{"name":"namespace","in":"query","form":"boolean","required":false,"default":false},{"name":"external","in":"query","form":"boolean","required":false,"default":false}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"The containers"},{"status":400,"form":"json","description":"Bad parameter"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.container.prune","tree":"libpod","section":"containers","summary":"Remove stopped containers","method":"POST","path":"/libpod/containers/prune","unversioned":false,"since":"2.0","parameters":[{"name":"filters","in":"query","form":"filters","required":false}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"What was removed"},{"status":400,"form":"json","description":"Bad parameter"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.exec.create","tree":"libpod","section":"exec","summary":"Create an exec session","method":"POST","path":"/libpod/containers/{name}/exec","unversioned":false,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true}],"body":{"form":"json","required":true},"responses":[{"status":201,"form":"json","description":"The session"},{"status":400,"form":"json","description":"A bad environment entry"},{"status":404,"form":"json","description":"No such container"},{"status":409,"form":"json","description":"Container paused"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.exec.inspect","tree":"libpod","section":"exec","summary":"Inspect an exec session","method":"GET","path":"/libpod/exec/{id}/json","unversioned":false,"since":"2.0","parameters":[{"name":"id","in":"path","form":"string","required":true}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"The session"},{"status":404,"form":"json","description":"No such exec session"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.exec.resize","tree":"libpod","section":"exec","summary":"Resize an exec session's terminal","method":"POST","path":"/libpod/exec/{id}/resize","unversioned":false,"since":"2.0","parameters":[{"name":"id","in":"path","form":"string","required":true},{"name":"h","in":"query","form":"integer","required":false},{"name":"w","in":"query","form":"integer","required":false},{"name":"running","in":"query","form":"boolean","required":false,"default":false}],"body":{"form":"none","required":false},"responses":[{"status":201,"form":"none","description":"Resized"},{"status":400,"form":"json","description":"Bad parameter"},{"status":404,"form":"json","description":"No such exec session"},{"status":409,"form":"json","description":"The container does not run"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.exec.start","tree":"libpod","section":"exec","summary":"Start an exec session","method":"POST","path":"/libpod/exec/{id}/start","unversioned":false,"since":"2.0","parameters":[{"name":"id","in":"path","form":"string","required":true}],"body":{"form":"json","required":true},"responses":[{"status":101,"form":"hijack","description":"Upgraded"},{"status":200,"form":"hijack","description":"The raw stream, or an empty body when detached"},{"status":400,"form":"json","description":"A bad body"},{"status":404,"form":"json","description":"No such exec session"},{"status":409,"form":"json","description":"Container not running"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.exec.remove","tree":"libpod","section":"exec","summary":"Remove an exec session","method":"POST","path":"/libpod/exec/{id}/remove","unversioned":false,"since":"4.8","parameters":[{"name":"id","in":"path","form":"string","required":true}],"body":{"form":"json","required":true},"responses":[{"status":200,"form":"none","description":"Removed"},{"status":400,"form":"json","description":"A bad body"},{"status":404,"form":"json","description":"No such exec session"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.systemd.generate","tree":"libpod","section":"generate","summary":"Make systemd units","method":"GET","path":"/libpod/generate/{name:.*}/systemd","unversioned":false,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true,"wildcard":true},{"name":"useName","in":"query","form":"boolean","required":false,"default":false},{"name":"new","in":"query","form":"boolean","required":false,"default":false},{"name":"time","in":"query","form":"integer","required":false,"default":10,"aliases":["stopTimeout"]},{"name":"restartPolicy","in":"query","form":"string","required":false,"enum":["no","on-success","on-failure","on-abnormal","on-watchdog","on-abort","always"]},{"name":"containerPrefix","in":"query","form":"string","required":false,"default":"container"},{"name":"podPrefix","in":"query","form":"string","required":false,"default":"pod"},{"name":"separator","in":"query","form":"string","required":false,"default":"-"},{"name":"noHeader","in":"query","form":"boolean","required":false,"default":false},{"name":"startTimeout","in":"query","form":"integer","required":false,"default":0},{"name":"restartSec","in":"query","form":"integer","required":false,"default":0},{"name":"wants","in":"query","form":"strings","required":false},{"name":"after","in":"query","form":"strings","required":false},{"name":"requires","in":"query","form":"strings","required":false},{"name":"templateUnitFile","in":"query","form":"boolean","required":false,"default":false},{"name":"additionalEnvVariables","in":"query","form":"strings","required":false}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"Unit texts by unit name"},{"status":400,"form":"json","description":"Bad parameter"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.kube.generate","tree":"libpod","section":"generate","summary":"Make Kubernetes YAML","method":"GET","path":"/libpod/generate/kube","unversioned":false,"since":"2.0","parameters":[{"name":"names","in":"query","form":"strings","required":true},{"name":"service","in":"query","form":"boolean","required":false,"default":false},{"name":"type","in":"query","form":"string","required":false,"default":"pod"},{"name":"replicas","in":"query","form":"integer","required":false,"default":1},{"name":"noTrunc","in":"query","form":"boolean","required":false,"default":false},{"name":"podmanOnly","in":"query","form":"boolean","required":false,"default":false}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"text","description":"The YAML"},{"status":400,"form":"json","description":"Bad parameter"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.kube.generate-new","tree":"libpod","section":"generate","summary":"Make Kubernetes YAML","method":"GET","path":"/libpod/kube/generate","unversioned":false,"since":"4.3","parameters":[{"name":"names","in":"query","form":"strings","required":true},{"name":"service","in":"query","form":"boolean","required":false,"default":false},{"name":"type","in":"query","form":"string","required":false,"default":"pod"},{"name":"replicas","in":"query","form":"integer","required":false,"default":1},{"name":"noTrunc","in":"query","form":"boolean","required":false,"default":false},{"name":"podmanOnly","in":"query","form":"boolean","required":false,"default":false}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"text","description":"The YAML"},{"status":400,"form":"json","description":"Bad parameter"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.kube.play","tree":"libpod","section":"generate","summary":"Play Kubernetes YAML","method":"POST","path":"/libpod/play/kube","unversioned":false,"since":"2.0","parameters":[{"name":"network","in":"query","form":"strings","required":false,"aliases":["reference"]},{"name":"tlsVerify","in":"query","form":"boolean","required":false,"default":true},{"name":"logDriver","in":"query","form":"string","required":false},{"name":"start","in":"query","form":"boolean","required":false,"default":true},{"name":"annotations","in":"query","form":"json","required":false},{"name":"logOptions","in":"query","form":"strings","required":false},{"name":"replace","in":"query","form":"boolean","required":false,"default":false},{"name":"staticIPs","in":"query","form":"strings","required":false},{"name":"staticMACs","in":"query","form":"strings","required":false},{"name":"noHosts","in":"query","form":"boolean","required":false,"default":false},{"name":"publishPorts","in":"query","form":"strings","required":false},{"name":"noTrunc","in":"query","form":"boolean","required":false,"default":false},{"name":"userns","in":"query","form":"string","required":false},{"name":"publishAllPorts","in":"query","form":"boolean","required":false,"default":false},{"name":"serviceContainer","in":"query","form":"boolean","required":false,"default":false},{"name":"build","in":"query","form":"boolean","required":false},{"name":"wait","in":"query","form":"boolean","required":false,"default":false},{"name":"Content-Type","in":"header","form":"string","required":false},{"name":"X-Registry-Auth","in":"header","form":"string","required":false},{"name":"X-Registry-Config","in":"header","form":"string","required":false}],"body":{"form":"text","required":true},"responses":[{"status":200,"form":"json","description":"What was made"},{"status":400,"form":"json","description":"Bad parameter"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.kube.down","tree":"libpod","section":"generate","summary":"Take down what was played","method":"DELETE","path":"/libpod/play/kube","unversioned":false,"since":"3.4","parameters":[{"name":"force","in":"query","form":"boolean","required":false,"default":false}],"body":{"form":"text","required":true},"responses":[{"status":200,"form":"json","description":"What was taken down"},{"status":400,"form":"json","description":"Bad parameter"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.kube.play-new","tree":"libpod","section":"generate","summary":"Play Kubernetes YAML","method":"POST","path":"/libpod/kube/play","unversioned":false,"since":"4.3","parameters":[{"name":"network","in":"query","form":"strings","required":false,"aliases":["reference"]},{"name":"tlsVerify","in":"query","form":"boolean","required":false,"default":true},{"name":"logDriver","in":"query","form":"string","required":false},{"name":"start","in":"query","form":"boolean","required":false,"default":true},{"name":"annotations","in":"query","form":"json","required":false},{"name":"logOptions","in":"query","form":"strings","required":false},{"name":"replace","in":"query","form":"boolean","required":false,"default":false},{"name":"staticIPs","in":"query","form":"strings","required":false},{"name":"staticMACs","in":"query","form":"strings","required":false},{"name":"noHosts","in":"query","form":"boolean","required":false,"default":false},{"name":"publishPorts","in":"query","form":"strings","required":false},{"name":"noTrunc","in":"query","form":"boolean","required":false,"default":false},{"name":"userns","in":"query","form":"string","required":false},{"name":"publishAllPorts","in":"query","form":"boolean","required":false,"default":false},{"name":"serviceContainer","in":"query","form":"boolean","required":false,"default":false},{"name":"build","in":"query","form":"boolean","required":false},{"name":"wait","in":"query","form":"boolean","required":false,"default":false},{"name":"Content-Type","in":"header","form":"string","required":false},{"name":"X-Registry-Auth","in":"header","form":"string","required":false},{"name":"X-Registry-Config","in":"header","form":"string","required":false}],"body":{"form":"text","required":true},"responses":[{"status":200,"form":"json","description":"What was made"},{"status":400,"form":"json","description":"Bad parameter"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.kube.down-new","tree":"libpod","section":"generate","summary":"Take down what was played","method":"DELETE","path":"/libpod/kube/play","unversioned":false,"since":"4.3","parameters":[{"name":"force","in":"query","form":"boolean","required":false,"default":false}],"body":{"form":"text","required":true},"responses":[{"status":200,"form":"json","description":"What was taken down"},{"status":400,"form":"json","description":"Bad parameter"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.kube.apply","tree":"libpod","section":"generate","summary":"Deploy YAML to a cluster","method":"POST","path":"/libpod/kube/apply","unversioned":false,"since":"4.4","parameters":[{"name":"kubeConfig","in":"query","form":"string","required":false,"aliases":["kubeconfig"]},{"name":"caCertFile","in":"query","form":"string","required":false},{"name":"namespace","in":"query","form":"string","required":false},{"name":"service","in":"query","form":"string","required":false},{"name":"file","in":"query","form":"string","required":false}],"body":{"form":"text","required":true},"responses":[{"status":200,"form":"text","description":"All is deployed"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.image.build","tree":"libpod","section":"images","summary":"Build an image","method":"POST","path":"/libpod/build","unversioned":false,"since":"2.0","parameters":[{"name":"dockerfile","in":"query","form":"string","required":false,"default":"Dockerfile"},{"name":"t","in":"query","form":"strings","required":false,"aliases":["tag"]},{"name":"extrahosts","in":"query","form":"strings","required":false},{"name":"remote","in":"query","form":"string","required":false},{"name":"q","in":"query","form":"boolean","required":false,"default":false},{"name":"nocache","in":"query","form":"boolean","required":false,"default":false},{"name":"cachefrom","in":"query","form":"string","required":false},{"name":"pull","in":"query","form":"string","required":false},{"name":"rm","in":"query","form":"boolean","required":false,"default":true},{"name":"forcerm","in":"query","form":"boolean","required":false,"default":false},{"name":"memory","in":"query","form":"integer","required":false},{"name":"memswap","in":"query","form":"integer","required":false},{"name":"cpushares","in":"query","form":"integer","required":false},{"name":"cpusetcpus","in":"query","form":"string","required":false},{"name":"cpuperiod","in":"query","form":"integer","required":false},{"name":"cpuquota","in":"query","form":"integer","required":false},{"name":"buildargs","in":"query","form":"json","required":false},{"name":"shmsize","in":"query","form":"integer","required":false,"default":67108864},{"name":"squash","in":"query","form":"boolean","required":false,"default":false},{"name":"labels","in":"query","form":"json","required":false},{"name":"networkmode","in":"query","form":"string","required":false},{"name":"platform","in":"query","form":"strings","required":false,"commaSeparated":true},{"name":"target","in":"query","form":"string","required":false},{"name":"outputs","in":"query","form":"string","required":false},{"name":"httpproxy","in":"query","form":"boolean","required":false},{"name":"addcaps","in":"query","form":"json","required":false},{"name":"annotations","in":"query","form":"json","required":false},{"name":"devices","in":"query","form":"json","required":false},{"name":"dropcaps","in":"query","form":"json","required":false},{"name":"from","in":"query","form":"string","required":false},{"name":"isolation","in":"query","form":"string","required":false},{"name":"jobs","in":"query","form":"integer","required":false,"default":1},{"name":"layers","in":"query","form":"boolean","required":false},{"name":"manifest","in":"query","form":"string","required":false},{"name":"outputformat","in":"query","form":"string","required":false},{"name":"registry","in":"query","form":"string","required":false},{"name":"rusage","in":"query","form":"boolean","required":false,"default":false},{"name":"securityopt","in":"query","form":"json","required":false},{"name":"ulimits","in":"query","form":"json","required":false},{"name":"cgroupparent","in":"query","form":"string","required":false},{"name":"dnsservers","in":"query","form":"json","required":false},{"name":"dnssearch","in":"query","form":"json","required":false},{"name":"dnsoptions","in":"query","form":"json","required":false},{"name":"unsetenvs","in":"query","form":"strings","required":false,"aliases":["unsetenv"]},{"name":"secrets","in":"query","form":"json","required":false},{"name":"ignore","in":"query","form":"boolean","required":false,"default":false},{"name":"timestamp","in":"query","form":"integer","required":false},{"name":"squashall","in":"query","form":"boolean","required":false,"default":false},{"name":"logLevel","in":"query","form":"string","required":false},{"name":"identitylabel","in":"query","form":"boolean","required":false,"default":true},{"name":"allplatforms","in":"query","form":"boolean","required":false,"default":false},{"name":"nohosts","in":"query","form":"boolean","required":false,"default":false},{"name":"omithistory","in":"query","form":"boolean","required":false,"default":false},{"name":"idmappingoptions","in":"query","form":"json","required":false},{"name":"cpusetmems","in":"query","form":"string","required":false},{"name":"skipunusedstages","in":"query","form":"boolean","required":false,"default":true},{"name":"compression","in":"query","form":"string","required":false},{"name":"pullpolicy","in":"query","form":"string","required":false},{"name":"X-Registry-Auth","in":"header","form":"string","required":false},{"name":"X-Registry-Config","in":"header","form":"string","required":false},{"name":"tlsVerify","in":"query","form":"boolean","required":false},{"name":"setenv","in":"query","form":"strings","required":false},{"name":"nsoptions","in":"query","form":"json","required":false},{"name":"additionalbuildcontexts","in":"query","form":"json","required":false},{"name":"Content-Type","in":"header","form":"string","required":false},{"name":"nosuggest","in":"query","form":"boolean","required":false,"default":false}],"body":{"form":"tar","required":false},"responses":[{"status":200,"form":"json-lines","description":"The output"},{"status":400,"form":"json","description":"Bad parameter"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.image.remove","tree":"libpod","section":"images","summary":"Remove an image","method":"DELETE","path":"/libpod/images/{name:.*}","unversioned":false,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true,"wildcard":true},{"name":"force","in":"query","form":"boolean","required":false},{"name":"lookupManifest","in":"query","form":"boolean","required":false,"default":false}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"What was removed"},{"status":400,"form":"json","description":"Bad parameter"},{"status":404,"form":"json","description":"No such image"},{"status":409,"form":"json","description":"Conflict"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.image.exists","tree":"libpod","section":"images","summary":"Does an image exist?","method":"GET","path":"/libpod/images/{name:.*}/exists","unversioned":false,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true,"wildcard":true}],"body":{"form":"none","required":false},"responses":[{"status":204,"form":"none","description":"It exists"},{"status":404,"form":"json","description":"No such image"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.image.export","tree":"libpod","section":"images","summary":"Export an image","method":"GET","path":"/libpod/images/{name:.*}/get","unversioned":false,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true,"wildcard":true},{"name":"format","in":"query","form":"string","required":false},{"name":"compress","in":"query","form":"boolean","required":false}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"tar","description":"The archive"},{"status":400,"form":"json","description":"Bad parameter"},{"status":404,"form":"json","description":"No such image"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.image.history","tree":"libpod","section":"images","summary":"History of an image","method":"GET","path":"/libpod/images/{name:.*}/history","unversioned":false,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true,"wildcard":true}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"The steps"},{"status":404,"form":"json","description":"No such image"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.image.inspect","tree":"libpod","section":"images","summary":"Inspect an image","method":"GET","path":"/libpod/images/{name:.*}/json","unversioned":false,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true,"wildcard":true}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"The image"},{"status":404,"form":"json","description":"No such image"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.image.push","tree":"libpod","section":"images","summary":"Push an image","method":"POST","path":"/libpod/images/{name:.*}/push","unversioned":false,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true,"wildcard":true},{"name":"destination","in":"query","form":"string","required":false},{"name":"tlsVerify","in":"query","form":"boolean","required":false,"default":true},{"name":"X-Registry-Auth","in":"header","form":"string","required":false},{"name":"all","in":"query","form":"boolean","required":false,"default":false},{"name":"compressionFormat","in":"query","form":"string","required":false},{"name":"format","in":"query","form":"string","required":false},{"name":"removeSignatures","in":"query","form":"boolean","required":false,"default":false},{"name":"quiet","in":"query","form":"boolean","required":false,"default":true},{"name":"X-Registry-Config","in":"header","form":"string","required":false}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json-lines","description":"Progress lines, none when quiet"},{"status":400,"form":"json","description":"Bad parameter"},{"status":404,"form":"json","description":"No such image"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.image.tag","tree":"libpod","section":"images","summary":"Name an image","method":"POST","path":"/libpod/images/{name:.*}/tag","unversioned":false,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true,"wildcard":true},{"name":"repo","in":"query","form":"string","required":false},{"name":"tag","in":"query","form":"string","required":false}],"body":{"form":"none","required":false},"responses":[{"status":201,"form":"none","description":"Named"},{"status":400,"form":"json","description":"Bad parameter"},{"status":404,"form":"json","description":"No such image"},{"status":409,"form":"json","description":"Conflict"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.image.tree","tree":"libpod","section":"images","summary":"Layers of an image","method":"GET","path":"/libpod/images/{name:.*}/tree","unversioned":false,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true,"wildcard":true},{"name":"whatrequires","in":"query","form":"boolean","required":false}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"The tree"},{"status":400,"form":"json","description":"Bad parameter"},{"status":404,"form":"json","description":"No such image"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.image.untag","tree":"libpod","section":"images","summary":"Take a name away","method":"POST","path":"/libpod/images/{name:.*}/untag","unversioned":false,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true,"wildcard":true},{"name":"repo","in":"query","form":"string","required":false},{"name":"tag","in":"query","form":"string","required":false}],"body":{"form":"none","required":false},"responses":[{"status":201,"form":"none","description":"Taken away"},{"status":400,"form":"json","description":"Bad parameter"},{"status":404,"form":"json","description":"No such image"},{"status":409,"form":"json","description":"Conflict"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.image.changes","tree":"libpod","section":"images","summary":"Changes of an image","method":"GET","path":"/libpod/images/{name}/changes","unversioned":false,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true},{"name":"parent","in":"query","form":"string","required":false},{"name":"diffType","in":"query","form":"string","required":false}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"The changes"},{"status":404,"form":"json","description":"No such container"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.image.resolve","tree":"libpod","section":"images","summary":"Resolve a short name","method":"GET","path":"/libpod/images/{name:.*}/resolve","unversioned":false,"since":"5.0","parameters":[{"name":"name","in":"path","form":"string","required":true,"wildcard":true}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"The names"},{"status":400,"form":"json","description":"Bad parameter"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.image.export-many","tree":"libpod","section":"images","summary":"Export images","method":"GET","path":"/libpod/images/export","unversioned":false,"since":"2.0","parameters":[{"name":"format","in":"query","form":"string","required":false},{"name":"references","in":"query","form":"strings","required":false},{"name":"compress","in":"query","form":"boolean","required":false},{"name":"ociAcceptUncompressedLayers","in":"query","form":"boolean","required":false,"default":false}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"tar","description":"The archive"},{"status":400,"form":"json","description":"Bad parameter"},{"status":404,"form":"json","description":"No such image"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.image.import","tree":"libpod","section":"images","summary":"Import a root file system","method":"POST","path":"/libpod/images/import","unversioned":false,"since":"2.0","parameters":[{"name":"changes","in":"query","form":"strings","required":false},{"name":"message","in":"query","form":"string","required":false},{"name":"reference","in":"query","form":"string","required":false},{"name":"url","in":"query","form":"string","required":false},{"name":"os","in":"query","form":"string","required":false},{"name":"architecture","in":"query","form":"string","required":false},{"name":"variant","in":"query","form":"string","required":false}],"body":{"form":"tar","required":false},"responses":[{"status":200,"form":"json","description":"The image"},{"status":400,"form":"json","description":"Bad parameter"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.image.list","tree":"libpod","section":"images","summary":"List images","method":"GET","path":"/libpod/images/json","unversioned":false,"since":"2.0","parameters":[{"name":"all","in":"query","form":"boolean","required":false,"default":false},{"name":"filters","in":"query","form":"filters","required":false},{"name":"digests","in":"query","form":"boolean","required":false,"default":false}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"The images"},{"status":400,"form":"json","description":"Bad parameter"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.image.load","tree":"libpod","section":"images","summary":"Load images","method":"POST","path":"/libpod/images/load","unversioned":false,"since":"2.0","parameters":[{"name":"reference","in":"query","form":"string","required":false}],"body":{"form":"tar","required":true},"responses":[{"status":200,"form":"json","description":"The names"},{"status":400,"form":"json","description":"Bad parameter"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.image.prune","tree":"libpod","section":"images","summary":"Remove unused images","method":"POST","path":"/libpod/images/prune","unversioned":false,"since":"2.0","parameters":[{"name":"filters","in":"query","form":"filters","required":false},{"name":"all","in":"query","form":"boolean","required":false,"default":false},{"name":"external","in":"query","form":"boolean","required":false,"default":false}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"What was removed"},{"status":400,"form":"json","description":"Bad parameter"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.image.pull","tree":"libpod","section":"images","summary":"Pull images","method":"POST","path":"/libpod/images/pull","unversioned":false,"since":"2.0","parameters":[{"name":"reference","in":"query","form":"string","required":false},{"name":"credentials","in":"query","form":"string","required":false},{"name":"overrideArch","in":"query","form":"string","required":false,"aliases":["Arch"]},{"name":"overrideOS","in":"query","form":"string","required":false,"aliases":["OS"]},{"name":"overrideVariant","in":"query","form":"string","required":false,"aliases":["Variant"]},{"name":"tlsVerify","in":"query","form":"boolean","required":false,"default":true},{"name":"allTags","in":"query","form":"boolean","required":false},{"name":"policy","in":"query","form":"string","required":false,"default":"always"},{"name":"quiet","in":"query","form":"boolean","required":false,"default":false},{"name":"compatMode","in":"query","form":"boolean","required":false,"default":false},{"name":"X-Registry-Auth","in":"header","form":"string","required":false},{"name":"X-Registry-Config","in":"header","form":"string","required":false}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json-lines","description":"Progress, then images and id"},{"status":400,"form":"json","description":"Bad parameter"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.image.remove-many","tree":"libpod","section":"images","summary":"Remove images","method":"DELETE","path":"/libpod/images/remove","unversioned":false,"since":"2.0","parameters":[{"name":"images","in":"query","form":"strings","required":false},{"name":"all","in":"query","form":"boolean","required":false,"default":false},{"name":"force","in":"query","form":"boolean","required":false},{"name":"ignore","in":"query","form":"boolean","required":false,"default":false},{"name":"lookupManifest","in":"query","form":"boolean","required":false,"default":false},{"name":"noprune","in":"query","form":"boolean","required":false,"default":false}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"What was removed"},{"status":400,"form":"json","description":"Bad parameter"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.image.search","tree":"libpod","section":"images","summary":"Search registries","method":"GET","path":"/libpod/images/search","unversioned":false,"since":"2.0","parameters":[{"name":"term","in":"query","form":"string","required":false},{"name":"limit","in":"query","form":"integer","required":false},{"name":"noTrunc","in":"query","form":"boolean","required":false},{"name":"filters","in":"query","form":"filters","required":false},{"name":"listTags","in":"query","form":"boolean","required":false,"default":false},{"name":"tlsVerify","in":"query","form":"boolean","required":false},{"name":"X-Registry-Auth","in":"header","form":"string","required":false},{"name":"X-Registry-Config","in":"header","form":"string","required":false}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"The hits"},{"status":400,"form":"json","description":"Bad parameter"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.manifest.remove","tree":"libpod","section":"manifests","summary":"Remove from a manifest list","method":"DELETE","path":"/libpod/manifests/{name:.*}","unversioned":false,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true,"wildcard":true},{"name":"digest","in":"query","form":"string","required":false}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"The list, or what was deleted"},{"status":400,"form":"json","description":"Bad parameter"},{"status":404,"form":"json","description":"No such manifest"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.manifest.create-named","tree":"libpod","section":"manifests","summary":"Create a manifest list","method":"POST","path":"/libpod/manifests/{name:.*}","unversioned":false,"since":"4.0","parameters":[{"name":"name","in":"path","form":"string","required":true,"wildcard":true},{"name":"images","in":"query","form":"strings","required":false,"aliases":["image"]},{"name":"all","in":"query","form":"boolean","required":false,"default":false},{"name":"amend","in":"query","form":"boolean","required":false,"default":false},{"name":"tlsVerify","in":"query","form":"boolean","required":false,"default":true},{"name":"X-Registry-Auth","in":"header","form":"string","required":false},{"name":"X-Registry-Config","in":"header","form":"string","required":false}],"body":{"form":"json","required":false},"responses":[{"status":201,"form":"json","description":"The list"},{"status":400,"form":"json","description":"Bad parameter"},{"status":404,"form":"json","description":"No such image"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.manifest.modify","tree":"libpod","section":"manifests","summary":"Change a manifest list","method":"PUT","path":"/libpod/manifests/{name:.*}","unversioned":false,"since":"4.0","parameters":[{"name":"name","in":"path","form":"string","required":true,"wildcard":true},{"name":"tlsVerify","in":"query","form":"boolean","required":false,"default":true},{"name":"X-Registry-Auth","in":"header","form":"string","required":false},{"name":"X-Registry-Config","in":"header","form":"string","required":false}],"body":{"form":"json","required":true},"responses":[{"status":200,"form":"json","description":"All was done"},{"status":400,"form":"json","description":"Bad parameter, or nothing was done"},{"status":404,"form":"json","description":"No such manifest"},{"status":409,"form":"json","description":"Some of it failed"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.manifest.exists","tree":"libpod","section":"manifests","summary":"Whether a manifest list exists","method":"GET","path":"/libpod/manifests/{name:.*}/exists","unversioned":false,"since":"3.1","parameters":[{"name":"name","in":"path","form":"string","required":true,"wildcard":true}],"body":{"form":"none","required":false},"responses":[{"status":204,"form":"none","description":"It exists"},{"status":404,"form":"json","description":"No such manifest"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.manifest.push-to","tree":"libpod","section":"manifests","summary":"Push a manifest list","method":"POST","path":"/libpod/manifests/{name:.*}/registry/{destination:.*}","unversioned":false,"since":"4.0","parameters":[{"name":"name","in":"path","form":"string","required":true,"wildcard":true},{"name":"destination","in":"path","form":"string","required":true,"wildcard":true},{"name":"all","in":"query","form":"boolean","required":false,"default":true},{"name":"tlsVerify","in":"query","form":"boolean","required":false,"default":true},{"name":"quiet","in":"query","form":"boolean","required":false,"default":true},{"name":"compressionFormat","in":"query","form":"string","required":false},{"name":"format","in":"query","form":"string","required":false},{"name":"removeSignatures","in":"query","form":"boolean","required":false,"default":false},{"name":"X-Registry-Auth","in":"header","form":"string","required":false},{"name":"X-Registry-Config","in":"header","form":"string","required":false}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json-lines","description":"The digest, as Id; lines that end with it unless quiet"},{"status":400,"form":"json","description":"Bad parameter"},{"status":404,"form":"json","description":"No such manifest"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.manifest.add","tree":"libpod","section":"manifests","summary":"Add to a manifest list","method":"POST","path":"/libpod/manifests/{name:.*}/add","unversioned":false,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true,"wildcard":true},{"name":"tlsVerify","in":"query","form":"boolean","required":false,"default":true}],"body":{"form":"json","required":true},"responses":[{"status":200,"form":"json","description":"The list"},{"status":404,"form":"json","description":"No such manifest"},{"status":409,"form":"json","description":"Bad parameter"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.manifest.inspect","tree":"libpod","section":"manifests","summary":"Inspect a manifest list","method":"GET","path":"/libpod/manifests/{name:.*}/json","unversioned":false,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true,"wildcard":true}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"The list"},{"status":404,"form":"json","description":"No such manifest"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.manifest.push","tree":"libpod","section":"manifests","summary":"Push a manifest list","method":"POST","path":"/libpod/manifests/{name}/push","unversioned":false,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true},{"name":"destination","in":"query","form":"string","required":true},{"name":"all","in":"query","form":"boolean","required":false},{"name":"tlsVerify","in":"query","form":"boolean","required":false,"default":true},{"name":"compressionFormat","in":"query","form":"string","required":false},{"name":"format","in":"query","form":"string","required":false},{"name":"removeSignatures","in":"query","form":"boolean","required":false,"default":false},{"name":"quiet","in":"query","form":"boolean","required":false,"default":true},{"name":"X-Registry-Auth","in":"header","form":"string","required":false},{"name":"X-Registry-Config","in":"header","form":"string","required":false}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"The digest, as Id"},{"status":400,"form":"json","description":"Bad parameter"},{"status":404,"form":"json","description":"No such manifest"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.manifest.create","tree":"libpod","section":"manifests","summary":"Create a manifest list","method":"POST","path":"/libpod/manifests/create","unversioned":false,"since":"2.0","parameters":[{"name":"name","in":"query","form":"strings","required":true},{"name":"image","in":"query","form":"strings","required":false,"aliases":["images"]},{"name":"all","in":"query","form":"boolean","required":false},{"name":"amend","in":"query","form":"boolean","required":false,"default":false},{"name":"tlsVerify","in":"query","form":"boolean","required":false,"default":true}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"The list (versions below 4)"},{"status":201,"form":"json","description":"The list (from version 4 on)"},{"status":400,"form":"json","description":"Bad parameter"},{"status":404,"form":"json","description":"No such image"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.network.inspect-alias","tree":"libpod","section":"networks","summary":"Inspect a network (alias)","method":"GET","path":"/libpod/networks/{name}","unversioned":false,"since":"3.1","parameters":[{"name":"name","in":"path","form":"string","required":true}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"The network"},{"status":404,"form":"json","description":"No such network"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.network.remove","tree":"libpod","section":"networks","summary":"Remove a network","method":"DELETE","path":"/libpod/networks/{name}","unversioned":false,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true},{"name":"force","in":"query","form":"boolean","required":false},{"name":"timeout","in":"query","form":"integer","required":false}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"The reports"},{"status":400,"form":"json","description":"Bad parameter"},{"status":404,"form":"json","description":"No such network"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.network.connect","tree":"libpod","section":"networks","summary":"Connect a container","method":"POST","path":"/libpod/networks/{name}/connect","unversioned":false,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true}],"body":{"form":"json","required":true},"responses":[{"status":200,"form":"text","description":"`OK`"},{"status":404,"form":"json","description":"No such network"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.network.disconnect","tree":"libpod","section":"networks","summary":"Disconnect a container","method":"POST","path":"/libpod/networks/{name}/disconnect","unversioned":false,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true}],"body":{"form":"json","required":true},"responses":[{"status":200,"form":"text","description":"`OK`"},{"status":404,"form":"json","description":"No such network"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.network.exists","tree":"libpod","section":"networks","summary":"Network exists","method":"GET","path":"/libpod/networks/{name}/exists","unversioned":false,"since":"3.1","parameters":[{"name":"name","in":"path","form":"string","required":true}],"body":{"form":"none","required":false},"responses":[{"status":204,"form":"none","description":"It exists"},{"status":404,"form":"json","description":"It does not"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.network.update","tree":"libpod","section":"networks","summary":"Update a network","method":"POST","path":"/libpod/networks/{name}/update","unversioned":false,"since":"4.4","parameters":[{"name":"name","in":"path","form":"string","required":true}],"body":{"form":"json","required":true},"responses":[{"status":204,"form":"none","description":"Changed"},{"status":400,"form":"json","description":"Bad parameter"},{"status":404,"form":"json","description":"No such network"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.network.inspect","tree":"libpod","section":"networks","summary":"Inspect a network","method":"GET","path":"/libpod/networks/{name}/json","unversioned":false,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"The network"},{"status":404,"form":"json","description":"No such network"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.network.create","tree":"libpod","section":"networks","summary":"Create a network","method":"POST","path":"/libpod/networks/create","unversioned":false,"since":"2.0","parameters":[{"name":"name","in":"query","form":"string","required":false}],"body":{"form":"json","required":true},"responses":[{"status":200,"form":"json","description":"The network"},{"status":400,"form":"json","description":"Bad parameter"},{"status":409,"form":"json","description":"The name or the subnet is in use"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.network.list","tree":"libpod","section":"networks","summary":"List networks","method":"GET","path":"/libpod/networks/json","unversioned":false,"since":"2.0","parameters":[{"name":"filters","in":"query","form":"filters","required":false}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"The networks"},{"status":400,"form":"json","description":"Bad parameter"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.network.prune","tree":"libpod","section":"networks","summary":"Delete unused networks","method":"POST","path":"/libpod/networks/prune","unversioned":false,"since":"3.1","parameters":[{"name":"filters","in":"query","form":"filters","required":false}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"The reports"},{"status":400,"form":"json","description":"Bad parameter"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.pod.remove","tree":"libpod","section":"pods","summary":"Remove a pod","method":"DELETE","path":"/libpod/pods/{name}","unversioned":false,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true},{"name":"force","in":"query","form":"boolean","required":false},{"name":"timeout","in":"query","form":"integer","required":false}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"The report"},{"status":400,"form":"json","description":"Bad parameter"},{"status":404,"form":"json","description":"No such pod"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.pod.exists","tree":"libpod","section":"pods","summary":"Does a pod exist?","method":"GET","path":"/libpod/pods/{name}/exists","unversioned":false,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true}],"body":{"form":"none","required":false},"responses":[{"status":204,"form":"none","description":"It exists"},{"status":404,"form":"json","description":"No such pod"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.pod.inspect","tree":"libpod","section":"pods","summary":"Inspect a pod","method":"GET","path":"/libpod/pods/{name}/json","unversioned":false,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"The pod"},{"status":404,"form":"json","description":"No such pod"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.pod.kill","tree":"libpod","section":"pods","summary":"Kill a pod","method":"POST","path":"/libpod/pods/{name}/kill","unversioned":false,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true},{"name":"signal","in":"query","form":"string","required":false,"default":"SIGKILL"}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"The report"},{"status":400,"form":"json","description":"Bad parameter"},{"status":404,"form":"json","description":"No such pod"},{"status":409,"form":"json","description":"Some containers failed; their errors are in Errs"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.pod.pause","tree":"libpod","section":"pods","summary":"Pause a pod","method":"POST","path":"/libpod/pods/{name}/pause","unversioned":false,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"The report"},{"status":404,"form":"json","description":"No such pod"},{"status":409,"form":"json","description":"Some containers failed; their errors are in Errs"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.pod.restart","tree":"libpod","section":"pods","summary":"Restart a pod","method":"POST","path":"/libpod/pods/{name}/restart","unversioned":false,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"The report"},{"status":404,"form":"json","description":"No such pod"},{"status":409,"form":"json","description":"Some containers failed; their errors are in Errs"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.pod.start","tree":"libpod","section":"pods","summary":"Start a pod","method":"POST","path":"/libpod/pods/{name}/start","unversioned":false,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"The report"},{"status":304,"form":"none","description":"Nothing to do"},{"status":404,"form":"json","description":"No such pod"},{"status":409,"form":"json","description":"Some containers failed; their errors are in Errs"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.pod.stop","tree":"libpod","section":"pods","summary":"Stop a pod","method":"POST","path":"/libpod/pods/{name}/stop","unversioned":false,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true},{"name":"t","in":"query","form":"integer","required":false}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"The report"},{"status":304,"form":"none","description":"Nothing to do"},{"status":400,"form":"json","description":"Bad parameter"},{"status":404,"form":"json","description":"No such pod"},{"status":409,"form":"json","description":"Some containers failed; their errors are in Errs"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.pod.top","tree":"libpod","section":"pods","summary":"Processes of a pod","method":"GET","path":"/libpod/pods/{name}/top","unversioned":false,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true},{"name":"stream","in":"query","form":"boolean","required":false,"default":false},{"name":"ps_args","in":"query","form":"string","required":false},{"name":"delay","in":"query","form":"integer","required":false,"default":5}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json-lines","description":"The table"},{"status":400,"form":"json","description":"Bad parameter"},{"status":404,"form":"json","description":"No such pod"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.pod.unpause","tree":"libpod","section":"pods","summary":"Unpause a pod","method":"POST","path":"/libpod/pods/{name}/unpause","unversioned":false,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"The report"},{"status":404,"form":"json","description":"No such pod"},{"status":409,"form":"json","description":"Some containers failed; their errors are in Errs"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.pod.create","tree":"libpod","section":"pods","summary":"Create a pod","method":"POST","path":"/libpod/pods/create","unversioned":false,"since":"2.0","parameters":[],"body":{"form":"json","required":true},"responses":[{"status":200,"form":"json","description":"The pod"},{"status":201,"form":"json","description":"The pod"},{"status":400,"form":"json","description":"Bad parameter"},{"status":409,"form":"json","description":"Conflict"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.pod.list","tree":"libpod","section":"pods","summary":"List pods","method":"GET","path":"/libpod/pods/json","unversioned":false,"since":"2.0","parameters":[{"name":"filters","in":"query","form":"filters","required":false}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"The pods"},{"status":400,"form":"json","description":"Bad parameter"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.pod.prune","tree":"libpod","section":"pods","summary":"Remove pods that do not run","method":"POST","path":"/libpod/pods/prune","unversioned":false,"since":"2.0","parameters":[],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"What was removed"},{"status":400,"form":"json","description":"Bad parameter"},{"status":409,"form":"json","description":"Pod already exists"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.pod.stats","tree":"libpod","section":"pods","summary":"Figures of pods","method":"GET","path":"/libpod/pods/stats","unversioned":false,"since":"2.0","parameters":[{"name":"all","in":"query","form":"boolean","required":false},{"name":"namesOrIDs","in":"query","form":"strings","required":false},{"name":"stream","in":"query","form":"boolean","required":false,"default":false},{"name":"delay","in":"query","form":"integer","required":false,"default":5}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"The figures"},{"status":400,"form":"json","description":"Bad parameter"},{"status":404,"form":"json","description":"No such pod"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.secret.create","tree":"libpod","section":"secrets","summary":"Create a secret","method":"POST","path":"/libpod/secrets/create","unversioned":false,"since":"3.1","parameters":[{"name":"name","in":"query","form":"string","required":true},{"name":"driver","in":"query","form":"string","required":false,"default":"file"},{"name":"driveropts","in":"query","form":"json","required":false},{"name":"labels","in":"query","form":"json","required":false},{"name":"replace","in":"query","form":"boolean","required":false,"default":false}],"body":{"form":"text","required":true},"responses":[{"status":200,"form":"json","description":"The secret's id"},{"status":400,"form":"json","description":"Bad parameter"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.secret.list","tree":"libpod","section":"secrets","summary":"List secrets","method":"GET","path":"/libpod/secrets/json","unversioned":false,"since":"3.1","parameters":[{"name":"filters","in":"query","form":"filters","required":false}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"The secrets"},{"status":400,"form":"json","description":"Bad parameter"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.secret.inspect","tree":"libpod","section":"secrets","summary":"Inspect a secret","method":"GET","path":"/libpod/secrets/{name}/json","unversioned":false,"since":"3.1","parameters":[{"name":"name","in":"path","form":"string","required":true},{"name":"showsecret","in":"query","form":"boolean","required":false,"default":false}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"The secret"},{"status":400,"form":"json","description":"Bad parameter"},{"status":404,"form":"json","description":"No such secret"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.secret.exists","tree":"libpod","section":"secrets","summary":"Look for a secret","method":"GET","path":"/libpod/secrets/{name}/exists","unversioned":false,"since":"4.5","parameters":[{"name":"name","in":"path","form":"string","required":true}],"body":{"form":"none","required":false},"responses":[{"status":204,"form":"none","description":"It is there"},{"status":404,"form":"json","description":"No such secret"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.secret.remove","tree":"libpod","section":"secrets","summary":"Remove a secret","method":"DELETE","path":"/libpod/secrets/{name}","unversioned":false,"since":"3.1","parameters":[{"name":"name","in":"path","form":"string","required":true},{"name":"all","in":"query","form":"boolean","required":false,"default":false}],"body":{"form":"none","required":false},"responses":[{"status":204,"form":"none","description":"Removed"},{"status":400,"form":"json","description":"Bad parameter"},{"status":404,"form":"json","description":"No such secret"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.system.ping","tree":"libpod","section":"system","summary":"Ping","method":"GET","path":"/libpod/_ping","unversioned":true,"since":"2.0","parameters":[],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"text","description":"`OK`"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.system.ping-head","tree":"libpod","section":"system","summary":"Ping, headers only","method":"HEAD","path":"/libpod/_ping","unversioned":true,"since":"3.0","parameters":[],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"none","description":"Done"},{"status":500,"form":"none","description":"Server error"}]},
  {"id":"libpod.system.events","tree":"libpod","section":"system","summary":"Events","method":"GET","path":"/libpod/events","unversioned":false,"since":"2.0","parameters":[{"name":"since","in":"query","form":"string","required":false},{"name":"until","in":"query","form":"string","required":false},{"name":"filters","in":"query","form":"filters","required":false},{"name":"stream","in":"query","form":"boolean","required":false,"default":true}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json-lines","description":"The events"},{"status":400,"form":"json","description":"Bad parameter"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.system.info","tree":"libpod","section":"system","summary":"About host and engine","method":"GET","path":"/libpod/info","unversioned":false,"since":"2.0","parameters":[],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"The facts"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.system.df","tree":"libpod","section":"system","summary":"Disk usage","method":"GET","path":"/libpod/system/df","unversioned":false,"since":"2.0","parameters":[],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"The figures"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.system.prune","tree":"libpod","section":"system","summary":"Remove what is unused","method":"POST","path":"/libpod/system/prune","unversioned":false,"since":"2.0","parameters":[{"name":"all","in":"query","form":"boolean","required":false,"default":false},{"name":"volumes","in":"query","form":"boolean","required":false,"default":false},{"name":"filters","in":"query","form":"filters","required":false},{"name":"external","in":"query","form":"boolean","required":false,"default":false}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"What was removed"},{"status":400,"form":"json","description":"Bad parameter"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.system.version","tree":"libpod","section":"system","summary":"Version","method":"GET","path":"/libpod/version","unversioned":false,"since":"2.0","parameters":[],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"The versions"}]},
  {"id":"libpod.system.check","tree":"libpod","section":"system","summary":"Check the store","method":"POST","path":"/libpod/system/check","unversioned":false,"since":"5.2","parameters":[{"name":"quick","in":"query","form":"boolean","required":false,"default":false},{"name":"repair","in":"query","form":"boolean","required":false,"default":false},{"name":"repair_lossy","in":"query","form":"boolean","required":false,"default":false},{"name":"unreferenced_layer_max_age","in":"query","form":"string","required":false,"default":"24h0m0s"}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"What was found"},{"status":400,"form":"json","description":"Bad parameter"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.volume.remove","tree":"libpod","section":"volumes","summary":"Remove a volume","method":"DELETE","path":"/libpod/volumes/{name}","unversioned":false,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true},{"name":"force","in":"query","form":"boolean","required":false},{"name":"timeout","in":"query","form":"integer","required":false}],"body":{"form":"none","required":false},"responses":[{"status":204,"form":"none","description":"Removed"},{"status":400,"form":"json","description":"Bad parameter"},{"status":404,"form":"json","description":"No such volume"},{"status":409,"form":"json","description":"Volume in use"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.volume.exists","tree":"libpod","section":"volumes","summary":"Volume exists","method":"GET","path":"/libpod/volumes/{name}/exists","unversioned":false,"since":"3.1","parameters":[{"name":"name","in":"path","form":"string","required":true}],"body":{"form":"none","required":false},"responses":[{"status":204,"form":"none","description":"It exists"},{"status":404,"form":"json","description":"It does not"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.volume.export","tree":"libpod","section":"volumes","summary":"Export a volume","method":"GET","path":"/libpod/volumes/{name}/export","unversioned":false,"since":"5.6","parameters":[{"name":"name","in":"path","form":"string","required":true}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"tar","description":"The archive"},{"status":404,"form":"json","description":"No such volume"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.volume.import","tree":"libpod","section":"volumes","summary":"Import into a volume","method":"POST","path":"/libpod/volumes/{name}/import","unversioned":false,"since":"5.6","parameters":[{"name":"name","in":"path","form":"string","required":true}],"body":{"form":"tar","required":true},"responses":[{"status":204,"form":"none","description":"Imported"},{"status":400,"form":"json","description":"A damaged archive"},{"status":404,"form":"json","description":"No such volume"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.volume.inspect","tree":"libpod","section":"volumes","summary":"Inspect a volume","method":"GET","path":"/libpod/volumes/{name}/json","unversioned":false,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"The volume"},{"status":404,"form":"json","description":"No such volume"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.volume.create","tree":"libpod","section":"volumes","summary":"Create a volume","method":"POST","path":"/libpod/volumes/create","unversioned":false,"since":"2.0","parameters":[],"body":{"form":"json","required":true},"responses":[{"status":201,"form":"json","description":"The volume"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.volume.list","tree":"libpod","section":"volumes","summary":"List volumes","method":"GET","path":"/libpod/volumes/json","unversioned":false,"since":"2.0","parameters":[{"name":"filters","in":"query","form":"filters","required":false}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"The volumes"},{"status":400,"form":"json","description":"Bad parameter"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"libpod.volume.prune","tree":"libpod","section":"volumes","summary":"Remove unused volumes","method":"POST","path":"/libpod/volumes/prune","unversioned":false,"since":"2.0","parameters":[{"name":"filters","in":"query","form":"filters","required":false}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"What was removed"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"compat.container.start","tree":"compat","section":"containers","summary":"Start a container","method":"POST","path":"/containers/{name}/start","unversioned":true,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true},{"name":"detachKeys","in":"query","form":"string","required":false,"default":"ctrl-p,ctrl-q"},{"name":"checkpoint","in":"query","form":"string","required":false},{"name":"checkpoint-dir","in":"query","form":"string","required":false}],"body":{"form":"none","required":false},"responses":[{"status":204,"form":"none","description":"started"},{"status":304,"form":"none","description":"it runs already"},{"status":400,"form":"json","description":"bad parameter or a command that cannot be run"},{"status":404,"form":"json","description":"no such container or no such network"},{"status":409,"form":"json","description":"it is paused or being removed"},{"status":500,"form":"json","description":"server error"}]},
  {"id":"compat.container.stop","tree":"compat","section":"containers","summary":"Stop a container","method":"POST","path":"/containers/{name}/stop","unversioned":true,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true},{"name":"t","in":"query","form":"integer","required":false},{"name":"signal","in":"query","form":"string","required":false},{"name":"ignore","in":"query","form":"boolean","required":false,"default":false}],"body":{"form":"none","required":false},"responses":[{"status":204,"form":"none","description":"stopped"},{"status":304,"form":"none","description":"it does not run"},{"status":400,"form":"json","description":"bad parameter"},{"status":404,"form":"json","description":"no such container"},{"status":500,"form":"json","description":"server error"}]},
  {"id":"compat.container.restart","tree":"compat","section":"containers","summary":"Restart container","method":"POST","path":"/containers/{name}/restart","unversioned":true,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true},{"name":"t","in":"query","form":"integer","required":false},{"name":"signal","in":"query","form":"string","required":false}],"body":{"form":"none","required":false},"responses":[{"status":204,"form":"none","description":"restarted"},{"status":400,"form":"json","description":"bad parameter"},{"status":404,"form":"json","description":"no such container"},{"status":500,"form":"json","description":"server error"}]},
  {"id":"compat.container.kill","tree":"compat","section":"containers","summary":"Kill container","method":"POST","path":"/containers/{name}/kill","unversioned":true,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true},{"name":"signal","in":"query","form":"string","required":false,"default":"SIGKILL"}],"body":{"form":"none","required":false},"responses":[{"status":204,"form":"none","description":"sent"},{"status":400,"form":"json","description":"bad parameter"},{"status":404,"form":"json","description":"no such container"},{"status":409,"form":"json","description":"it does not run"},{"status":500,"form":"json","description":"server error"}]},
  {"id":"compat.container.pause","tree":"compat","section":"containers","summary":"Pause container","method":"POST","path":"/containers/{name}/pause","unversioned":true,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true}],"body":{"form":"none","required":false},"responses":[{"status":204,"form":"none","description":"paused"},{"status":400,"form":"json","description":"bad parameter"},{"status":404,"form":"json","description":"no such container"},{"status":409,"form":"json","description":"it does not run or is paused already"},{"status":500,"form":"json","description":"server error"}]},
  {"id":"compat.container.unpause","tree":"compat","section":"containers","summary":"Unpause container","method":"POST","path":"/containers/{name}/unpause","unversioned":true,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true}],"body":{"form":"none","required":false},"responses":[{"status":204,"form":"none","description":"it runs again"},{"status":400,"form":"json","description":"bad parameter"},{"status":404,"form":"json","description":"no such container"},{"status":500,"form":"json","description":"server error or not paused"}]},
  {"id":"compat.container.wait","tree":"compat","section":"containers","summary":"Wait on a container","method":"POST","path":"/containers/{name}/wait","unversioned":true,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true},{"name":"condition","in":"query","form":"string","required":false,"enum":["not-running","next-exit","removed","configured","created","exited","paused","running","stopped"]},{"name":"interval","in":"query","form":"string","required":false}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"the condition is met"},{"status":400,"form":"json","description":"bad parameter"},{"status":404,"form":"json","description":"no such container"},{"status":500,"form":"json","description":"server error"}]},
  {"id":"compat.container.resize","tree":"compat","section":"containers","summary":"Resize a container's TTY","method":"POST","path":"/containers/{name}/resize","unversioned":true,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true},{"name":"h","in":"query","form":"integer","required":false},{"name":"w","in":"query","form":"integer","required":false}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"none","description":"the terminal has the size"},{"status":400,"form":"json","description":"bad parameter"},{"status":404,"form":"json","description":"no such container"},{"status":409,"form":"json","description":"it does not run"},{"status":500,"form":"json","description":"server error"}]},
  {"id":"compat.container.update","tree":"compat","section":"containers","summary":"Change the limits of a container","method":"POST","path":"/containers/{name}/update","unversioned":true,"since":"5.1","parameters":[{"name":"name","in":"path","form":"string","required":true}],"body":{"form":"json","required":true},"responses":[{"status":200,"form":"json","description":"changed"},{"status":400,"form":"json","description":"bad parameter"},{"status":404,"form":"json","description":"no such container"},{"status":500,"form":"json","description":"server error"}]},
  {"id":"compat.container.attach","tree":"compat","section":"containers","summary":"Attach to a container","method":"POST","path":"/containers/{name}/attach","unversioned":true,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true},{"name":"detachKeys","in":"query","form":"string","required":false},{"name":"logs","in":"query","form":"boolean","required":false},{"name":"stream","in":"query","form":"boolean","required":false},{"name":"stdout","in":"query","form":"boolean","required":false},{"name":"stderr","in":"query","form":"boolean","required":false},{"name":"stdin","in":"query","form":"boolean","required":false}],"body":{"form":"none","required":false},"responses":[{"status":101,"form":"hijack","description":"the streams follow"},{"status":200,"form":"hijack","description":"as 101, for clients that did not ask to upgrade"},{"status":400,"form":"json","description":"bad parameter"},{"status":404,"form":"json","description":"no such container"},{"status":409,"form":"json","description":"it is paused or restarting"},{"status":500,"form":"json","description":"server error"}]},
  {"id":"compat.container.logs","tree":"compat","section":"containers","summary":"Get container logs","method":"GET","path":"/containers/{name}/logs","unversioned":true,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true},{"name":"follow","in":"query","form":"boolean","required":false},{"name":"stdout","in":"query","form":"boolean","required":false},{"name":"stderr","in":"query","form":"boolean","required":false},{"name":"since","in":"query","form":"string","required":false},{"name":"until","in":"query","form":"string","required":false},{"name":"timestamps","in":"query","form":"boolean","required":false,"default":false},{"name":"tail","in":"query","form":"string","required":false,"default":"all"},{"name":"details","in":"query","form":"boolean","required":false,"default":false}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"stream","description":"the log"},{"status":400,"form":"json","description":"bad parameter"},{"status":404,"form":"json","description":"no such container"},{"status":500,"form":"json","description":"server error"}]},
  {"id":"compat.container.stats","tree":"compat","section":"containers","summary":"Get stats for a container","method":"GET","path":"/containers/{name}/stats","unversioned":true,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true},{"name":"stream","in":"query","form":"boolean","required":false,"default":true},{"name":"one-shot","in":"query","form":"boolean","required":false,"default":false}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json-lines","description":"the figures"},{"status":400,"form":"json","description":"bad parameter"},{"status":404,"form":"json","description":"no such container"},{"status":500,"form":"json","description":"server error"}]},
  {"id":"compat.container.top","tree":"compat","section":"containers","summary":"List processes running inside a container","method":"GET","path":"/containers/{name}/top","unversioned":true,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true},{"name":"ps_args","in":"query","form":"string","required":false,"default":"-ef"},{"name":"stream","in":"query","form":"boolean","required":false,"default":false},{"name":"delay","in":"query","form":"integer","required":false,"default":5}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"the processes"},{"status":400,"form":"json","description":"bad parameter"},{"status":404,"form":"json","description":"no such container"},{"status":409,"form":"json","description":"it does not run"},{"status":500,"form":"json","description":"server error"}]},
  {"id":"compat.container.get-archive","tree":"compat","section":"containers","summary":"Get files from a container","method":"GET","path":"/containers/{name}/archive","unversioned":true,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true},{"name":"path","in":"query","form":"string","required":true},{"name":"rename","in":"query","form":"json","required":false}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"tar","description":"the tar"},{"status":400,"form":"json","description":"bad parameter"},{"status":404,"form":"json","description":"no such container or path"},{"status":500,"form":"json","description":"server error"}]},
  {"id":"compat.container.put-archive","tree":"compat","section":"containers","summary":"Put files into a container","method":"PUT","path":"/containers/{name}/archive","unversioned":true,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true},{"name":"path","in":"query","form":"string","required":true},{"name":"noOverwriteDirNonDir","in":"query","form":"boolean","required":false},{"name":"copyUIDGID","in":"query","form":"boolean","required":false},{"name":"rename","in":"query","form":"json","required":false}],"body":{"form":"tar","required":true},"responses":[{"status":200,"form":"none","description":"unpacked"},{"status":400,"form":"json","description":"bad parameter"},{"status":403,"form":"json","description":"the root file system or the volume is read-only"},{"status":404,"form":"json","description":"no such container or path"},{"status":500,"form":"json","description":"server error"}]},
  {"id":"compat.container.stat-path","tree":"compat","section":"containers","summary":"Stat a path in a container","method":"HEAD","path":"/containers/{name}/archive","unversioned":true,"since":"3.0","parameters":[{"name":"name","in":"path","form":"string","required":true},{"name":"path","in":"query","form":"string","required":true}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"none","description":"it is there"},{"status":400,"form":"none","description":"bad parameter"},{"status":404,"form":"none","description":"no such container or path"},{"status":500,"form":"none","description":"server error"}]},
  {"id":"compat.container.export","tree":"compat","section":"containers","summary":"Export a container","method":"GET","path":"/containers/{name}/export","unversioned":true,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"tar","description":"the tar"},{"status":400,"form":"json","description":"bad parameter"},{"status":404,"form":"json","description":"no such container"},{"status":500,"form":"json","description":"server error"}]},
  {"id":"compat.container.changes","tree":"compat","section":"containers","summary":"Report on changes to container's filesystem; adds, deletes or modifications.","method":"GET","path":"/containers/{name}/changes","unversioned":true,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"the changes"},{"status":400,"form":"json","description":"bad parameter"},{"status":404,"form":"json","description":"no such container"},{"status":500,"form":"json","description":"server error"}]},
  {"id":"compat.container.commit","tree":"compat","section":"containers","summary":"New Image","method":"POST","path":"/commit","unversioned":true,"since":"2.0","parameters":[{"name":"container","in":"query","form":"string","required":false},{"name":"repo","in":"query","form":"string","required":false},{"name":"tag","in":"query","form":"string","required":false},{"name":"comment","in":"query","form":"string","required":false},{"name":"author","in":"query","form":"string","required":false},{"name":"pause","in":"query","form":"boolean","required":false,"default":true},{"name":"changes","in":"query","form":"strings","required":false}],"body":{"form":"json","required":false},"responses":[{"status":201,"form":"json","description":"the image"},{"status":400,"form":"json","description":"bad parameter"},{"status":404,"form":"json","description":"no such container"},{"status":500,"form":"json","description":"server error"}]},
  {"id":"compat.container.create","tree":"compat","section":"containers","summary":"Create a container","method":"POST","path":"/containers/create","unversioned":true,"since":"2.0","parameters":[{"name":"name","in":"query","form":"string","required":false},{"name":"platform","in":"query","form":"string","required":false}],"body":{"form":"json","required":true},"responses":[{"status":201,"form":"json","description":"made"},{"status":400,"form":"json","description":"bad parameter"},{"status":404,"form":"json","description":"no such image"},{"status":409,"form":"json","description":"the name is taken"},{"status":500,"form":"json","description":"server error"}]},
  {"id":"compat.container.list","tree":"compat","section":"containers","summary":"List containers","method":"GET","path":"/containers/json","unversioned":true,"since":"2.0","parameters":[{"name":"all","in":"query","form":"boolean","required":false,"default":false},{"name":"limit","in":"query","form":"integer","required":false},{"name":"size","in":"query","form":"boolean","required":false,"default":false},{"name":"filters","in":"query","form":"filters","required":false},{"name":"before","in":"query","form":"string","required":false},{"name":"since","in":"query","form":"string","required":false}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"the list"},{"status":400,"form":"json","description":"bad parameter"},{"status":404,"form":"json","description":"no such container in before or since"},{"status":500,"form":"json","description":"server error"}]},
  {"id":"compat.container.inspect","tree":"compat","section":"containers","summary":"Inspect container","method":"GET","path":"/containers/{name}/json","unversioned":true,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true},{"name":"size","in":"query","form":"boolean","required":false,"default":false}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"the container"},{"status":400,"form":"json","description":"bad parameter"},{"status":404,"form":"json","description":"no such container"},{"status":500,"form":"json","description":"server error"}]},
  {"id":"compat.container.rename","tree":"compat","section":"containers","summary":"Rename an existing container","method":"POST","path":"/containers/{name}/rename","unversioned":true,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true},{"name":"name","in":"query","form":"string","required":true}],"body":{"form":"none","required":false},"responses":[{"status":204,"form":"none","description":"renamed"},{"status":400,"form":"json","description":"bad parameter"},{"status":404,"form":"json","description":"no such container"},{"status":409,"form":"json","description":"the name is taken"},{"status":500,"form":"json","description":"server error"}]},
  {"id":"compat.container.remove","tree":"compat","section":"containers","summary":"Remove a container","method":"DELETE","path":"/containers/{name}","unversioned":true,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true},{"name":"force","in":"query","form":"boolean","required":false,"default":false},{"name":"v","in":"query","form":"boolean","required":false,"default":false},{"name":"link","in":"query","form":"boolean","required":false},{"name":"ignore","in":"query","form":"boolean","required":false,"default":false}],"body":{"form":"none","required":false},"responses":[{"status":204,"form":"none","description":"removed"},{"status":400,"form":"json","description":"bad parameter"},{"status":404,"form":"json","description":"no such container"},{"status":409,"form":"json","description":"it runs and force is not set"},{"status":500,"form":"json","description":"server error"}]},
  {"id":"compat.container.prune","tree":"compat","section":"containers","summary":"Delete stopped containers","method":"POST","path":"/containers/prune","unversioned":true,"since":"2.0","parameters":[{"name":"filters","in":"query","form":"filters","required":false}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"what was removed"},{"status":400,"form":"json","description":"bad parameter"},{"status":409,"form":"json","description":"a prune is under way"},{"status":500,"form":"json","description":"server error"}]},
  {"id":"compat.exec.create","tree":"compat","section":"exec","summary":"Create an exec instance","method":"POST","path":"/containers/{name}/exec","unversioned":true,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true}],"body":{"form":"json","required":true},"responses":[{"status":201,"form":"json","description":"prepared"},{"status":400,"form":"json","description":"bad parameter"},{"status":404,"form":"json","description":"no such container"},{"status":409,"form":"json","description":"the container is paused or does not run"},{"status":500,"form":"json","description":"server error"}]},
  {"id":"compat.exec.start","tree":"compat","section":"exec","summary":"Start an exec instance","method":"POST","path":"/exec/{id}/start","unversioned":true,"since":"2.0","parameters":[{"name":"id","in":"path","form":"string","required":true}],"body":{"form":"json","required":true},"responses":[{"status":101,"form":"hijack","description":"the streams follow"},{"status":200,"form":"hijack","description":"as 101, for clients that did not ask to upgrade; with Detach an empty answer"},{"status":400,"form":"json","description":"bad parameter"},{"status":404,"form":"json","description":"no such exec session"},{"status":409,"form":"json","description":"the container does not run or is paused, or the session has been started"},{"status":500,"form":"json","description":"server error"}]},
  {"id":"compat.exec.inspect","tree":"compat","section":"exec","summary":"Inspect an exec instance","method":"GET","path":"/exec/{id}/json","unversioned":true,"since":"2.0","parameters":[{"name":"id","in":"path","form":"string","required":true}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"the session"},{"status":404,"form":"json","description":"no such exec session"},{"status":500,"form":"json","description":"server error"}]},
  {"id":"compat.exec.resize","tree":"compat","section":"exec","summary":"Resize an exec instance","method":"POST","path":"/exec/{id}/resize","unversioned":true,"since":"2.0","parameters":[{"name":"id","in":"path","form":"string","required":true},{"name":"h","in":"query","form":"integer","required":false},{"name":"w","in":"query","form":"integer","required":false}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"none","description":"the terminal has the size, as Docker says it"},{"status":201,"form":"none","description":"the terminal has the size"},{"status":400,"form":"json","description":"bad parameter"},{"status":404,"form":"json","description":"no such exec session"},{"status":409,"form":"json","description":"the container does not run"},{"status":500,"form":"json","description":"server error"}]},
  {"id":"compat.image.build","tree":"compat","section":"images","summary":"Create image","method":"POST","path":"/build","unversioned":true,"since":"2.0","parameters":[{"name":"dockerfile","in":"query","form":"string","required":false,"default":"Dockerfile"},{"name":"t","in":"query","form":"strings","required":false,"aliases":["tag"]},{"name":"extrahosts","in":"query","form":"strings","required":false},{"name":"remote","in":"query","form":"string","required":false},{"name":"q","in":"query","form":"boolean","required":false,"default":false},{"name":"nocache","in":"query","form":"boolean","required":false,"default":false},{"name":"cachefrom","in":"query","form":"string","required":false},{"name":"pull","in":"query","form":"string","required":false},{"name":"rm","in":"query","form":"boolean","required":false,"default":true},{"name":"forcerm","in":"query","form":"boolean","required":false,"default":false},{"name":"memory","in":"query","form":"integer","required":false},{"name":"memswap","in":"query","form":"integer","required":false},{"name":"cpushares","in":"query","form":"integer","required":false},{"name":"cpusetcpus","in":"query","form":"string","required":false},{"name":"cpuperiod","in":"query","form":"integer","required":false},{"name":"cpuquota","in":"query","form":"integer","required":false},{"name":"buildargs","in":"query","form":"json","required":false},{"name":"shmsize","in":"query","form":"integer","required":false,"default":67108864},{"name":"squash","in":"query","form":"boolean","required":false,"default":false},{"name":"labels","in":"query","form":"json","required":false},{"name":"networkmode","in":"query","form":"string","required":false},{"name":"platform","in":"query","form":"strings","required":false,"commaSeparated":true},{"name":"target","in":"query","form":"string","required":false},{"name":"outputs","in":"query","form":"string","required":false},{"name":"httpproxy","in":"query","form":"boolean","required":false},{"name":"addcaps","in":"query","form":"string","required":false},{"name":"annotations","in":"query","form":"string","required":false},{"name":"devices","in":"query","form":"string","required":false},{"name":"dropcaps","in":"query","form":"string","required":false},{"name":"from","in":"query","form":"string","required":false},{"name":"isolation","in":"query","form":"string","required":false},{"name":"jobs","in":"query","form":"integer","required":false},{"name":"layers","in":"query","form":"boolean","required":false},{"name":"manifest","in":"query","form":"string","required":false},{"name":"outputformat","in":"query","form":"string","required":false},{"name":"registry","in":"query","form":"string","required":false},{"name":"rusage","in":"query","form":"boolean","required":false},{"name":"securityopt","in":"query","form":"string","required":false},{"name":"ulimits","in":"query","form":"string","required":false},{"name":"cgroupparent","in":"query","form":"string","required":false},{"name":"dnsservers","in":"query","form":"string","required":false},{"name":"dnssearch","in":"query","form":"string","required":false},{"name":"dnsoptions","in":"query","form":"string","required":false},{"name":"unsetenvs","in":"query","form":"string","required":false},{"name":"secrets","in":"query","form":"string","required":false},{"name":"ignore","in":"query","form":"boolean","required":false},{"name":"timestamp","in":"query","form":"integer","required":false},{"name":"squashall","in":"query","form":"boolean","required":false},{"name":"logLevel","in":"query","form":"string","required":false},{"name":"identitylabel","in":"query","form":"boolean","required":false},{"name":"allplatforms","in":"query","form":"boolean","required":false},{"name":"nohosts","in":"query","form":"boolean","required":false},{"name":"omithistory","in":"query","form":"boolean","required":false},{"name":"idmappingoptions","in":"query","form":"string","required":false},{"name":"cpusetmems","in":"query","form":"string","required":false},{"name":"skipunusedstages","in":"query","form":"boolean","required":false},{"name":"compression","in":"query","form":"string","required":false},{"name":"pullpolicy","in":"query","form":"string","required":false},{"name":"version","in":"query","form":"string","required":false},{"name":"buildid","in":"query","form":"string","required":false},{"name":"session","in":"query","form":"string","required":false},{"name":"X-Registry-Auth","in":"header","form":"string","required":false},{"name":"X-Registry-Config","in":"header","form":"string","required":false},{"name":"Content-Type","in":"header","form":"string","required":false}],"body":{"form":"tar","required":true},"responses":[{"status":200,"form":"json-lines","description":"the progress"},{"status":400,"form":"json","description":"bad parameter"},{"status":500,"form":"json","description":"server error"}]},
  {"id":"compat.image.create","tree":"compat","section":"images","summary":"Create an image","method":"POST","path":"/images/create","unversioned":true,"since":"2.0","parameters":[{"name":"fromImage","in":"query","form":"string","required":false},{"name":"fromSrc","in":"query","form":"string","required":false},{"name":"tag","in":"query","form":"string","required":false},{"name":"X-Registry-Auth","in":"header","form":"string","required":false},{"name":"changes","in":"query","form":"strings","required":false},{"name":"repo","in":"query","form":"string","required":false},{"name":"message","in":"query","form":"string","required":false},{"name":"platform","in":"query","form":"string","required":false},{"name":"X-Registry-Config","in":"header","form":"string","required":false}],"body":{"form":"tar","required":false},"responses":[{"status":200,"form":"json-lines","description":"the progress"},{"status":400,"form":"json","description":"bad parameter"},{"status":404,"form":"json","description":"no such image in the registry"},{"status":500,"form":"json","description":"server error"}]},
  {"id":"compat.image.push","tree":"compat","section":"images","summary":"Push Image","method":"POST","path":"/images/{name:.*}/push","unversioned":true,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true,"wildcard":true},{"name":"tag","in":"query","form":"string","required":false},{"name":"X-Registry-Auth","in":"header","form":"string","required":false},{"name":"all","in":"query","form":"boolean","required":false,"default":false},{"name":"compress","in":"query","form":"boolean","required":false,"default":false},{"name":"destination","in":"query","form":"string","required":false},{"name":"tlsVerify","in":"query","form":"boolean","required":false,"default":true},{"name":"platform","in":"query","form":"json","required":false},{"name":"X-Registry-Config","in":"header","form":"string","required":false}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json-lines","description":"the progress"},{"status":400,"form":"json","description":"bad parameter"},{"status":404,"form":"json","description":"no such image"},{"status":500,"form":"json","description":"server error"}]},
  {"id":"compat.image.export","tree":"compat","section":"images","summary":"Export an image","method":"GET","path":"/images/{name:.*}/get","unversioned":true,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true,"wildcard":true},{"name":"platform","in":"query","form":"json","required":false}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"tar","description":"the tar"},{"status":404,"form":"json","description":"no such image"},{"status":500,"form":"json","description":"server error"}]},
  {"id":"compat.image.export-many","tree":"compat","section":"images","summary":"Export several images","method":"GET","path":"/images/get","unversioned":true,"since":"2.0","parameters":[{"name":"names","in":"query","form":"strings","required":true,"commaSeparated":true},{"name":"platform","in":"query","form":"json","required":false}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"tar","description":"the tar"},{"status":400,"form":"json","description":"bad parameter"},{"status":404,"form":"json","description":"no such image"},{"status":500,"form":"json","description":"server error"}]},
  {"id":"compat.image.load","tree":"compat","section":"images","summary":"Import image","method":"POST","path":"/images/load","unversioned":true,"since":"2.0","parameters":[{"name":"quiet","in":"query","form":"boolean","required":false},{"name":"platform","in":"query","form":"json","required":false}],"body":{"form":"tar","required":true},"responses":[{"status":200,"form":"json-lines","description":"what was loaded"},{"status":400,"form":"json","description":"bad parameter"},{"status":500,"form":"json","description":"server error"}]},
  {"id":"compat.image.list","tree":"compat","section":"images","summary":"List Images","method":"GET","path":"/images/json","unversioned":true,"since":"2.0","parameters":[{"name":"all","in":"query","form":"boolean","required":false,"default":false},{"name":"filters","in":"query","form":"filters","required":false},{"name":"digests","in":"query","form":"boolean","required":false,"default":false},{"name":"filter","in":"query","form":"string","required":false},{"name":"shared-size","in":"query","form":"boolean","required":false,"default":false},{"name":"manifests","in":"query","form":"boolean","required":false,"default":false}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"the images"},{"status":400,"form":"json","description":"bad parameter"},{"status":404,"form":"json","description":"no such image in before or since"},{"status":500,"form":"json","description":"server error"}]},
  {"id":"compat.image.inspect","tree":"compat","section":"images","summary":"Inspect an image","method":"GET","path":"/images/{name:.*}/json","unversioned":true,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true,"wildcard":true},{"name":"manifests","in":"query","form":"boolean","required":false,"default":false},{"name":"platform","in":"query","form":"json","required":false}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"the image"},{"status":404,"form":"json","description":"no such image"},{"status":500,"form":"json","description":"server error"}]},
  {"id":"compat.image.history","tree":"compat","section":"images","summary":"History of an image","method":"GET","path":"/images/{name:.*}/history","unversioned":true,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true,"wildcard":true}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"the steps"},{"status":404,"form":"json","description":"no such image"},{"status":500,"form":"json","description":"server error"}]},
  {"id":"compat.image.tag","tree":"compat","section":"images","summary":"Tag an image","method":"POST","path":"/images/{name:.*}/tag","unversioned":true,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true,"wildcard":true},{"name":"repo","in":"query","form":"string","required":false},{"name":"tag","in":"query","form":"string","required":false}],"body":{"form":"none","required":false},"responses":[{"status":201,"form":"none","description":"named"},{"status":400,"form":"json","description":"bad parameter"},{"status":404,"form":"json","description":"no such image"},{"status":409,"form":"json","description":"conflict"},{"status":500,"form":"json","description":"server error"}]},
  {"id":"compat.image.remove","tree":"compat","section":"images","summary":"Remove Image","method":"DELETE","path":"/images/{name:.*}","unversioned":true,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true,"wildcard":true},{"name":"force","in":"query","form":"boolean","required":false},{"name":"noprune","in":"query","form":"boolean","required":false},{"name":"platforms","in":"query","form":"strings","required":false}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"what is gone"},{"status":400,"form":"json","description":"bad parameter"},{"status":404,"form":"json","description":"no such image"},{"status":409,"form":"json","description":"it is in use or has more names"},{"status":500,"form":"json","description":"server error"}]},
  {"id":"compat.image.prune","tree":"compat","section":"images","summary":"Prune unused images","method":"POST","path":"/images/prune","unversioned":true,"since":"2.0","parameters":[{"name":"filters","in":"query","form":"filters","required":false},{"name":"all","in":"query","form":"boolean","required":false,"default":false}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"what was removed"},{"status":400,"form":"json","description":"bad parameter"},{"status":500,"form":"json","description":"server error"}]},
  {"id":"compat.image.search","tree":"compat","section":"images","summary":"Search images","method":"GET","path":"/images/search","unversioned":true,"since":"2.0","parameters":[{"name":"term","in":"query","form":"string","required":false},{"name":"limit","in":"query","form":"integer","required":false},{"name":"filters","in":"query","form":"filters","required":false},{"name":"listTags","in":"query","form":"boolean","required":false},{"name":"tlsVerify","in":"query","form":"boolean","required":false,"default":true},{"name":"X-Registry-Auth","in":"header","form":"string","required":false},{"name":"X-Registry-Config","in":"header","form":"string","required":false}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"what was found"},{"status":400,"form":"json","description":"bad parameter"},{"status":500,"form":"json","description":"server error"}]},
  {"id":"compat.image.distribution","tree":"compat","section":"images","summary":"Ask a registry about an image","method":"GET","path":"/distribution/{name:.*}/json","unversioned":true,"since":"3.0","parameters":[{"name":"name","in":"path","form":"string","required":true,"wildcard":true},{"name":"X-Registry-Auth","in":"header","form":"string","required":false}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"what the registry has"},{"status":400,"form":"json","description":"bad parameter"},{"status":401,"form":"json","description":"the registry wants other credentials"},{"status":404,"form":"json","description":"the registry does not have the image"},{"status":500,"form":"json","description":"server error"}]},
  {"id":"compat.network.list","tree":"compat","section":"networks","summary":"List networks","method":"GET","path":"/networks","unversioned":true,"since":"2.0","parameters":[{"name":"filters","in":"query","form":"filters","required":false}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"the networks"},{"status":400,"form":"json","description":"bad parameter"},{"status":500,"form":"json","description":"server error"}]},
  {"id":"compat.network.inspect","tree":"compat","section":"networks","summary":"Inspect a network","method":"GET","path":"/networks/{name}","unversioned":true,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true},{"name":"verbose","in":"query","form":"boolean","required":false,"default":false},{"name":"scope","in":"query","form":"string","required":false}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"the network"},{"status":400,"form":"json","description":"bad parameter"},{"status":404,"form":"json","description":"no such network"},{"status":500,"form":"json","description":"server error"}]},
  {"id":"compat.network.remove","tree":"compat","section":"networks","summary":"Remove a network","method":"DELETE","path":"/networks/{name}","unversioned":true,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true},{"name":"force","in":"query","form":"boolean","required":false,"default":false}],"body":{"form":"none","required":false},"responses":[{"status":204,"form":"none","description":"removed"},{"status":400,"form":"json","description":"bad parameter"},{"status":403,"form":"json","description":"it is predefined or in use"},{"status":404,"form":"json","description":"no such network"},{"status":500,"form":"json","description":"server error"}]},
  {"id":"compat.network.create","tree":"compat","section":"networks","summary":"Create network","method":"POST","path":"/networks/create","unversioned":true,"since":"2.0","parameters":[],"body":{"form":"json","required":true},"responses":[{"status":200,"form":"json","description":"made"},{"status":201,"form":"json","description":"made, as both engines say it"},{"status":400,"form":"json","description":"bad parameter"},{"status":403,"form":"json","description":"the name is reserved or the subnet is taken"},{"status":404,"form":"json","description":"no such driver"},{"status":409,"form":"json","description":"the name is taken"},{"status":500,"form":"json","description":"server error"}]},
  {"id":"compat.network.connect","tree":"compat","section":"networks","summary":"Connect container to network","method":"POST","path":"/networks/{name}/connect","unversioned":true,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true}],"body":{"form":"json","required":true},"responses":[{"status":200,"form":"text","description":"connected"},{"status":400,"form":"json","description":"bad parameter"},{"status":403,"form":"json","description":"it is there already"},{"status":404,"form":"json","description":"no such network or container"},{"status":500,"form":"json","description":"server error"}]},
  {"id":"compat.network.disconnect","tree":"compat","section":"networks","summary":"Disconnect container from network","method":"POST","path":"/networks/{name}/disconnect","unversioned":true,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true}],"body":{"form":"json","required":true},"responses":[{"status":200,"form":"text","description":"disconnected"},{"status":400,"form":"json","description":"bad parameter"},{"status":403,"form":"json","description":"it is not there"},{"status":404,"form":"json","description":"no such network or container"},{"status":500,"form":"json","description":"server error"}]},
  {"id":"compat.network.prune","tree":"compat","section":"networks","summary":"Delete unused networks","method":"POST","path":"/networks/prune","unversioned":true,"since":"2.0","parameters":[{"name":"filters","in":"query","form":"filters","required":false}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"what was removed"},{"status":400,"form":"json","description":"bad parameter"},{"status":404,"form":"json","description":"not supported by the document's version"},{"status":500,"form":"json","description":"server error"}]},
  {"id":"compat.secret.list","tree":"compat","section":"secrets","summary":"List secrets","method":"GET","path":"/secrets","unversioned":true,"since":"3.1","parameters":[{"name":"filters","in":"query","form":"filters","required":false}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"The secrets"},{"status":400,"form":"json","description":"Bad parameter"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"compat.secret.create","tree":"compat","section":"secrets","summary":"Create a secret","method":"POST","path":"/secrets/create","unversioned":true,"since":"3.1","parameters":[],"body":{"form":"json","required":true},"responses":[{"status":201,"form":"json","description":"The secret's id"},{"status":400,"form":"json","description":"Bad parameter"},{"status":409,"form":"json","description":"Name in use"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"compat.secret.inspect","tree":"compat","section":"secrets","summary":"Inspect a secret","method":"GET","path":"/secrets/{name}","unversioned":true,"since":"3.1","parameters":[{"name":"name","in":"path","form":"string","required":true}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"The secret"},{"status":404,"form":"json","description":"No such secret"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"compat.secret.remove","tree":"compat","section":"secrets","summary":"Remove a secret","method":"DELETE","path":"/secrets/{name}","unversioned":true,"since":"3.1","parameters":[{"name":"name","in":"path","form":"string","required":true}],"body":{"form":"none","required":false},"responses":[{"status":204,"form":"none","description":"Removed"},{"status":404,"form":"json","description":"No such secret"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"compat.secret.update","tree":"compat","section":"secrets","summary":"Change a secret's labels","method":"POST","path":"/secrets/{name}/update","unversioned":true,"since":"3.1","parameters":[{"name":"name","in":"path","form":"string","required":true},{"name":"version","in":"query","form":"integer","required":true}],"body":{"form":"json","required":true},"responses":[{"status":200,"form":"none","description":"Changed"},{"status":400,"form":"json","description":"Bad parameter"},{"status":404,"form":"json","description":"No such secret"},{"status":500,"form":"json","description":"Server error"}]},
  {"id":"compat.system.events","tree":"compat","section":"system","summary":"Get events","method":"GET","path":"/events","unversioned":true,"since":"2.0","parameters":[{"name":"since","in":"query","form":"string","required":false},{"name":"until","in":"query","form":"string","required":false},{"name":"filters","in":"query","form":"filters","required":false},{"name":"stream","in":"query","form":"boolean","required":false,"default":true}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json-lines","description":"the events"},{"status":400,"form":"json","description":"bad parameter"},{"status":500,"form":"json","description":"server error"}]},
  {"id":"compat.system.info","tree":"compat","section":"system","summary":"Get info","method":"GET","path":"/info","unversioned":true,"since":"2.0","parameters":[],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"the figures"},{"status":500,"form":"json","description":"server error"}]},
  {"id":"compat.system.version","tree":"compat","section":"system","summary":"Component Version information","method":"GET","path":"/version","unversioned":true,"since":"2.0","parameters":[],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"the versions"},{"status":500,"form":"json","description":"server error"}]},
  {"id":"compat.system.auth","tree":"compat","section":"system","summary":"Check credentials","method":"POST","path":"/auth","unversioned":true,"since":"3.1","parameters":[],"body":{"form":"json","required":true},"responses":[{"status":200,"form":"json","description":"the registry takes them"},{"status":500,"form":"json","description":"the registry does not take them, or does not answer"}]},
  {"id":"compat.system.ping","tree":"compat","section":"system","summary":"Ping service","method":"GET","path":"/_ping","unversioned":true,"since":"2.0","parameters":[],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"text","description":"it is there"},{"status":500,"form":"json","description":"server error"}]},
  {"id":"compat.system.ping-head","tree":"compat","section":"system","summary":"Ping (headers only)","method":"HEAD","path":"/_ping","unversioned":true,"since":"3.0","parameters":[],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"none","description":"it is there"},{"status":500,"form":"none","description":"server error"}]},
  {"id":"compat.system.df","tree":"compat","section":"system","summary":"Disk usage","method":"GET","path":"/system/df","unversioned":true,"since":"3.0","parameters":[{"name":"type","in":"query","form":"strings","required":false,"enum":["container","image","volume","build-cache"]}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"the figures"},{"status":400,"form":"json","description":"bad parameter"},{"status":500,"form":"json","description":"server error"}]},
  {"id":"compat.volume.list","tree":"compat","section":"volumes","summary":"List volumes","method":"GET","path":"/volumes","unversioned":true,"since":"2.0","parameters":[{"name":"filters","in":"query","form":"filters","required":false}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"the volumes"},{"status":400,"form":"json","description":"bad parameter"},{"status":500,"form":"json","description":"server error"}]},
  {"id":"compat.volume.inspect","tree":"compat","section":"volumes","summary":"Inspect volume","method":"GET","path":"/volumes/{name}","unversioned":true,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"the volume"},{"status":404,"form":"json","description":"no such volume"},{"status":500,"form":"json","description":"server error"}]},
  {"id":"compat.volume.remove","tree":"compat","section":"volumes","summary":"Remove volume","method":"DELETE","path":"/volumes/{name}","unversioned":true,"since":"2.0","parameters":[{"name":"name","in":"path","form":"string","required":true},{"name":"force","in":"query","form":"boolean","required":false}],"body":{"form":"none","required":false},"responses":[{"status":204,"form":"none","description":"removed"},{"status":400,"form":"json","description":"bad parameter"},{"status":404,"form":"json","description":"no such volume"},{"status":409,"form":"json","description":"volume in use"},{"status":500,"form":"json","description":"server error"}]},
  {"id":"compat.volume.create","tree":"compat","section":"volumes","summary":"Create a volume","method":"POST","path":"/volumes/create","unversioned":true,"since":"2.0","parameters":[],"body":{"form":"json","required":true},"responses":[{"status":201,"form":"json","description":"the volume"},{"status":400,"form":"json","description":"bad parameter"},{"status":404,"form":"json","description":"no such driver"},{"status":409,"form":"json","description":"the name belongs to a volume of another driver"},{"status":500,"form":"json","description":"server error"}]},
  {"id":"compat.volume.prune","tree":"compat","section":"volumes","summary":"Prune volumes","method":"POST","path":"/volumes/prune","unversioned":true,"since":"2.0","parameters":[{"name":"filters","in":"query","form":"filters","required":false}],"body":{"form":"none","required":false},"responses":[{"status":200,"form":"json","description":"what was removed"},{"status":400,"form":"json","description":"bad parameter"},{"status":500,"form":"json","description":"server error"}]},
];
