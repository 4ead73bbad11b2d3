/** The frame of every page inside: navigation, the find box, the purpose, the account. */
import { LogoutOutlined, MenuOutlined, SettingOutlined, TranslationOutlined, UserOutlined } from "@ant-design/icons";
import { useQueryClient } from "@tanstack/react-query";
import { Link, Outlet, useNavigate, useRouterState } from "@tanstack/react-router";
import { Popover } from "antd";
import { useEffect, useState } from "react";
import { statePurpose } from "../api/purpose.ts";
import { leave, useSession } from "../api/session.ts";
import { ReadingSettings } from "../reading/reading-settings.tsx";
import { useCommunity, useMay } from "./community.ts";
import { FindBox } from "./find-box.tsx";
import { navigation } from "./navigation.ts";
import { PurposePrompt } from "./purpose-prompt.tsx";
import { spoken, useText } from "./text.ts";
import { useWaiting } from "./waiting.ts";
import "./shell.css";

export function Shell() {
  const say = useText();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const [open, setOpen] = useState(false);
  const may = useMay();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a page that was opened closes the drawer that led to it.
  useEffect(() => setOpen(false), [path]);
  return (
    <div className="shell">
      <a className="skip" href="#content">
        {say("app.skip")}
      </a>
      <aside className="side" data-open={open}>
        <Brand />
        <CommunitySwitch />
        <Navigation />
      </aside>
      {open && <button type="button" className="side-veil" aria-label={say("nav.close")} onClick={() => setOpen(false)} />}
      <div className="shell-main">
        <header className="top">
          <button
            type="button"
            className="button quiet menu-button"
            aria-expanded={open}
            aria-label={say("nav.open")}
            onClick={() => setOpen(!open)}
          >
            <MenuOutlined aria-hidden="true" />
          </button>
          {may("registry:read") && <FindBox />}
          <div className="top-end">
            {may("registry:read") && <PurposePrompt />}
            <ReadingMenu />
            <AccountMenu />
          </div>
        </header>
        <main id="content" tabIndex={-1}>
          <Outlet />
        </main>
      </div>
    </div>
  );
}

function Brand() {
  const say = useText();
  return (
    <Link to="/" className="brand">
      <span className="mark" aria-hidden="true">
        微
      </span>
      <span className="brand-name">{say("app.name")}</span>
    </Link>
  );
}

function CommunitySwitch() {
  const say = useText();
  const navigate = useNavigate();
  const { communities = [] } = useSession();
  const { code } = useCommunity();
  const title = (each: { readonly code: string; readonly name: string }) => (each.name === "" ? each.code : each.name);
  if (communities.length === 0) return null;
  const [only] = communities;
  if (communities.length === 1 && only)
    return (
      <p className="community">
        <span className="community-name">{title(only)}</span>
        {only.name !== "" && <span className="faint digits">{only.code}</span>}
      </p>
    );
  return (
    <label className="community">
      <span className="visually-hidden">{say("nav.community")}</span>
      <select value={code} onChange={(event) => void navigate({ to: "/c/$community", params: { community: event.target.value } })}>
        {communities.map((each) => (
          <option key={each.code} value={each.code}>
            {title(each)}
          </option>
        ))}
      </select>
      <span className="faint digits">{code}</span>
    </label>
  );
}

const countShownMax = 999;

function Navigation() {
  const say = useText();
  const may = useMay();
  const { code } = useCommunity();
  const path = useRouterState({ select: (state) => state.location.pathname.replace(/\/$/, "") });
  const waiting = useWaiting();
  return (
    <nav aria-label={say("nav.label")}>
      <ul>
        {navigation
          .filter(({ needs, whole }) => may(needs) && (whole || code !== ""))
          .map(({ path: own, label, icon: Icon, whole, waiting: counted }) => {
            const count = counted === undefined ? 0 : (waiting?.[counted] ?? 0);
            const target: string = whole ? own : `/c/${code}${own}`;
            const current = own === "" ? path === target : path.startsWith(target);
            return (
              <li key={own}>
                <Link to={target} aria-current={current ? "page" : undefined} activeOptions={{ exact: true }}>
                  <Icon aria-hidden="true" />
                  <span>{say(label)}</span>
                  {count > 0 && (
                    <span className="nav-count digits">
                      {count > countShownMax ? `${countShownMax}+` : count}
                      <span className="visually-hidden">{say("nav.waiting")}</span>
                    </span>
                  )}
                </Link>
              </li>
            );
          })}
      </ul>
    </nav>
  );
}

function ReadingMenu() {
  const say = useText();
  return (
    <Popover trigger="click" placement="bottomRight" content={<ReadingSettings spoken={spoken} />}>
      <button type="button" className="button quiet" aria-label={say("read.settings")}>
        <TranslationOutlined aria-hidden="true" />
      </button>
    </Popover>
  );
}

function AccountMenu() {
  const say = useText();
  const { account } = useSession();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const signOut = async () => {
    await leave();
    statePurpose("");
    queries.clear();
    await navigate({ to: "/sign-in" });
  };
  const name = account?.label || account?.name || "";
  const menu = (
    <div className="account-menu">
      <p>
        <strong>{name}</strong>
        <span className="soft">{account ? say(`role.${account.role}`) : ""}</span>
      </p>
      <Link to="/account" className="button quiet">
        <SettingOutlined aria-hidden="true" />
        {say("account.title")}
      </Link>
      <button type="button" className="button quiet" onClick={() => void signOut()}>
        <LogoutOutlined aria-hidden="true" />
        {say("account.leave")}
      </button>
    </div>
  );
  return (
    <Popover trigger="click" placement="bottomRight" content={menu}>
      <button type="button" className="button quiet account-button" aria-haspopup="true">
        <UserOutlined aria-hidden="true" />
        <span className="visually-hidden">{say("account.menu")}</span>
        <span className="account-name">{name}</span>
      </button>
    </Popover>
  );
}
