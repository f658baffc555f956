// Serves until it is told to stop, or until its supervisor is gone.
process.on('SIGTERM', () => process.exit(0));
process.on('disconnect', () => process.exit(0));
setInterval(() => undefined, 1000);
process.send({ kind: 'ready' });
