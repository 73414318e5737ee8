/** What is worked out once for an object and then remembered as long as there is the object. */
export function once<Key extends object, Result>(known: WeakMap<Key, Result>, key: Key, compute: () => Result): Result {
  let result = known.get(key);
  if (result === undefined) known.set(key, (result = compute()));
  return result;
}

/** The same for an object and somebody whom it is about. */
export function onceFor<Key extends object, Result>(known: WeakMap<Key, Map<string, Result>>, key: Key, whom: string, compute: () => Result): Result {
  const byWhom = once(known, key, () => new Map<string, Result>());
  let result = byWhom.get(whom);
  if (result === undefined) byWhom.set(whom, (result = compute()));
  return result;
}
