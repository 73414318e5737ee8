import { isBusy, isTimer, possible, timersWait, type Action, type Engine, type Offer } from '../../../model/kernel/index.ts';
import { Alternatives } from './alternatives.ts';
import { Certificate, type Member } from './certificate.ts';
import type { Goal } from './goals.ts';
import { Needs } from './needs.ts';
import type { Relations } from './relations.ts';
import type { View } from './view.ts';

/** Of one key: to look at more of them takes longer than to find out anew. */
const mostCertificates = 16;

/** What may happen of one offer in the state at hand. */
interface Present {
  readonly offer: Offer;
  /** What it comes to, and what of that there is budget for. */
  readonly all: readonly Action[];
  readonly actions: readonly Action[];
}

/**
 * Chooses, in a state, a stubborn set of what may happen: whatever else could happen first commutes with it, so that
 * the rest may as well come later (Valmari, "Stubborn sets for reduced state space generation", 1989: weak sets with a
 * key, here something that is no fault; found by leaving out as much as possible, Valmari's deletion algorithm).
 *
 * In the calm timing, timers wait until nothing else but faults can happen. While something else can, no timer fires before something of
 * the set is taken, since the key stays enabled until then: so they are left out. When nothing else can happen, all are taken.
 *
 * An offer of the set needs every goal that conflicts with it in the set; a goal that cannot be reached at once needs one
 * of the sets of its sources there; one that can, its offer.
 */
export class StubbornSets {
  readonly #engine: Engine;
  readonly #relations: Relations;
  readonly #needs = new Needs((node) => this.#more(node));
  readonly #alternatives = new Alternatives();
  /** By number of a set of needs, the alternative that it is; -1 for what is so in every state. */
  readonly #reasons: number[] = [];
  #view: View | undefined;
  #state: Int32Array = new Int32Array(0);
  /** By offer number, where it is in `#present`, counted from 1. */
  #placeOf = new Int32Array(64);
  #present: readonly Present[] = [];

  constructor(engine: Engine, relations: Relations) {
    this.#engine = engine;
    this.#relations = relations;
  }

  /** @returns fewer actions than all of them, or undefined when all are needed */
  choose(state: Int32Array): readonly Action[] | undefined {
    const present = this.meet(state);
    const doWait = timersWait(this.#engine.system);
    if (doWait && !present.some(({ actions }) => actions.some(isBusy))) return undefined;
    this.#present = doWait ? withoutTimers(present) : present;
    const enabled = this.#place();
    const view = this.#relations.view(state);
    const certified = this.#certified(view, state);
    if (certified !== undefined) {
      for (const { offer } of this.#present) this.#placeOf[offer.number] = 0;
      return certified.length < enabled ? certified : undefined;
    }
    this.#begin(view, state);
    const best = this.#alone(view) ?? this.#smallest(view, enabled);
    for (const { offer } of this.#present) this.#placeOf[offer.number] = 0;
    return best;
  }

  /** Learns from a state; @returns what may happen there. */
  meet(state: Int32Array): readonly Present[] {
    const present: Present[] = [];
    this.#engine.offers(state, (offer) => {
      this.#relations.meet(offer);
      const actions: Action[] = [];
      possible(offer, state, actions);
      // What comes to nothing now is accounted for by what it waits for; what cannot be paid for never can be.
      if (actions.length > 0) present.push({ offer, all: offer.actions(state), actions });
    });
    return present;
  }

  #begin(view: View, state: Int32Array): void {
    this.#view = view;
    this.#state = state;
    this.#needs.begin();
    this.#alternatives.begin();
    for (let place = 0; place < this.#present.length; place++) this.#needs.make(place);
  }

  /** @returns how many actions are possible */
  #place(): number {
    let enabled = 0;
    for (const { offer, actions } of this.#present) {
      enabled += actions.length;
      while (offer.number >= this.#placeOf.length) this.#placeOf = new Int32Array(this.#placeOf.length * 2);
    }
    for (const [place, { offer }] of this.#present.entries()) this.#placeOf[offer.number] = place + 1;
    return enabled;
  }

  /** Makes one more set of what would do for a node. Nodes are what is present, and after that, in turn, goals and groups of goals. */
  #more(node: number): boolean {
    const present = this.#present.length;
    const place = this.#alternatives.next(node);
    const view = this.#view as View;
    if (node >= present && (node - present) % 2 === 0) return this.#moreOfGoal(node, view.goal((node - present) / 2), place);
    if (place > 0) return false;
    const set = this.#newSet(node);
    if (node < present) {
      const { offer, all } = this.#present[node] as Present;
      this.#addAll(set, view.conflicts(offer, all, this.#state));
    } else this.#addAll(set, view.group((node - present - 1) / 2));
    return true;
  }

  /** What fewest may remove comes first; that it is possible, last. */
  #moreOfGoal(node: number, goal: Goal, place: number): boolean {
    const alternatives = this.#alternatives;
    const here = (this.#placeOf[goal.offer.number] ?? 0) - 1;
    if (place === 0) {
      (this.#view as View).sources(goal, here >= 0, this.#state, alternatives.note);
      alternatives.keep(node);
    }
    const alternative = alternatives.of(node, place);
    if (alternative >= 0) {
      const set = this.#newSet(node, alternative);
      const sources = alternatives.sources(alternative);
      // Of what is idle, the list is made anew each time.
      if (sources.length < 2 || alternatives.because(alternative) === 'idle') this.#addAll(set, sources);
      else this.#needs.add(set, this.#present.length + 2 * (this.#view as View).groupOf(sources) + 1);
      return true;
    }
    if (here < 0 || place > alternatives.count(node)) return false;
    this.#needs.add(this.#newSet(node), here);
    return true;
  }

  /** @param reason the alternative that it is; -1 for what is so in every state */
  #newSet(node: number, reason = -1): number {
    const set = this.#needs.set(node);
    this.#reasons[set] = reason;
    return set;
  }

  #addAll(set: number, goals: readonly number[]): void {
    for (let index = 0; index < goals.length; index++) this.#needs.add(set, this.#present.length + 2 * (goals[index] as number));
  }

