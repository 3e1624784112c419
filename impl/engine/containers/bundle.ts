import { appendFileSync, chownSync, copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname as hostsName } from 'node:os';
import { dirname, join, posix } from 'node:path';
import { Conflict } from '../../errors.ts';
import { hostOwner } from '../../kernel/id-map.ts';
import { parseHosts } from '../../network/hosts.ts';
import type { NetworkCore } from '../../network/types.ts';
import { ownCgroup } from '../../runtime/cgroup/conmon-cgroup.ts';
import { buildSpec } from '../../runtime/spec/build.ts';
import type { SpecHost } from '../../runtime/spec/build.ts';
import {
  boundingSet,
  hostCapabilities,
  processCapabilities,
} from '../../runtime/spec/capabilities.ts';
import { encodeOci } from '../../runtime/spec/encode.ts';
import type { NamespacePaths } from '../../runtime/spec/namespaces.ts';
import type { Bundle } from '../../runtime/types.ts';
import type { Secrets } from '../secrets/secrets.ts';
import type { ContainerConfig } from '../../container-config.ts';
import type { BundleInput, BundleWriter, Directories } from './context.ts';
import { hostFile, hostsText, resolvText } from './etc-files.ts';
import type { ContainerRecord } from './record.ts';
import { mountSource } from './overlays.ts';
import { ownedOptions } from './give-away.ts';
import { markedAnnotations } from './marks.ts';
import { notifyFolder, relayedSocket, withNotifySocket } from './notify.ts';
import { linkedHosts, linkVariables } from './links.ts';
import { prepareRoot } from './root-files.ts';
import { secretFiles, withSecrets } from './secrets.ts';
import { runsSystemd } from './systemd.ts';
import { zoneFile } from './zone.ts';
import { sharesShm, shmFolder } from './shm.ts';

export interface BundleSettings {
  directories: Directories;
  network: NetworkCore;
  host: SpecHost;
  secrets: Pick<Secrets, 'read'>;
  /** Another container's record, for shared namespaces. */
  byId(id: string): ContainerRecord | undefined;
}

/** Parent of the containers' control groups unless one is named. */
export const defaultCgroupParent = '/refpod';

/** What a chroot folder inside a container gets, too. */
const IN_CHROOTS = ['/etc/hosts', '/etc/resolv.conf'];

/** Makes OCI bundles: `config.json`, and the files of /etc that are the engine's business. */
export class OciBundles implements BundleWriter {
  readonly #settings: BundleSettings;
  readonly #hostCapabilities = hostCapabilities();

  constructor(settings: BundleSettings) {
    this.#settings = settings;
  }

  of(record: ContainerRecord): Bundle {
    const { id, name, config } = record;
    const { directories } = this.#settings;
    const { terminal, stdin, stdinOnce } = config.process;
    const logDriver = config.log.driver === 'passthrough' ? 'passthrough' : driverOf(config);
    const notifySocket = relayedSocket(config);
    const sizeMax = sizeInBytes(config.log.options['max-size']);
    return {
      id,
      name,
      directory: directories.bundle(id),
      terminal,
      stdin,
      logDriver,
      ...(logDriver === 'none' || logDriver === 'passthrough'
        ? {}
        : { logPath: config.log.path ?? join(directories.static(id), 'ctr.log') }),
      ...(sizeMax ? { logSizeMax: sizeMax } : {}),
      exitDirectory: directories.exits,
      cgroupPath: cgroupOf(config, id),
      // Podman closes stdin with the first client that leaves; Docker only if told to.
      leaveStdinOpen: config.tree === 'compat' && stdin && !stdinOnce,
      ...(config.timeout ? { timeout: config.timeout } : {}),
      ...(notifySocket ? { notifySocket } : {}),
    };
  }

