import { coverage } from './coverage.ts';
import { greedy } from './greedy.ts';
import { pct } from './pct.ts';
import { portfolio } from './portfolio.ts';
import { random } from './random.ts';
import type { Strategy } from './strategy.ts';
import { swarm } from './swarm.ts';

export { greedyToward, type Distance } from './greedy.ts';
export { defaultDepth, type Explorer, type ExplorerSetting, type Guarantee, type Strategy } from './strategy.ts';

export const strategyNames = ['portfolio', 'random', 'pct', 'coverage', 'swarm', 'greedy'] as const;

export type StrategyName = (typeof strategyNames)[number];

export const strategies: { readonly [Name in StrategyName]: Strategy } = { portfolio, random, pct, coverage, swarm, greedy };

export const defaultStrategy: StrategyName = 'portfolio';
