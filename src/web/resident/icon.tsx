/** The few pictures of the resident's pages: drawn lines that take the colour and size of the words beside them. */
const lines = {
  data: "M5 4h14v16H5zM8.5 9h7M8.5 12.5h7M8.5 16h4",
  home: "M4 11.5 12 5l8 6.5M6 10.5V19h12v-8.5M10 19v-5h4v5",
  forms: "M6 3.5h8l4 4V20.5H6zM14 3.5v4h4M9 12h6M9 15.5h6",
  readings: "M2.5 12S6 5.8 12 5.8 21.5 12 21.5 12 18 18.2 12 18.2 2.5 12 2.5 12zM12 9.2a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6z",
  corrections: "M4.5 19.5l1-4L16 5l3 3L8.5 18.5zM13.8 7.2l3 3",
  account: "M12 4.5a3.7 3.7 0 1 1 0 7.4 3.7 3.7 0 0 1 0-7.4zM4.8 20c.6-3.9 3.4-5.8 7.2-5.8s6.6 1.9 7.2 5.8",
  back: "M14.5 5.5 8 12l6.5 6.5",
  onward: "M9.5 5.5 16 12l-6.5 6.5",
  download: "M12 4v11M7.5 11 12 15.5 16.5 11M5 19.5h14",
  print: "M7 9V4h10v5M7 17H4.5V9h15v8H17M7 14h10v6H7z",
} as const;

export type IconName = keyof typeof lines;

/** A picture that says nothing to a screen reader: words always stand beside it. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className={`icon icon-${name}`} viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">
      <path d={lines[name]} fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
