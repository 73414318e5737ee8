import type * as z from 'zod';
import { taintSchema } from './affinity.ts';
import { flag, int64, json, list, map, struct, text } from './build.ts';
import { conditionSchema, head } from './metadata.ts';
import { resourceListSchema } from './quantities.ts';

const nodeStatus = struct(
  'v1.NodeStatus',
  {},
  {
    capacity: resourceListSchema,
    allocatable: resourceListSchema,
    phase: text,
    conditions: list(conditionSchema),
    addresses: list(struct('v1.NodeAddress', { type: text, address: text }, {})),
    nodeInfo: map(json),
    images: list(struct('v1.ContainerImage', {}, { names: list(text), sizeBytes: int64 })),
  },
);

export const nodeSchema = struct(
  'v1.Node',
  head('v1', 'Node'),
  { spec: struct('v1.NodeSpec', {}, { podCIDR: text, podCIDRs: list(text), providerID: text, unschedulable: flag, taints: list(taintSchema) }), status: nodeStatus },
);
export type Node = z.output<typeof nodeSchema>;
