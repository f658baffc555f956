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

export const WORKSHOP = {
  kind: 'WORKSHOP',
  title: 'Mes premiers courriels',
  themes: ['EMAIL'],
  communeCode: '47001',
  bookingPhone: '05 53 69 40 00',
  sessions: [
    { date: '2026-12-01', opensAt: '14:00', closesAt: '16:00', seatsTotal: 12, seatsLeft: 5 },
    { date: '2026-12-08', opensAt: '14h', closesAt: '16:00' },
  ],
};
export const PERMANENCE = {
  kind: 'PERMANENCE',
  communeCode: '47001',
  weekday: 'TUESDAY',
  opensAt: '09:00',
  closesAt: '12:00',
};
