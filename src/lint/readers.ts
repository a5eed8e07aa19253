/** Who has read what, to be found when that changes. */
export interface Readers<Topic, Reader> {
  add(reader: Reader, topics: Iterable<Topic>): void;
  remove(reader: Reader, topics: Iterable<Topic>): void;
  /** Those who read at least one of the topics. */
  of(topics: Iterable<Topic>): ReadonlySet<Reader>;
}

/** Makes a register without readers. */
export const createReaders = <Topic, Reader>(): Readers<Topic, Reader> => {
  const byTopic = new Map<Topic, Set<Reader>>();
  return {
    add(reader, topics) {
      for (const topic of topics) {
        const known = byTopic.get(topic);
        if (known) known.add(reader);
        else byTopic.set(topic, new Set([reader]));
      }
    },
    remove(reader, topics) {
      for (const topic of topics) {
        const known = byTopic.get(topic);
        known?.delete(reader);
        if (known?.size === 0) byTopic.delete(topic);
      }
    },
    of: (topics) => new Set([...topics].flatMap((topic) => [...(byTopic.get(topic) ?? [])])),
  };
};
