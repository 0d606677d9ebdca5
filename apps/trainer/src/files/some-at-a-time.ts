/** What is asked of the disk at a time: it answers many sooner than one after the other, and each takes memory. */
const MOST = 32;

/** What `act` gives of each, in their order. */
export async function someAtATime<Item, Result>(
  items: readonly Item[],
  act: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  const left = items.entries(); // which all take from
  const some = Array.from({ length: MOST }, async () => {
    for (const [index, item] of left) results[index] = await act(item);
  });
  await Promise.all(some);
  return results;
}
