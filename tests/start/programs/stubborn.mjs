// Takes no notice of being told to stop.
process.on('SIGTERM', () => undefined);
setInterval(() => undefined, 1000);
process.send({ kind: 'ready' });
