/** The registry's door: elements, and the records they were made from. */
export { answersFor, ownAnswers } from "./answers-for.ts";
export { communityKey } from "./community.ts";
export { type Condition, type ConditionFacts, compileCondition } from "./condition.ts";
export {
  answerCorrection,
  askCorrection,
  type CorrectionDraft,
  CorrectionSubject,
  correctionsOf,
  listCorrections,
  withdrawCorrection,
} from "./corrections.ts";
export { countWaiting } from "./count-waiting.ts";
export {
  type Decided,
  type DecisionRefusal,
  decidePair,
  mergeElements,
  type PairReference,
  type RowReference,
  splitElement,
  takeBack,
} from "./decide.ts";
export { deliveredSince } from "./delivered-since.ts";
export { loadDepartments } from "./departments.ts";
export type { RegistryDeps } from "./deps.ts";
export { elementTitles } from "./element-titles.ts";
export { type ExplainedRecords, explainRecords, type RecordReference } from "./explain-records.ts";
export { exportTable } from "./export-table.ts";
export { findAsTyped } from "./find-as-typed.ts";
export { findElements } from "./find-elements.ts";
export { type FormFill, listFills } from "./form-fills.ts";
export type { Selection, SelectionRefusal } from "./form-subjects.ts";
export { importFiles } from "./import-files.ts";
export {
  dropForm,
  type KeptForm,
  type KeptFormDraft,
  type KeptFormRefusal,
  keepForm,
  keptForms,
  openForm,
  readKeptForm,
  sayForWhom,
} from "./kept-forms.ts";
export { type LikelySame, likelyReasons, likelySame } from "./likely-same.ts";
export { listCommunities } from "./list-communities.ts";
export { type DecidedRow, type ListedDecision, listDecisions } from "./list-decisions.ts";
export { listProblems, type PlacedProblem } from "./list-problems.ts";
export { listReviews, type WaitingReview } from "./list-reviews.ts";
export { type CommunityName, nameCommunity, readCommunityName } from "./name-community.ts";
export { onceOnlyMatrix } from "./once-only-matrix.ts";
export { readOwnHome } from "./own-home.ts";
export { previewMerge, previewSplit } from "./preview-decision.ts";
export { type FilePreview, type PreviewRequest, previewFile } from "./preview-file.ts";
export {
  type CountedForm,
  countQualifying,
  type Qualifying,
  type QualifyingRequest,
  type QualifyingSubject,
  qualifyingFor,
} from "./qualifying.ts";
export { listEstates, readBuilding } from "./read-building.ts";
export { type ReadGoldenOptions, readGolden } from "./read-golden.ts";
export { readOverview } from "./read-overview.ts";
export { type ReadRecord, readRecord } from "./read-record.ts";
export { type PairSide, type ReviewedPair, readReview } from "./read-review.ts";
export { recordFill } from "./record-fill.ts";
export { type Resolution, type ResolvedRecord, type ResolveRefusal, resolveRecord } from "./resolve-record.ts";
export { type ShowOptions, showElement } from "./show-element.ts";
export { type OwnStatement, type Stated, type StatementRefusal, stateFacts } from "./state-facts.ts";
export { takeBackStatement } from "./take-back-statement.ts";
export { releaseReview, type TakenReview, takeReview } from "./take-review.ts";
export type { TypedRecord } from "./typed-record.ts";
export { undoImport } from "./undo-import.ts";
