import { randomUUID } from 'node:crypto';

export const PREMISES = '47001_0100_00012';

const DIAGNOSTIC = `id version status channel needs finding chosenSolution outcome date openedAt
  observation { technology observedDownMbps nominalDownMbps latencyMs } visit { on slot doneOn }
  followUps { id kind dueOn doneOn note } events { version kind actor change }
  recommendation { verdict urgency solutions { solution reasons { code } } } premises { id }`;
const PAYLOAD = `{ diagnostic { ${DIAGNOSTIC} } conflict { message current { ${DIAGNOSTIC} } } }`;

export const OPEN = `mutation ($input: OpenDiagnosticInput!) { result: openDiagnostic(input: $input) ${PAYLOAD} }`;
export const RECORD = `mutation ($id: ID!, $expectedVersion: Int!, $input: RecordDiagnosticInput!) {
  result: recordDiagnostic(id: $id, expectedVersion: $expectedVersion, input: $input) ${PAYLOAD} }`;
export const VISIT = `mutation ($id: ID!, $expectedVersion: Int!, $on: Date!) {
  result: scheduleVisit(id: $id, expectedVersion: $expectedVersion, on: $on, slot: MORNING) ${PAYLOAD} }`;
export const VISITED = `mutation ($id: ID!, $expectedVersion: Int!) {
  result: completeVisit(id: $id, expectedVersion: $expectedVersion) ${PAYLOAD} }`;
export const FOLLOW_UP = `mutation ($id: ID!, $expectedVersion: Int!, $note: String) {
  result: addFollowUp(id: $id, expectedVersion: $expectedVersion, kind: CONTACT_OPERATOR, dueOn: "2026-12-01", note: $note) ${PAYLOAD} }`;
export const DONE = `mutation ($id: ID!, $expectedVersion: Int!, $followUpId: ID!) {
  result: completeFollowUp(id: $id, expectedVersion: $expectedVersion, followUpId: $followUpId) ${PAYLOAD} }`;
export const CLOSE = `mutation ($id: ID!, $expectedVersion: Int!) {
  result: closeDiagnostic(id: $id, expectedVersion: $expectedVersion, outcome: ORDERED) ${PAYLOAD} }`;

/** Variables of OPEN, a request of its own each time. */
export const opening = (changes: Record<string, unknown> = {}) => ({
  input: { requestId: randomUUID(), premisesId: PREMISES, channel: 'PHONE', needs: ['STUDIES'], ...changes },
});
