import type { Happening, JsonObject } from '../../model/kernel/index.ts';
import type { ClusterShape } from '../../model/cluster/shape.ts';

/** What an API server told of a request, in one action. */
export interface RequestNote {
  readonly note: string;
  /** `<client>/<id>`, unique among the requests that an API server has in hand. */
  readonly request: string;
  readonly verb: string;
  readonly key: string | undefined;
  readonly facts: JsonObject;
}

/** The notes that API servers make of requests, in order, told apart by server. */
export function requestNotes(happening: Happening, shape: ClusterShape): readonly RequestNote[] {
  if (happening.kind !== 'reaction' || !shape.apiservers.includes(happening.component)) return [];
  return (happening.reaction.notes ?? []).flatMap((value) => {
    const facts = value as JsonObject & { readonly note: string; readonly request?: string; readonly verb?: string; readonly key?: string };
    if (facts.request === undefined) return [];
    return [{ note: facts.note, request: `${happening.component} ${facts.request}`, verb: facts.verb ?? '', key: facts.key, facts }];
  });
}
