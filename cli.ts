#!/usr/bin/env node
import { createRequire } from 'node:module';
import { main } from './reports/cli/main.ts';
import { podproof } from './reports/cli/podproof.ts';
import { processIo } from './reports/cli/processIo.ts';

// By its own name, because this file and its compiled form lie at different distances from package.json.
const { version } = createRequire(import.meta.url)('podproof/package.json') as { readonly version: string };

process.exitCode = await main(process.argv.slice(2), processIo(version), podproof);
