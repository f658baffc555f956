const WIDTH = 30;

interface Progress {
  readonly bytes: number;
  readonly totalBytes: number;
  readonly read: number;
}

/** A progress bar on a terminal; nothing where the stream is not one. */
export function progressBar(stream: NodeJS.WriteStream) {
  const clear = () => {
    if (stream.isTTY) stream.write('\r\u001B[2K');
  };
  const show = ({ bytes, totalBytes, read }: Progress) => {
    if (!stream.isTTY) return;
    const share = totalBytes === 0 ? 1 : Math.min(bytes / totalBytes, 1);
    const full = Math.round(share * WIDTH);
    stream.write(`\r${'█'.repeat(full)}${'░'.repeat(WIDTH - full)} ${Math.round(share * 100)} % · ${read} lignes`);
  };
  return { show, clear };
}
