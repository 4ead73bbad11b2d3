import type { ThemeConfig } from "antd";
import type { ElderSize } from "../reading/reading.ts";

const usualText = 14;
const elderTarget = 60;
const touchTarget = 44;
const deskTarget = 34;

/** Ant Design in our colours and measures; in elder mode in the chosen size, with targets of 60. */
export function antTheme(elder: ElderSize, touch: boolean): ThemeConfig {
  const fontSize = elder === 0 ? usualText : elder;
  const controlHeight = elder > 0 ? elderTarget : touch ? touchTarget : deskTarget;
  return {
    token: {
      colorPrimary: "#1d6450",
      colorInfo: "#24507f",
      colorSuccess: "#1d6450",
      colorWarning: "#7d4a00",
      colorError: "#b3261e",
      colorLink: "#1d6450",
      colorLinkHover: "#144a3b",
      colorText: "#1b2420",
      colorTextSecondary: elder > 0 ? "#333d38" : "#4d5953",
      colorTextTertiary: elder > 0 ? "#414b46" : "#616c66",
      colorTextDescription: elder > 0 ? "#414b46" : "#616c66",
      colorTextPlaceholder: "#6b7570",
      colorTextDisabled: "#6b7570",
      colorBorder: "#8d9189",
      colorBorderSecondary: "#e4e1d7",
      colorBgLayout: "#f6f5f0",
      colorFillAlter: "#f6f5f0",
      fontFamily: "var(--sans)",
      fontSize,
      lineHeight: elder > 0 ? 1.7 : 1.6,
      controlHeight,
      controlHeightSM: elder > 0 ? elderTarget : touch ? touchTarget : 28,
      borderRadius: 7,
      borderRadiusLG: 12,
      wireframe: false,
      motionDurationMid: "0.12s",
      motionDurationSlow: "0.16s",
    },
    components: {
      Table: { headerBg: "#f6f5f0", headerColor: "#4d5953", cellPaddingBlock: 9, rowHoverBg: "#faf9f5" },
      Button: { primaryShadow: "none", defaultShadow: "none", fontWeight: 550 },
      Tag: { defaultBg: "#f0eee6" },
    },
  };
}
