/** Words of the sign-in page and the reading settings, which both pages have. */
export const both = {
  "app.name": "Weinao",
  "app.tagline": "Every fact is asked once, with its source, and every form reads it from there.",
  "app.skip": "Skip to the content",

  "read.language": "Language",
  "read.elder": "Large text",
  "read.elderOff": "Usual",
  "read.elderSize": "Text size {{size}}",
  "read.settings": "Language and text size",

  "sign.title": "Sign in",
  "sign.name": "Account name",
  "sign.password": "Password",
  "sign.show": "Show",
  "sign.hide": "Hide",
  "sign.enter": "Sign in",
  "sign.entering": "Signing in…",
  "sign.secondTitle": "Second step",
  "sign.second": "Code",
  "sign.secondHint": "Six digits from your authenticator app, or a recovery code.",
  "sign.back": "Back",
  "sign.withCode": "Sign in with a one-time code",
  "sign.withPassword": "Sign in with name and password",
  "sign.code": "One-time code",
  "sign.codeHint": "Twelve letters and digits on the paper from the community office. Case and dashes do not matter.",
  "sign.codeEnter": "Continue",
  "sign.newTitle": "Choose a password",
  "sign.newFor": "For the account {{name}}",
  "sign.newPassword": "New password",
  "sign.newHint": "At least 10 characters. A sentence that you remember is best.",
  "sign.newEnter": "Set the password and sign in",
  "sign.organisation": "Sign in with {{label}}",
  "sign.organisationPlain": "Sign in through your organisation",
  "sign.samples":
    "Sample community: try worker, officer or resident with the password qingfeng-sample. Sample accounts work on this machine only.",
  "sign.ended": "Your session is over. Sign in again to go on.",
  "sign.resident": "Residents sign in here",
  "sign.desk": "Staff sign in here",

  "wait.loading": "Loading…",
  "error.network": "The server cannot be reached. Check the connection, then try again.",
  "error.again": "Try again",
  "error.title": "That did not work",
  "error.wait": "Wait {{seconds}} seconds, then try again.",
  "error.notFound": "There is no such page.",
  "error.home": "To the start",
} as const;

/** A text of both pages. */
export type BothKey = keyof typeof both;
