import { admit, validate, type AdmissionOutcome, type Rejection } from '../../../../../../model/components/apiserver/admission/index.ts';
import type { KubernetesObject } from '../../../../../../model/objects/index.ts';
import { contextOf, inStep, type Asked, type Setting } from '../support.ts';

/** Mutating admission by all built-in plugins. */
export function admission(asked: Asked, setting?: Setting): AdmissionOutcome {
  return inStep((step) => admit(contextOf(step, asked)), setting).result;
}

/** Validating admission by all built-in plugins. */
export function validation(asked: Asked, setting?: Setting): Rejection | undefined {
  return inStep((step) => validate(contextOf(step, asked)), setting).result;
}

/** The object after admission; a rejection is an error. */
export function admittedObject<T extends KubernetesObject>(asked: Asked, setting?: Setting): T {
  const outcome = admission(asked, setting);
  if (outcome.kind !== 'admitted') throw new Error(JSON.stringify(outcome));
  return outcome.object as T;
}
