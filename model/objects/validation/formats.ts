/** The formats of names and labels, each a list of what is wrong, in the words of apimachinery pkg/util/validation. */

const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const subdomain = `${label}(\\.${label})*`;
const label1035 = '[a-z]([-a-z0-9]*[a-z0-9])?';
const qualified = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const labelText = `(${qualified})?`;

const labelRegExp = anchored(label);
const label1035RegExp = anchored(label1035);
const qualifiedRegExp = anchored(qualified);
const labelTextRegExp = anchored(labelText);

/** The first ten thousand characters decide: a subdomain is matched label by label, so that no text takes long. */
function isSubdomain(value: string): boolean {
  return value.slice(0, 10_000).split('.').every((part) => labelRegExp.test(part));
}

export function dns1123Label(value: string): readonly string[] {
  const hint = "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character";
  return [...longerThan(value, 63), ...(labelRegExp.test(value) ? [] : [regexMessage(hint, label, 'my-name', '123-abc')])];
}

export function dns1123Subdomain(value: string): readonly string[] {
  const hint = "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character";
  return [...longerThan(value, 253), ...(isSubdomain(value) ? [] : [regexMessage(hint, subdomain, 'example.com')])];
}

export function dns1035Label(value: string): readonly string[] {
  const hint = "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character";
  return [...longerThan(value, 63), ...(label1035RegExp.test(value) ? [] : [regexMessage(hint, label1035, 'my-name', 'abc-123')])];
}

/** `name` or `prefix.example.com/name`: keys of labels, annotations and resources, names of gates and finalizers. */
export function qualifiedName(value: string): readonly string[] {
  const hint = "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";
  const [first = '', second, ...more] = value.split('/');
  if (more.length > 0) return [`a qualified name ${regexMessage(hint, qualified, 'MyName', 'my.name', '123-abc')} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`];
  const problems: string[] = [];
  if (second !== undefined) {
    if (first === '') problems.push('prefix part must be non-empty');
    else problems.push(...dns1123Subdomain(first).map((message) => `prefix part ${message}`));
  }
  const name = second ?? first;
  if (name === '') problems.push('name part must be non-empty');
  else problems.push(...longerThan(name, 63).map((message) => `name part ${message}`));
  if (!qualifiedRegExp.test(name)) problems.push(`name part ${regexMessage(hint, qualified, 'MyName', 'my.name', '123-abc')}`);
  return problems;
}

export function labelValue(value: string): readonly string[] {
  const hint = "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";
  return [...longerThan(value, 63), ...(labelTextRegExp.test(value) ? [] : [regexMessage(hint, labelText, 'MyValue', 'my_value', '12345')])];
}

/** Names of roles and their bindings: anything that can be a segment of a path. */
export function pathSegmentName(value: string): readonly string[] {
  if (value === '.' || value === '..') return [`may not be '${value}'`];
  return ['/', '%'].filter((character) => value.includes(character)).map((character) => `may not contain '${character}'`);
}

export function portNumber(value: number): readonly string[] {
  return value >= 1 && value <= 65_535 ? [] : ['must be between 1 and 65535, inclusive'];
}

export function portName(value: string): readonly string[] {
  const problems: string[] = [];
  if (value.length > 15) problems.push('must be no more than 15 characters');
  if (!/^[-a-z0-9]+$/.test(value)) problems.push('must contain only alphanumeric characters (a-z, 0-9), and hyphens (-)');
  if (!/[a-z]/.test(value)) problems.push('must contain at least one letter (a-z)');
  if (value.includes('--')) problems.push('must not contain consecutive hyphens');
  if (value.startsWith('-') || value.endsWith('-')) problems.push('must not begin or end with a hyphen');
  return problems;
}

/** Since v1.34 nearly everything is allowed (feature RelaxedEnvironmentVariableValidation). */
export function envVarName(value: string): readonly string[] {
  return /^[ -<>-~]+$/.test(value) ? [] : ["a valid environment variable name must consist only of printable ASCII characters other than '='"];
}

function longerThan(value: string, most: number): readonly string[] {
  return value.length > most ? [`must be no more than ${most} bytes`] : [];
}

function regexMessage(hint: string, regex: string, ...examples: readonly string[]): string {
  return `${hint} (e.g. ${examples.map((example) => `'${example}', `).join(' or ')}regex used for validation is '${regex}')`;
}

function anchored(pattern: string): RegExp {
  return new RegExp(`^${pattern}$`);
}
