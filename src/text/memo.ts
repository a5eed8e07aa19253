/** A function that computes its result once for each object and keeps it as long as the object lives. */
export const once = <K extends object, V>(make: (key: K) => V): ((key: K) => V) => {
  const known = new WeakMap<K, { readonly value: V }>();
  return (key) => {
    const found = known.get(key);
    if (found) return found.value;
    const value = make(key);
    known.set(key, { value });
    return value;
  };
};

/** A function that keeps the result for what it was asked about last, where many ask about one thing after the other. */
export const recent = <K, V>(make: (key: K) => V): ((key: K) => V) => {
  let last: { readonly key: K; readonly value: V } | undefined;
  return (key) => {
    if (last?.key !== key) last = { key, value: make(key) };
    return last.value;
  };
};

/** A function that keeps its results for what it was asked about lately, where several ask about a few things. */
export const several = <K, V>(make: (key: K) => V, most = 256): ((key: K) => V) => {
  const known = new Map<K, { readonly value: V }>();
  return (key) => {
    const found = known.get(key);
    if (found) return found.value;
    const value = make(key);
    if (known.size >= most) known.clear();
    known.set(key, { value });
    return value;
  };
};

/** A value that is made when it is first asked for. */
export const lazy = <T>(make: () => T): (() => T) => {
  let known: { readonly value: T } | undefined;
  return () => {
    known ??= { value: make() };
    return known.value;
  };
};
