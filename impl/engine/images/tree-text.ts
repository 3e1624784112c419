import type { Image, ImageStore, Layer } from '../../storage/types.ts';

interface Branch {
  text: string;
  above: Branch[];
}

/**
 * The layers of an image as `podman image tree` draws them, the lowest first, each with the names
 * of the images that it is the top of.
 */
export function layersText(images: ImageStore, image: Image): string {
  const layers = images.layersOf(image);
  return heading(image) + draw(layers.map((layer) => ({ text: line(images, layer), above: [] })));
}

/** The image's top layer, and the layers of other images that lie on it. */
export function requirersText(images: ImageStore, image: Image): string {
  const onTopOf = new Map<string | undefined, Map<string, Layer>>();
  for (const layer of images.list().flatMap((other) => images.layersOf(other))) {
    const siblings = onTopOf.get(layer.parent) ?? new Map<string, Layer>();
    onTopOf.set(layer.parent, siblings.set(layer.chainId, layer));
  }
  const branchesOn = (layer: Layer): Branch[] =>
    [...(onTopOf.get(layer.chainId)?.values() ?? [])].map((above) => ({
      text: line(images, above),
      above: branchesOn(above),
    }));
  const top = images.layersOf(image).at(-1);
  // Podman draws the layer and those right above it side by side.
  const branches = top ? [{ text: line(images, top), above: [] }, ...branchesOn(top)] : [];
  return heading(image) + draw(branches);
}

function heading({ id, names, archiveSize, layers }: Image): string {
  return [
    `Image ID: ${id.slice(0, 12)}`,
    `Tags:     [${names.join(' ')}]`,
    `Size:     ${humanSize(archiveSize)}`,
    `${layers.length > 0 ? 'Image Layers' : 'No Image Layers'}\n`,
  ].join('\n');
}

function line(images: ImageStore, { chainId, archiveSize }: Layer): string {
  const tops = images.list().filter(({ layers }) => layers.at(-1) === chainId);
  const names = tops.flatMap((image) => image.names);
  const top = names.length > 0 ? ` Top Layer of: [${names.join(' ')}]` : '';
  const id = chainId.replace(/^sha256:/, '').slice(0, 12);
  return `ID: ${id} Size: ${humanSize(archiveSize).padStart(7)}${top}`;
}

function draw(branches: readonly Branch[], indent = ''): string {
  return branches
    .map(({ text, above }, at) => {
      const last = at === branches.length - 1;
      const own = `${indent}${last ? '└── ' : '├── '}${text}\n`;
      return own + draw(above, `${indent}${last ? '    ' : '│   '}`);
    })
    .join('');
}

const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB', 'EB'];

/** Decimal units with four significant digits, as Docker's go-units writes sizes: `2.139MB`. */
export function humanSize(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${Number(value.toPrecision(4))}${units[unit]}`;
}
