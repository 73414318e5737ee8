import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { recordedHistory } from '../../../generators/history/index.ts';
import { historyPage } from '../../../reports/history/page.ts';
import { addressOf, linked } from '../../../reports/history/references.ts';
import { root } from '../../house/files.ts';

it('the page is what is written about the recorded findings', () => {
  expect(readFileSync(join(root, 'reports/docs/history.md'), 'utf8'), 'run: npm run history').toBe(historyPage(recordedHistory));
});

it('has a row, a chapter and a diagram for each bug', () => {
  const page = historyPage(recordedHistory.slice(0, 2));
  for (const { bug } of recordedHistory.slice(0, 2)) {
    expect(page).toContain(`| [${bug.id}](#${bug.id.toLowerCase()}) | ${bug.title} |`);
    expect(page).toContain(`\n## ${bug.id}\n`);
    expect(page).toContain(`\nnpx podproof history ${bug.id}\n`);
    expect(page).toContain(`  title ${bug.id}`);
  }
  expect(page.match(/```mermaid\nsequenceDiagram\n/g)).toHaveLength(2);
  expect(page.match(/✘ Promised:/g)).toHaveLength(2);
});

it('leads from a reference to where it is', () => {
  expect(addressOf('kubernetes#31709')).toBe('https://github.com/kubernetes/kubernetes/issues/31709');
  expect(addressOf('website#1731')).toBe('https://github.com/kubernetes/website/issues/1731');
  expect(addressOf('etcd-io/etcd#16028')).toBe('https://github.com/etcd-io/etcd/issues/16028');
  expect(linked('kubernetes#31709')).toBe('[kubernetes#31709](https://github.com/kubernetes/kubernetes/issues/31709)');
  expect(linked('pkg/registry/core/pod/storage/storage.go')).toBe('`pkg/registry/core/pod/storage/storage.go`');
});