  capabilities({ config }: ContainerRecord): { bounding: string[]; effective: string[] } {
    const set = boundingSet(config.security, this.#hostCapabilities);
    const isRoot = /^(root|0)?(:|$)/.test(config.process.user ?? '');
    const { bounding, effective } = processCapabilities(set, config.security.capAdd, {
      uid: isRoot ? 0 : 1,
      tree: config.tree,
    });
    return { bounding, effective };
  }

  async write({ record, rootfs, networkNamespace }: BundleInput): Promise<Bundle> {
    // First of all, since it may take a while: the rest is of one moment.
    const config = await withSecrets(this.#settings.secrets, record.config);
    const bundle = this.of(record);
    const hostname = this.#hostname(record);
    const accounts = prepareRoot(record, rootfs);
    const shm = this.#shm(record);
    const marked = { ...config, annotations: markedAnnotations(config) };
    const linked = withVariables(marked, linkVariables(record, this.#settings));
    const spec = buildSpec(withNotifySocket(linked), {
      rootfs,
      hostname,
      cgroupPath: bundle.cgroupPath,
      host: this.#settings.host,
      namespacePaths: this.#namespacePaths(config),
      ...(shm ? { shm } : {}),
      systemd: runsSystemd(config),
      mounts: record.mounts.map((mount) => ({
        type: mount.type === 'volume' || mount.type === 'image' ? 'bind' : mount.type,
        source: mountSource(this.#settings.directories, record.id, mount),
        destination: mount.destination,
        options: ownedOptions(record, mount, rootfs),
      })),
      files: [
        ...this.#files(record, bundle.directory, hostname, accounts),
        ...secretFiles(this.#settings.directories, record),
        ...notifyFolder(config, bundle.directory),
      ],
    });
    const network = spec.linux.namespaces.find(({ type }) => type === 'network');
    if (network && networkNamespace) network.path = networkNamespace;
    writeFileSync(join(bundle.directory, 'config.json'), encodeOci(spec));
    return bundle;
  }

  ownNames(record: ContainerRecord): string[] {
    const hostname = this.#hostname(record);
    if (record.config.tree === 'libpod') return [hostname, record.name];
    const { domainname } = record.config.process;
    return domainname ? [`${hostname}.${domainname}`, hostname] : [hostname];
  }

  #hostname({ config, id }: ContainerRecord): string {
    if (config.process.hostname) return config.process.hostname;
    const { uts, network } = config.namespaces;
    if (uts?.mode === 'container') {
      const other = this.#settings.byId(uts.container);
      if (other) return this.#hostname(other);
    }
    const isHost = uts?.mode === 'host' || (!uts && network?.mode === 'host');
    return isHost ? hostsName() : id.slice(0, 12);
  }

  /**
   * Writes the files and says where they go. A container on another one's network shares its; Podman
   * adds its name to the names there.
   */
  #files(
    record: ContainerRecord,
    directory: string,
    hostname: string,
    accounts: Record<string, string>,
  ): { source: string; destination: string }[] {
    const { config, name } = record;
    const holder = this.#networkHolder(record);
    const from = holder === record ? directory : this.#settings.directories.bundle(holder.id);
    const attachments = this.#settings.network.reservation(record.id)?.attachments ?? [];
    const marker = config.tree === 'libpod' ? '/run/.containerenv' : '/.dockerenv';
    const files = [
      { file: 'hostname', destination: '/etc/hostname', text: `${hostname}\n`, from: directory },
      { file: 'containerenv', destination: marker, text: '', from: directory },
    ];
    if (!config.network.useImageHosts && !holder.config.network.useImageHosts) {
      const names = this.ownNames(record);
      const linked = linkedHosts(record, this.#settings);
      const base = hostFile('/etc/hosts');
      const text = hostsText({ config, names, attachments, base, linked });
      files.push({ file: 'hosts', destination: '/etc/hosts', text, from });
    }
    if (!config.network.useImageResolvConf && !holder.config.network.useImageResolvConf) {
      const text = resolvText(config, attachments);
      files.push({ file: 'resolv.conf', destination: '/etc/resolv.conf', text, from });
    }
    for (const file of files) {
      if (file.from === directory) writeFileSync(join(directory, file.file), file.text);
      else if (file.file === 'hosts' && config.tree === 'libpod')
        addHost(join(from, file.file), name);
    }
    const made = files.map(({ file, destination, from: folder }) => ({
      source: join(folder, file),
      destination,
    }));
    for (const [file, text] of Object.entries(accounts)) {
      writeFileSync(join(directory, file), text);
      made.push({ source: join(directory, file), destination: `/etc/${file}` });
    }
    const zone = zoneFile(config.process.timezone);
    if (zone) {
      const here = join(directory, 'localtime');
      copyFileSync(zone, here);
      made.push({ source: here, destination: '/etc/localtime' });
    }
    const { uid, gid } = hostOwner(config.namespaces.idMappings, { uid: 0, gid: 0 });
    if (uid !== 0 || gid !== 0) {
      for (const { source } of made) if (dirname(source) === directory) chownSync(source, uid, gid);
    }
    const known = made.filter(({ destination }) => IN_CHROOTS.includes(destination));
    const chroots = config.process.chrootDirectories ?? [];
    return [
      ...made,
      ...chroots.flatMap((folder) =>
        known.map(({ source, destination }) => ({
          source,
          destination: posix.join(folder, destination),
        })),
      ),
    ];
  }

  /** The container whose network namespace this one is in, itself mostly. */
  #networkHolder(record: ContainerRecord): ContainerRecord {
    const shared = record.config.namespaces.network;
    if (shared?.mode !== 'container') return record;
    const other = this.#settings.byId(shared.container);
    return other ? this.#networkHolder(other) : record;
  }

  #namespacePaths({ namespaces }: ContainerConfig): NamespacePaths {
    const paths: NamespacePaths = {};
    for (const kind of ['pid', 'ipc', 'uts', 'user', 'cgroup', 'network'] as const) {
      const namespace = namespaces[kind];
      if (namespace?.mode !== 'container') continue;
      const file = kind === 'network' ? 'net' : kind;
      paths[kind] = `/proc/${this.#pidOf(namespace.container)}/ns/${file}`;
    }
    return paths;
  }

  /** What is bound to /dev/shm; undefined when the runtime mounts it, or it is the host's. */
  #shm(record: ContainerRecord): string | undefined {
    const { ipc } = record.config.namespaces;
    const other = ipc?.mode === 'container' ? this.#settings.byId(ipc.container) : undefined;
    if (other?.config.namespaces.ipc?.mode === 'host') return undefined;
    if (other) return this.#shm(other) ?? shmFolder(this.#settings.directories, other);
    return sharesShm(record.config) ? shmFolder(this.#settings.directories, record) : undefined;
  }

  #pidOf(id: string): number {
    const pid = this.#settings.byId(id)?.pid ?? 0;
    if (pid > 0) return pid;
    throw new Conflict(`cannot join namespaces of a container that does not run: ${id}`);
  }
}

/** Where a container's processes live; `split` keeps them inside the daemon's own group. */
function cgroupOf({ cgroup: { mode, parent } }: ContainerConfig, id: string): string {
  if (mode === 'disabled') return '';
  if (mode === 'split') return posix.join(ownCgroup(), `libpod-payload-${id}`);
  return posix.join('/', parent || defaultCgroupParent, id);
}

/** Lets a name stand for the loopback address, unless the file has the name already. */
function addHost(path: string, name: string): void {
  const known = parseHosts(readFileSync(path, 'utf8')).some(({ names }) => names.includes(name));
  if (!known) appendFileSync(path, `127.0.0.1\t${name}\n`);
}

/** Both trees' file drivers are one to conmon. */
function driverOf({ log: { driver }, tree }: ContainerConfig): 'k8s-file' | 'json-file' | 'none' {
  if (driver === 'none') return 'none';
  if (driver === 'json-file' || (!driver && tree === 'compat')) return 'json-file';
  return 'k8s-file';
}

/** `10m`, `512k`, `1g`, or plain bytes; anything else is no limit. */
function sizeInBytes(text: string | undefined): number {
  const parts = /^(\d+)\s*([kmg]?)b?$/i.exec(text ?? '');
  const powers: Record<string, number> = { '': 0, k: 1, m: 2, g: 3 };
  return parts ? Number(parts[1]) * 1024 ** (powers[(parts[2] ?? '').toLowerCase()] ?? 0) : 0;
}

/** The configuration with variables that its own hide. */
function withVariables(config: ContainerConfig, more: Record<string, string>): ContainerConfig {
  const env = { ...more, ...config.process.env };
  return { ...config, process: { ...config.process, env } };
}
