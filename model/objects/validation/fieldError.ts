import type { Json } from '../../kernel/json.ts';
import type { Path } from './path.ts';

/** The words of apimachinery pkg/util/validation/field/errors.go. */
export type FieldErrorType = 'Required value' | 'Invalid value' | 'Duplicate value' | 'Unsupported value' | 'Forbidden' | 'Too long';

/** What is wrong with a field of an object. */
export interface FieldError {
  readonly type: FieldErrorType;
  /** `spec.containers[0].image` */
  readonly field: string;
  /** The same, to look the value up. */
  readonly path: readonly (string | number)[];
  readonly detail: string;
  /** As Kubernetes prints it: `spec.containers[0].image: Required value`. */
  readonly message: string;
}

/** Collects the errors of one object. */
export class FieldErrors {
  readonly #errors: FieldError[] = [];

  get all(): readonly FieldError[] {
    return this.#errors;
  }

  required(path: Path, detail = ''): void {
    this.#add('Required value', path, undefined, detail);
  }

  invalid(path: Path, value: Json | undefined, detail: string): void {
    this.#add('Invalid value', path, value ?? null, detail);
  }

  /** One error for each message. */
  invalidEach(path: Path, value: Json, details: readonly string[]): void {
    for (const detail of details) this.invalid(path, value, detail);
  }

  duplicate(path: Path, value: Json): void {
    this.#add('Duplicate value', path, value, '');
  }

  unsupported(path: Path, value: Json | undefined, supported: readonly string[]): void {
    this.#add('Unsupported value', path, value ?? '', `supported values: ${supported.map((one) => JSON.stringify(one)).join(', ')}`);
  }

  forbidden(path: Path, detail: string): void {
    this.#add('Forbidden', path, undefined, detail);
  }

  tooLong(path: Path, mostBytes: number): void {
    this.#add('Too long', path, undefined, `may not be more than ${mostBytes} bytes`);
  }

  #add(type: FieldErrorType, path: Path, value: Json | undefined, detail: string): void {
    const shown = value === undefined ? '' : `: ${JSON.stringify(value)}`;
    const message = `${path.toString()}: ${type}${shown}${detail === '' ? '' : `: ${detail}`}`;
    // Kubernetes prints the same complaint once (ErrorList.ToAggregate).
    if (this.#errors.some((error) => error.message === message)) return;
    this.#errors.push({ type, field: String(path), path: path.segments, detail, message });
  }
}

/** `Pod "web" is invalid: spec.containers[0].image: Required value`; several errors stand in brackets. */
export function invalidStatusMessage(kind: string, name: string, errors: readonly FieldError[], group = ''): string {
  const [first] = errors;
  const what = errors.length === 1 && first !== undefined ? first.message : `[${errors.map((error) => error.message).join(', ')}]`;
  return `${group === '' ? kind : `${kind}.${group}`} "${name}" is invalid: ${what}`;
}
