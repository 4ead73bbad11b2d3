/** Says that something is masked, and offers to state a purpose where the reader stands. */
import { LockOutlined } from "@ant-design/icons";
import { Popover } from "antd";
import { useState } from "react";
import { PurposeChoice } from "./purpose-prompt.tsx";
import { useText } from "./text.ts";
import "./masked-notice.css";

/** @param count how many values are masked; nothing is shown for none */
export function MaskedNotice({ count }: { readonly count: number }) {
  const say = useText();
  const [open, setOpen] = useState(false);
  if (count === 0) return null;
  return (
    <div className="notice look masked-notice">
      <LockOutlined aria-hidden="true" />
      <p>{say("element.masked", { count })}</p>
      <Popover
        trigger="click"
        open={open}
        onOpenChange={setOpen}
        content={<PurposeChoice onStated={() => setOpen(false)} />}
        destroyOnHidden
      >
        <button type="button" className="button">
          {say("purpose.state")}
        </button>
      </Popover>
    </div>
  );
}
