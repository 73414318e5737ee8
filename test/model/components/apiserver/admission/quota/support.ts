import { quotaWritten, submitToQuota, type QuotaReply, type QuotaTurn } from '../../../../../../model/components/apiserver/admission/index.ts';
import type { Parts } from '../../../../../../model/kernel/component.ts';
import type { Json } from '../../../../../../model/kernel/json.ts';
import type { KubernetesObject, ResourceQuota } from '../../../../../../model/objects/index.ts';
import { cachesOf, contextOf, inStep, pod, type Asked, type Setting } from '../support.ts';

type Amounts = { readonly [resource: string]: string };

export function quota(name: string, hard: Amounts, used?: Amounts, resourceVersion = '5'): ResourceQuota {
  const metadata = { name, namespace: 'default', uid: `${name}-1`, resourceVersion };
  return { apiVersion: 'v1', kind: 'ResourceQuota', metadata, spec: { hard }, ...(used && { status: { hard, used } }) };
}

/** A pod of one container. */
export function podOf(name: string, requests: Amounts, limits: Amounts = {}): KubernetesObject {
  return pod(name, { containers: [{ name: `${name}-ctr`, image: 'nginx', resources: { requests, limits } }] });
}

/** One API server's quota evaluation, over several steps. */
export class Evaluation {
  parts: Parts = {};
  cache: readonly KubernetesObject[];
  private readonly itsSetting: Setting;

  constructor(cache: readonly KubernetesObject[], setting: Setting = {}) {
    this.cache = cache;
    this.itsSetting = setting;
  }

  submit(id: string, asked: Omit<Asked, 'cache'>): QuotaTurn {
    return this.run((step) => submitToQuota(contextOf(step, { ...asked, cache: this.cache }), id));
  }

  written(reply: QuotaReply): QuotaTurn {
    return this.run((step) => quotaWritten(step, cachesOf(this.cache), 'default', reply));
  }

  /** Etcd commits the write. */
  commit({ write }: QuotaTurn, resourceVersion = '9'): QuotaTurn {
    if (write === undefined) throw new Error('nothing to write');
    return this.written({ succeeded: true, object: withVersion(write.put as KubernetesObject, resourceVersion) });
  }

  /** Somebody else was faster. */
  conflict(current: KubernetesObject): QuotaTurn {
    return this.written({ succeeded: false, current });
  }

  private run(body: Parameters<typeof inStep<QuotaTurn>>[0]): QuotaTurn {
    const { result, reaction } = inStep(body, { ...this.itsSetting, parts: this.parts });
    const parts = Object.entries({ ...this.parts, ...reaction.set });
    this.parts = Object.fromEntries(parts.filter((entry): entry is [string, Json] => entry[1] !== undefined));
    return result;
  }
}

export function withVersion<T extends KubernetesObject>(original: T, resourceVersion: string): T {
  return { ...original, metadata: { ...original.metadata, resourceVersion } };
}

export function usedIn(turn: QuotaTurn): Json | undefined {
  return (turn.write?.put['status'] as { readonly used?: Json } | undefined)?.used;
}
