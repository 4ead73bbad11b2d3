/** What a form's page asks the server: the form, for whom it is, and how it looks filled. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ask, type Reply } from "../../api/client.ts";
import { usePurpose } from "../../api/purpose.ts";
import { useCommunity } from "../community.ts";

export type FormWithFields = Reply<"GET /api/v1/communities/{community}/forms/{form}">;
export type Qualifying = Reply<"GET /api/v1/communities/{community}/forms/{form}/qualifying">;
export type Subject = Qualifying["now"][number];
export type Filled = Reply<"POST /api/v1/communities/{community}/forms/{form}/fill">;

/** How far a form's page looks ahead. */
const daysAhead = 90;

export function useForm(form: string) {
  const { code: community } = useCommunity();
  return useQuery({
    queryKey: ["form", community, form],
    queryFn: ({ signal }) => ask("GET /api/v1/communities/{community}/forms/{form}", { params: { community, form }, signal }),
  });
}

/** Whether a form says by itself for whom it is; a form for people that does not needs somebody to be named. */
export const saysForWhom = ({ condition, subject }: FormWithFields): boolean => condition !== undefined || subject !== "person";

export function useQualifying(form: FormWithFields, asOf: string) {
  const { code: community } = useCommunity();
  const purpose = usePurpose();
  return useQuery({
    queryKey: ["qualifying", community, form.key, form.condition, asOf, purpose],
    queryFn: ({ signal }) =>
      ask("GET /api/v1/communities/{community}/forms/{form}/qualifying", {
        params: { community, form: form.key },
        query: { asOf, days: daysAhead },
        signal,
      }),
    enabled: saysForWhom(form),
    placeholderData: keepPreviousData,
  });
}

/** The filled form; for those named, or (undefined) for whom it is. Null asks for nothing. */
export function useFilled(form: FormWithFields, elements: readonly string[] | undefined | null, asOf: string) {
  const { code: community } = useCommunity();
  const purpose = usePurpose();
  return useQuery({
    queryKey: ["fill", community, form.key, form.condition, asOf, elements, purpose],
    queryFn: ({ signal }) =>
      ask("POST /api/v1/communities/{community}/forms/{form}/fill", {
        params: { community, form: form.key },
        body: { asOf, ...(elements ? { elements: [...elements] } : {}) },
        signal,
      }),
    enabled: elements !== null,
    placeholderData: keepPreviousData,
  });
}
