/** What is worked out once for an object and then remembered as long as there is the object. */
export function once<Key extends object, Result>(known: WeakMap<Key, Result>, key: Key, compute: () => Result): Result {
  let result = known.get(key);
  if (result === undefined) known.set(key, (result = compute()));
  return result;
}
