import { Action, type Actor, authorize } from "#access";
import type { ElementKind, ProblemCode } from "#vocabulary/contract";
import { communityKey } from "./community.ts";
import type { CommunityOverview, DeliveryLine } from "./contract.ts";
import { type RegistryDeps, scopeOf } from "./deps.ts";
import { countElements } from "./element-counts.ts";

const DELIVERIES_SHOWN = 8;
const FILLS_SHOWN = 6;
const PROBLEMS_SHOWN = 6;
const NOTHING: Readonly<Record<ElementKind, number>> = { person: 0, household: 0, dwelling: 0, organisation: 0 };

/** What is to do in a community: what waits, what came in, what was filled. Counts and names of files, nothing about anybody. */
export async function readOverview(deps: RegistryDeps, actor: Actor, communityCode: string): Promise<CommunityOverview> {
  authorize(actor, Action.check);
  const community = communityKey(communityCode) ?? 0;
  return deps.store.transaction(scopeOf(actor, community), async (tx) => {
    const counts = await countElements(tx, community);
    const [reviews] = await tx.query<{ count: number }>("SELECT count(*) AS count FROM review WHERE community_id = $1", [community]);
    const problems = await tx.query<{ code: ProblemCode; count: number }>(
      `SELECT p.code, count(*) AS count FROM problem p
       JOIN source_table t ON t.community_id = p.community_id AND t.id = p.source_table_id
       JOIN delivery d ON d.community_id = t.community_id AND d.id = t.delivery_id AND d.state = 'current'
       WHERE p.community_id = $1 GROUP BY p.code ORDER BY count DESC, p.code LIMIT $2`,
      [community, PROBLEMS_SHOWN],
    );
    const deliveries = await tx.query<DeliveryLine>(
      `SELECT d.id, d.file_name AS file, d.state, d.row_count AS rows, d.received_at AS at, d.actor,
         (SELECT count(*) FROM problem p JOIN source_table t ON t.community_id = p.community_id AND t.id = p.source_table_id
           WHERE p.community_id = d.community_id AND t.delivery_id = d.id) AS problems
       FROM delivery d WHERE d.community_id = $1 ORDER BY d.received_at DESC, d.id DESC LIMIT $2`,
      [community, DELIVERIES_SHOWN],
    );
    const fills = await tx.query<CommunityOverview["fills"][number]>(
      `SELECT form, title, filled_at AS at, row_count AS rows, cells_asked AS "cellsAsked", cells_filled AS "cellsFilled"
       FROM (SELECT DISTINCT ON (f.title) f.* FROM form_fill f WHERE f.community_id = $1 ORDER BY f.title, f.filled_at DESC) last
       ORDER BY filled_at DESC LIMIT $2`,
      [community, FILLS_SHOWN],
    );
    const elements = { ...NOTHING, ...Object.fromEntries(counts) };
    return { elements, reviews: reviews?.count ?? 0, problems, deliveries, fills };
  });
}
