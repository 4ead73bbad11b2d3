import { useParams } from "@tanstack/react-router";
import { useSession } from "../api/session.ts";

/** The community of the address; the first of one's own on pages that belong to none. */
export function useCommunity(): { readonly code: string; readonly name: string } {
  const { communities = [] } = useSession();
  const { community } = useParams({ strict: false });
  const found = communities.find((each) => each.code === community) ?? communities[0];
  return { code: community ?? found?.code ?? "", name: found?.code === community || community === undefined ? (found?.name ?? "") : "" };
}

/** Whether the role of whoever is signed in allows an action. */
export function useMay(): (action: string) => boolean {
  const { may = [] } = useSession();
  return (action) => may.includes(action);
}
