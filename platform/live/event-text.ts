/** The media type of a stream of events. */
export const EVENT_STREAM = 'text/event-stream';

/** A line that means nothing, so that nothing on the way takes the connection for a dead one. */
export const KEEP_ALIVE = ':\n\n';

/** The end of a stream, in the GraphQL over SSE protocol. */
export const COMPLETE = 'event: complete\ndata:\n\n';

/** An event of a subscription: `json` is one answer of GraphQL. */
export function nextEvent(json: string): string {
  // A JSON text may hold line ends between its values; each would begin another field of the event.
  return `event: next\ndata: ${json.replace(/[\r\n]+/g, ' ')}\n\n`;
}

/** Whether a request asks for a stream of events. */
export function wantsEvents(accept: string | undefined): boolean {
  return accept !== undefined && accept.toLowerCase().includes(EVENT_STREAM);
}

export interface ReceivedEvent {
  readonly event: string;
  readonly data: string;
}

/**
 * The events of a stream, as they come; what only keeps it open is left out.
 *
 * @throws when one event is larger than `maxBytes`, or when the bytes stop in the middle of one.
 */
export async function* eventsOf(bytes: AsyncIterable<Buffer>, maxBytes: number): AsyncGenerator<ReceivedEvent> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  for await (const chunk of bytes) {
    text += decoder.decode(chunk, { stream: true });
    for (let end = text.indexOf('\n\n'); end !== -1; end = text.indexOf('\n\n')) {
      const read = eventOf(text.slice(0, end));
      text = text.slice(end + 2);
      if (read !== null) yield read;
    }
    if (text.length > maxBytes) throw new Error('An event is larger than the maximum.');
  }
  if (text !== '') throw new Error('The stream ended in the middle of an event.');
}

function eventOf(block: string): ReceivedEvent | null {
  let event = '';
  const data: string[] = [];
  for (const line of block.split('\n')) {
    const [, name, value = ''] = /^([a-z]+):? ?(.*)$/.exec(line) ?? [];
    if (name === 'event') event = value;
    if (name === 'data') data.push(value);
  }
  return event === '' ? null : { event, data: data.join('\n') };
}
