import { mkdir, stat, writeFile } from 'node:fs/promises';
import type { Stats } from 'node:fs';
import { isAbsolute } from 'node:path';
import { InternalError } from '../../../errors.ts';
import { hasCode } from '../../../kernel/libc.ts';
import type { KubePodSpec, KubeVolume } from '../objects.ts';
import { parseQuantity } from '../quantity.ts';
import type { ValueSources, Values } from './sources.ts';

/** A file that a volume is made with. */
export interface VolumeFile {
  path: string;
  mode: number;
  data: Buffer;
}

/** What a volume of a Pod comes to here. */
export type PlannedVolume =
  | { kind: 'bind' | 'device'; source: string }
  /** A volume of the engine, which other pods may share. */
  | { kind: 'named'; name: string; readOnly: boolean }
  /** A volume of the engine that lives and goes with the pod, made with these options and files. */
  | { kind: 'own'; options: Record<string, string>; files: VolumeFile[] }
  /** A tmpfs of one container. */
  | { kind: 'memory'; size: number | undefined }
  | { kind: 'image'; reference: string }
  /** Its source is optional and not there: not mounted at all. */
  | { kind: 'absent' };

/**
 * Decides what each volume is, by name, and makes what has to be there on the host. Throws
 * InternalError for a missing or wrong source.
 */
export async function planVolumes(
  spec: KubePodSpec,
  sources: ValueSources,
): Promise<Map<string, PlannedVolume>> {
  const planned = new Map<string, PlannedVolume>();
  for (const volume of spec.volumes ?? []) {
    const name = volume.name ?? '';
    try {
      planned.set(name, shared(spec, name, await plan(volume, sources)));
    } catch (error) {
      const why = (error as Error).message;
      throw new InternalError(`failed to create volume "${name}": ${why}`, { cause: error });
    }
  }
  return planned;
}

/** Memory that is mounted twice, or in parts, is a volume: a tmpfs would be each mount's own. */
function shared(spec: KubePodSpec, name: string, planned: PlannedVolume): PlannedVolume {
  if (planned.kind !== 'memory') return planned;
  const mounts = [...(spec.initContainers ?? []), ...(spec.containers ?? [])].flatMap(
    ({ volumeMounts = [] }) => volumeMounts.filter((mount) => mount.name === name),
  );
  if (mounts.length < 2 && !mounts[0]?.subPath) return planned;
  const o = planned.size === undefined ? {} : { o: `size=${planned.size}` };
  return { kind: 'own', options: { type: 'tmpfs', device: 'tmpfs', ...o }, files: [] };
}

async function plan(volume: KubeVolume, sources: ValueSources): Promise<PlannedVolume> {
  const { hostPath, emptyDir, persistentVolumeClaim: claim, configMap, secret, image } = volume;
  if (hostPath) return fromHost(hostPath.path ?? '', hostPath.type ?? '');
  if (claim)
    return { kind: 'named', name: claim.claimName ?? '', readOnly: claim.readOnly ?? false };
  if (configMap) {
    const { name = '', optional } = configMap;
    return filled(`no such ConfigMap "${name}"`, sources.configMap(name), {
      ...configMap,
      optional,
    });
  }
  if (secret) {
    const { secretName = '' } = secret;
    const values = await sources.secret(secretName);
    return filled(`no secret with name or id "${secretName}"`, values, secret);
  }
  if (emptyDir) {
    if (emptyDir.medium !== 'Memory') return { kind: 'own', options: {}, files: [] };
    const size = emptyDir.sizeLimit === undefined ? undefined : parseQuantity(emptyDir.sizeLimit);
    return { kind: 'memory', size };
  }
  if (image) return { kind: 'image', reference: image.reference ?? '' };
  throw new InternalError(
    'HostPath, ConfigMap, EmptyDir, Secret, Image and PersistentVolumeClaim are the supported sources',
  );
}

interface Filling {
  items?: { key?: string; path?: string; mode?: number }[];
  defaultMode?: number;
  optional?: boolean | undefined;
}

const USUAL_MODE = 0o644;

/** A volume with a file per value, or only with those that are listed. */
function filled(missing: string, values: Values | undefined, wanted: Filling): PlannedVolume {
  if (!values) {
    if (wanted.optional) return { kind: 'absent' };
    throw new InternalError(missing);
  }
  const { defaultMode = USUAL_MODE } = wanted;
  const items = wanted.items ?? [...values.keys()].map((key) => ({ key, path: key }));
  const files = items.flatMap((item: { key?: string; path?: string; mode?: number }) => {
    const data = values.get(item.key ?? '');
    const mode = item.mode ?? defaultMode;
    return data ? [{ path: innerPath(item.path ?? ''), mode, data }] : [];
  });
  return { kind: 'own', options: {}, files };
}

function innerPath(path: string): string {
  const isOutside = isAbsolute(path) || path.split('/').includes('..');
  if (path !== '' && !isOutside) return path;
  throw new InternalError(`path "${path}" of an item must be relative and without ".."`);
}

/** What hostPath's types demand, besides that there is something. */
const DEMANDS: Readonly<Record<string, { what: string; holds(found: Stats): boolean }>> = {
  Directory: { what: 'a directory', holds: (found) => found.isDirectory() },
  DirectoryOrCreate: { what: 'a directory', holds: (found) => found.isDirectory() },
  File: { what: 'a file', holds: (found) => found.isFile() },
  FileOrCreate: { what: 'a file', holds: (found) => found.isFile() },
  Socket: { what: 'a socket', holds: (found) => found.isSocket() },
  CharDevice: { what: 'a character device', holds: (found) => found.isCharacterDevice() },
  BlockDevice: { what: 'a block device', holds: (found) => found.isBlockDevice() },
  '': { what: 'there', holds: () => true },
};

async function fromHost(path: string, type: string): Promise<PlannedVolume> {
  const demand = Object.hasOwn(DEMANDS, type) ? DEMANDS[type] : undefined;
  if (!demand) throw new InternalError(`invalid HostPath type ${type}`);
  if (!isAbsolute(path)) {
    throw new InternalError(`in parsing HostPath in YAML: path "${path}" must be absolute`);
  }
  if (type === 'DirectoryOrCreate') await mkdir(path, { recursive: true, mode: 0o755 });
  if (type === 'FileOrCreate') await makeFile(path);
  const found = await statusOf(path);
  if (!demand.holds(found)) {
    throw new InternalError(`checking HostPath: path ${path} is not ${demand.what}`);
  }
  const isDevice = type === 'CharDevice' || type === 'BlockDevice';
  return { kind: isDevice ? 'device' : 'bind', source: path };
}

async function statusOf(path: string): Promise<Stats> {
  try {
    return await stat(path);
  } catch (error) {
    if (!hasCode(error, 'ENOENT', 'ENOTDIR')) throw error;
    throw new InternalError(
      `in parsing HostPath in YAML: statfs ${path}: no such file or directory`,
    );
  }
}

async function makeFile(path: string): Promise<void> {
  try {
    await writeFile(path, '', { flag: 'wx', mode: USUAL_MODE });
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  }
}
