import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseManifests, validateManifests } from '../../../model/objects/index.ts';
import { fixture, shared } from './support.ts';

const parse = (text: string) => parseManifests(text, 'app.yaml');
const found = (text: string) => parse(text).objects.map(({ object, line }) => `${object.kind} ${object.metadata.name || object.metadata.generateName} line ${line}`);
const mistakes = (text: string) => parse(text).errors.map(({ file, line, column, path, message }) => `${file}:${line}:${column}: ${path === undefined ? '' : `${path}: `}${message}`);

const head = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n';

describe('what is read', () => {
  test('several documents of YAML, with anchors and numbers for quantities', () => {
    const { objects, errors } = parse(fixture('shop.yaml'));
    expect(errors).toEqual([]);
    expect(found(fixture('shop.yaml'))).toEqual(['Service shop line 2', 'Deployment shop line 15']);
    expect(objects[1]?.object).toMatchObject({ spec: { template: { metadata: { labels: { app: 'shop' } }, spec: { containers: [{ resources: { requests: { cpu: '100m', memory: '64Mi' } } }] } } } });
  });

  test('KYAML, as today\'s documentation prints it', () => {
    expect(found(fixture('gated.kyaml.yaml'))).toEqual(['Pod gated line 2']);
    expect(found(fixture('quota.kyaml.yaml'))).toEqual(['ResourceQuota team-quota line 2', 'Pod within line 16']);
  });

  test('JSON, indented with tabs; lists in lists, whose items need not say what they are', () => {
    expect(mistakes(fixture('list.json'))).toEqual([]);
    expect(found(fixture('list.json'))).toEqual(['Namespace shop line 5', 'Pod batch- line 7']);
  });

  test('empty documents, comments, merge keys, Windows line ends', () => {
    expect(found(`# only a comment\n---\n---\n${head}---\n`)).toEqual(['Pod a line 4']);
    expect(found(head.replaceAll('\n', '\r\n'))).toEqual(['Pod a line 1']);
    expect(parse(`${head}spec:\n  containers:\n  - &first {name: a, image: b}\n  - {<<: *first, name: c}\n`).objects[0]?.object).toMatchObject({ spec: { containers: [{ name: 'a', image: 'b' }, { name: 'c', image: 'b' }] } });
  });

  test('YAML 1.1, as kubectl reads it: octal modes; but no sexagesimal numbers, no dates', () => {
    const text = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {time: 12:30, day: 2001-12-14, inf: .inf}\nmode: 0644\n';
    expect(parse(text).objects[0]?.object).toMatchObject({ data: { time: '12:30', day: '2001-12-14', inf: '.inf' }, mode: 420 });
  });
});

