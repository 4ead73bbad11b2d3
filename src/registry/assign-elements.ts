/** What linking did to identities. */
export interface Assignment {
  /** Element id by cluster number. */
  readonly elementOfCluster: ReadonlyMap<number, string>;
  /** Elements that were absorbed: `[absorbed, keeper]`. */
  readonly merged: readonly (readonly [string, string])[];
  /** Elements that lost mentions to another: `[origin, other]`. */
  readonly split: readonly (readonly [string, string])[];
  /** Ids that did not exist before. */
  readonly created: ReadonlySet<string>;
}

/**
 * Gives every cluster its element, so that identities outlive a new run: an element follows the cluster that holds most of its mentions,
 * and where several elements meet in one cluster the oldest id is kept.
 *
 * @param clusters cluster number by mention
 * @param priorElements element id by mention, null for a new mention
 * @param mentionIds UUIDv7 by mention: breaks ties in favour of the earliest mention
 * @param newId makes a UUIDv7
 */
export function assignElements(
  clusters: ArrayLike<number>,
  priorElements: readonly (string | null)[],
  mentionIds: readonly string[],
  newId: () => string,
): Assignment {
  const heirs = chooseHeirs(clusters, priorElements, mentionIds);
  const keepers = new Map<number, string>();
  const merged: [string, string][] = [];
  for (const [element, cluster] of [...heirs].sort(([left], [right]) => (left < right ? -1 : 1))) {
    const keeper = keepers.get(cluster);
    if (keeper === undefined) keepers.set(cluster, element);
    else merged.push([element, keeper]);
  }
  const created = new Set<string>();
  const split = new Map<string, [string, string]>();
  for (let index = 0; index < clusters.length; index++) {
    const cluster = clusters[index] as number;
    let element = keepers.get(cluster);
    if (element === undefined) {
      element = newId();
      keepers.set(cluster, element);
      created.add(element);
    }
    const prior = priorElements[index];
    if (prior !== null && prior !== undefined && heirs.get(prior) !== cluster) split.set(`${prior} ${element}`, [prior, element]);
  }
  return { elementOfCluster: keepers, merged, split: [...split.values()], created };
}

/** The cluster in which each earlier element lives on. */
function chooseHeirs(
  clusters: ArrayLike<number>,
  priorElements: readonly (string | null)[],
  mentionIds: readonly string[],
): Map<string, number> {
  interface Share {
    count: number;
    earliest: string;
  }
  const shares = new Map<string, Map<number, Share>>();
  for (const [index, prior] of priorElements.entries()) {
    if (prior === null) continue;
    const cluster = clusters[index] as number;
    const mention = mentionIds[index] as string;
    const byCluster = shares.get(prior) ?? new Map<number, Share>();
    shares.set(prior, byCluster);
    const share = byCluster.get(cluster);
    if (share === undefined) byCluster.set(cluster, { count: 1, earliest: mention });
    else {
      share.count += 1;
      if (mention < share.earliest) share.earliest = mention;
    }
  }
  const heirs = new Map<string, number>();
  for (const [element, byCluster] of shares) {
    let best: [number, Share] | undefined;
    for (const entry of byCluster) {
      const better =
        best === undefined || entry[1].count > best[1].count || (entry[1].count === best[1].count && entry[1].earliest < best[1].earliest);
      if (better) best = entry;
    }
    if (best) heirs.set(element, best[0]);
  }
  return heirs;
}
