/** Who works here: accounts are made, given roles and communities, stopped, and let in again with a one-time link. */
import { PlusOutlined } from "@ant-design/icons";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ask } from "../../api/client.ts";
import { useSession } from "../../api/session.ts";
import { type Account, AccountPanel } from "../accounts/account-panel.tsx";
import { CommunityForm } from "../accounts/community-form.tsx";
import { useCommunityNames } from "../accounts/community-names.ts";
import { failureText, PageWaiting } from "../page-states.tsx";
import { usePageTitle } from "../page-title.ts";
import { useText } from "../text.ts";
import "./accounts-page.css";

const shownAtOnce = 50;

export function Page() {
  const say = useText();
  usePageTitle(say("accounts.title"));
  const [opened, setOpened] = useState<Account | "new" | null>(null);
  const { data, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ["accounts"],
    queryFn: ({ pageParam, signal }) =>
      ask("GET /api/v1/accounts", { query: { limit: shownAtOnce, ...(pageParam === "" ? {} : { after: pageParam }) }, signal }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const accounts = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="accounts">
      <header>
        <div>
          <h1>{say("accounts.title")}</h1>
          <p className="soft">{say("accounts.lead")}</p>
        </div>
        <button type="button" className="button primary" onClick={() => setOpened("new")}>
          <PlusOutlined aria-hidden="true" />
          {say("accounts.new")}
        </button>
      </header>
      {error && (
        <p className="notice wrong" role="alert">
          {failureText(error, say("error.network"), say("error.unexpected"))}
        </p>
      )}
      {isPending && <PageWaiting />}
      {accounts.length > 0 && <AccountTable accounts={accounts} onOpen={setOpened} />}
      {hasNextPage && (
        <button type="button" className="button quiet" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {say("accounts.more")}
        </button>
      )}
      <Communities />
      {opened && (
        <AccountPanel
          key={opened === "new" ? "new" : opened.id}
          account={opened === "new" ? null : (accounts.find((each) => each.id === opened.id) ?? opened)}
          onClose={() => setOpened(null)}
        />
      )}
    </div>
  );
}

function AccountTable({ accounts, onOpen }: { readonly accounts: readonly Account[]; readonly onOpen: (account: Account) => void }) {
  const say = useText();
  const nameOf = useCommunityNames();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than the screen must be scrolled by keyboard too.
    <section className="card accounts-table" aria-label={say("accounts.title")} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{say("accounts.name")}</th>
            <th scope="col">{say("accounts.role")}</th>
            <th scope="col">{say("accounts.communities")}</th>
            <th scope="col">{say("column.state")}</th>
          </tr>
        </thead>
        <tbody>
          {accounts.map((account) => (
            <tr key={account.id} data-active={account.active}>
              <th scope="row">
                <button type="button" className="accounts-open" onClick={() => onOpen(account)}>
                  <span>{account.label === "" ? account.name : account.label}</span>
                  {account.label !== "" && <span className="soft">{account.name}</span>}
                </button>
              </th>
              <td>{say(`role.${account.role}`)}</td>
              <td>
                {account.role === "administrator"
                  ? say("accounts.everywhere")
                  : account.communities.length === 0
                    ? "—"
                    : account.communities.map(nameOf).join(say("list.comma"))}
              </td>
              <td className="accounts-tags">
                <States account={account} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function States({ account }: { readonly account: Account }) {
  const say = useText();
  return (
    <>
      <span className={`tag ${account.active ? "pine" : "wrong"}`}>{say(account.active ? "accounts.active" : "accounts.stopped")}</span>
      {account.active && !account.hasPassword && <span className="tag look">{say("accounts.noPassword")}</span>}
      {account.secondFactor && <span className="tag">{say("account.second")}</span>}
      {account.sample && <span className="tag">{say("accounts.sample")}</span>}
    </>
  );
}

/** The communities of the installation, and how one is added or called otherwise. */
function Communities() {
  const say = useText();
  const { communities = [] } = useSession();
  return (
    <section className="card accounts-communities" aria-labelledby="accounts-communities">
      <h2 id="accounts-communities">{say("community.title")}</h2>
      <ul>
        {communities.map(({ code, name }) => (
          <li key={code}>
            {name} <span className="soft digits">{code}</span>
          </li>
        ))}
      </ul>
      <CommunityForm onMade={() => undefined} />
    </section>
  );
}