describe('a mistake is shown where it is', () => {
  test('a list where an object belongs', () => {
    const { objects, errors } = parseManifests(fixture('invalid-affinity.yaml'), 'invalid-affinity.yaml');
    expect(objects).toEqual([]);
    expect(errors).toEqual([
      { file: 'invalid-affinity.yaml', line: 9, column: 7, path: 'spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution', message: 'Invalid value: "array": must be of type object' },
    ]);
  });

  test.each<[string, string, readonly string[]]>([
    ['a number in a list of strings', `${head}spec:\n  containers:\n  - name: a\n    command: [run, 7]\n`, ['app.yaml:7:20: spec.containers[0].command[1]: Invalid value: "number": must be of type string']],
    ['a label that YAML takes for a boolean', 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n  labels:\n    live: yes\n', ['app.yaml:6:5: metadata.labels[live]: Invalid value: "bool": must be of type string']],
    ['through an alias', `${head}x: &n {name: 1}\nspec:\n  containers: [*n]\n`, ['app.yaml:4:8: spec.containers[0].name: Invalid value: "number": must be of type string']],
    ['an item of a list', 'apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Pod\n  metadata: {name: 3}\n- 5\n', ['app.yaml:6:14: items[0].metadata.name: Invalid value: "number": must be of type string', 'app.yaml:7:3: items[1]: Invalid value: "number": must be an object with apiVersion and kind']],
    ['an unknown kind', 'apiVersion: apps/v1\nkind: Deploymnet\n', ['app.yaml:2:1: kind: Invalid value: "Deploymnet": the model does not know this kind; did you mean Deployment?']],
    ['an old version', 'apiVersion: extensions/v1beta1\nkind: Deployment\n', ['app.yaml:1:1: apiVersion: Invalid value: "extensions/v1beta1": no kind "Deployment" is known in version "extensions/v1beta1"; it is in "apps/v1"']],
    ['no kind', 'apiVersion: v1\nmetadata: {name: a}\n', ['app.yaml:1:1: kind: Required value: every object says its apiVersion and its kind']],
    ['tabs', 'apiVersion: v1\nmetadata:\n\tname: a\n', ['app.yaml:3:1: a tab is used as indentation: YAML allows only spaces']],
    ['a key twice', `${head}kind: Node\n`, ['app.yaml:4:1: the key "kind" stands twice in this mapping: only one of them could count']],
    ['a template', 'apiVersion: v1\nkind: {{ .Values.kind }}\n', ['app.yaml:2:8: a key has to be a plain string; {{ }} looks like a template (Helm): render it first']],
    ['a tag', `${head}spec: !pod {}\n`, ['app.yaml:4:7: unresolved tag: !pod: manifests have no tags of their own']],
    ['an alias to nothing', `${head}spec: *nothing\n`, ['app.yaml:4:7: the alias *nothing has no anchor &nothing before it']],
    ['an alias to itself', `${head}x: &a [1, *a]\n`, ['app.yaml:4:11: the alias *a stands in what it stands for, which would have no end']],
    ['__proto__', `${head}__proto__: {polluted: true}\n`, ['app.yaml:4:1: the key "__proto__" is not allowed']],
    ['a list', '- a\n- b\n', ['app.yaml:1:1: Invalid value: "array": must be an object with apiVersion and kind']],
    ['nothing', '# nothing\n', ['app.yaml:1:1: there is no object in it: a manifest has apiVersion, kind and metadata']],
    ['depth', '? '.repeat(5000), ['app.yaml:1:400: nested more than 200 levels deep, as no manifest is']],
  ])('%s', (_, text, expected) => {
    expect(mistakes(text)).toEqual(expected);
  });

  test('good documents around a bad one are read', () => {
    const text = `${head}---\nkind: [\n---\n${head}`;
    expect(found(text)).toEqual(['Pod a line 1', 'Pod a line 7']);
    expect(mistakes(text).length).toBeGreaterThan(0);
  });

  test('a billion laughs end before they begin', () => {
    const levels = Array.from({ length: 12 }, (_, level) => `a${level}: &a${level} [${Array.from({ length: 9 }, () => (level === 0 ? 'ha' : `*a${level - 1}`)).join(', ')}]`);
    expect(mistakes(`${head}${levels.join('\n')}\n`)).toEqual(['app.yaml:1:1: the aliases cannot be resolved: Excessive alias count indicates a resource exhaustion attack']);
  });
});

describe('what the API server\'s validation would find', () => {
  const text = `${head}spec:\n  restartPolicy: always\n  containers:\n  - name: A\n    resources:\n      requests: {cpu: 2}\n      limits:\n        cpu: 1\n`;

  test('is not checked when a manifest is read, because the model\'s API server does that', () => {
    expect(parse(text)).toMatchObject({ objects: [{}], errors: [] });
  });

  test('is found on demand, with its places', () => {
    expect(validateManifests(text, 'app.yaml').map(({ line, column, path }) => `${line}:${column} ${path}`)).toEqual(['7:5 spec.containers[0].name', '7:5 spec.containers[0].image', '9:7 spec.containers[0].resources.requests', '5:3 spec.restartPolicy']);
  });
});

const manifests = new URL('manifests/', shared);

describe.runIf(existsSync(manifests))('manifests written by others', () => {
  const files = existsSync(manifests) ? readdirSync(manifests).filter((file) => file.endsWith('.yaml')) : [];

  test.each(files.filter((file) => !file.startsWith('invalid-')))('%s', (file) => {
    const text = readFileSync(new URL(file, manifests), 'utf8');
    expect(parseManifests(text, file).errors).toEqual([]);
    expect(parseManifests(text, file).objects.length).toBeGreaterThan(0);
    expect(validateManifests(text, file)).toEqual([]);
  });

  test('invalid-node-affinity.yaml, the documentation\'s own mistake', () => {
    expect(parseManifests(readFileSync(new URL('invalid-node-affinity.yaml', manifests), 'utf8'), 'x').errors).toMatchObject([
      { line: 8, column: 7, path: 'spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution' },
    ]);
  });
});
