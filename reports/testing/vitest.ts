/// <reference types="vitest" preserve="true" />
/**
 * The matchers, and their types for Vitest 3.2 and newer (from 5 on with `skipLibCheck`, since an interface has another parameter there): `import { podproofMatchers } from 'podproof/vitest'`, then `expect.extend(podproofMatchers)`
 * in a test or in a file of `setupFiles`. Nothing of Vitest is loaded here, so that any of its versions may be the user's.
 * https://vitest.dev/guide/extending-matchers
 */
import type { PodproofMatchers } from './matchers.ts';

export { podproofMatchers, type PodproofMatchers } from './matchers.ts';

declare module 'vitest' {
  interface Matchers<T> extends PodproofMatchers<T> {}
}
