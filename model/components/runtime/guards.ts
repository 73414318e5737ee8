import type { GuardTable } from '../../kernel/component.ts';

export const runtimeGuards = {
  sandboxNameIsFree: 'a sandbox whose creation is under way is not created a second time: its name is reserved (containerd pkg/cri/server sandbox_run.go; containerd issue 12438)',
  containerNameIsFree: 'a container is created once an attempt: its name is reserved (containerd pkg/cri/server container_create.go; kubernetes issue 117694)',
  sandboxIsReady: 'a container is created only in a sandbox that runs (containerd pkg/cri/server container_create.go)',
  imageIsPresent: 'an image that is on the node need not be pulled (kubelet pkg/kubelet/images/image_manager.go)',
} as const satisfies GuardTable;
