/** The operations of those who hold places, as they would send them. */
const RESULT = `{
  place { id name phone services revision lastConfirmedAt freshness confirmation { on by } openingHours { osm }
    commune { name } sources { sourceId provenance { source asOf } } organisation { id } modifiedAt qualityNotes }
  closedPlaceId conflict { message expectedRevision currentRevision current { name } } faults { field value message } }`;

const PROPOSAL = `{
  proposal { id status organisation comment decisionReason changes { field value published isPublished } }
  conflict { currentRevision } faults { field value message } }`;

export const CREATE = `mutation ($place: PlaceInput!, $asOf: Date, $source: String) {
  createPlace(place: $place, asOf: $asOf, source: $source) ${RESULT} }`;
export const UPDATE = `mutation ($id: ID!, $expectedRevision: Int!, $changes: PlaceChangesInput!, $giveBack: [PlaceField!], $asOf: Date, $source: String) {
  updatePlace(id: $id, expectedRevision: $expectedRevision, changes: $changes, giveBack: $giveBack, asOf: $asOf, source: $source) ${RESULT} }`;
export const CLOSE = `mutation ($id: ID!, $expectedRevision: Int!, $on: Date, $reason: String!) {
  closePlace(id: $id, expectedRevision: $expectedRevision, on: $on, reason: $reason) ${RESULT} }`;
export const CONFIRM = `mutation ($id: ID!, $expectedRevision: Int!) {
  confirmPlace(id: $id, expectedRevision: $expectedRevision) ${RESULT} }`;
export const PROPOSE = `mutation ($placeId: ID!, $expectedRevision: Int!, $changes: PlaceChangesInput!, $comment: String) {
  proposePlaceChanges(placeId: $placeId, expectedRevision: $expectedRevision, changes: $changes, comment: $comment) ${PROPOSAL} }`;
export const DECIDE = `mutation ($id: ID!, $expectedRevision: Int!, $accept: Boolean!, $reason: String) {
  decidePlaceProposal(id: $id, expectedRevision: $expectedRevision, accept: $accept, reason: $reason) ${PROPOSAL} }`;
export const FILE = `query ($id: ID!) { placeFile(id: $id) { placeId revision closedOn place { name }
  writtenFields { field value published isPublished asOf source }
  revisions { revision change author organisation reason changedFields } proposals { id status } } }`;

/** A place of the standard's file: what a producer says of it. */
export function placesFile(rows: readonly Readonly<Record<string, string>>[]): string {
  const columns = [
    'id',
    'pivot',
    'nom',
    'commune',
    'code_postal',
    'code_insee',
    'adresse',
    'telephone',
    'services',
    'horaires',
    'date_maj',
  ];
  const line = (cells: readonly string[]) => cells.map((cell) => `"${cell}"`).join(';');
  return [line(columns), ...rows.map((row) => line(columns.map((column) => row[column] ?? '')))].join('\n');
}
