import { beforeAll, describe, expect, it } from 'vitest';
import { causalOrder } from '../../../generators/calm/causalOrder.ts';
import { Walker } from '../../../generators/random/walk.ts';
import { variables } from '../../../generators/witness/expression/environment.ts';
import { functions } from '../../../generators/witness/expression/functions.ts';
import { cluster, distanceTo, expressionGoal, ExpressionError, goals, instrument, replay, scenario, scenarios, type Engine, type State } from '../../../index.ts';

const happyPath = scenarios.filter(({ name }) => name === 'happy-path').map((each) => cluster({ ...each.scenario, faults: {}, timing: 'calm' }));
const subject = happyPath[0] ?? cluster(scenario({ name: 'none' }));

describe('an expression', () => {
  let engine: Engine;
  let states: readonly State[];
  beforeAll(() => {
    const instrumented = instrument(subject, []);
    const { schedule } = new Walker(instrumented, { maximumLength: 2000, complete: false, maximumCompletion: 0 }).walk(causalOrder({ caches: subject.shape.apiservers }));
    engine = instrumented.engine;
    const run = replay(engine, schedule);
    states = [run.initial, ...run.steps.map(({ after }) => after)];
  });
  const holds = (text: string, state: State | undefined): boolean => expressionGoal(text, subject).isReached(engine.view(state ?? new Int32Array(0)), subject.shape);
  const inTheEnd = (text: string): boolean => holds(text, states.at(-1));

  it.each([
    ["ready(pods.web) && phase(pods.web) == 'Running' && condition(pods.web, 'PodScheduled') == 'True'", false],
    ["pods['default/web'] == pods.web && 'web' in pods && 'default/web' in pods && size(pods) == 1", false],
    ['nodeOf(pods.web) in nodes', false],
    ["running(nodeOf(pods.web)).exists(c, c.pod == 'default/web' && c.container == 'web' && c.uid == pods.web.metadata.uid && c.attempt == 0)", false],
    ["endpoints('web') == [pods.web.status.podIP] && endpoints('web') == endpoints('default/web')", false],
    ["nodes.all(n, rules(n, 'web') == endpoints('web'))", true],
    ["cache('scheduler', 'pods').web == pods.web && !stale('scheduler', 'pods', 'web') && !stale('scheduler', 'nodes', 'node-1')", false],
    ["stale('scheduler', 'services', 'web')", false],
    ["leaders() == ['controller-manager'] && leads('controller-manager') && schedulers() == ['scheduler'] && leads('scheduler')", true],
    ["!down('kubelet-node-1') && size(underway('scheduler', 'apiserver')) == 0", true],
    ["'informer/pods' in parts('scheduler')", true],
    ["services.web.spec.ports[0].port == 80 && services.web.spec.ports[0].port + 1 == 81", false],
    ["pods.?nobody.?status.?phase.orValue('none') == 'none' && !has(pods.nobody) && !terminating(pods.web)", false],
    ["phase(pods.web) == 'Running' || pods.nobody.spec.nodeName == 'node-1'", false],
  ])('may ask: %s', (text, atTheBeginning) => {
    expect(inTheEnd(text)).toBe(true);
    expect(inTheEnd(`!(${text})`)).toBe(false);
    expect(holds(text, states[0])).toBe(atTheBeginning);
  });

  it('sees what is under way, and caches that lag behind', () => {
    expect(states.some((state) => holds("underway('scheduler', 'apiserver').exists(m, m.startsWith('POST pods/web/binding'))", state))).toBe(true);
    expect(states.some((state) => holds("stale('scheduler', 'pods', 'web')", state))).toBe(true);
  });

  it('that asks for what is not there is not true, and neither is its contrary; it says what was never there', () => {
    for (const text of ["pods.web.spec.nodename == 'node-1'", "pods.web.spec.nodename != 'node-1'"]) {
      const goal = expressionGoal(text, subject);
      expect(states.map((state) => goal.isReached(engine.view(state), subject.shape))).not.toContain(true);
      expect(goal.neverThere).toEqual(['web', 'nodename']);
    }
  });

  it('reads no more than it needs, so that it is asked anew only when that changes', () => {
    const goal = expressionGoal('ready(pods.web)', subject);
    const asked = engine.function((state) => goal.isReached(state, subject.shape));
    states.forEach(asked);
    const names = [...asked.reads].map((key) => (key >= 0 ? engine.slots.name(key) : engine.slots.prefix(key)));
    expect(names.map((name) => name.replaceAll('\n', ' ')).sort()).toEqual(['part etcd pods/', 'part etcd pods/default/web']);
  });

  it.each([
    ['pods.web ==', 'Unexpected token: EOF', 11],
    ['podz.web', 'Unknown variable: podz', 0],
    ['1 + 2 + 3', 'It must be true or false, and is of type int.', undefined],
    ["true && redy(pods)", "found no matching overload for 'redy(map<string, dyn>)'", 8],
    ["ready(pods.web, 1)", "found no matching overload for 'ready(dyn, int)'", 0],
  ])('with a mistake is refused: %s', (text, message, position) => {
    expect(() => expressionGoal(text, subject)).toThrow(expect.objectContaining({ name: 'ExpressionError', message, position }) as ExpressionError);
  });

  it.each([
    ["down('kubelet-9') || true", /no component named "kubelet-9"/],
    ["size(running('node-9')) == 0", /no node named "node-9"/],
    ['pods.web.metadata.name', /It must come to true or false, and came to "web"/],
    ['pods.web.metadata.name > 1', /no such overload/],
  ])('is refused when a mistake shows only in a state: %s', (text, message) => {
    expect(() => inTheEnd(text)).toThrow(ExpressionError);
    expect(() => inTheEnd(text)).toThrow(message);
  });

  it('in the place of a named goal is understood, and some calm state is what it says', () => {
    const calm = ['pod-bound', 'pod-running', 'pod-ready', 'endpoints-ready'];
    for (const { name, expression } of goals) expect({ name, isReached: states.some((state) => holds(expression, state)) }).toEqual({ name, isReached: calm.includes(name) });
  });

  it.each([
    ['one condition', 'ready(pods.web)', 1, 0],
    ['both sides of &&, each for itself', "nodeOf(pods.web) == 'node-9' && (ready(pods.web) && 'node-1' in nodes)", 2, 1],
    ['the nearer side of ||', "nodeOf(pods.web) == 'node-9' && ready(pods.web) || ready(pods.web) && terminating(pods.web)", 2, 1],
    ['the nearest item, and that there is one at all', 'pods.exists(p, ready(pods[p]) && terminating(pods[p]))', 3, 1],
    ['the nearest pair of items', "pods.exists(p, nodes.exists(n, nodeOf(pods[p]) == n && ready(pods[p]) && n == 'node-9'))", 5, 1],
    ['negations, quantifiers and comparisons as wholes', '!(terminating(pods.web) || has(pods.other)) && pods.all(p, terminating(pods[p])) && size(pods) > 7', 2, 2],
    ['what those before it guard, as what does not hold', "pods.exists(p, nodeOf(pods[p]) == 'node-9' && size(running(nodeOf(pods[p]))) == 9)", 3, 2],
  ])('says how many conditions are left: %s', (_, text, atTheBeginning, atTheEnd) => {
    const goal = expressionGoal(text, subject);
    const left = (state: State | undefined): number => distanceTo(goal, subject)(engine.view(state ?? new Int32Array(0)));
    expect([left(states[0]), left(states.at(-1))]).toEqual([atTheBeginning, atTheEnd]);
  });

  it('may be long', () => {
    const many = Array.from({ length: 300 }, (_, index) => `size(pods) == ${index + 2}`);
    const left = (text: string): number => expressionGoal(text, subject).distance(engine.view(states.at(-1) ?? new Int32Array(0)), subject.shape);
    expect([left(many.join(' && ')), left(many.join(' || ')), left(`${many.map(() => '1').join(' + ')} == 1`)]).toEqual([300, 1, 1]);
  });

  it('has none left exactly where it is true', () => {
    for (const { name, expression } of goals) {
      const goal = expressionGoal(expression, subject);
      expect({ name, reached: states.map((state) => goal.distance(engine.view(state), subject.shape) === 0) }).toEqual({ name, reached: states.map((state) => holds(expression, state)) });
    }
  });

  it('with a mistake that shows only in a state is refused by whoever asks how many are left, too', () => {
    const goal = expressionGoal("down('kubelet-9') || true", subject);
    expect(() => goal.distance(engine.view(states[0] ?? new Int32Array(0)), subject.shape)).toThrow(/no component named "kubelet-9"/);
  });

  it('has names for all resources, and functions that say what they are', () => {
    expect(variables).toContain('pods');
    expect(functions.every(({ usage, signature }) => usage.split('(')[0] === signature.split('(')[0])).toBe(true);
  });
});

it('tells a failover from several schedulers that all schedule', () => {
  const two = cluster(scenario({ name: 'two', schedulers: 2 }));
  const { engine } = instrument(two, []);
  const atTheBeginning = (text: string): boolean => expressionGoal(text, two).isReached(engine.view(engine.initial()[0] ?? new Int32Array(0)), two.shape);
  const failover = goals.find(({ name }) => name === 'ready-after-failover')?.expression.replace(/^pods\.exists\(.*?\)\) && /, '') ?? '';
  expect(atTheBeginning('schedulers().all(s, leads(s))')).toBe(true);
  expect(failover).toMatch(/^schedulers\(\)/);
  expect(atTheBeginning(failover)).toBe(false);
});