  /** The first offer that will do by itself. */
  #alone(view: View): readonly Action[] | undefined {
    const needs = this.#needs;
    const present = this.#present;
    for (let place = 0; place < present.length; place++) {
      const { actions } = present[place] as Present;
      if (!actions.some(isKey)) continue;
      needs.use(place);
      if (actions.length > 1) continue;
      for (let other = 0; other < present.length && !needs.isOut(place); other++) if (other !== place) needs.takeOut(other, place);
      const isAlone = !needs.isOut(place);
      if (isAlone) this.#certify([place], view);
      needs.back(0);
      if (isAlone) return actions;
    }
    return undefined;
  }

  /** The smallest set that is known to do here. */
  #certified(view: View, state: Int32Array): readonly Action[] | undefined {
    let best: readonly Action[] | undefined;
    for (const { all } of this.#present) {
      const certificates = view.certificates.get(all);
      if (certificates === undefined) continue;
      for (let index = certificates.length - 1; index >= 0; index--) {
        const certificate = certificates[index] as Certificate;
        if (best !== undefined && certificate.size >= best.length) continue;
        const actions = this.#membersOf(certificate);
        if (actions === undefined || !certificate.holds(state, view, this.#engine.slots, this.#isPossible)) continue;
        best = actions;
        if (best.length === 1) return best;
      }
    }
    return best;
  }

  /** What there is budget for of the members; undefined unless all of them are possible here. */
  #membersOf({ members }: Certificate): readonly Action[] | undefined {
    const first = this.#presentAs(members[0] as Member);
    if (first === undefined || members.length === 1) return first?.actions;
    const found = [...first.actions];
    for (let index = 1; index < members.length; index++) {
      const here = this.#presentAs(members[index] as Member);
      if (here === undefined) return undefined;
      found.push(...here.actions);
    }
    return found;
  }

  readonly #isPossible = ({ number }: Offer): boolean => (this.#placeOf[number] ?? 0) > 0;

  #presentAs({ offer, all }: Member): Present | undefined {
    const here = this.#present[(this.#placeOf[offer.number] ?? 0) - 1];
    return here?.all === all ? here : undefined;
  }

  /** Writes down why these are enough, for other states like this one. To be called while all else is out. */
  #certify(places: readonly number[], view: View): void {
    const present = places.map((place) => this.#present[place] as Present);
    const certificate = new Certificate(present, present.reduce((sum, { actions }) => sum + actions.length, 0));
    const seen = new Set(places.map((place) => place));
    for (const node of seen) {
      const set = this.#needs.wholeSet(node);
      if (set < 0) return;
      const reason = this.#reasons[set] as number;
      if (reason >= 0 && !certificate.add(this.#alternatives.because(reason), this.#alternatives.key(reason), this.#alternatives.value(reason))) return;
      this.#needs.members(set, (each) => seen.add(each));
    }
    for (const { all, actions } of present) {
      // The member that stays possible whatever else happens.
      if (!actions.some(isKey)) continue;
      const known = view.certificates.get(all);
      if (known === undefined) view.certificates.set(all, [certificate]);
      else {
        if (known.length === mostCertificates) known.shift();
        known.push(certificate);
      }
      return;
    }
  }

  /** The smallest of the sets around one offer each, from which nothing more can be left out. */
  #smallest(view: View, enabled: number): readonly Action[] | undefined {
    let best: readonly Action[] | undefined;
    for (const [place, { actions }] of this.#present.entries()) {
      if (!actions.some(isKey)) continue;
      const set = this.#around(place, view, best?.length ?? enabled);
      if (set !== undefined) best = set;
      if (best?.length === 2) return best;
    }
    return best;
  }

  /** What cannot be left out of a set that is to have the offer in it. */
  #around(place: number, view: View, limit: number): readonly Action[] | undefined {
    const needs = this.#needs;
    const present = this.#present;
    let size = present[place]?.actions.length ?? 0;
    for (let other = 0; other < present.length && size < limit; other++) {
      if (other === place) continue;
      const before = needs.takeOut(other, place);
      if (!needs.isOut(place)) continue;
      needs.back(before);
      size += present[other]?.actions.length ?? 0;
    }
    if (size >= limit) {
      needs.back(0);
      return undefined;
    }
    const places = [...present.keys()].filter((other) => !needs.isOut(other));
    const set = places.flatMap((other) => present[other]?.actions ?? []);
    this.#certify(places, view);
    needs.back(0);
    return set;
  }
}

function withoutTimers(present: readonly Present[]): readonly Present[] {
  return present.flatMap((each) => {
    const actions = each.actions.filter((action) => !isTimer(action));
    return actions.length === 0 ? [] : actions.length === each.actions.length ? each : { ...each, actions };
  });
}

/** Stays enabled whatever else happens, short of a fault. */
function isKey({ kind }: Action): boolean {
  return kind !== 'fault';
}
