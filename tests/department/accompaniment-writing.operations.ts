/** The writes of an agent, as they would be sent. */
const RESULT = `{
  accompaniment { __typename id title revision cancelled cancellationReason nextAt bookable booking { phone }
    provenance { source asOf } commune { name }
    ... on Workshop { sessions { startsAt seatsTotal seatsLeft } } ... on Permanence { weekday opensAt excludedDates } }
  conflict { message currentRevision current { title } } faults { field value message } }`;
export const CREATE = `mutation ($accompaniment: AccompanimentInput!, $asOf: Date) {
  createAccompaniment(accompaniment: $accompaniment, asOf: $asOf) ${RESULT} }`;
export const UPDATE = `mutation ($id: ID!, $expectedRevision: Int!, $changes: AccompanimentChangesInput!) {
  updateAccompaniment(id: $id, expectedRevision: $expectedRevision, changes: $changes) ${RESULT} }`;
export const CANCEL = `mutation ($id: ID!, $expectedRevision: Int!, $on: Date, $reason: String!) {
  cancelAccompaniment(id: $id, expectedRevision: $expectedRevision, on: $on, reason: $reason) ${RESULT} }`;
export const GIVE_BACK = `mutation ($id: ID!, $expectedRevision: Int!) {
  giveBackAccompaniment(id: $id, expectedRevision: $expectedRevision) ${RESULT} }`;
