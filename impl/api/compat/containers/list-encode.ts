import type { DockerContainerSummary } from '../../../../spec/generated/schemas.gen.ts';
import type { ContainerView } from '../../../engine/containers/view.ts';
import { given } from '../../shared/given.ts';
import { networkModeText } from './host-config-encode.ts';
import { encodeMounts } from './inspect-encode.ts';
import type { EncodeFacts } from './inspect-encode.ts';
import { encodeNetworks, encodePorts } from './network-encode.ts';
import { stateWord, statusText } from './state-words.ts';

/** One entry of Docker's list of containers (API 1.41). */
export function encodeSummary(
  view: ContainerView,
  facts: EncodeFacts,
  now: number,
): DockerContainerSummary {
  return given({
    Id: view.id,
    Names: [`/${view.name}`],
    Image: imageText(view),
    ImageID: view.image === undefined ? '' : `sha256:${view.image.id}`,
    Command: [view.path, ...view.args.map(quoted)].join(' '),
    Created: Math.floor(view.created / 1000),
    Ports: encodePorts(view),
    SizeRw: view.size?.rw || undefined,
    SizeRootFs: view.size?.rootFs,
    Labels: view.config.labels,
    State: stateWord(view.state),
    Status: statusText(view, now),
    HostConfig: { NetworkMode: networkModeText(view) },
    NetworkSettings: { Networks: encodeNetworks(view, facts.networkId) },
    Mounts: encodeMounts(view),
  });
}

/** As the client typed it, unless that was an id: then the id in full. */
function imageText({ config, image }: ContainerView): string {
  const typed = config.image ?? '';
  return image !== undefined && image.id.startsWith(typed) ? `sha256:${image.id}` : typed;
}

function quoted(argument: string): string {
  return argument.includes(' ') ? `'${argument}'` : argument;
}
