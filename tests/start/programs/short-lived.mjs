// Serves for a moment, then dies.
process.send({ kind: 'ready' }, () => setTimeout(() => process.exit(3), 20));
