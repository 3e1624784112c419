import { existsSync } from 'node:fs';
import { BadParameter, NotFound } from '../../errors.ts';
import type { Image } from '../../storage/types.ts';
import { checkConfig } from './check.ts';
import type { ContainerConfig } from '../../container-config.ts';
import { Container } from './container.ts';
import type { Context } from './context.ts';
import { mapUsers } from './map-users.ts';
import { mergeImage } from './merge.ts';
import { resolveMounts } from './mounts.ts';
import { checkName, newId } from './names.ts';
import { platformWarnings, requirePlatform } from './platform.ts';
import { settleNetworks } from './network.ts';
import { notifySocketFor } from './notify.ts';
import { newRecord } from './record.ts';
import { resolveReferences } from './references.ts';
import { isPlain } from './root-fs.ts';
import { copySecrets } from './secrets.ts';
import { undoing } from './undo.ts';
import type { CreateResult } from './view.ts';

/**
 * The `create` verb. Throws NotFound for an image (of the platform, if there is one), network or
 * container that the configuration names and that is not there, Conflict for a taken name, BadParameter for what makes no sense.
 */
export async function create(
  context: Context,
  wanted: ContainerConfig,
  id = newId(),
): Promise<CreateResult> {
  return undoing(context.log, async (undo) => {
    const name = context.registry.promise(wanted.name ? checkName(wanted.name) : undefined, id);
    undo.add(() => context.registry.release(name));
    const found = findImage(context, wanted);
    const image = found?.image;
    if (image && wanted.platform) {
      requirePlatform(image.config, wanted.image ?? image.id, wanted.platform);
    }
    const joined = context.pods.join(resolveReferences(context.registry, wanted));
    const { warnings: told = [], ...config } = mergeImage(joined, image?.config);
    config.notifySocket = notifySocketFor(config);
    const warnings = [...told, ...checkConfig(context, config)];
    settleNetworks(context, config);
    const { mounts, volumes } = await resolveMounts(context, config, image, undo);
    config.storage = { ...config.storage, volumes };
    if (config.secrets ?? config.secretEnv)
      config.secrets = await copySecrets(context, id, config, undo);
    // Nothing may wait from here to the registry, or two containers would be given the same ids.
    config.namespaces = mapUsers(context.registry, config.namespaces);

    undo.add(() => context.storage.layers.removeContainerLayer(id));
    if (!isPlain(config)) {
      context.storage.layers.createContainerLayer(id, image, {
        ...(config.rootfs ? { folder: config.rootfs.path } : {}),
        mappings: config.namespaces.idMappings,
        volatile: config.storage.volatile,
      });
    }
    const record = newRecord({
      id,
      name,
      config,
      image: found && { id: found.image.id, name: found.name ?? found.image.names[0] ?? '' },
      created: context.registry.nextMoment(),
      mounts,
    });
    // Nothing may wait between here and the registry: the pod could go meanwhile.
    context.pods.admit(config);
    context.table.insert(record);
    context.registry.add(new Container(record));
    context.emit({ action: 'create', record });
    const unasked = image && wanted.tree === 'compat' && !wanted.platform;
    if (unasked) warnings.push(...platformWarnings(image.config));
    return { id, warnings };
  });
}

function findImage(
  context: Context,
  { image, rootfs, tree }: ContainerConfig,
): { image: Image; name: string | undefined } | undefined {
  if (image && rootfs) {
    throw new BadParameter('an image and a root file system were given; a container has one');
  }
  if (image) return context.images.find(image, tree);
  if (!rootfs) {
    throw new BadParameter('must specify an image or a root file system: invalid argument');
  }
  if (!rootfs.path.startsWith('/')) {
    throw new NotFound(`root file system "${rootfs.path}": must be an absolute path`);
  }
  if (!existsSync(rootfs.path)) {
    throw new NotFound(`root file system: stat ${rootfs.path}: no such file or directory`);
  }
  return undefined;
}
