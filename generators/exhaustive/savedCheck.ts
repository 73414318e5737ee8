import type { ResumedSearch, SavedSearch } from '../search/savedSearch.ts';
import type { SoFar } from './soFar.ts';

/** A check at rest: its search, and what the states of the search do not tell. */
export interface SavedCheck {
  readonly search: SavedSearch;
  readonly soFar: SoFar;
}

/** A check to go on with. */
export interface ResumedCheck {
  readonly search: ResumedSearch;
  readonly soFar: SoFar;
}
