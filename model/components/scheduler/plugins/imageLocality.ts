import type { Node, Pod } from '../../../objects/index.ts';
import type { ScorePlugin } from '../framework.ts';

/**
 * Prefers nodes that have the pod's images already; an image counts by its size and by how many nodes have it,
 * so that pods do not all gather on one (plugins/imagelocality/image_locality.go).
 */
export const imageLocality: ScorePlugin = {
  name: 'ImageLocality',
  weight: 1,
  score(pod, feasible, snapshot) {
    const images = imagesOf(pod);
    const highest = megabyte * 1000 * images.length;
    return feasible.map(({ node }) => {
      const found = images.reduce((sum, image) => {
        const size = sizeOn(node, image);
        const spread = snapshot.nodes.filter((other) => sizeOn(other.node, image) !== undefined).length / snapshot.nodes.length;
        return sum + Math.trunc((size ?? 0) * spread);
      }, 0);
      return Math.floor((100 * (Math.min(Math.max(found, lowest), highest) - lowest)) / (highest - lowest));
    });
  },
};

const megabyte = 1024 * 1024;
const lowest = 23 * megabyte;

function imagesOf(pod: Pod): readonly string[] {
  return [...(pod.spec.initContainers ?? []), ...pod.spec.containers].map((container) => withTag(container.image ?? ''));
}

function withTag(image: string): string {
  return image.lastIndexOf(':') <= image.lastIndexOf('/') ? `${image}:latest` : image;
}

function sizeOn(node: Node, image: string): number | undefined {
  const found = (node.status?.images ?? []).find(({ names }) => (names ?? []).includes(image));
  return found && (found.sizeBytes ?? 0);
}
