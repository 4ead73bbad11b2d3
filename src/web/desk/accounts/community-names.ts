import { useSession } from "../../api/session.ts";

/** What a community is called; its code where it has no name. */
export function useCommunityNames(): (code: string) => string {
  const { communities = [] } = useSession();
  return (code) => communities.find((each) => each.code === code)?.name || code;
}
